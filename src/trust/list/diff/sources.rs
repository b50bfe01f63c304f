//! The authoritative sources: who answers for a type in a territory, and to whom that passes.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::matched::matched;
use crate::licence::Region;
use crate::time::UnixTime;
use crate::trust::list::{AuthoritativeSource, ListContents};

use super::Change;
use super::members::{Members, reordered};

pub(super) fn rows(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let (old, new) = (&old.authoritative_sources, &new.authoritative_sources);
    let found = matched(old, new, |row| {
        (&row.doc_type, &row.territory, &row.owner, row.validity.from)
    });
    let (mut ending, mut gone) = (Owners::new(), Owners::new());
    for row in new {
        if let Some(until) = row.validity.until {
            let same = (&*row.doc_type, &row.territory, Some(until));
            ending.entry(same).or_default().insert(&row.owner);
        }
    }
    for row in &found.removed {
        let same = (&*row.doc_type, &row.territory, None);
        gone.entry(same).or_default().insert(&row.owner);
    }
    for after in &found.added {
        let (doc_type, territory) = (&*after.doc_type, &after.territory);
        // Who ends where this one begins, or who is gone.
        let ends = ending.get(&(doc_type, territory, Some(after.validity.from)));
        let owners = ends
            .into_iter()
            .chain(gone.get(&(doc_type, territory, None)));
        let before = owners.flatten().find(|owner| **owner != after.owner);
        changes.push(match before {
            Some(before) => Change::SourcePasses {
                doc_type: after.doc_type.clone(),
                territory: after.territory.clone(),
                from: (*before).to_owned(),
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

/// Owners by type, territory, and the end of their row.
type Owners<'a> = BTreeMap<(&'a str, &'a Region, Option<UnixTime>), BTreeSet<&'a str>>;

/// `TYPE in REGION by OWNER from …`
fn shown(row: &AuthoritativeSource) -> String {
    let until = row.validity.until;
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    format!(
        "{} in {} by {} from {}{until}",
        row.doc_type, row.territory, row.owner, row.validity.from
    )
}
