//! A cell: what the agreements say about a type of a region, by the same steps as about a licence.

use crate::recognise::{
    Agreements, Countersignature, Question,
    agreement::{Effect, Equivalence},
    evaluate::{Hop, Provision, Way, is_understood, provision},
};
use crate::{Reason, licence::Region, time::UnixTime};

use super::{Asked, Axis, Cell, CellClause, Matrix, Worth};

/// What a matrix is asked of: a purpose, the agreements that were taken, and a time.
#[derive(Clone, Copy, Debug)]
pub struct Survey<'a> {
    purpose: &'a str,
    agreements: &'a Agreements,
    now: UnixTime,
    countersignature: Countersignature,
}

impl<'a> Survey<'a> {
    /// What counts for `purpose`, a URI, at `now`.
    ///
    /// Where an agreement must have been in force when a licence was issued, it is asked about licences that are issued
    /// `now`: what is left of a repealed one is not seen.
    #[must_use]
    pub const fn new(purpose: &'a str, agreements: &'a Agreements, now: UnixTime) -> Self {
        Self {
            purpose,
            agreements,
            now,
            countersignature: Countersignature::NotRequired,
        }
    }

    /// As [`Question::with_countersignature`].
    #[must_use]
    pub const fn with_countersignature(mut self, countersignature: Countersignature) -> Self {
        self.countersignature = countersignature;
        self
    }

    /// What licences of each of the `regions` are worth `here`.
    #[must_use]
    pub fn of_issue(&self, here: &Region, types: &[&str], regions: &[Region]) -> Matrix {
        let question = self.question(here);
        Matrix::fill(
            (Axis::Issue, here),
            (types, regions),
            (self.purpose, self.now),
            |doc_type, there| cell(&question, there, doc_type, self.now),
        )
    }

    /// What licences of the region `there` are worth in each of the `regions`.
    #[must_use]
    pub fn of_use(&self, there: &Region, types: &[&str], regions: &[Region]) -> Matrix {
        // One question a region, and not one a cell.
        let questions: Vec<Question<'_>> = regions.iter().map(|here| self.question(here)).collect();
        Matrix::fill(
            (Axis::Use, there),
            (types, regions),
            (self.purpose, self.now),
            |doc_type, here| {
                let mut asked = questions.iter().filter(|question| question.here == here);
                asked.next().map_or_else(
                    || cell(&self.question(here), there, doc_type, self.now),
                    |question| cell(question, there, doc_type, self.now),
                )
            },
        )
    }

    fn question<'q>(&self, here: &'q Region) -> Question<'q>
    where
        'a: 'q,
    {
        Question::new(here, self.purpose, self.agreements)
            .with_countersignature(self.countersignature)
    }
}

/// What licences of `doc_type` from `there` are worth where the question is asked.
pub(super) fn cell(question: &Question<'_>, there: &Region, doc_type: &str, now: UnixTime) -> Cell {
    let asked = question.at(now);
    match provision(there, doc_type, &asked) {
        Provision::NotNeeded => Cell {
            worth: Worth::Contained,
            cited: Vec::new(),
        },
        Provision::By(ways) => by(&ways, (question, there, doc_type)),
        Provision::None(reasons) => refused(&reasons, (question, there, doc_type), |code| {
            Worth::NotRecognised { code }
        }),
        Provision::Indeterminate(reasons) => {
            refused(&reasons, (question, there, doc_type), |code| {
                Worth::Indeterminate { code }
            })
        }
    }
}

