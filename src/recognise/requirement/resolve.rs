//! From licences at hand to the answer: the steps of `spec/requirements.md`, section 5, in their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    licence::{LicenceType, Region, TypeRegistry},
    time::UnixTime,
    verify::Verified,
};

use super::super::{Agreements, Countersignature, Question, agreement::Element, subject::Subject};
use super::{
    EvidenceSet, ItemContents, PaperState, ServiceItem,
    decide::{self, People},
    holding::{Holding, Holdings, seen},
    missing,
    resolution::{Disclosure, Outcome, PaperAnswer, ProvenEvidence, Resolution, Resolved},
    table::{Proof, Row, Table},
    weigh::{Cost, Showing, Shown},
};

/// Where items are handled: the region, its agreements, and the definitions of types.
///
/// ```
/// use elicence::{licence::{Region, TypeRegistry}, time::UnixTime, verify::{Policy, Presented}};
/// use elicence::recognise::{Agreements, requirement::{Desk, ServiceItem}};
/// use elicence::trust::{DocTypes, Profile, Scope, TrustAnchors, certificate_from_pem_or_der};
///
/// # let authority = certificate_from_pem_or_der(include_bytes!("../../../examples/data/demo-ca.pem"))?;
/// # let mut trust = TrustAnchors::new();
/// # trust.add_anchor(&authority, Scope::new(Profile::Elicence, DocTypes::All, vec![Region::parse("CN-44")?])?)?;
/// # let presented = Presented::decode(include_bytes!("../../../examples/data/business-licence.mdoc"))?;
/// let (types, now) = (TypeRegistry::builtin(), UnixTime::parse_rfc3339("2026-03-01T00:00:00Z").unwrap());
/// let licence = presented.documents()[0].verify(&trust, &Policy::new(&types), now).expect("in force");
///
/// let item = ServiceItem::from_json(include_str!("../../../examples/data/items/business-filing.json"), &types)?;
/// let (here, agreements) = (Region::parse("CN-4401")?, Agreements::new());
/// let answer = Desk::new(&here, &agreements, &types).resolve(&item, &[&licence]);
/// assert_eq!(answer.implied(), 1); // the copy of the business licence need not be asked for
/// assert!(!answer.is_proven()); // that tax was paid is not shown yet
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Clause: `spec/requirements.md`, section 5.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Desk<'a> {
    pub(super) here: &'a Region,
    pub(super) agreements: &'a Agreements,
    pub(super) types: &'a TypeRegistry,
    pub(super) countersignature: Countersignature,
}

impl<'a> Desk<'a> {
    /// In the region `here`, by these agreements. Of a type without a definition everything is taken for sensitive.
    pub const fn new(
        here: &'a Region,
        agreements: &'a Agreements,
        types: &'a TypeRegistry,
    ) -> Self {
        Self {
            here,
            agreements,
            types,
            countersignature: Countersignature::NotRequired,
        }
    }

    /// Whether an agreement counts that the recognised region has not countersigned. Default
    /// [`Countersignature::NotRequired`].
    pub const fn with_countersignature(mut self, countersignature: Countersignature) -> Self {
        self.countersignature = countersignature;
        self
    }

    /// What `licences` prove of `item`, with which elements and nothing more, what is missing, and which papers are implied.
    ///
    /// The licences are those of one applicant, and of the other roles of the item, in an order of preference.
    #[must_use]
    pub fn resolve(&self, item: &ServiceItem, licences: &[&Verified]) -> Resolution {
        let question = self.question(&item.contents().purpose);
        let holdings = Holdings::of(seen(licences, self.types), &question);
        resolve(item, &holdings)
    }

    /// The same for the items of many programmes: which licence counts, and beside which others, is asked once for each purpose. In
    /// the order of `items`.
    #[must_use]
    pub fn resolve_all(&self, items: &[&ServiceItem], licences: &[&Verified]) -> Vec<Resolution> {
        let seen = seen(licences, self.types);
        let purposes = items.iter().map(|item| item.contents().purpose.as_str());
        let any = self.question("");
        let questions: BTreeMap<&str, Question<'_>> = purposes
            .map(|purpose| (purpose, any.for_purpose(purpose)))
            .collect();
        resolve_each(items, &seen, &questions)
    }

