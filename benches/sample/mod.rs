//! Licences of a given number of elements and size of picture, sealed by an authority made for the occasion.

#![expect(dead_code, reason = "each bench uses a part")]

#[path = "../../examples/elicence/pki.rs"]
mod pki;

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, DigestAlgorithm, Signer as _, SoftwareKey, SystemRandom, VerifyingKey},
    issue::{Draft, Licence, issue},
    licence::{LicenceId, LicenceType, TypeCode, TypeRegistry, Uscc},
    seal::{ForeignDocument, Preparation, TechnicalValidity, seal},
    time::UnixTime,
    trust::{Scope, TrustAnchors},
    verify::{Policy, Presented, Verified, verify_many},
};
use pki::{Kind, Subject, make_certificate};

const AUTHORITY: &str = "Y1440104TEM0000452";
const NATIVE: &str = "org.elicence.bench.1";
const FOREIGN: &str = "org.example.bench.1";

/// A native licence is judged by the definition of its type as well; a foreign document is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    Native,
    Foreign,
}

impl Family {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Foreign => "foreign",
        }
    }
}

/// Elements shown, and kilobytes of picture among them.
pub(crate) const SIZES: [(usize, usize); 9] = [
    (5, 0),
    (5, 20),
    (5, 500),
    (20, 0),
    (20, 20),
    (20, 500),
    (100, 0),
    (100, 20),
    (100, 500),
];

/// An authority, its key, and the type of licence that it issues.
pub(crate) struct Office {
    pub(crate) types: TypeRegistry,
    pub(crate) sealing: Vec<u8>,
    pub(crate) root: Vec<u8>,
    pub(crate) key: SoftwareKey,
}

/// One document as presented, and what must be computed for it whoever verifies.
pub(crate) struct Sample {
    pub(crate) bytes: Vec<u8>,
    pub(crate) to_be_signed: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

pub(crate) fn at(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).expect("an instant")
}

pub(crate) fn now() -> UnixTime {
    at("2026-06-01T00:00:00Z")
}

impl Office {
    pub(crate) fn new() -> Self {
        let [root_key, key] =
            [0; 2].map(|_| SoftwareKey::generate(Algorithm::Es256).expect("random bytes"));
        let subject = |cn| Subject {
            c: "CN",
            st: "",
            o: "示例机关",
            organization_identifier: AUTHORITY,
            cn,
        };
        let validity = (at("2020-01-01T00:00:00Z"), at("2040-01-01T00:00:00Z"));
        let make = |cn, key: &VerifyingKey, kind, serial| {
            make_certificate(
                &subject(cn),
                key,
                &subject("root"),
                &root_key,
                validity,
                kind,
                serial,
            )
            .expect("signed")
        };
        let mut types = TypeRegistry::builtin();
        types.add_json(&definition()).expect("consistent");
        Self {
            types,
            root: make(
                "root",
                &root_key.verifying_key(),
                Kind::Ca { path_length: 0 },
                1,
            ),
            sealing: make("seal", &key.verifying_key(), Kind::Sealer, 2),
            key,
        }
    }

    /// Trusts this office's root, and as many other roots that it takes to have `count`.
    pub(crate) fn anchors(&self, count: usize) -> TrustAnchors {
        let mut anchors = TrustAnchors::new();
        let mut add = |root: &[u8]| {
            for scope in ["elicence:*:CN", "iso18013:*:CN"] {
                anchors
                    .add_anchor(root, Scope::parse(scope).expect("a scope"))
                    .expect("a root");
            }
        };
        add(&self.root);
        let validity = (at("2020-01-01T00:00:00Z"), at("2040-01-01T00:00:00Z"));
        for n in 1..count {
            let cn = format!("root {n}");
            let subject = Subject {
                c: "CN",
                st: "",
                o: "示例机关",
                organization_identifier: AUTHORITY,
                cn: &cn,
            };
            let kind = Kind::Ca { path_length: 0 };
            let key = self.key.verifying_key();
            add(
                &make_certificate(&subject, &key, &subject, &self.key, validity, kind, 3)
                    .expect("signed"),
            );
        }
        anchors
    }

    pub(crate) fn definition(&self) -> &LicenceType {
        self.types.latest(NATIVE).expect("added above")
    }

    pub(crate) fn draft(elements: usize, picture_kb: usize) -> Draft {
        Draft::from_json(&draft(elements, picture_kb)).expect("a draft")
    }

