//! What a presenter may try with bytes that nobody has verified yet.

use elicence::{
    DecodeErrorKind, Misuse,
    codec::{Cbor, Limits},
    crypto::{Algorithm, DigestAlgorithm, Signer, SoftwareKey, SystemRandom},
    issue::{Draft, issue},
    licence::{COMMON_NAME_SPACE, Region, TypeRegistry},
    seal::{ForeignDocument, Preparation, TechnicalValidity, seal},
    time::UnixTime,
    trust::{DocTypes, Profile, Scope, TrustAnchors},
    verify::{Holder, Policy, Presented, RefusedOutcome, Report, Session},
};

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

use pki::{Kind, Subject, make_certificate};

const NOW: &str = "2026-07-01T00:00:00Z";

fn time(text: &str) -> UnixTime {
    UnixTime::parse_rfc3339(text).unwrap()
}

/// A business licence under a holder's key, who trusts its seal, and the sealing key.
fn sealed(holder: &SoftwareKey) -> (Vec<u8>, TrustAnchors, SoftwareKey) {
    sealed_of("business_licence", holder)
}

fn sealed_of(name: &str, holder: &SoftwareKey) -> (Vec<u8>, TrustAnchors, SoftwareKey) {
    let path = format!(
        "{}/examples/data/drafts/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let draft = std::fs::read_to_string(path).unwrap();
    let json: serde_json::Value = serde_json::from_str(&draft).unwrap();
    let draft = Draft::from_json(&draft).unwrap();
    let (ca_key, key) = (
        SoftwareKey::generate(Algorithm::Es256).unwrap(),
        SoftwareKey::generate(Algorithm::Es256).unwrap(),
    );
    let root = Subject {
        c: "CN",
        o: "Test Root",
        cn: "Test CA",
        ..Subject::default()
    };
    let sealer = Subject {
        c: "CN",
        o: "Test Authority",
        organization_identifier: json["common"]["issuer_code"].as_str().unwrap(),
        cn: "Test Seal",
        ..Subject::default()
    };
    let life = (time("2025-01-01T00:00:00Z"), time("2036-01-01T00:00:00Z"));
    let certificate = |subject: &Subject<'_>, of: &SoftwareKey, kind, serial| {
        let public = of.verifying_key();
        make_certificate(subject, &public, &root, &ca_key, life, kind, serial).unwrap()
    };
    let ca = certificate(&root, &ca_key, Kind::Ca { path_length: 0 }, 1);
    let leaf = certificate(&sealer, &key, Kind::Sealer, 2);

    let types = TypeRegistry::builtin();
    let definition = types.latest(draft.doc_type()).unwrap();
    let licence = issue(&draft, definition, &Limits::default()).unwrap();
    let validity =
        TechnicalValidity::new(time("2026-06-01T00:00:00Z"), time("2027-06-01T00:00:00Z"));
    let preparation = Preparation::new(licence, vec![leaf], Algorithm::Es256, validity)
        .with_holder_key(holder.verifying_key());
    let licence = seal(preparation, &key, &mut SystemRandom).unwrap();

    let mut trust = TrustAnchors::new();
    let scope = Scope::new(
        Profile::Elicence,
        DocTypes::All,
        vec![Region::parse("CN").unwrap()],
    );
    trust.add_anchor(&ca, scope.unwrap()).unwrap();
    (licence.into_bytes(), trust, key)
}

fn holder_key() -> SoftwareKey {
    SoftwareKey::generate(Algorithm::Es256).unwrap()
}

fn text_head(major: u8, length: usize) -> Vec<u8> {
    let mut head = vec![major | 26];
    head.extend(u32::try_from(length).unwrap().to_be_bytes());
    head
}

/// A text string in one chunk of indefinite length.
fn chunked(text: &str) -> Vec<u8> {
    [
        &[0x7f][..],
        &text_head(0x60, text.len()),
        text.as_bytes(),
        &[0xff],
    ]
    .concat()
}

