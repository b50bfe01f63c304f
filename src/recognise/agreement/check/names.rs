//! The names within an agreement, by which an answer cites its clauses: each plain, and each there once.

use std::collections::BTreeSet;

use super::super::AgreementContents;
use super::{Found, budgets};

const LONGEST: usize = 64;

/// `member[name]`, or `member[3]` where the name is none that may stand in a message.
pub(super) fn at(member: &str, name: &str, index: usize) -> String {
    if is_plain(name) {
        format!("{member}[{name}]")
    } else {
        format!("{member}[{index}]")
    }
}

pub(super) fn check(agreement: &AgreementContents, found: &mut Found) {
    let exclusions = agreement.exclusions.iter().map(|one| one.id.as_str());
    let equivalences = agreement.equivalences.iter();
    let provisions = equivalences.clone().map(|one| one.equivalence_id.as_str());
    let supplements = equivalences.flat_map(|one| &one.supplements);
    let names = exclusions
        .map(|id| ("exclusions", id))
        .chain(provisions.map(|id| ("equivalences", id)))
        .chain(supplements.map(|one| ("supplements", one.id.as_str())))
        .chain(budgets::conditions(agreement).map(|one| ("conditions", one.id.as_str())));
    let mut seen = BTreeSet::new();
    for (member, id) in names {
        if !is_plain(id) {
            found.must(
                false,
                member,
                "a name is 1 to 64 letters of ASCII, digits, `.`, `_` and `-`, and begins with a letter or digit",
            );
        } else if !seen.insert(id) {
            found.must(
                false,
                &at(member, id, 0),
                "nothing else of the agreement has this name",
            );
        }
    }
}

fn is_plain(name: &str) -> bool {
    let mut letters = name.bytes();
    name.len() <= LONGEST
        && letters.next().is_some_and(|b| b.is_ascii_alphanumeric())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}