    fn question<'q>(&self, purpose: &'q str) -> Question<'q>
    where
        'a: 'q,
    {
        Question::new(self.here, purpose, self.agreements)
            .with_countersignature(self.countersignature)
    }
}

/// Each item, by the question for its purpose: step 1 once for each question.
pub(super) fn resolve_each<'a>(
    items: &[&ServiceItem],
    seen: &[(Subject<'a>, Option<&'a LicenceType>)],
    questions: &'a BTreeMap<&str, Question<'a>>,
) -> Vec<Resolution> {
    let holdings: BTreeMap<&str, Holdings<'_>> = questions
        .iter()
        .map(|(purpose, question)| (*purpose, Holdings::of(seen.to_vec(), question)))
        .collect();
    let answer = |item: &&ServiceItem| {
        let holdings = holdings.get(item.contents().purpose.as_str())?;
        Some(resolve(item, holdings))
    };
    items.iter().filter_map(answer).collect() // every purpose is there
}

/// Steps 2 to 8; step 1 is in the holdings.
pub(super) fn resolve(item: &ServiceItem, holdings: &Holdings<'_>) -> Resolution {
    let contents = item.contents();
    // 2 and 3
    let table = holdings.table(item);
    // 4
    let people = decide::people(contents, &table);
    // 5
    let choice = choose(contents, &table, &people);
    // 6
    let disclosures = disclosures(&choice, holdings.all());
    // 7
    let requirements = outcomes(contents, &table, &people, &choice, holdings.all());
    // 8
    let papers = papers(contents, &requirements);
    Resolution {
        code: contents.code.clone(),
        effective_until: choice.until,
        requirements,
        disclosures,
        papers,
    }
}

/// What was chosen.
#[derive(Default)]
struct Choice<'i> {
    /// By requirement: the set, and the licence for each of its evidence; `None` where nothing is proven.
    sets: Vec<Option<(&'i EvidenceSet, Vec<usize>)>>,
    shown: Shown<'i>,
    always: BTreeMap<usize, BTreeSet<Element>>,
    until: Option<UnixTime>,
}

/// Section 5, step 5.
fn choose<'i>(item: &'i ItemContents, table: &Table<'i>, people: &People<'i>) -> Choice<'i> {
    let mut choice = Choice::default();
    let mut rest = table.rows.as_slice();
    for requirement in &item.requirements {
        let mut best: Option<(&EvidenceSet, Way<'i, '_>)> = None;
        for set in &requirement.alternatives {
            let (rows, others) = rest.split_at_checked(set.all.len()).unwrap_or_default();
            rest = others;
            if let Some(way) = cheapest(rows, people, &choice.shown)
                && best.as_ref().is_none_or(|(_, least)| way.cost < least.cost)
            {
                best = Some((set, way));
            }
        }
        let Some((set, Way { shown, by, .. })) = best else {
            choice.sets.push(None);
            continue;
        };
        choice.shown = shown;
        for (licence, proof) in &by {
            let always = choice.always.entry(*licence).or_default();
            always.extend(proof.always.iter().cloned());
            choice.until = Some(choice.until.map_or(proof.until, |u| u.min(proof.until)));
        }
        let licences = by.into_iter().map(|(licence, _)| licence).collect();
        choice.sets.push(Some((set, licences)));
    }
    choice
}

