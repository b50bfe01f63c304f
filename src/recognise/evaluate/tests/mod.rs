//! Each step on licences and agreements that are made by hand: no signature is needed to judge what they say.

mod conditions;
mod derived;
mod holders;
mod in_doubt;
mod one_answer;
mod onward;
mod select;
mod speed;
mod supplements;
mod until;
mod views;
mod whole;

use std::cell::Cell;

use crate::{
    codec::Cbor,
    document::MlText,
    licence::Region,
    recognise::{
        Recognition,
        agreement::{
            AgreementContents, AgreementState, Archive, AttributeMapping, Clause, Condition,
            Deadline, Effect, Element, Equivalence, EquivalenceStatus, Exclusion, Kind, Moment,
            Objection, OnUnmapped, Party, Precedence, Record, StatusEquivalence, Superseded,
            Supplement, Transform, VOCABULARY,
        },
        candidate::Candidate,
        question::{Asked, Countersignature},
        subject::Subject,
    },
    time::UnixTime,
    verify::{self, Outcome, StatedBy},
};

thread_local! {
    static ANSWERS: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn count_answer() {
    ANSWERS.set(ANSWERS.get() + 1);
}

/// How often the steps were gone through for `ask`, those for documents beside a licence included.
pub(in crate::recognise) fn answers_made<R>(ask: impl FnOnce() -> R) -> (usize, R) {
    let before = ANSWERS.get();
    let found = ask();
    (ANSWERS.get() - before, found)
}

pub(super) const PERMIT: &str = "org.elicence.permit.1";
pub(super) const LOCAL: &str = "org.elicence.local_permit.1";
pub(super) const BETWEEN: &str = "org.elicence.between.1";
pub(super) const PURPOSE: &str = "urn:example:trade";
pub(super) const COMMON: &str = "org.elicence.1";
pub(super) const DAY: i64 = 86_400;

/// So many seconds after the time of judgement, 2026-06-01T00:00:00Z.
pub(super) fn at(seconds: i64) -> UnixTime {
    let now = UnixTime::parse_tdate("2026-06-01T00:00:00Z").unwrap();
    now.saturating_add(seconds)
}

pub(super) fn now() -> UnixTime {
    at(0)
}

/// The end of every verdict here, if nothing ends before.
pub(super) fn far() -> UnixTime {
    at(1000 * DAY)
}

pub(super) fn region(text: &str) -> &'static Region {
    Box::leak(Box::new(Region::parse(text).unwrap()))
}

pub(super) fn date(text: &str) -> Cbor {
    Cbor::Tag(1004, Box::new(Cbor::text(text)))
}

pub(super) fn texts(all: &[&str]) -> Cbor {
    Cbor::Array(all.iter().copied().map(Cbor::text).collect())
}

pub(super) fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|&text| text.to_owned()).collect()
}

/// A licence as it is shown: a permit of Guangdong, issued on 2026-01-01, unless a test says otherwise.
#[derive(Clone)]
pub(super) struct Paper {
    pub(super) doc_type: &'static str,
    pub(super) region: Option<&'static Region>,
    pub(super) offset: Option<i16>,
    pub(super) elements: Vec<verify::Element>,
}

impl Paper {
    pub(super) fn new() -> Self {
        let paper = Self {
            doc_type: PERMIT,
            region: Some(region("CN-44")),
            offset: Some(480),
            elements: Vec::new(),
        };
        paper
            .with(COMMON, "issue_date", date("2026-01-01"))
            .with(COMMON, "valid_until", date("2027-12-31"))
            .with(COMMON, "seal", Cbor::text("none"))
    }

    pub(super) fn of(doc_type: &'static str) -> Self {
        Self {
            doc_type,
            ..Self::new()
        }
    }

    pub(super) fn from(mut self, place: &str) -> Self {
        self.region = Some(region(place));
        self
    }

    /// With the element, in the place of what was there.
    pub(super) fn with(mut self, name_space: &str, identifier: &str, value: Cbor) -> Self {
        self = self.without(name_space, identifier);
        self.elements.push(verify::Element {
            name_space: name_space.to_owned(),
            identifier: identifier.to_owned(),
            value,
            stated_by: StatedBy::Issuer,
        });
        self
    }

    /// An element of its own type.
    pub(super) fn own(self, identifier: &str, value: Cbor) -> Self {
        let doc_type = self.doc_type;
        self.with(doc_type, identifier, value)
    }

