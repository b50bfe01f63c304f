//! The authoritative sources: who answers for a type in a territory, and to whom that passes.

use crate::licence::Region;
use crate::trust::list::{AuthoritativeSource, ListContents};

use super::Change;
use super::keys::matched;
use super::members::{Members, reordered};

pub(super) fn rows(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let (old, new) = (&old.authoritative_sources, &new.authoritative_sources);
    let found = matched(old, new, |row| {
        (&row.doc_type, &row.territory, &row.owner, row.validity.from)
    });
    for after in &found.added {
        changes.push(match predecessor(after, new, &found.removed) {
            Some(before) => Change::SourcePasses {
                doc_type: after.doc_type.clone(),
                territory: after.territory.clone(),
                from: before.to_owned(),
                to: after.owner.clone(),
                on: after.validity.from,
            },
            None => Change::SourceAdded { row: shown(after) },
        });
    }
    changes.extend(
        found
            .removed
            .iter()
            .map(|row| Change::SourceRemoved { row: shown(row) }),
    );
    for (before, after) in &found.both {
        let mut row = Members {
            of: format!("the source of {}", shown(after)),
            changes: &mut *changes,
        };
        row.compare("issuers", &before.issuers, &after.issuers, |issuers| {
            (!issuers.is_empty()).then(|| issuers.join(" "))
        });
        row.compare(
            "until",
            &before.validity.until,
            &after.validity.until,
            |until| until.map(|until| until.to_string()),
        );
    }
    reordered(found.in_order, "the authoritative sources", changes);
}

/// The owner before: the row that ends where this one begins, or one that is gone.
fn predecessor<'a>(
    row: &AuthoritativeSource,
    new: &'a [AuthoritativeSource],
    removed: &[&'a AuthoritativeSource],
) -> Option<&'a str> {
    let same = |other: &AuthoritativeSource| -> bool {
        let subject = |r: &AuthoritativeSource| -> (String, Region) {
            (r.doc_type.clone(), r.territory.clone())
        };
        subject(row) == subject(other) && row.owner != other.owner
    };
    let ends = new
        .iter()
        .find(|other| same(other) && other.validity.until == Some(row.validity.from));
    let gone = || removed.iter().copied().find(|other| same(other));
    ends.or_else(gone).map(|other| other.owner.as_str())
}

/// `TYPE in REGION by OWNER from …`
fn shown(row: &AuthoritativeSource) -> String {
    let until = row.validity.until;
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    format!(
        "{} in {} by {} from {}{until}",
        row.doc_type, row.territory, row.owner, row.validity.from
    )
}
