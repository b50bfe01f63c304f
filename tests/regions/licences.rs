//! Small licences of types that are defined here, sealed and judged.

use elicence::{
    codec::Limits,
    crypto::{Algorithm, SystemRandom},
    issue::{Draft, issue},
    licence::{LicenceId, TypeCode, TypeRegistry, Uscc},
    seal::{Preparation, SealError, TechnicalValidity, seal},
    status::{StatusLists, StatusReference},
    time::UnixTime,
    trust::Trust,
    verify::{Policy, Presented, Refused, Report, Verified},
};

use crate::offices::{Office, day};

const DEFINER: &str = "Y1110000TEM0000100";

/// The type of this number.
pub(crate) fn doc_type(number: usize) -> String {
    format!("org.elicence.test_{number}.1")
}

/// The definitions of so many types.
pub(crate) fn types(count: usize) -> TypeRegistry {
    let mut types = TypeRegistry::builtin();
    for number in 0..count {
        types.add_json(&definition(number)).unwrap();
    }
    types
}

fn definition(number: usize) -> String {
    let names = r#""names": {"zh": "备注", "en": "Note", "ko": "비고"}"#;
    let doc_type = doc_type(number);
    format!(
        r#"{{"format": "org.elicence.type.1", "doc_type": "{doc_type}", "revision": 1, "type_code": "{DEFINER}{number:03}",
        "category": "proof", {names}, "definer": {{"code": "{DEFINER}", {names}}},
        "legal_basis": [{{"id": "test", {names}}}], "holders": {{"kinds": ["001"], "min": 1, "max": 1, "code": "mandatory"}},
        "validity": {{"ends": ["long-term"], "dates_may_be_withheld": false}},
        "number": {{"pattern": "^[0-9]{{1,8}}$", "sensitivity": "public"}}, "seal": "optional", "status": "optional",
        "code_lists": {{}}, "checks": [], "derivations": [], "elements": [
        {{"id": "note", "kind": "text", "max_chars": 100, "obligation": "optional", "sensitivity": "public",
        "sharing": "open", "withheld": "may", {names}}}]}}"#
    )
}

/// What a department says in a licence.
pub(crate) struct Facts<'a> {
    pub(crate) type_number: usize,
    pub(crate) issuer_code: &'a str,
    pub(crate) region: &'a str,
}

impl Facts<'_> {
    fn draft(&self) -> Draft {
        let type_code = TypeCode::parse(&format!("{DEFINER}{:03}", self.type_number)).unwrap();
        let code = self.issuer_code;
        let id = LicenceId::compose(&type_code, &Uscc::parse(code).unwrap(), "1", 1).unwrap();
        let json = format!(
            r#"{{"doc_type": "{}", "common": {{"licence_id": "{id}", "name": "备注", "number": "1",
            "issuer_name": "广州市越秀区测试发证机关", "issuer_code": "{code}", "issuer_level": "county",
            "industry": "market-regulation", "region": "{}", "issue_date": "2025-11-05", "valid_from": "2025-11-05",
            "valid_until": "long-term", "created_at": "2025-11-05T01:30:00Z", "legal_basis": "test",
            "holder_name": "广州市示例贸易有限公司", "holder_code": "91440100TEM001013U", "holder_code_type": "001"}},
            "elements": {{"note": "备注"}}}}"#,
            doc_type(self.type_number),
            self.region
        );
        Draft::from_json(&json).unwrap()
    }

    /// The licence, sealed by `office` on the first day, good for four months.
    pub(crate) fn sealed_by(
        &self,
        office: &Office,
        types: &TypeRegistry,
    ) -> Result<Vec<u8>, SealError> {
        self.sealed(office, types, (day(1), day(120)), None)
    }

    /// The licence, with the dates that its sealer claims and its place in a status list.
    pub(crate) fn sealed(
        &self,
        office: &Office,
        types: &TypeRegistry,
        (signed, end): (UnixTime, UnixTime),
        status: Option<&StatusReference>,
    ) -> Result<Vec<u8>, SealError> {
        let draft = self.draft();
        let definition = types.latest(draft.doc_type()).unwrap();
        let licence = issue(&draft, definition, &Limits::default()).unwrap();
        let validity = TechnicalValidity::new(signed, end);
        let chain = vec![office.certificate.clone()];
        let mut preparation = Preparation::new(licence, chain, Algorithm::Es256, validity);
        if let Some(status) = status {
            preparation = preparation.with_status(status.to_cbor());
        }
        Ok(seal(preparation, &office.key, &mut SystemRandom)?
            .as_bytes()
            .to_vec())
    }
}

/// A verifier at one time: what it trusts, the definitions that it has, the statuses that it holds.
#[derive(Clone, Copy)]
pub(crate) struct Verifier<'a> {
    pub(crate) trust: &'a dyn Trust,
    pub(crate) types: &'a TypeRegistry,
    pub(crate) statuses: Option<&'a StatusLists>,
    pub(crate) now: UnixTime,
}

impl<'a> Verifier<'a> {
    pub(crate) fn new(trust: &'a dyn Trust, types: &'a TypeRegistry, now: UnixTime) -> Self {
        Self {
            trust,
            types,
            statuses: None,
            now,
        }
    }

    pub(crate) fn with_statuses(self, statuses: &'a StatusLists) -> Self {
        Self {
            statuses: Some(statuses),
            ..self
        }
    }

    pub(crate) fn at(self, now: UnixTime) -> Self {
        Self { now, ..self }
    }

    pub(crate) fn verdict(&self, bytes: &[u8]) -> Result<Verified, Refused> {
        let mut policy = Policy::new(self.types);
        if let Some(statuses) = self.statuses {
            policy = policy.with_statuses(statuses);
        }
        let presented = Presented::decode(bytes).unwrap();
        presented.documents()[0].verify(self.trust, &policy, self.now)
    }

    /// The report, as programs get it.
    pub(crate) fn report(&self, bytes: &[u8]) -> String {
        Report::of(&[self.verdict(bytes)]).to_json()
    }

    /// `in-force`, or the outcome and the codes of all reasons.
    pub(crate) fn says(&self, bytes: &[u8]) -> String {
        match self.verdict(bytes) {
            Ok(_) => "in-force".to_owned(),
            Err(refused) => {
                let codes: Vec<_> = refused.reasons.iter().map(elicence::Reason::code).collect();
                format!("{}: {}", refused.outcome.word(), codes.join(", "))
            }
        }
    }
}
