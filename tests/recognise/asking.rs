//! One question: asked of the library and of the second evaluator, which must say the same.

use std::collections::BTreeSet;

use elicence::{
    codec::Cbor,
    licence::Region,
    recognise::{
        Agreements, Question, Recognition, RecognitionReport, agreement::AgreementContents,
        recognise,
    },
    time::UnixTime,
    verify::Verified,
};

use crate::{
    agreeing::{PURPOSE, held, taken_at, taken_from_later},
    naive::{self, Answer, Ask, Facts},
    offices::{day, region},
    papers::Paper,
    world::{WORLD, now},
};

/// What the library answers, to keep when the licence is gone.
pub(crate) struct Found {
    says: String,
    cited: Vec<String>,
    codes: Vec<&'static str>,
    text: String,
    local_type: Option<String>,
    local: Vec<Local>,
    dropped: Vec<String>,
    needed: Vec<String>,
    until: UnixTime,
}

/// The result and, where there is one, the primary code.
pub(crate) fn says(recognition: &Recognition<'_>) -> String {
    let word = recognition.result().word();
    match recognition.primary_code() {
        Some(code) => format!("{word}: {code}"),
        None => word.to_owned(),
    }
}

/// The whole answer, to be compared.
pub(crate) fn bytes(recognition: &Recognition<'_>) -> String {
    RecognitionReport::of(recognition).to_json()
}

/// The result of what [`says`] says.
pub(crate) fn word(says: &str) -> &str {
    says.split(':').next().unwrap()
}

/// One element of the local view.
struct Local {
    name_space: String,
    identifier: String,
    texts: Vec<String>,
    stated_by: &'static str,
}

impl Found {
    fn of(recognition: &Recognition<'_>) -> Self {
        let cited = recognition.cited().iter();
        let codes: Vec<_> = recognition
            .checks()
            .iter()
            .filter_map(|check| check.code())
            .collect();
        let view = recognition.local_view();
        let local = view.map(|view| {
            let elements = view.elements.iter().map(|element| Local {
                name_space: element.name_space.to_owned(),
                identifier: element.identifier.to_owned(),
                texts: texts(&element.value),
                stated_by: element.stated_by.word(),
            });
            elements.collect()
        });
        Self {
            says: says(recognition),
            cited: cited.map(|cited| cited.agreement_id.to_owned()).collect(),
            text: format!("{recognition:?} {codes:?}"),
            codes,
            local_type: view.map(|view| view.doc_type.to_owned()),
            local: local.unwrap_or_default(),
            dropped: view.map(|view| view.dropped.clone()).unwrap_or_default(),
            needed: needed(recognition),
            until: recognition.effective_until(),
        }
    }

    pub(crate) fn says(&self) -> String {
        self.says.clone()
    }

    pub(crate) fn cited(&self) -> Vec<String> {
        self.cited.clone()
    }

    /// Everything there is to read in it.
    pub(crate) fn all_text(&self) -> String {
        self.text.clone()
    }

    /// The texts of one element of the local view.
    pub(crate) fn local(&self, name_space: &str, identifier: &str) -> Option<Vec<String>> {
        let mut all = self.local.iter();
        let found = all.find(|e| e.name_space == name_space && e.identifier == identifier)?;
        Some(found.texts.clone())
    }

    /// Who states the elements of the local view that have this identifier.
    pub(crate) fn stated_by(&self, identifier: &str) -> Vec<&'static str> {
        let of = self.local.iter().filter(|e| e.identifier == identifier);
        of.map(|e| e.stated_by).collect()
    }

    pub(crate) fn local_type(&self) -> Option<&str> {
        self.local_type.as_deref()
    }

    /// The codes of all checks.
    pub(crate) fn codes(&self) -> &[&'static str] {
        &self.codes
    }

    pub(crate) fn dropped(&self) -> Vec<String> {
        self.dropped.clone()
    }

    /// The supplements that are still needed.
    pub(crate) fn needed(&self) -> Vec<String> {
        self.needed.clone()
    }

    pub(crate) fn until(&self) -> UnixTime {
        self.until
    }
}