    pub(crate) fn issue(&self, elements: usize, picture_kb: usize) -> Licence {
        issue(
            &Self::draft(elements, picture_kb),
            self.definition(),
            &Limits::default(),
        )
        .expect("keeps its rules")
    }

    /// What is sealed: a native licence has 24 elements at least, of which some are then withheld.
    pub(crate) fn preparation(
        &self,
        family: Family,
        elements: usize,
        picture_kb: usize,
    ) -> Preparation {
        let validity = TechnicalValidity::new(now(), now().saturating_add(86_400));
        let chain = vec![self.sealing.clone()];
        match family {
            Family::Native => Preparation::new(
                self.issue(elements, picture_kb),
                chain,
                Algorithm::Es256,
                validity,
            ),
            Family::Foreign => {
                let texts = elements - usize::from(picture_kb > 0);
                let mut content: Vec<_> = (0..texts)
                    .map(|n| (FOREIGN.to_owned(), format!("note_{n}"), Cbor::text(text(n))))
                    .collect();
                if picture_kb > 0 {
                    content.push((
                        FOREIGN.to_owned(),
                        "picture".to_owned(),
                        Cbor::Bytes(picture(picture_kb)),
                    ));
                }
                let document = ForeignDocument::new(FOREIGN, content).expect("foreign");
                Preparation::foreign(document, chain, Algorithm::Es256, validity)
            }
        }
    }

    /// The document that shows exactly so many elements.
    pub(crate) fn sample(&self, family: Family, elements: usize, picture_kb: usize) -> Sample {
        let sealed = seal(
            self.preparation(family, elements, picture_kb),
            &self.key,
            &mut SystemRandom,
        )
        .expect("sealed");
        let mut document = Cbor::decode(sealed.as_bytes(), &Limits::default()).expect("CBOR");
        if family == Family::Native {
            withhold(&mut document, &self.types, elements);
        }
        let [protected, _, payload, signature] = issuer_auth(&document);
        Sample {
            bytes: document.to_vec(),
            to_be_signed: Cbor::Array(vec![
                Cbor::text("Signature1"),
                protected,
                Cbor::Bytes(vec![]),
                payload,
            ])
            .to_vec(),
            signature: match signature {
                Cbor::Bytes(bytes) => bytes,
                _ => unreachable!("a signature is a byte string"),
            },
        }
    }
}

impl Sample {
    /// What no verifier can do without: one signature and the hash of every byte, by the same provider.
    pub(crate) fn raw(&self, key: &VerifyingKey) {
        key.verify(Algorithm::Es256, &self.to_be_signed, &self.signature)
            .expect("fits");
        std::hint::black_box(DigestAlgorithm::Sha256.digest(&[&self.bytes]));
    }

    /// From bytes to a verdict.
    pub(crate) fn verify(&self, trust: &TrustAnchors, policy: &Policy<'_>) -> Verified {
        let presented = Presented::decode(&self.bytes).expect("decodes");
        presented.documents()[0]
            .verify(trust, policy, now())
            .unwrap_or_else(|refused| panic!("{refused}"))
    }
}

/// From bytes to verdicts, the seals in one batch.
pub(crate) fn verify_together(samples: &[Sample], trust: &TrustAnchors, policy: &Policy<'_>) {
    let presented: Vec<_> = samples
        .iter()
        .map(|s| Presented::decode(&s.bytes).expect("decodes"))
        .collect();
    let documents: Vec<_> = presented
        .into_iter()
        .flat_map(Presented::into_documents)
        .collect();
    let verdicts = verify_many(&documents, trust, policy, now());
    assert!(verdicts.iter().all(Result::is_ok));
}

fn issuer_auth(document: &Cbor) -> [Cbor; 4] {
    let Some(Cbor::Array(members)) = document.member("issuerAuth") else {
        unreachable!("sealed above")
    };
    members.clone().try_into().expect("a COSE_Sign1")
}

