//! The licences at hand, as they count here for one purpose.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    licence::{COMMON_NAME_SPACE, LicenceType, TypeRegistry, value::DigestValue},
    time::UnixTime,
    verify::{self, StatedBy, Verified},
};

use super::super::{
    LocalView, Question, Recognition, RecognitionResult, ReportedAgreement,
    agreement::Element,
    candidate::Candidate,
    evaluate::RestsOn,
    subject::{Subject, name_space_of},
};
use super::{
    ServiceItem,
    judged::judged,
    persons::{is_one_device, named},
    prove::prove,
    table::{Row, Table},
    weigh::{Weighed, Weight},
};

/// All of them, for one purpose.
#[derive(Debug)]
pub(super) struct Holdings<'a>(Vec<Holding<'a>>);

/// One licence, as it counts.
#[derive(Debug)]
pub(super) struct Holding<'a> {
    pub(super) subject: Subject<'a>,
    definition: Option<&'a LicenceType>,
    pub(super) counts: Counts<'a>,
}

/// As what a licence counts here.
#[derive(Debug)]
pub(super) enum Counts<'a> {
    /// As what it is.
    AsItIs { until: UnixTime },
    /// As the local type of an agreement.
    As(Local<'a>),
    /// Not at all, and as which types it might.
    Not {
        code: &'static str,
        might: BTreeSet<&'a str>,
    },
}

/// A licence behind an agreement.
#[derive(Debug)]
pub(super) struct Local<'a> {
    pub(super) doc_type: String,
    pub(super) elements: Vec<verify::Element>,
    /// Which of its own elements these are.
    pub(super) rests_on: RestsOn<'a>,
    cited: Vec<ReportedAgreement>,
    /// The supplements that it is recognised with, and what must be shown of all these, itself included.
    pub(super) beside: BTreeMap<usize, Weighed>,
    pub(super) until: UnixTime,
}

impl<'a> Holdings<'a> {
    /// Section 5, step 1, for what is seen of licences in force.
    pub(super) fn of(
        mut licences: Vec<(Subject<'a>, Option<&'a LicenceType>)>,
        question: &'a Question<'a>,
    ) -> Self {
        // Only what holds at one time proves anything together.
        let now = licences.iter().map(|(licence, _)| licence.judged_at).max();
        for (licence, _) in &mut licences {
            licence.judged_at = now.unwrap_or(licence.judged_at);
        }
        let subjects: Vec<Subject<'a>> = licences.iter().map(|(one, _)| one.clone()).collect();
        let judged = judged(&subjects, question);
        let mut all = Vec::with_capacity(licences.len());
        let mut with_supplements = Vec::new();
        for (place, ((subject, definition), judged)) in licences.into_iter().zip(judged).enumerate()
        {
            let (found, beside) = judged;
            all.push(Holding {
                counts: Counts::of(&subject, &found, question),
                definition,
                subject,
            });
            if !beside.is_empty() {
                with_supplements.push((place, beside));
            }
        }
        let mut holdings = Self(all);
        for (place, beside) in with_supplements {
            holdings.tie(place, &beside);
        }
        holdings
    }

    pub(super) fn all(&self) -> &[Holding<'a>] {
        &self.0
    }

    /// Section 5, steps 2 and 3.
    pub(super) fn table<'i>(&self, item: &'i ServiceItem) -> Table<'i> {
        let row = |evidence| Row {
            evidence,
            cells: self
                .0
                .iter()
                .enumerate()
                .map(|(place, holding)| prove(evidence, place, holding))
                .collect(),
        };
        let evidence = item.contents().evidence();
        Table {
            rows: evidence.map(|(_, _, evidence)| row(evidence)).collect(),
        }
    }

    /// What must be shown of a licence and of its supplements so that they are known to be one holder's.
    fn tie(&mut self, place: usize, beside: &[usize]) {
        let mut shown: BTreeMap<usize, Weighed> = BTreeMap::new();
        let Some(own) = self.0.get(place) else {
            return;
        };
        for other_place in beside {
            let Some(other) = self.0.get(*other_place) else {
                continue;
            };
            let read = shown.entry(*other_place).or_default();
            read.extend(other.shown_for(BTreeSet::new()).0);
            if is_one_device(&own.subject, &other.subject) {
                continue;
            }
            let (ours, theirs) = (own.holders(), other.holders());
            let common = ours.iter().find_map(|(person, tie)| {
                let (_, other) = theirs.iter().find(|(own, _)| own == person)?;
                Some((tie, other))
            });
            if let Some((our_tie, their_tie)) = common {
                for (licence, holding, tie) in
                    [(place, own, our_tie), (*other_place, other, their_tie)]
                {
                    let weighed = holding.weigh(tie.iter().cloned()).0;
                    shown.entry(licence).or_default().extend(weighed);
                }
            }
        }
        if let Some(Counts::As(local)) = self.0.get_mut(place).map(|own| &mut own.counts) {
            local.beside = shown;
        }
    }
}

impl<'a> Counts<'a> {
    fn of(subject: &Subject<'a>, found: &Recognition<'_>, question: &'a Question<'a>) -> Self {
        let not = |code| Self::Not {
            code,
            might: might(subject, question),
        };
        if subject.effective_until < subject.judged_at {
            return not("verify.expired");
        }
        if found.result() != RecognitionResult::Recognised {
            return not(found.primary_code().unwrap_or("recognise.no-agreement"));
        }
        match found.local_view() {
            Some(view) => Self::As(Local::of(subject, found, view, question)),
            None => Self::AsItIs {
                until: found.effective_until(),
            },
        }
    }
}

