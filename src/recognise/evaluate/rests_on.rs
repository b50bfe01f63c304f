//! What of a licence an answer rests on: the elements without which it would be another one, and those of the licence that an
//! element of its local view comes from.

use std::collections::BTreeSet;

use crate::{
    licence::COMMON_NAME_SPACE,
    recognise::{
        Need, Recognition,
        agreement::{AttributeMapping, Clause, Element, Kind},
        question::Asked,
        subject::Subject,
    },
    time::UnixTime,
};

use super::{
    Hop, Until, Way,
    condition::{Answer, ask},
    seen::Seen,
    select::Case,
    trail::Trail,
    view::{Unmapped, View, map},
    ways,
};

/// The element that a condition reads, as a whole; none where it reads the evidence of the verdict.
///
/// Of a foreign document the issue date and the last day have other places, which only the document says.
pub(in crate::recognise) fn element_of(kind: &Kind) -> Option<Element> {
    let common = |identifier| Some(Element::new(COMMON_NAME_SPACE, identifier));
    match kind {
        Kind::IssuedAt { .. } | Kind::LicenceAge { .. } => common("issue_date"),
        Kind::RemainingValidity { .. } => common("valid_until"),
        Kind::CategoryIn { .. } => common("category"),
        Kind::LevelIn { .. } => common("issuer_level"),
        Kind::IndustryIn { .. } => common("industry"),
        Kind::SealType { .. } => common("seal"),
        Kind::ElementPresent { element, .. }
        | Kind::ElementIn { element, .. }
        | Kind::ElementNotIn { element, .. }
        | Kind::ElementRange { element, .. }
        | Kind::ElementDate { element, .. } => Some(whole(element)),
        _ => None,
    }
}

/// Whether a condition holds of a licence when it was judged; `None`: not known. `until` becomes earlier where that will change by itself.
pub(in crate::recognise) fn holds(
    kind: &Kind,
    subject: &Subject<'_>,
    until: &mut UnixTime,
) -> Option<bool> {
    let now = subject.judged_at;
    let mut own = Until::new(now, *until);
    let seen = Seen {
        subject,
        view: None,
    };
    let answer = ask(kind, &seen, now, &mut own);
    *until = own.end();
    match answer {
        Answer::True => Some(true),
        Answer::False => Some(false),
        Answer::Unknown => None,
    }
}

/// The ways by which a licence is recognised, and what of it they see.
#[derive(Debug)]
pub(in crate::recognise) struct RestsOn<'a> {
    /// Each must go on giving the same answer.
    ways: Vec<Vec<Step<'a>>>,
}

/// One agreement of a way, that of the verifier's region first.
#[derive(Debug)]
struct Step<'a> {
    hop: Hop<'a>,
    /// What it would not recognise without, of what it sees.
    reads: BTreeSet<Element>,
}

impl<'a> RestsOn<'a> {
    /// What `found`, an answer that recognises `subject` by agreement, rests on.
    pub(in crate::recognise) fn of(
        found: &Recognition<'_>,
        subject: &Subject<'a>,
        asked: &Asked<'a>,
    ) -> Self {
        let Some(there) = subject.region else {
            return Self { ways: Vec::new() };
        };
        let case = Case {
            there,
            doc_type: subject.doc_type,
            issued: subject.issued,
        };
        let find = |case: &Case<'a>| {
            let mut until = Until::new(asked.now, asked.now);
            ways::find(case, asked, &mut until, &mut Trail::default()).ways
        };
        // When it was issued decides which agreements apply, or nothing.
        let undated = Case {
            issued: None,
            ..case
        };
        let day = find(&undated)
            .is_empty()
            .then(|| Element::new(COMMON_NAME_SPACE, "issue_date"));
        let ways = find(&case).into_iter();
        let with_day = |mut steps: Vec<Step<'a>>| {
            let reads = steps.iter_mut().map(|step| &mut step.reads);
            reads.for_each(|reads| reads.extend(day.clone()));
            steps
        };
        Self {
            ways: ways
                .map(|way| with_day(steps(way, subject, found, asked.now)))
                .collect(),
        }
    }

    /// The elements of the licence that these of its local view come from, with what the agreements read anyway.
    pub(in crate::recognise) fn behind(&self, wanted: &BTreeSet<Element>) -> BTreeSet<Element> {
        let mut all = BTreeSet::new();
        for way in &self.ways {
            let mut seen = wanted.clone();
            for step in way {
                seen = seen.iter().filter_map(|e| step.hop.behind(e)).collect();
                seen.extend(step.reads.iter().cloned());
            }
            all.append(&mut seen);
        }
        while self.show_alike(&mut all) {}
        all
    }

    /// What one way maps and another one maps from elsewhere must be shown to both, or their views differ. Whether that added
    /// anything.
    fn show_alike(&self, shown: &mut BTreeSet<Element>) -> bool {
        if self.ways.len() < 2 {
            return false;
        }
        let mapped: Vec<(Element, Element)> = self.ways.iter().flat_map(|w| origins(w)).collect();
        let filled: BTreeSet<&Element> = mapped
            .iter()
            .filter(|(_, from)| shown.contains(from))
            .map(|(to, _)| to)
            .collect();
        let before = shown.len();
        let alike = mapped.iter().filter(|(to, _)| filled.contains(to));
        shown.extend(alike.map(|(_, from)| from.clone()));
        shown.len() > before
    }
}