    pub(super) fn without(mut self, name_space: &str, identifier: &str) -> Self {
        self.elements
            .retain(|e| (e.name_space.as_str(), e.identifier.as_str()) != (name_space, identifier));
        self
    }

    pub(super) fn subject(&self) -> Subject<'_> {
        let mut subject = Subject::bare(self.doc_type, &self.elements, (now(), far()));
        subject.region = self.region;
        subject.reckon_days(self.offset);
        subject
    }
}

/// An agreement and how far it can be relied on.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) contents: AgreementContents,
    pub(super) signer_until: UnixTime,
    pub(super) countersigned_until: Option<UnixTime>,
}

/// Zhejiang recognises permits of Guangdong, always and without a condition, unless a test says otherwise.
pub(super) fn agreement(id: &str) -> Held {
    between(id, "CN-33", "CN-44")
}

pub(super) fn between(id: &str, pointing: &str, pointed: &str) -> Held {
    let contents = AgreementContents {
        agreement_id: id.to_owned(),
        sequence_number: 3,
        issue_date_time: at(-400 * DAY),
        condition_vocabulary: VOCABULARY.to_owned(),
        title: text("Agreement"),
        legal_texts: Vec::new(),
        pointing_party: party(pointing),
        pointed_party: party(pointed),
        current_state: state(EquivalenceStatus::Enacted, at(-300 * DAY)),
        equivalence_history: Vec::new(),
        valid_until: None,
        notice_period: None,
        require_enacted_at: vec![Moment::Use],
        run_off: None,
        mra_depth: 0,
        onward_parties: Vec::new(),
        onward_use: false,
        precedence: Precedence::None,
        supersedes: Vec::new(),
        exclusions: Vec::new(),
        equivalences: vec![equivalence("e1", PERMIT, LOCAL)],
        objection: Objection {
            contact: text(id),
            uri: "mailto:office@example".to_owned(),
            deadline: 60,
        },
        archive: Archive {
            keep: vec![Record::Verdict],
            retention_days: 30,
        },
        next_update: at(500 * DAY),
        not_after: at(600 * DAY),
        extensions: Vec::new(),
    };
    Held {
        contents,
        signer_until: far(),
        countersigned_until: None,
    }
}

pub(super) fn equivalence(id: &str, pointed: &str, pointing: &str) -> Equivalence {
    Equivalence {
        equivalence_id: id.to_owned(),
        legal_identifier: format!("Article {id}"),
        label: text("Provision"),
        pointed_type: pointed.to_owned(),
        pointing_type: pointing.to_owned(),
        purposes: vec![PURPOSE.to_owned()],
        territories: Vec::new(),
        validity: None,
        effect: Effect::Full,
        conditions: Vec::new(),
        status_equivalence: StatusEquivalence {
            valid: vec![0],
            invalid: vec![1],
        },
        attribute_map: Vec::new(),
        supplements: Vec::new(),
    }
}

pub(super) fn text(text: &str) -> MlText {
    MlText::from([("en".to_owned(), text.to_owned())])
}

pub(super) fn party(place: &str) -> Party {
    Party {
        territory: Region::parse(place).unwrap(),
        legislation: "urn:example:law".to_owned(),
        list_id: format!("urn:example:list:{place}"),
        entity_id: format!("entity of {place}"),
    }
}

pub(super) fn state(status: EquivalenceStatus, starting_time: UnixTime) -> AgreementState {
    AgreementState {
        status,
        starting_time,
    }
}

pub(super) fn condition(id: &str, kind: Kind) -> Condition {
    Condition {
        id: id.to_owned(),
        kind,
    }
}

pub(super) fn mapping(from: Element, to: &str, transform: Transform) -> AttributeMapping {
    AttributeMapping {
        from,
        to: Element::new(LOCAL, to),
        transform,
        on_unmapped: OnUnmapped::Reject,
    }
}

pub(super) fn table(rows: &[(&str, &[&str])]) -> Transform {
    let row = |(code, local): &(&str, &[&str])| ((*code).to_owned(), owned(local));
    Transform::CodeTable(rows.iter().map(row).collect())
}

pub(super) fn supplement(id: &str, doc_type: Option<&str>) -> Supplement {
    Supplement {
        id: id.to_owned(),
        label: text("Supplement"),
        evidence_type: "urn:example:evidence".to_owned(),
        doc_type: doc_type.map(str::to_owned),
        unless: Vec::new(),
        deadline: Deadline::BeforeUse,
    }
}

