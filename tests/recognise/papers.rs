//! Licences of types that are defined here: what they say, sealed, and what is shown of them.

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, SystemRandom},
    issue::{Draft, issue},
    licence::{LicenceId, TypeCode, TypeRegistry, Uscc},
    seal::{Preparation, TechnicalValidity, seal},
    status::StatusReference,
};
use serde_json::{Value, json};

use crate::{offices::day, world::Member};

/// Has an element of every kind that a condition can ask about.
pub(crate) const RICH: &str = "org.elicence.rich.1";
/// Has a note, and may have no holder's code.
pub(crate) const PLAIN: &str = "org.elicence.plain.1";
pub(crate) const SECOND: &str = "org.elicence.second.1";
pub(crate) const THIRD: &str = "org.elicence.third.1";

const DEFINER: &str = "Y1110000TEM0000100";
const NAMES: &str = r#""names": {"zh": "名", "en": "Name", "ko": "이름"}"#;

pub(crate) fn types() -> TypeRegistry {
    let mut types = TypeRegistry::builtin();
    for (number, doc_type) in [RICH, PLAIN, SECOND, THIRD].into_iter().enumerate() {
        let definition = definition(number, doc_type);
        types
            .add_json(&definition)
            .unwrap_or_else(|e| panic!("{e}"));
    }
    types
}