fn map_of(members: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut out = text_head(0xa0, members.len());
    for (key, value) in members {
        out.extend_from_slice(key);
        out.extend_from_slice(value);
    }
    out
}

fn member(map: &Cbor, name: &str) -> Cbor {
    map.member(name).unwrap().clone()
}

fn replaced(map: &Cbor, name: &str, value: &Cbor) -> Cbor {
    let Cbor::Map(members) = map else {
        panic!("not a map")
    };
    let kept = members.iter().filter(|(key, _)| *key != Cbor::text(name));
    let added = (Cbor::text(name), value.clone());
    Cbor::Map(kept.cloned().chain([added]).collect())
}

/// An `IssuerSigned` that nobody signed, of a foreign type.
fn unsigned(doc_type: &str, name_space: &str, identifier: &str) -> Cbor {
    let mso = Cbor::map([
        ("version", Cbor::text("1.0")),
        ("digestAlgorithm", Cbor::text("SHA-256")),
        (
            "valueDigests",
            Cbor::map([(
                name_space,
                Cbor::Map(vec![(Cbor::Integer(0), Cbor::Bytes(vec![0; 32]))]),
            )]),
        ),
        ("deviceKeyInfo", key_info(Cbor::Map(Vec::new()))),
        ("docType", Cbor::text(doc_type)),
        ("validityInfo", validity()),
    ]);
    let item = Cbor::map([
        ("digestID", Cbor::Integer(0)),
        ("random", Cbor::Bytes(vec![0; 16])),
        ("elementIdentifier", Cbor::text(identifier)),
        ("elementValue", Cbor::Null),
    ]);
    Cbor::map([
        (
            "nameSpaces",
            Cbor::map([(name_space, Cbor::Array(vec![item.embedded()]))]),
        ),
        ("issuerAuth", unsigned_auth(&mso)),
    ])
}

fn unsigned_auth(mso: &Cbor) -> Cbor {
    Cbor::Array(vec![
        Cbor::Bytes(Vec::new()),
        Cbor::Map(Vec::new()),
        Cbor::Bytes(mso.embedded().to_vec()),
        Cbor::Bytes(Vec::new()),
    ])
}

fn key_info(authorizations: Cbor) -> Cbor {
    let key = Cbor::Map(vec![(Cbor::Integer(1), Cbor::Integer(2))]);
    Cbor::map([("deviceKey", key), ("keyAuthorizations", authorizations)])
}

fn validity() -> Cbor {
    let at = || Cbor::Tag(0, Box::new(Cbor::text("2026-01-01T00:00:00Z")));
    Cbor::map([("signed", at()), ("validFrom", at()), ("validUntil", at())])
}

fn mso_of(issuer_signed: &Cbor) -> Cbor {
    let Cbor::Array(auth) = member(issuer_signed, "issuerAuth") else {
        panic!("not an array")
    };
    let Cbor::Bytes(payload) = &auth[2] else {
        panic!("not bytes")
    };
    let Ok(Cbor::Tag(24, content)) = Cbor::decode(payload, &Limits::default()) else {
        panic!("not tagged")
    };
    let Cbor::Bytes(mso) = *content else {
        panic!("not bytes")
    };
    Cbor::decode(&mso, &Limits::default()).unwrap()
}