/// What several ways say in one voice, or that they may contradict each other.
fn by(ways: &[Way<'_>], about: (&Question<'_>, &Region, &str)) -> Cell {
    let Some((first, others)) = ways.split_first() else {
        return refused(&[], about, |code| Worth::NotRecognised { code });
    };
    let cited = |way: &Way<'_>| way.hops().map(clause).collect();
    if others.iter().any(|other| !alike(first, other)) {
        let code = "recognise.agreement-conflict";
        return Cell {
            worth: Worth::Indeterminate { code },
            cited: ways.iter().flat_map(Way::hops).map(clause).collect(),
        };
    }
    if !is_understood(first) {
        let code = "recognise.vocabulary-unknown";
        return Cell {
            worth: Worth::NotRecognised { code },
            cited: cited(first),
        };
    }
    let mut asked = Asked::default();
    for hop in first.hops() {
        let clauses = hop.equivalence.conditions.len();
        let exclusions = hop.candidate.contents.exclusions.len();
        let more = clauses.saturating_add(exclusions);
        asked.conditions = asked.conditions.saturating_add(more);
        let more = hop.equivalence.supplements.len();
        asked.supplements = asked.supplements.saturating_add(more);
    }
    let is_evidence = first
        .hops()
        .any(|hop| hop.equivalence.effect == Effect::Evidence);
    Cell {
        worth: if is_evidence {
            Worth::Evidence(asked)
        } else {
            Worth::Recognised(asked)
        },
        cited: cited(first),
    }
}

fn clause(hop: Hop<'_>) -> CellClause {
    CellClause {
        agreement: hop.candidate.id().to_owned(),
        clause: Some(hop.equivalence.equivalence_id.clone()),
    }
}

/// Whether both say the same of every licence, by whatever name and article.
fn alike(one: &Way<'_>, other: &Way<'_>) -> bool {
    let said = |hop: Hop<'_>| {
        let exclusions = hop.candidate.contents.exclusions.iter();
        let exclusions: Vec<_> = exclusions.map(|exclusion| exclusion.any.clone()).collect();
        let equivalence = Equivalence {
            equivalence_id: String::new(),
            legal_identifier: String::new(),
            label: Default::default(),
            // They have been asked, and had the answer.
            purposes: Vec::new(),
            territories: Vec::new(),
            validity: None,
            ..hop.equivalence.clone()
        };
        (exclusions, equivalence)
    };
    one.hops().map(said).eq(other.hops().map(said))
}

/// The first reason, and the agreement that it is about.
fn refused(
    reasons: &[Reason],
    (question, there, doc_type): (&Question<'_>, &Region, &str),
    worth: impl Fn(&'static str) -> Worth,
) -> Cell {
    let first = reasons.first();
    let clause = |agreement: &str, clause: Option<&String>| CellClause {
        agreement: agreement.to_owned(),
        clause: clause.cloned(),
    };
    let cited = first.and_then(|reason| match reason {
        Reason::AgreementExpired { agreement, .. }
        | Reason::CountersignatureMissing { agreement }
        | Reason::AgreementNotYet { agreement, .. }
        | Reason::AgreementSuspended { agreement, .. }
        | Reason::AgreementRepealed { agreement, .. }
        | Reason::RunOffOver { agreement, .. }
        | Reason::IssuanceUnknown { agreement }
        | Reason::TypeNotCovered { agreement, .. }
        | Reason::PurposeNotCovered { agreement, .. }
        | Reason::TerritoryNotCovered { agreement, .. } => Some(clause(agreement, None)),
        Reason::NotTransitive { path } | Reason::DepthExceeded { path } => Some(clause(path, None)),
        // It names the clause, which another agreement may have too.
        Reason::EquivalenceNotInForce { clause: id, .. } => {
            let agreements = question.agreements;
            let mut asked = agreements.direct(question.here, there);
            if asked.is_empty() {
                let pairs = agreements.pairs(question.here, there);
                asked = pairs.into_iter().flatten().collect();
            }
            let mut having = asked.into_iter().filter(|candidate| {
                let mut of_type = candidate.contents.equivalences.iter();
                of_type.any(|one| one.equivalence_id == *id && one.pointed_type == doc_type)
            });
            having
                .next()
                .map(|candidate| clause(candidate.id(), Some(id)))
        }
        _ => None,
    });
    Cell {
        worth: worth(first.map_or("recognise.no-agreement", Reason::code)),
        cited: cited.into_iter().collect(),
    }
}