fn definition(number: usize, doc_type: &str) -> String {
    let element = |id: &str, rest: &str| {
        format!(
            r#"{{"id": "{id}", {rest}, "obligation": "optional", "sensitivity": "public", "sharing": "open", "withheld": "may", {NAMES}}}"#
        )
    };
    let derivation = |id: &str, rest: &str| {
        format!(
            r#"{{"id": "{id}", {rest}, "sensitivity": "public", "sharing": "open", "withheld": "may", {NAMES}}}"#
        )
    };
    let mut elements = vec![element("note", r#""kind": "text", "max_chars": 100"#)];
    let mut derivations = Vec::new();
    if doc_type == RICH {
        elements.extend([
            element("grade", r#""kind": "text", "max_chars": 9"#),
            element("points", r#""kind": "integer", "min": -100, "max": 100"#),
            element("sum", r#""kind": "amount", "unit": "CNY", "scale": 2"#),
            element("since", r#""kind": "date""#),
            element("seen", r#""kind": "instant""#),
            element("secret", r#""kind": "boolean""#),
            element(
                "classes",
                &format!(
                    r#""kind": "table", "min_rows": 0, "max_rows": 9, "columns": [
                    {{"id": "class", "kind": "text", "nullable": false, {NAMES}}},
                    {{"id": "count", "kind": "integer", "nullable": true, {NAMES}}}]"#
                ),
            ),
        ]);
        derivations = vec![
            derivation(
                "since_18",
                r#""rule": "age_over", "source": "since", "years": 18"#,
            ),
            derivation(
                "points_band",
                &format!(
                    r#""rule": "band", "source": "points", "bands": [{{"code": "few", "below": "10", {NAMES}}}, {{"code": "many", "from": "10", {NAMES}}}]"#
                ),
            ),
        ];
    }
    format!(
        r#"{{"format": "org.elicence.type.1", "doc_type": "{doc_type}", "revision": 1, "type_code": "{DEFINER}{:03}",
        "category": "licence", {NAMES}, "definer": {{"code": "{DEFINER}", {NAMES}}}, "legal_basis": [{{"id": "test", {NAMES}}}],
        "holders": {{"kinds": ["111", "999", "099"], "min": 1, "max": 3, "code": "optional"}},
        "validity": {{"ends": ["date", "long-term", "not-applicable"], "dates_may_be_withheld": false}},
        "number": {{"pattern": "^[0-9]{{1,8}}$", "sensitivity": "public"}}, "seal": "optional", "status": "optional",
        "code_lists": {{}}, "checks": [], "derivations": [{}], "elements": [{}]}}"#,
        number + 800,
        derivations.join(","),
        elements.join(",")
    )
}

/// What a licence says, and who seals it.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) doc_type: &'static str,
    /// The region whose authority seals it.
    pub(crate) sealed_in: String,
    /// The region that it is of.
    pub(crate) region: String,
    pub(crate) issued: &'static str,
    pub(crate) until: &'static str,
    /// The day of derived data.
    pub(crate) as_of: &'static str,
    /// Code and type of each holder.
    pub(crate) holders: Vec<(&'static str, &'static str)>,
    pub(crate) level: &'static str,
    pub(crate) industry: &'static str,
    pub(crate) elements: Value,
    /// The index in the status list of the authority.
    pub(crate) index: Option<u64>,
}

/// The holder of most papers.
pub(crate) const HOLDER: (&str, &str) = ("H-1", "999");
pub(crate) const STRANGER: (&str, &str) = ("H-2", "999");

impl Paper {
    /// Issued on the fifth of November 2025, for ever; of one holder, and with a note.
    pub(crate) fn new(doc_type: &'static str, place: &str) -> Self {
        Self {
            doc_type,
            sealed_in: place.to_owned(),
            region: place.to_owned(),
            issued: "2025-11-05",
            until: "long-term",
            as_of: "2026-06-01",
            holders: vec![HOLDER],
            level: "county",
            industry: "housing",
            elements: json!({"note": "N"}),
            index: None,
        }
    }

    /// Of the type that has an element of every kind.
    pub(crate) fn rich(place: &str) -> Self {
        let elements = json!({
            "note": "N", "grade": "A", "points": 12, "sum": "12.50", "since": "2000-06-01", "seen": "2026-05-01T00:00:00Z",
            "secret": true, "classes": [{"class": "C1", "count": 1}, {"class": "D", "count": null}],
        });
        Self {
            elements,
            until: "2027-05-31",
            index: Some(1),
            ..Self::new(RICH, place)
        }
    }

    pub(crate) fn held_by(self, holders: &[(&'static str, &'static str)]) -> Self {
        let holders = holders.to_vec();
        Self { holders, ..self }
    }

    pub(crate) fn with(mut self, element: &str, value: impl Into<Value>) -> Self {
        self.elements[element] = value.into();
        self
    }

    fn draft(&self, code: &str, number: usize) -> Draft {
        let type_code = TypeCode::parse(&format!("{DEFINER}{:03}", number + 800)).unwrap();
        let id = LicenceId::compose(&type_code, &Uscc::parse(code).unwrap(), "1", 1).unwrap();
        let mut common = json!({
            "licence_id": id.to_string(), "name": "备注", "number": "1", "issuer_name": "测试发证机关", "issuer_code": code,
            "issuer_level": self.level, "industry": self.industry, "region": self.region, "issue_date": self.issued,
            "valid_from": self.issued, "valid_until": self.until, "created_at": "2025-11-05T01:30:00Z", "legal_basis": "test",
        });
        for (place, (code, kind)) in (1..).zip(&self.holders) {
            let name = |part: &str| match place {
                1 => part.to_owned(),
                more => format!("{part}_{more}"),
            };
            common[name("holder_name")] = "李四".into();
            common[name("holder_code")] = (*code).into();
            common[name("holder_code_type")] = (*kind).into();
        }
        let draft = json!({
            "doc_type": self.doc_type, "as_of": self.as_of, "common": common, "elements": self.elements,
        });
        Draft::from_json(&draft.to_string()).unwrap()
    }

    /// Sealed on the first day, good for more than a year.
    pub(crate) fn sealed(&self, by: &Member, types: &TypeRegistry) -> Vec<u8> {
        self.sealed_for(by, types, None)
    }

    pub(crate) fn sealed_for(
        &self,
        by: &Member,
        types: &TypeRegistry,
        holder_key: Option<elicence::crypto::VerifyingKey>,
    ) -> Vec<u8> {
        let order = [RICH, PLAIN, SECOND, THIRD];
        let number = order
            .iter()
            .position(|kind| *kind == self.doc_type)
            .unwrap();
        let draft = self.draft(&by.code, number);
        let definition = types.latest(draft.doc_type()).unwrap();
        let licence =
            issue(&draft, definition, &Limits::default()).unwrap_or_else(|e| panic!("{e}"));
        let validity = TechnicalValidity::new(day(1), day(500));
        let chain = vec![by.sealer.certificate.clone()];
        let mut preparation = Preparation::new(licence, chain, Algorithm::Es256, validity);
        if let Some(index) = self.index {
            let reference = StatusReference::to_status_list(by.status_list(), index);
            preparation = preparation.with_status(reference.to_cbor());
        }
        if let Some(key) = holder_key {
            preparation = preparation.with_holder_key(key);
        }
        let sealed = seal(preparation, &by.sealer.key, &mut SystemRandom);
        sealed.unwrap().as_bytes().to_vec()
    }
}

/// The same licence, presented without these elements.
pub(crate) fn withholding(bytes: &[u8], hidden: &[&str]) -> Vec<u8> {
    shown(bytes, |identifier| !hidden.contains(&identifier))
}

/// The same licence, with only those elements of which `shown` says so.
pub(crate) fn shown(bytes: &[u8], shown: impl Fn(&str) -> bool) -> Vec<u8> {
    shown_items(bytes, |item| shown(&identifier(item)))
}

/// The same by the whole item: name and value, as they were signed.
pub(crate) fn shown_items(bytes: &[u8], shown: impl Fn(&Cbor) -> bool) -> Vec<u8> {
    let whole = Cbor::decode(bytes, &Limits::default()).unwrap();
    let Cbor::Map(members) = whole else {
        panic!("no map")
    };
    let members = members.into_iter().map(|(key, value)| {
        let value = if key == Cbor::text("nameSpaces") {
            thinned(&value, &shown)
        } else {
            value
        };
        (key, value)
    });
    Cbor::Map(members.collect()).to_vec()
}

fn thinned(name_spaces: &Cbor, shown: &impl Fn(&Cbor) -> bool) -> Cbor {
    let Cbor::Map(spaces) = name_spaces else {
        panic!("no map")
    };
    let spaces = spaces.iter().filter_map(|(name, items)| {
        let Cbor::Array(items) = items else {
            panic!("no items")
        };
        let kept: Vec<Cbor> = items.iter().filter(|item| shown(item)).cloned().collect();
        (!kept.is_empty()).then(|| (name.clone(), Cbor::Array(kept)))
    });
    Cbor::Map(spaces.collect())
}

fn identifier(item: &Cbor) -> String {
    let Cbor::Tag(24, content) = item else {
        panic!("not embedded")
    };
    let Cbor::Bytes(content) = content.as_ref() else {
        panic!("no bytes")
    };
    let item = Cbor::decode(content, &Limits::default()).unwrap();
    let name = item.member("elementIdentifier").and_then(Cbor::as_text);
    name.unwrap().to_owned()
}
