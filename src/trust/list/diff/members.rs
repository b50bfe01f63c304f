//! The list's own members, the lists that it points to, its extensions.

use crate::document::{in_every_language, matched::matched};
use crate::trust::list::{Extension, ListContents, ListPointer, SuccessorSigner};

use super::Change;
use super::keys::{fingerprint, hex, identities};

/// Compares members of one thing, each by its value and shown as text.
pub(super) struct Members<'c> {
    pub(super) of: String,
    pub(super) changes: &'c mut Vec<Change>,
}

impl Members<'_> {
    /// A change unless both are the same.
    pub(super) fn compare<T: PartialEq>(
        &mut self,
        member: &'static str,
        old: &T,
        new: &T,
        shown: impl Fn(&T) -> Option<String>,
    ) {
        if old != new {
            self.changes.push(Change::Member {
                of: self.of.clone(),
                member,
                old: shown(old),
                new: shown(new),
            });
        }
    }
}

/// The list's own members. That none is forgotten is held by the tests, and by [`Change::Other`].
pub(super) fn of_list(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let mut list = Members {
        of: "the list".to_owned(),
        changes,
    };
    list.compare("listId", &old.list_id, &new.list_id, |id| Some(id.clone()));
    list.compare("listType", &old.list_type, &new.list_type, |kind| {
        Some(format!("{kind:?}"))
    });
    list.compare(
        "sequenceNumber",
        &old.sequence_number,
        &new.sequence_number,
        |number| Some(number.to_string()),
    );
    list.compare(
        "schemeTerritory",
        &old.scheme_territory,
        &new.scheme_territory,
        |territory| Some(territory.as_str().to_owned()),
    );
    list.compare(
        "schemeOperatorName",
        &old.scheme_operator_name,
        &new.scheme_operator_name,
        |name| Some(in_every_language(name)),
    );
    list.compare(
        "schemeTypeCommunityRules",
        &old.scheme_type_community_rules,
        &new.scheme_type_community_rules,
        |rules| Some(rules.join(" ")),
    );
    list.compare(
        "statusDeterminationApproach",
        &old.status_determination_approach,
        &new.status_determination_approach,
        |approach| Some(approach.clone()),
    );
    list.compare(
        "historicalInformationPeriod",
        &old.historical_information_period,
        &new.historical_information_period,
        |days| Some(days.to_string()),
    );
    list.compare(
        "listIssueDateTime",
        &old.list_issue_date_time,
        &new.list_issue_date_time,
        |time| Some(time.to_string()),
    );
    if old.next_update.is_some() && new.next_update.is_none() {
        list.changes.push(Change::Closed);
    } else {
        list.compare("nextUpdate", &old.next_update, &new.next_update, |time| {
            time.map(|time| time.to_string())
        });
    }
    list.compare("notAfter", &old.not_after, &new.not_after, |time| {
        Some(time.to_string())
    });
    list.compare(
        "previousIssue",
        &old.previous_issue,
        &new.previous_issue,
        |issue| {
            let issue = issue.as_ref()?;
            let digest = hex(issue.digest.value());
            Some(format!("number {} ({digest})", issue.sequence_number))
        },
    );
    list.compare(
        "utcOffsetMinutes",
        &old.utc_offset_minutes,
        &new.utc_offset_minutes,
        |minutes| minutes.map(|minutes| minutes.to_string()),
    );
    successors(&old.successor_signers, &new.successor_signers, changes);
}

fn successors(old: &[SuccessorSigner], new: &[SuccessorSigner], changes: &mut Vec<Change>) {
    let signers = matched(old, new, |signer| (&signer.certificate, signer.from));
    changes.extend(signers.added.iter().map(|signer| Change::SignerNamed {
        certificate: fingerprint(&signer.certificate),
        from: signer.from,
    }));
    changes.extend(signers.removed.iter().map(|signer| Change::SignerDropped {
        certificate: fingerprint(&signer.certificate),
        from: signer.from,
    }));
    reordered(signers.in_order, "the successor signers", changes);
}

/// The lists that it points to: its members, where it is one of a federation.
pub(super) fn pointers(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let (old, new) = (&old.pointers_to_other_lists, &new.pointers_to_other_lists);
    let lists = matched(old, new, |pointer| &pointer.list_id);
    changes.extend(lists.added.iter().map(|pointer| Change::MemberJoined {
        list: pointer.list_id.clone(),
        territory: pointer.scheme_territory.as_str().to_owned(),
    }));
    changes.extend(lists.removed.iter().map(|pointer| Change::MemberLeft {
        list: pointer.list_id.clone(),
        territory: pointer.scheme_territory.as_str().to_owned(),
    }));
    for (before, after) in &lists.both {
        pointer(before, after, changes);
    }
    reordered(lists.in_order, "the pointers to other lists", changes);
}

fn pointer(old: &ListPointer, new: &ListPointer, changes: &mut Vec<Change>) {
    let of = format!("the pointer to {}", new.list_id);
    let mut pointer = Members {
        of: of.clone(),
        changes: &mut *changes,
    };
    pointer.compare("location", &old.location, &new.location, |location| {
        Some(location.clone())
    });
    pointer.compare("listType", &old.list_type, &new.list_type, |kind| {
        Some(format!("{kind:?}"))
    });
    pointer.compare(
        "schemeTerritory",
        &old.scheme_territory,
        &new.scheme_territory,
        |territory| Some(territory.as_str().to_owned()),
    );
    pointer.compare(
        "minSequenceNumber",
        &old.min_sequence_number,
        &new.min_sequence_number,
        |number| Some(number.to_string()),
    );
    identities(
        &of,
        &old.service_digital_identities,
        &new.service_digital_identities,
        changes,
    );
}

pub(super) fn extensions(old: &ListContents, new: &ListContents, changes: &mut Vec<Change>) {
    let found = matched(&old.extensions, &new.extensions, |extension| &extension.id);
    let shown = |extension: &Extension| {
        let critical = if extension.critical { "critical, " } else { "" };
        format!("{critical}{}", hex(&extension.value.to_vec()))
    };
    let mut change = |id: &str, old: Option<&Extension>, new: Option<&Extension>| {
        changes.push(Change::Member {
            of: format!("the extension {id}"),
            member: "value",
            old: old.map(shown),
            new: new.map(shown),
        });
    };
    for extension in &found.added {
        change(&extension.id, None, Some(extension));
    }
    for extension in &found.removed {
        change(&extension.id, Some(extension), None);
    }
    for (before, after) in &found.both {
        if before != after {
            change(&after.id, Some(before), Some(after));
        }
    }
    reordered(found.in_order, "the extensions", changes);
}

pub(super) fn reordered(in_order: bool, what: &str, changes: &mut Vec<Change>) {
    if !in_order {
        changes.push(Change::Reordered {
            what: what.to_owned(),
        });
    }
}