/// A `Document` around `issuer_signed`, with a proof over the transcript bytes `spliced` as they are.
fn document(
    issuer_signed: &[u8],
    doc_type: &str,
    spliced: &[u8],
    name_spaces: &Cbor,
    holder: &SoftwareKey,
) -> Vec<u8> {
    let tagged = name_spaces.embedded();
    let inside = [
        &[0x84][..],
        &Cbor::text("DeviceAuthentication").to_vec(),
        spliced,
        &Cbor::text(doc_type).to_vec(),
        &tagged.to_vec(),
    ]
    .concat();
    let protected = Cbor::Map(vec![(Cbor::Integer(1), Cbor::Integer(-7))]).to_vec();
    let to_be_signed = Cbor::Array(vec![
        Cbor::text("Signature1"),
        Cbor::Bytes(protected.clone()),
        Cbor::Bytes(Vec::new()),
        Cbor::Bytes(Cbor::Tag(24, Box::new(Cbor::Bytes(inside))).to_vec()),
    ]);
    let signature = holder.sign(&to_be_signed.to_vec()).unwrap();
    let cose = Cbor::Array(vec![
        Cbor::Bytes(protected),
        Cbor::Map(Vec::new()),
        Cbor::Null,
        Cbor::Bytes(signature),
    ]);
    let device_signed = Cbor::map([
        ("nameSpaces", tagged),
        ("deviceAuth", Cbor::map([("deviceSignature", cose)])),
    ]);
    let key = |name| Cbor::text(name).to_vec();
    map_of(&[
        (key("docType"), Cbor::text(doc_type).to_vec()),
        (key("issuerSigned"), issuer_signed.to_vec()),
        (key("deviceSigned"), device_signed.to_vec()),
    ])
}

fn kind_of(bytes: &[u8]) -> Option<DecodeErrorKind> {
    Presented::decode(bytes).err().map(|error| error.kind)
}

#[test]
fn one_name_space_in_two_encodings_of_its_name_is_a_duplicate() {
    let (licence, trust, _) = sealed(&holder_key());
    let licence = Cbor::decode(&licence, &Limits::default()).unwrap();
    let name_spaces = member(&licence, "nameSpaces");
    let common = member(&name_spaces, COMMON_NAME_SPACE).to_vec();
    // All elements of the type are withheld, and the common ones shown twice, so that the count is right again.
    let twice = map_of(&[
        (Cbor::text(COMMON_NAME_SPACE).to_vec(), common.clone()),
        (chunked(COMMON_NAME_SPACE), common),
    ]);
    let key = |name| Cbor::text(name).to_vec();
    let presented = map_of(&[
        (key("nameSpaces"), twice),
        (key("issuerAuth"), member(&licence, "issuerAuth").to_vec()),
    ]);
    if let Ok(presented) = Presented::decode(&presented) {
        let types = TypeRegistry::builtin();
        let verified = presented.documents()[0]
            .verify(&trust, &Policy::new(&types), time(NOW))
            .unwrap();
        panic!(
            "in force with every element shown twice, {} withheld",
            verified.withheld()
        );
    }
    assert_eq!(kind_of(&presented), Some(DecodeErrorKind::DuplicateKey));
}

#[test]
fn a_member_of_a_document_in_two_encodings_of_its_name_is_a_duplicate() {
    let issuer_signed = unsigned("org.example.1", "org.example.1", "a").to_vec();
    let shown = document(
        &issuer_signed,
        "org.example.1",
        &[0x80],
        &Cbor::Map(Vec::new()),
        &holder_key(),
    );
    // A fourth member, `docType` again: the last one would win here, the first one elsewhere.
    let mut twice = text_head(0xa0, 4);
    twice.extend_from_slice(&shown[5..]);
    twice.extend(chunked("docType"));
    twice.extend(Cbor::text("org.example.2").to_vec());
    assert_eq!(kind_of(&twice), Some(DecodeErrorKind::DuplicateKey));
}

fn over(limit: &'static str) -> Option<DecodeErrorKind> {
    let limits = Limits::default();
    let allowed = match limit {
        "documents" => limits.documents,
        "elements" => limits.elements,
        _ => 256,
    };
    Some(DecodeErrorKind::OverLimit { limit, allowed })
}