impl Held {
    pub(super) fn change(mut self, change: impl FnOnce(&mut AgreementContents)) -> Self {
        change(&mut self.contents);
        self
    }

    /// Changes its one provision.
    pub(super) fn provision(self, change: impl FnOnce(&mut Equivalence)) -> Self {
        self.change(|contents| change(&mut contents.equivalences[0]))
    }

    pub(super) fn asking(self, kind: Kind) -> Self {
        self.provision(|e| {
            let id = format!("c{}", e.conditions.len() + 1);
            e.conditions.push(Clause::One(condition(&id, kind)));
        })
    }

    pub(super) fn excluding(self, kind: Kind) -> Self {
        self.change(|contents| {
            contents.exclusions.push(Exclusion {
                id: "x1".to_owned(),
                reason: text("Reason"),
                any: vec![condition("x1c1", kind)],
            });
        })
    }

    pub(super) fn mapping(self, mapping: AttributeMapping) -> Self {
        self.provision(|e| e.attribute_map.push(mapping))
    }

    pub(super) fn supplement(self, supplement: Supplement) -> Self {
        self.provision(|e| e.supplements.push(supplement))
    }

    pub(super) fn superseding(self, id: &str, up_to: u64) -> Self {
        self.change(|contents| {
            contents.supersedes.push(Superseded {
                agreement_id: id.to_owned(),
                up_to,
            });
        })
    }
}

/// What is asked in Zhejiang.
#[derive(Clone)]
pub(super) struct Bench {
    pub(super) held: Vec<Held>,
    pub(super) here: &'static str,
    pub(super) purpose: &'static str,
    pub(super) countersignature: Countersignature,
    pub(super) now: UnixTime,
}

pub(super) fn bench(held: impl IntoIterator<Item = Held>) -> Bench {
    Bench {
        held: held.into_iter().collect(),
        here: "CN-33",
        purpose: PURPOSE,
        countersignature: Countersignature::NotRequired,
        now: now(),
    }
}

impl Bench {
    pub(super) fn in_region(mut self, here: &'static str) -> Self {
        self.here = here;
        self
    }

    pub(super) fn at(mut self, now: UnixTime) -> Self {
        self.now = now;
        self
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let candidate = |held| {
            let Held {
                contents,
                signer_until,
                countersigned_until,
            }: &Held = held;
            Candidate {
                contents,
                digest: &[7; 32],
                countersigned_until: *countersigned_until,
                signer_until: *signer_until,
            }
        };
        self.held.iter().map(candidate).collect()
    }

    pub(super) fn asked(&self) -> Asked<'_> {
        Asked {
            here: region(self.here),
            purpose: self.purpose,
            agreements: Box::leak(Box::new(self.candidates())),
            countersignature: self.countersignature,
            now: self.now,
        }
    }

    /// The answer, which borrows from what lasts as long as the test.
    pub(super) fn ask(&self, paper: &Paper) -> Recognition<'static> {
        let (bench, paper) = (kept(self), kept(paper));
        bench.ask_about(&paper.subject(), &[])
    }

    pub(super) fn ask_about<'s>(
        &'s self,
        subject: &Subject<'s>,
        beside: &[Subject<'s>],
    ) -> Recognition<'s> {
        super::evaluate(subject, beside, &self.asked())
    }
}

pub(super) fn kept<T: Clone>(what: &T) -> &'static T {
    Box::leak(Box::new(what.clone()))
}

/// The word, and the code if there is one.
pub(super) fn says(recognition: &Recognition<'_>) -> String {
    let word = recognition.result().word();
    match recognition.primary_code() {
        Some(code) => format!("{word} {code}"),
        None => word.to_owned(),
    }
}

/// Step, clause, outcome and code of every check that was made.
pub(super) fn made(recognition: &Recognition<'_>) -> Vec<String> {
    let told = |check: &&crate::recognise::ClauseCheck<'_>| {
        check.outcome != Outcome::Skipped || check.reason.is_some()
    };
    let words = |check: &crate::recognise::ClauseCheck<'_>| {
        let clause = check.clause.unwrap_or("-");
        let code = check.code().unwrap_or("-");
        format!("{} {clause} {} {code}", check.step, check.outcome.word())
    };
    recognition
        .checks()
        .iter()
        .filter(told)
        .map(words)
        .collect()
}
