//! How much may stand in an agreement. Each number leaves the largest agreement that anybody is known to have made ten
//! times its size, and bounds what a check or an answer can cost.

use super::super::{AgreementContents, Condition, Kind};
use super::Found;

/// Provisions: a national catalogue of licence types has some 900, one agreement a few dozen of them.
const EQUIVALENCES: usize = 256;
/// Exclusions, conditions and supplements in all: sixteen for each provision.
const CLAUSES: usize = 4_096;
/// Entries of the lists in conditions in all: four for each. They are held against every provision.
const ENTRIES: usize = 16_384;
/// Agreements whose place one takes: more than one party has. Each is looked for in every answer.
const SUPERSEDED: usize = 256;
/// Purposes and territories of provisions in all: sixteen for each provision. They are held against each other.
const PLACES: usize = 4_096;

pub(super) fn check(agreement: &AgreementContents, found: &mut Found) {
    let (clauses, entries) = conditions(agreement).fold((0_usize, 0_usize), |(n, sum), one| {
        (n.saturating_add(1), sum.saturating_add(entries(one)))
    });
    let all = agreement.equivalences.as_slice();
    let supplements: usize = all.iter().map(|one| one.supplements.len()).sum();
    let clauses = clauses
        .saturating_add(agreement.exclusions.len())
        .saturating_add(supplements);
    let places: usize = all
        .iter()
        .map(|one| one.purposes.len().saturating_add(one.territories.len()))
        .sum();
    found.must(
        all.len() <= EQUIVALENCES,
        "equivalences",
        "there are at most 256",
    );
    found.must(
        clauses <= CLAUSES,
        "equivalences",
        "exclusions, conditions and supplements are at most 4096 in all",
    );
    found.must(
        entries <= ENTRIES,
        "equivalences",
        "the lists of all conditions have at most 16384 entries",
    );
    found.must(
        agreement.supersedes.len() <= SUPERSEDED,
        "supersedes",
        "there are at most 256",
    );
    found.must(
        places <= PLACES,
        "equivalences",
        "purposes and territories are at most 4096 in all",
    );
}

/// Every condition of an agreement, wherever it stands.
pub(super) fn conditions(agreement: &AgreementContents) -> impl Iterator<Item = &Condition> {
    let excluding = agreement.exclusions.iter().flat_map(|one| &one.any);
    let provisions = agreement.equivalences.iter().flat_map(|one| {
        let asked = one.conditions.iter().flat_map(|clause| clause.conditions());
        asked.chain(one.supplements.iter().flat_map(|one| &one.unless))
    });
    excluding.chain(provisions)
}

const fn entries(condition: &Condition) -> usize {
    match &condition.kind {
        Kind::IssuerIn { entities: list }
        | Kind::IssuerNotIn { entities: list }
        | Kind::CategoryIn { categories: list }
        | Kind::LevelIn { levels: list }
        | Kind::IndustryIn { industries: list }
        | Kind::ElementIn { values: list, .. }
        | Kind::ElementNotIn { values: list, .. }
        | Kind::HolderBinding { any_method: list }
        | Kind::SealType { any_of_types: list } => list.len(),
        _ => 0,
    }
}