#[test]
fn a_long_name_is_refused_before_it_is_copied_beside_each_element() {
    let long = "n".repeat(100_000);
    let right = "org.example.1";
    for (doc_type, name_space, identifier) in [
        (long.as_str(), right, "a"),
        (right, long.as_str(), "a"),
        (right, right, long.as_str()),
    ] {
        let bytes = unsigned(doc_type, name_space, identifier).to_vec();
        assert_eq!(kind_of(&bytes), over("name_bytes"));
    }
    // 1,000 elements of the holder's under one long name: 5 KB and the name make 100 MB.
    let elements: Vec<_> = (0..1_000).map(|n| (n.to_string(), Cbor::Null)).collect();
    let stated = Cbor::map([(long.as_str(), Cbor::map(elements))]);
    let issuer_signed = unsigned(right, right, "a").to_vec();
    let bytes = document(&issuer_signed, right, &[0x80], &stated, &holder_key());
    assert_eq!(kind_of(&bytes), over("name_bytes"));
}

#[test]
fn more_authorised_elements_than_a_document_may_have_are_refused() {
    let issuer_signed = unsigned("org.example.1", "org.example.1", "a");
    for many in [
        Cbor::map([("nameSpaces", Cbor::Array(vec![Cbor::text("a"); 100_000]))]),
        Cbor::map([(
            "dataElements",
            Cbor::map([("a", Cbor::Array(vec![Cbor::text("b"); 100_000]))]),
        )]),
    ] {
        let mso = replaced(&mso_of(&issuer_signed), "deviceKeyInfo", &key_info(many));
        let bytes = replaced(&issuer_signed, "issuerAuth", &unsigned_auth(&mso)).to_vec();
        assert_eq!(kind_of(&bytes), over("elements"));
    }
}

#[test]
fn more_documents_than_anybody_shows_are_refused_before_any_is_judged() {
    let issuer_signed = unsigned("org.example.1", "org.example.1", "a").to_vec();
    let nothing = Cbor::Map(Vec::new());
    let one = document(
        &issuer_signed,
        "org.example.1",
        &[0x80],
        &nothing,
        &holder_key(),
    );
    let response = |count: usize| {
        let key = |name| Cbor::text(name).to_vec();
        let documents = [text_head(0x80, count), one.repeat(count)].concat();
        kind_of(&map_of(&[
            (key("version"), key("1.0")),
            (key("documents"), documents),
            (key("status"), vec![0]),
        ]))
    };
    assert_eq!(response(64), None);
    assert_eq!(response(65), over("documents"));
}

#[test]
fn the_holder_states_no_more_elements_than_the_limit() {
    let stated = |count: usize| {
        let elements: Vec<_> = (0..count).map(|n| (n.to_string(), Cbor::Null)).collect();
        let stated = Cbor::map([("org.example.1", Cbor::map(elements))]);
        let issuer_signed = unsigned("org.example.1", "org.example.1", "a").to_vec();
        kind_of(&document(
            &issuer_signed,
            "org.example.1",
            &[0x80],
            &stated,
            &holder_key(),
        ))
    };
    assert_eq!(stated(1_024), None);
    assert_eq!(stated(1_025), over("elements"));
}

#[test]
fn a_session_without_a_whole_transcript_binds_nobody() {
    const TYPE: &str = "org.elicence.business_licence.1";
    let holder = holder_key();
    let (licence, trust, _) = sealed(&holder);
    let types = TypeRegistry::builtin();
    let array = [0x83, 0xf6, 0xf6, 0x80];
    let tagged = Cbor::Tag(24, Box::new(Cbor::Bytes(array.to_vec()))).to_vec();
    // What the caller gave, and what of it lands between the context and the document type.
    let cases: [(&[u8], &[u8], Holder); 6] = [
        (&array, &array, Holder::Bound),
        (&tagged, &array, Holder::Bound),
        (&[], &[], Holder::Unchecked),
        (&[0xf6], &[0xf6], Holder::Unchecked),
        (&[0x80, 0x80], &[0x80, 0x80], Holder::Unchecked),
        (&[0xd8, 0x18, 0xf6], &[], Holder::Unchecked),
    ];
    for (given, spliced, expected) in cases {
        let bytes = document(&licence, TYPE, spliced, &Cbor::Map(Vec::new()), &holder);
        let policy = Policy::new(&types).with_session(Session::new(given));
        let presented = Presented::decode(&bytes).unwrap();
        let verdict = presented.documents()[0].verify(&trust, &policy, time(NOW));
        match verdict {
            Ok(verified) => assert_eq!(verified.holder(), expected, "{given:02x?}"),
            Err(refused) => {
                assert_eq!(refused.holder, expected, "{given:02x?}: {refused}");
                assert_eq!(refused.outcome, RefusedOutcome::Indeterminate);
                assert_eq!(refused.primary_code(), "verify.transcript-missing");
            }
        }
    }
}