fn texts(value: &Cbor) -> Vec<String> {
    let text = |item: &Cbor| item.as_text().unwrap_or("?").to_owned();
    match value {
        Cbor::Array(items) => items.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

pub(crate) fn needed(recognition: &Recognition<'_>) -> Vec<String> {
    let open = recognition
        .supplements()
        .iter()
        .filter(|s| s.need.word() == "needed");
    let mut ids: Vec<_> = open.map(|s| s.supplement.id.clone()).collect();
    ids.sort();
    ids
}

/// A licence, the place and the purpose, and the agreements at hand; what is presented beside it.
pub(crate) struct Scene {
    pub(crate) licence: Vec<u8>,
    pub(crate) here: Region,
    pub(crate) purpose: String,
    contents: Vec<AgreementContents>,
    agreements: Agreements,
    pub(crate) beside: Vec<Vec<u8>>,
}

impl Scene {
    #[expect(clippy::needless_pass_by_value, reason = "papers are made on the spot")]
    pub(crate) fn new(paper: Paper, here: &str, contents: Vec<AgreementContents>) -> Self {
        Self::of(WORLD.seal(&paper), here, contents)
    }

    pub(crate) fn of(licence: Vec<u8>, here: &str, contents: Vec<AgreementContents>) -> Self {
        Self {
            licence,
            here: region(here),
            purpose: PURPOSE.to_owned(),
            agreements: taken_at(contents.clone(), now()),
            contents,
            beside: Vec::new(),
        }
    }

    /// Zhejiang asks about a rich licence of Guangdong, by an agreement that software of a later version made.
    pub(crate) fn lenient(contents: AgreementContents) -> Self {
        let contents = vec![contents];
        Self {
            licence: WORLD.seal(&Paper::rich("CN-44")),
            here: region("CN-33"),
            purpose: PURPOSE.to_owned(),
            agreements: taken_from_later(&contents),
            contents,
            beside: Vec::new(),
        }
    }

    pub(crate) fn beside(mut self, papers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        self.beside.extend(papers);
        self
    }

    pub(crate) fn says_on(&self, number: i64) -> String {
        self.asked_on(number).says()
    }

    pub(crate) fn asked_on(&self, number: i64) -> Found {
        self.asked_at(day(number))
    }

    pub(crate) fn says_at(&self, at: UnixTime) -> String {
        self.asked_at(at).says()
    }

    pub(crate) fn asked_at(&self, at: UnixTime) -> Found {
        let licence = WORLD.verified(&self.licence, at);
        let beside: Vec<_> = self
            .beside
            .iter()
            .map(|bytes| WORLD.verified(bytes, at))
            .collect();
        let beside: Vec<&Verified> = beside.iter().collect();
        self.asked_of(&licence, &beside)
    }

    pub(crate) fn asked_of(&self, licence: &Verified, beside: &[&Verified]) -> Found {
        let question =
            Question::new(&self.here, &self.purpose, &self.agreements).with_supplements(beside);
        let recognition = recognise(licence, &question);
        let second = second(licence, (&self.here, &self.purpose), &self.contents, beside);
        agree(
            &recognition,
            &second,
            &format!("{} in {}", licence.doc_type(), self.here),
        );
        Found::of(&recognition)
    }
}

/// What the second evaluator says.
pub(crate) fn second(
    licence: &Verified,
    (here, purpose): (&Region, &str),
    contents: &[AgreementContents],
    beside: &[&Verified],
) -> Answer {
    let supplements: Vec<_> = beside
        .iter()
        .map(|paper| Facts::of(paper, WORLD.known(paper)))
        .collect();
    let supplements: Vec<_> = supplements.iter().collect();
    let ask = Ask {
        here: here.clone(),
        purpose,
        agreements: &held(contents),
        supplements: &supplements,
        countersignature_required: false,
    };
    naive::recognise(&Facts::of(licence, WORLD.known(licence)), &ask)
}

/// Panics with both answers where they differ.
pub(crate) fn agree(recognition: &Recognition<'_>, second: &Answer, what: &str) {
    if let Some(difference) = differs(recognition, second) {
        let checks: Vec<_> = recognition
            .checks()
            .iter()
            .map(ToString::to_string)
            .collect();
        panic!(
            "{what}: the library and the second evaluator differ in {difference}\n{checks:#?}\n{second:#?}"
        );
    }
}

pub(crate) fn differs(recognition: &Recognition<'_>, second: &Answer) -> Option<String> {
    let found = recognition.result().word();
    if found != second.word {
        return Some(format!("result {found} and {}", second.word));
    }
    if found != "recognised-with-supplements" && recognition.primary_code() != second.code {
        return Some(format!(
            "code {:?} and {:?}",
            recognition.primary_code(),
            second.code
        ));
    }
    if found.starts_with("recognised") {
        let cited: Vec<_> = recognition
            .cited()
            .iter()
            .map(|c| c.agreement_id.to_owned())
            .collect();
        if cited != second.cited {
            return Some(format!("cited {cited:?} and {:?}", second.cited));
        }
        if needed(recognition) != second.needed {
            return Some(format!(
                "needed {:?} and {:?}",
                needed(recognition),
                second.needed
            ));
        }
        return views_differ(recognition, second);
    }
    None
}

fn views_differ(recognition: &Recognition<'_>, second: &Answer) -> Option<String> {
    let (view, theirs) = match (recognition.local_view(), &second.view) {
        // By containment the licence is what it is.
        (_, None) => return None,
        (None, Some(_)) => return Some("no view and one".to_owned()),
        (Some(view), Some(theirs)) => (view, theirs),
    };
    if Some(view.doc_type) != second.local_type.as_deref() {
        return Some(format!(
            "type {} and {:?}",
            view.doc_type, second.local_type
        ));
    }
    let mut own: Vec<_> = view
        .elements
        .iter()
        .map(|e| {
            (
                e.name_space.to_owned(),
                e.identifier.to_owned(),
                e.value.to_vec(),
                e.stated_by.word(),
            )
        })
        .collect();
    own.sort();
    let mut others: Vec<_> = theirs
        .elements
        .iter()
        .map(|((ns, id), (value, by))| (ns.clone(), id.clone(), value.to_vec(), by.word()))
        .collect();
    others.sort();
    if own != others {
        return Some(format!("elements {own:?} and {others:?}"));
    }
    let dropped: BTreeSet<String> = theirs
        .dropped
        .iter()
        .map(|(ns, id)| format!("{ns}/{id}"))
        .collect();
    let ours: BTreeSet<String> = view.dropped.iter().cloned().collect();
    (ours != dropped).then(|| format!("dropped {ours:?} and {dropped:?}"))
}
