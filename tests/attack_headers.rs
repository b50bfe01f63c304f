//! What a presenter may put into the headers of a signature, which are read before anything is verified.

use elicence::{
    DecodeErrorKind, Reason,
    codec::{Cbor, Limits},
    licence::TypeRegistry,
    time::UnixTime,
    trust::TrustAnchors,
    verify::{Policy, Presented, RefusedOutcome},
};

/// An `IssuerSigned` that nobody signed, with these headers.
fn issuer_signed(protected: &Cbor, unprotected: &Cbor) -> Vec<u8> {
    let at = || Cbor::Tag(0, Box::new(Cbor::text("2026-01-01T00:00:00Z")));
    let digests = Cbor::Map(vec![(Cbor::Integer(0), Cbor::Bytes(vec![0; 32]))]);
    let key = Cbor::Map(vec![(Cbor::Integer(1), Cbor::Integer(2))]);
    let times = [("signed", at()), ("validFrom", at()), ("validUntil", at())];
    let mso = Cbor::map([
        ("version", Cbor::text("1.0")),
        ("digestAlgorithm", Cbor::text("SHA-256")),
        ("valueDigests", Cbor::map([("org.example.1", digests)])),
        ("deviceKeyInfo", Cbor::map([("deviceKey", key)])),
        ("docType", Cbor::text("org.example.1")),
        ("validityInfo", Cbor::map(times)),
    ]);
    let auth = Cbor::Array(vec![
        Cbor::Bytes(protected.to_vec()),
        unprotected.clone(),
        Cbor::Bytes(mso.embedded().to_vec()),
        Cbor::Bytes(Vec::new()),
    ]);
    Cbor::map([("issuerAuth", auth)]).to_vec()
}

/// Counter signatures on counter signatures: each protected header is a byte string, so that none is nested as CBOR.
fn countersigned(times: usize) -> Cbor {
    let mut header = Cbor::Map(Vec::new());
    for _ in 0..times {
        let signature = Cbor::Array(vec![
            Cbor::Bytes(header.to_vec()),
            Cbor::Map(Vec::new()),
            Cbor::Bytes(Vec::new()),
        ]);
        header = Cbor::Map(vec![(Cbor::Integer(7), signature)]);
    }
    header
}

#[test]
fn counter_signatures_on_counter_signatures_do_not_exhaust_the_stack() {
    let (deep, empty) = (countersigned(5_000), Cbor::Map(Vec::new()));
    for (protected, unprotected) in [(&deep, &empty), (&empty, &deep)] {
        let bytes = issuer_signed(protected, unprotected);
        let read = Presented::decode(&bytes).map(|presented| presented.documents().len());
        assert_eq!(read, Ok(1), "{} bytes", bytes.len());
    }
}

#[test]
fn a_label_that_is_neither_a_number_nor_text_is_no_header() {
    // 2(h'07') is 7 to a reader that takes big numbers for numbers.
    let big = Cbor::Tag(2, Box::new(Cbor::Bytes(vec![7])));
    let header = Cbor::Map(vec![(big, Cbor::Array(Vec::new()))]);
    let bytes = issuer_signed(&header, &Cbor::Map(Vec::new()));
    let kind = Presented::decode(&bytes).err().map(|error| error.kind);
    let expected = "a COSE header map";
    assert_eq!(kind, Some(DecodeErrorKind::InvalidValue { expected }));
}

#[test]
fn a_header_of_very_many_items_is_refused_before_it_takes_memory() {
    // Three megabytes that would be a hundred as a tree.
    let many = Cbor::Array(vec![Cbor::Null; 3_000_000]);
    let header = Cbor::Map(vec![(Cbor::Integer(99), many)]);
    let bytes = issuer_signed(&Cbor::Map(Vec::new()), &header);
    let kind = Presented::decode(&bytes).err().map(|error| error.kind);
    let allowed = Limits::default().items;
    assert_eq!(
        kind,
        Some(DecodeErrorKind::OverLimit {
            limit: "items",
            allowed
        })
    );
}

#[test]
fn a_number_that_no_registry_knows_is_refused_and_not_malformed() {
    let types = TypeRegistry::builtin();
    let now = UnixTime::parse_rfc3339("2026-07-01T00:00:00Z").unwrap();
    let reasons = |label: i128, value: Cbor| {
        let header = Cbor::Map(vec![(Cbor::Integer(label), value)]);
        let bytes = issuer_signed(&header, &Cbor::Map(Vec::new()));
        let presented = Presented::decode(&bytes).unwrap();
        let refused = presented.documents()[0]
            .verify(&TrustAnchors::new(), &Policy::new(&types), now)
            .unwrap_err();
        assert_eq!(refused.outcome, RefusedOutcome::Refused);
        refused.reasons
    };
    let found = "9999".to_owned();
    assert!(reasons(1, Cbor::Integer(9_999)).contains(&Reason::SealAlgorithm { found }));
    let critical = Cbor::Array(vec![Cbor::Integer(9_999)]);
    assert!(reasons(2, critical).contains(&Reason::SealCriticalHeader));
}