#[test]
fn a_name_that_would_mislead_who_reads_the_report_is_refused() {
    let expected = "a name without control characters";
    let refused = Some(DecodeErrorKind::InvalidValue { expected });
    for (doc_type, name_space, identifier) in [
        ("org.example\u{202e}1", "org.example.1", "a"),
        ("org.example.1", "org.example\u{1b}[2J", "a"),
        ("org.example.1", "org.example.1", "a\n7.2 pass"),
    ] {
        let bytes = unsigned(doc_type, name_space, identifier).to_vec();
        assert_eq!(kind_of(&bytes), refused);
    }
}

/// The licence with another value of a common element, digested and signed again by its issuer.
fn resealed(licence: &[u8], key: &SoftwareKey, identifier: &str, value: &Cbor) -> Vec<u8> {
    let licence = Cbor::decode(licence, &Limits::default()).unwrap();
    let name_spaces = member(&licence, "nameSpaces");
    let mut mso = mso_of(&licence);
    let Cbor::Array(items) = member(&name_spaces, COMMON_NAME_SPACE) else {
        panic!("not an array")
    };
    let mut changed = Vec::new();
    for tagged in items {
        let Cbor::Tag(24, content) = &tagged else {
            panic!("not tagged")
        };
        let Cbor::Bytes(content) = content.as_ref() else {
            panic!("not bytes")
        };
        let item = Cbor::decode(content, &Limits::default()).unwrap();
        if item.member("elementIdentifier") != Some(&Cbor::text(identifier)) {
            changed.push(tagged);
            continue;
        }
        let item = replaced(&item, "elementValue", value);
        let digest = DigestAlgorithm::Sha256.digest(&[&item.embedded().to_vec()]);
        let all = member(&mso, "valueDigests");
        let Cbor::Map(digests) = member(&all, COMMON_NAME_SPACE) else {
            panic!("not a map")
        };
        let id = member(&item, "digestID");
        let others = digests.into_iter().filter(|(other, _)| *other != id);
        let one = (id.clone(), Cbor::Bytes(digest.as_bytes().to_vec()));
        let digests = Cbor::Map(others.chain([one]).collect());
        mso = replaced(
            &mso,
            "valueDigests",
            &replaced(&all, COMMON_NAME_SPACE, &digests),
        );
        changed.push(item.embedded());
    }
    let Cbor::Array(mut auth) = member(&licence, "issuerAuth") else {
        panic!("not an array")
    };
    auth[2] = Cbor::Bytes(mso.embedded().to_vec());
    let to_be_signed = Cbor::Array(vec![
        Cbor::text("Signature1"),
        auth[0].clone(),
        Cbor::Bytes(Vec::new()),
        auth[2].clone(),
    ]);
    auth[3] = Cbor::Bytes(key.sign(&to_be_signed.to_vec()).unwrap());
    let name_spaces = replaced(&name_spaces, COMMON_NAME_SPACE, &Cbor::Array(changed));
    let licence = replaced(&licence, "issuerAuth", &Cbor::Array(auth));
    replaced(&licence, "nameSpaces", &name_spaces).to_vec()
}