impl<'a> Holding<'a> {
    /// Its own type.
    pub(super) const fn doc_type(&self) -> &str {
        self.subject.doc_type
    }

    /// The agreements by which it counts.
    pub(super) fn cited(&self) -> Vec<ReportedAgreement> {
        match &self.counts {
            Counts::As(local) => local.cited.clone(),
            _ => Vec::new(),
        }
    }

    /// What must be shown of it so that it counts, and has these elements of the type as which it counts; and what of that
    /// is always shown.
    pub(super) fn shown_for(&self, wanted: BTreeSet<Element>) -> (Weighed, BTreeSet<Element>) {
        let own = match &self.counts {
            Counts::As(local) => local.rests_on.behind(&wanted),
            _ => wanted,
        };
        let own = own.into_iter().filter_map(|element| self.located(element));
        self.weigh(own)
    }

    /// What ties it to somebody: its own elements, whatever an agreement makes of the others.
    pub(super) fn weigh(&self, own: impl Iterator<Item = Element>) -> (Weighed, BTreeSet<Element>) {
        let always = |element: &Element| {
            self.definition.is_some_and(|definition| {
                definition
                    .always_disclosed()
                    .any(|(ns, id)| element.namespace == ns && element.identifier == id)
            })
        };
        let (always, shown): (BTreeSet<_>, BTreeSet<_>) = own.partition(always);
        let weighed = shown.into_iter().map(|element| {
            let weight = Weight::of(&element, self.definition);
            (element, weight)
        });
        (weighed.collect(), always)
    }

    /// Kind and code of each holder that is disclosed, with the elements that say so.
    pub(super) fn holders(&self) -> Vec<((String, String), [Element; 2])> {
        let code = Element::new(COMMON_NAME_SPACE, "holder_code");
        let kind = Element::new(COMMON_NAME_SPACE, "holder_code_type");
        named(&self.subject, &code, &kind)
    }

    /// Where a foreign document has what every native one has at its own place.
    fn located(&self, element: Element) -> Option<Element> {
        if element.namespace != COMMON_NAME_SPACE || crate::licence::is_native(self.doc_type()) {
            return Some(element);
        }
        let identifier = match element.identifier.as_str() {
            "issue_date" => "issue_date",
            "valid_until" => "expiry_date",
            _ => return None,
        };
        Some(Element::new(name_space_of(self.doc_type()), identifier))
    }
}

impl<'a> Local<'a> {
    fn of(
        subject: &Subject<'a>,
        found: &Recognition<'_>,
        view: &LocalView<'_>,
        question: &'a Question<'a>,
    ) -> Self {
        let elements = view.elements.iter().map(|element| verify::Element {
            name_space: element.name_space.to_owned(),
            identifier: element.identifier.to_owned(),
            value: element.value.clone().into_owned(),
            stated_by: StatedBy::Issuer, // as far as the view goes; who says so is in the recognition
        });
        let asked = question.at(subject.judged_at);
        Self {
            doc_type: view.doc_type.to_owned(),
            elements: elements.collect(),
            rests_on: RestsOn::of(found, subject, &asked),
            cited: found.cited().iter().map(ReportedAgreement::of).collect(),
            beside: BTreeMap::new(),
            until: found.effective_until(),
        }
    }
}

/// The local types as which some agreement recognises licences of this type from there, on whatever conditions.
fn might<'a>(subject: &Subject<'a>, question: &Question<'a>) -> BTreeSet<&'a str> {
    let Some(there) = subject.region else {
        return BTreeSet::new();
    };
    let (agreements, here) = (question.agreements, question.here);
    let as_which = |by: Candidate<'a>, doc_type: &'a str| {
        let all = by.contents.equivalences.iter();
        all.filter(move |one| one.pointed_type == doc_type)
            .map(|one| one.pointing_type.as_str())
    };
    let direct = agreements.direct(here, there);
    // A step onward is asked about where no agreement leads directly.
    let pairs = match direct.as_slice() {
        [] => agreements.pairs(here, there),
        _ => Vec::new(),
    };
    let directly = direct
        .into_iter()
        .flat_map(|by| as_which(by, subject.doc_type));
    let onward = pairs.into_iter().flat_map(|[first, second]| {
        let between = as_which(second, subject.doc_type);
        between.flat_map(move |between| as_which(first, between))
    });
    directly.chain(onward).collect()
}

/// Of each licence in force what is read of it, and the definition that it names, else the latest of its type.
pub(super) fn seen<'a>(
    licences: &[&'a Verified],
    types: &'a TypeRegistry,
) -> Vec<(Subject<'a>, Option<&'a LicenceType>)> {
    let seen = licences.iter().map(|licence| {
        let subject = Subject::of(licence);
        let definition = definition(&subject, types);
        (subject, definition)
    });
    seen.collect()
}

fn definition<'t>(licence: &Subject<'_>, types: &'t TypeRegistry) -> Option<&'t LicenceType> {
    let digest = licence.element(COMMON_NAME_SPACE, "type_digest");
    let digest = digest.and_then(DigestValue::from_cbor);
    digest
        .and_then(|digest| types.find(licence.doc_type, &digest))
        .or_else(|| types.latest(licence.doc_type))
}