/// Takes away texts, then other elements that may be withheld, until `keep` are left.
fn withhold(document: &mut Cbor, types: &TypeRegistry, keep: usize) {
    let definition = types.latest(NATIVE).expect("added above");
    let must: Vec<String> = definition
        .always_disclosed()
        .map(|(_, id)| id.to_owned())
        .collect();
    let Cbor::Map(members) = document else {
        unreachable!("sealed above")
    };
    let spaces = members
        .iter_mut()
        .find(|(key, _)| key.as_text() == Some("nameSpaces"))
        .expect("elements");
    let Cbor::Map(spaces) = &mut spaces.1 else {
        unreachable!("sealed above")
    };
    let mut shown: usize = spaces
        .iter()
        .map(|(_, items)| {
            if let Cbor::Array(items) = items {
                items.len()
            } else {
                0
            }
        })
        .sum();
    // The type's own elements, the picture among them, are shown first: what is cut is common and may be withheld.
    for (name_space, items) in spaces.iter_mut() {
        if name_space.as_text() == Some(NATIVE) {
            continue;
        }
        let Cbor::Array(items) = items else {
            unreachable!("sealed above")
        };
        items.retain(|item| {
            let withheld = shown > keep && !must.contains(&identifier(item));
            shown -= usize::from(withheld);
            !withheld
        });
    }
    spaces.retain(|(_, items)| *items != Cbor::Array(vec![]));
    assert_eq!(shown, keep, "as many as were asked for");
}

fn identifier(item: &Cbor) -> String {
    let Cbor::Tag(24, content) = item else {
        unreachable!("an element is embedded")
    };
    let Cbor::Bytes(content) = &**content else {
        unreachable!("an element is embedded")
    };
    let content = Cbor::decode(content, &Limits::default()).expect("an element");
    content
        .member("elementIdentifier")
        .and_then(Cbor::as_text)
        .expect("has a name")
        .to_owned()
}

fn text(n: usize) -> String {
    format!("第{n}项：广东省广州市天河区示例路1号101房")
}

/// A PNG by its header; what follows is not looked at by anybody here.
fn picture(kilobytes: usize) -> Vec<u8> {
    let mut data =
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x02\0\0\0"
            .to_vec();
    data.resize(kilobytes * 1024, 0x5a);
    data
}

fn definition() -> String {
    let names = r#""names": {"zh": "备注", "en": "Note", "ko": "비고"}"#;
    let free = r#""obligation": "optional", "sensitivity": "public", "sharing": "open", "withheld": "may""#;
    format!(
        r#"{{"format": "org.elicence.type.1", "doc_type": "{NATIVE}", "revision": 1, "type_code": "Y1110000TEM0000100007",
        "category": "proof", {names}, "definer": {{"code": "Y1110000TEM0000100", {names}}},
        "legal_basis": [{{"id": "bench", {names}}}], "holders": {{"kinds": ["001"], "min": 1, "max": 1, "code": "mandatory"}},
        "validity": {{"ends": ["long-term"], "dates_may_be_withheld": false}},
        "number": {{"pattern": "^[0-9]{{1,8}}$", "sensitivity": "public"}}, "seal": "optional", "status": "optional",
        "code_lists": {{}}, "checks": [], "derivations": [], "elements": [
        {{"id": "note", "kind": "text", "max_chars": 100, "repeats": 100, {free}, {names}}},
        {{"id": "picture", "kind": "picture", "media": ["image/png"], "max_bytes": 1048576, {free}, {names}}}]}}"#
    )
}

/// 24 elements are common; the rest up to `elements` are notes, at least one, and the picture.
fn draft(elements: usize, picture_kb: usize) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let type_code = TypeCode::parse("Y1110000TEM0000100007").expect("a type code");
    let id = LicenceId::compose(&type_code, &Uscc::parse(AUTHORITY).expect("a code"), "1", 1)
        .expect("an identifier");
    let has_picture = usize::from(picture_kb > 0);
    let notes = elements.saturating_sub(24 + has_picture);
    let mut own: Vec<String> = (0..notes)
        .map(|n| {
            if n == 0 {
                format!(r#""note": "{}""#, text(n))
            } else {
                format!(r#""note_{}": "{}""#, n + 1, text(n))
            }
        })
        .collect();
    if picture_kb > 0 {
        let data = STANDARD.encode(picture(picture_kb));
        own.push(format!(
            r#""picture": {{"media": "image/png", "base64": "{data}"}}"#
        ));
    }
    format!(
        r#"{{"doc_type": "{NATIVE}", "common": {{"licence_id": "{id}", "name": "备注", "number": "1",
        "issuer_name": "广州市越秀区测试发证机关", "issuer_code": "{AUTHORITY}", "issuer_level": "county",
        "industry": "market-regulation", "region": "CN-440104", "issue_date": "2025-11-05", "valid_from": "2025-11-05",
        "valid_until": "long-term", "created_at": "2025-11-05T01:30:00Z", "legal_basis": "bench",
        "holder_name": "广州市示例贸易有限公司", "holder_code": "91440100TEM001013U", "holder_code_type": "001"}},
        "elements": {{{}}}}}"#,
        own.join(", ")
    )
}