#[test]
fn a_licence_cannot_be_of_another_category_than_its_type() {
    let (licence, trust, key) = sealed(&holder_key());
    let types = TypeRegistry::builtin();
    let verdict = |identifier, value: &str| {
        let bytes = resealed(&licence, &key, identifier, &Cbor::text(value));
        let presented = Presented::decode(&bytes).unwrap();
        let verdict = presented.documents()[0].verify(&trust, &Policy::new(&types), time(NOW));
        verdict.map(|_| ()).map_err(|refused| refused.to_string())
    };
    assert_eq!(verdict("category", "licence"), Ok(()));
    let refused = "refused; verify.element-invalid: the element org.elicence.1/category is not \
                   `licence`, as its type has it";
    assert_eq!(
        verdict("category", "identity-document"),
        Err(refused.to_owned())
    );
}

#[test]
fn what_no_reader_would_read_is_not_sealed() {
    let element = || ("org.example.1".to_owned(), "a".to_owned(), Cbor::Bool(true));
    let document = |elements| ForeignDocument::new("org.example.1", elements);
    let refused = Err(Misuse::DoesNotFit {
        what: "foreign document",
        rule: "it has an element, and each once",
    });
    assert_eq!(document(vec![element(), element()]).map(|_| ()), refused);
    assert_eq!(document(Vec::new()).map(|_| ()), refused);
    assert_eq!(document(vec![element()]).map(|_| ()), Ok(()));
}

#[test]
fn what_a_presenter_wrote_does_not_stand_in_a_report() {
    const WRITTEN: &str = "x\n2.2.2 pass";
    let (licence, trust, key) = sealed(&holder_key());
    let types = TypeRegistry::builtin();
    let bytes = resealed(&licence, &key, "issuer_code", &Cbor::text(WRITTEN));
    let presented = Presented::decode(&bytes).unwrap();
    let refused = presented.documents()[0]
        .verify(&trust, &Policy::new(&types), time(NOW))
        .unwrap_err();
    assert_eq!(refused.primary_code(), "verify.element-invalid");
    assert_eq!(refused.reasons.len(), 1, "{refused}");

    let definition = types.latest("org.elicence.business_licence.1").unwrap();
    let table = definition.element(COMMON_NAME_SPACE, "related").unwrap();
    let value = Cbor::map([
        ("columns", Cbor::Array(vec![Cbor::text(WRITTEN)])),
        (
            "rows",
            Cbor::Array(vec![Cbor::Array(vec![Cbor::Float(0.5)])]),
        ),
    ]);
    let fault = table.check(&value, &Limits::default()).unwrap_err();
    assert_eq!(fault.to_string(), "a table with columns and rows");

    let unsigned = unsigned("org.example.1", "org.example.1", "a");
    let mso = replaced(&mso_of(&unsigned), "digestAlgorithm", &Cbor::text(WRITTEN));
    let bytes = replaced(&unsigned, "issuerAuth", &unsigned_auth(&mso)).to_vec();
    let expected = "a name without control characters";
    assert_eq!(
        kind_of(&bytes),
        Some(DecodeErrorKind::InvalidValue { expected })
    );
}

#[test]
fn a_report_does_not_tell_the_day_of_a_marriage() {
    let (licence, trust, _) = sealed_of("marriage_certificate", &holder_key());
    let types = TypeRegistry::builtin();
    let presented = Presented::decode(&licence).unwrap();
    let verdict = presented.documents()[0].verify(&trust, &Policy::new(&types), time(NOW));
    let report = Report::of(&[verdict]);
    assert_eq!(report.result, "in-force");
    let checks = &report.documents[0].checks;
    let legal = checks.iter().find(|check| check.id == "5.1.3").unwrap();
    let compared: Vec<_> = legal.compared.keys().copied().collect();
    assert_eq!(compared, ["now"]);
}
