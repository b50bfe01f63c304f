//! What a requirement lacks: the set that is nearest, and what is missing of it.

use super::{
    EvidenceSet,
    decide::People,
    resolution::{Lack, OpenEvidence, Outcome},
    table::{Person, Row},
};

/// Section 5, step 7. `sets` are those of one requirement, each with the rows of its evidence.
pub(super) fn open(sets: &[(&EvidenceSet, &[Row<'_>])], people: &People<'_>) -> Outcome {
    let mut nearest: Option<((usize, usize), &EvidenceSet, Vec<OpenEvidence>)> = None;
    for (set, rows) in sets {
        let evidence: Vec<OpenEvidence> = rows.iter().map(|row| state(row, people)).collect();
        let lacking = evidence.iter().filter(|one| one.lack.is_some()).count();
        let farness = evidence.iter().filter_map(|one| one.lack.as_ref());
        let farness = farness
            .map(|lack| FARTHEST.saturating_sub(lack.nearness()))
            .sum();
        // The first of those that are nearest.
        if nearest
            .as_ref()
            .is_none_or(|(least, _, _)| (lacking, farness) < *least)
        {
            nearest = Some(((lacking, farness), set, evidence));
        }
    }
    let (set, evidence) = nearest.map_or_else(Default::default, |(_, set, evidence)| {
        (set.id.clone(), evidence)
    });
    Outcome::Open { set, evidence }
}

/// More than any [`Lack::nearness`].
const FARTHEST: usize = 7;

fn state(row: &Row<'_>, people: &People<'_>) -> OpenEvidence {
    let person = people.get(row.evidence.holder.role.as_str());
    let (licence, lack) = match person.and_then(|person| row.of(person).next()) {
        Some((licence, _, _)) => (Some(licence), None),
        None => nearest(row, person),
    };
    OpenEvidence {
        evidence: row.evidence.id.clone(),
        doc_type: row.evidence.doc_type.clone(),
        licence,
        lack,
    }
}

/// The licence that came nearest, the first of equals, and what it lacks.
fn nearest(row: &Row<'_>, person: Option<&Person>) -> (Option<usize>, Option<Lack>) {
    let mut best: Option<(usize, Lack)> = None;
    for (licence, cell) in row.cells.iter().enumerate() {
        let lack = match cell {
            Ok(proof) => {
                let shows = |kind: &String| {
                    let mut people = proof.belongs.iter().map(|belonging| &belonging.person);
                    people.any(|p| matches!(p, Person::Code { kind: own, .. } if own == kind))
                };
                match person {
                    Some(Person::Code { kind, .. }) if shows(kind) => Lack::HolderMismatch,
                    _ => Lack::HolderUnknown,
                }
            }
            Err(lack) => lack.clone(),
        };
        if best
            .as_ref()
            .is_none_or(|(_, other)| lack.nearness() > other.nearness())
        {
            best = Some((licence, lack));
        }
    }
    match best {
        // A licence of another type is nothing to look at.
        None | Some((_, Lack::NotHeld)) => (None, Some(Lack::NotHeld)),
        Some((licence, lack)) => (Some(licence), Some(lack)),
    }
}