/// Each element of the local view, with the one of the licence that it comes from.
fn origins(way: &[Step<'_>]) -> Vec<(Element, Element)> {
    let Some((first, others)) = way.split_first() else {
        return Vec::new();
    };
    let origin = |mapping: &AttributeMapping| {
        let from = others
            .iter()
            .try_fold(whole(&mapping.from), |seen, step| step.hop.behind(&seen))?;
        Some((whole(&mapping.to), from))
    };
    let maps = first.hop.equivalence.attribute_map.iter();
    maps.filter_map(origin).collect()
}

fn steps<'a>(
    way: Way<'a>,
    subject: &Subject<'a>,
    found: &Recognition<'_>,
    now: UnixTime,
) -> Vec<Step<'a>> {
    let licence = Seen {
        subject,
        view: None,
    };
    // Of two, the first sees the licence as the second shows it.
    let between = way.second.map(|second| {
        let mut unheard = Trail::default();
        map(
            second.equivalence,
            &licence,
            Unmapped::Refused,
            "",
            &mut unheard,
        )
    });
    let unmapped = Unmapped::on(&way);
    let step = |hop: Hop<'a>, view: Option<&View<'_>>| {
        let seen = Seen { subject, view };
        let mut reads = hop.reads(&seen, found, now);
        let maps = hop.equivalence.attribute_map.iter();
        let forced = maps.filter(|mapping| !unmapped.may_drop(mapping));
        reads.extend(forced.map(|mapping| whole(&mapping.from)));
        Step { hop, reads }
    };
    let first = step(way.first, between.as_ref());
    let second = way.second.map(|second| step(second, None));
    core::iter::once(first).chain(second).collect()
}

impl Hop<'_> {
    /// Where an element of the view comes from. What every licence has is never mapped.
    fn behind(&self, element: &Element) -> Option<Element> {
        if element.namespace == COMMON_NAME_SPACE {
            return Some(element.clone());
        }
        let mut maps = self.equivalence.attribute_map.iter();
        let mapping = maps.find(|mapping| whole(&mapping.to) == *element)?;
        Some(whole(&mapping.from))
    }

    /// What was read of what is seen, so that the agreement recognises it.
    fn reads(
        &self,
        seen: &Seen<'_, '_>,
        found: &Recognition<'_>,
        now: UnixTime,
    ) -> BTreeSet<Element> {
        let contents = self.candidate.contents;
        let holds = |kind: &Kind| ask(kind, seen, now, &mut Until::new(now, now)) == Answer::True;
        let spared = |id: &str| {
            found.supplements().iter().any(|state| {
                state.agreement_id == contents.agreement_id
                    && state.supplement.id == id
                    && state.need == Need::NotNeeded
            })
        };
        let exclusions = contents.exclusions.iter().flat_map(|e| &e.any);
        let supplements = self.equivalence.supplements.iter();
        let unless = supplements.filter(|supplement| spared(&supplement.id));
        let clauses = self.equivalence.conditions.iter();
        let clauses = clauses.filter_map(|clause| match clause {
            Clause::One(condition) => Some(condition),
            Clause::AnyOf(all) => all.iter().find(|condition| holds(&condition.kind)),
        });
        let conditions = exclusions
            .chain(unless.flat_map(|supplement| &supplement.unless))
            .chain(clauses);
        conditions
            .filter_map(|condition| element_of(&condition.kind))
            .collect()
    }
}

/// The element without its member: it is shown as a whole or not at all.
fn whole(element: &Element) -> Element {
    Element::new(&*element.namespace, &*element.identifier)
}