/// One way to prove a set.
struct Way<'i, 't> {
    /// What it adds.
    cost: Cost,
    /// What is shown then.
    shown: Shown<'i>,
    /// The licence for each evidence.
    by: Vec<(usize, &'t Proof)>,
}

/// The way in which each evidence of a set takes the licence that adds least; `None` where one is not proven.
fn cheapest<'i, 't>(
    rows: &'t [Row<'i>],
    people: &'t People<'i>,
    shown: &Shown<'i>,
) -> Option<Way<'i, 't>> {
    let mut shown = shown.clone();
    let mut cost = Cost::default();
    let mut by = Vec::with_capacity(rows.len());
    for row in rows {
        let holder = &row.evidence.holder;
        let person = people.get(holder.role.as_str())?;
        let ways = row.of(person).map(|(licence, proof, tie)| {
            let showing = Showing {
                role: &holder.role,
                strand: (licence, holder.named_by.as_ref()),
                elements: &proof.elements,
                tie,
            };
            (shown.cost(showing), showing, licence, proof)
        });
        // The first of those that cost least.
        let (added, showing, licence, proof) =
            ways.min_by_key(|(cost, _, licence, _)| (*cost, *licence))?;
        shown.add(showing);
        cost = cost.plus(added);
        by.push((licence, proof));
    }
    Some(Way { cost, shown, by })
}

/// Section 5, step 6.
fn disclosures(choice: &Choice<'_>, holdings: &[Holding<'_>]) -> Vec<Disclosure> {
    let mut all: BTreeMap<usize, Disclosure> = BTreeMap::new();
    let chosen = choice.always.iter().map(|(licence, always)| {
        (
            *licence,
            Vec::new(),
            Vec::new(),
            always.iter().cloned().collect(),
        )
    });
    let shown = choice.shown.by_licence();
    let shown = shown.map(|(licence, elements, holder)| (licence, elements, holder, Vec::new()));
    for (licence, elements, holder, always) in chosen.chain(shown) {
        let doc_type = holdings.get(licence).map_or("", Holding::doc_type);
        let of = all.entry(licence).or_insert_with(|| Disclosure {
            licence,
            doc_type: doc_type.to_owned(),
            elements: Vec::new(),
            holder: Vec::new(),
            always: Vec::new(),
        });
        of.elements.extend(elements);
        of.holder.extend(holder);
        of.always.extend(always);
    }
    all.into_values().collect()
}

fn outcomes(
    item: &ItemContents,
    table: &Table<'_>,
    people: &People<'_>,
    choice: &Choice<'_>,
    holdings: &[Holding<'_>],
) -> Vec<Resolved> {
    let mut rest = table.rows.as_slice();
    let mut all = Vec::with_capacity(item.requirements.len());
    for (requirement, chosen) in item.requirements.iter().zip(&choice.sets) {
        let mut sets = Vec::with_capacity(requirement.alternatives.len());
        for set in &requirement.alternatives {
            let (rows, others) = rest.split_at_checked(set.all.len()).unwrap_or_default();
            rest = others;
            sets.push((set, rows));
        }
        let outcome = match chosen {
            Some((set, licences)) => Outcome::Proven {
                set: set.id.clone(),
                by: set
                    .all
                    .iter()
                    .zip(licences)
                    .map(|(evidence, licence)| ProvenEvidence {
                        evidence: evidence.id.clone(),
                        licence: *licence,
                        cited: holdings
                            .get(*licence)
                            .map(Holding::cited)
                            .unwrap_or_default(),
                    })
                    .collect(),
            },
            None => missing::open(&sets, people),
        };
        all.push(Resolved {
            requirement: requirement.id.clone(),
            outcome,
        });
    }
    all
}

/// Section 5, step 8.
fn papers(item: &ItemContents, requirements: &[Resolved]) -> Vec<PaperAnswer> {
    let answer = |paper: &super::Paper| {
        let of = requirements
            .iter()
            .filter(|one| paper.proves.contains(&one.requirement));
        let (mut by, mut open) = (BTreeSet::new(), Vec::new());
        for one in of {
            match &one.outcome {
                Outcome::Proven { by: proof, .. } => by.extend(proof.iter().map(|p| p.licence)),
                Outcome::Open { .. } => open.push(one.requirement.clone()),
            }
        }
        let state = if paper.proves.is_empty() {
            PaperState::Baseless
        } else if open.is_empty() {
            let by = by.into_iter().collect();
            PaperState::Implied { by }
        } else {
            PaperState::Needed { open }
        };
        PaperAnswer {
            paper: paper.id.clone(),
            state,
        }
    };
    item.asked_papers.iter().map(answer).collect()
}
