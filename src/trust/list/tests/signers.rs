use super::*;

/// The usual list, whatever it says and whoever signed it, with this certificate in its header.
fn forced_with(
    contents: &ListContents,
    algorithm: i64,
    certificate: Vec<u8>,
    key: &SoftwareKey,
) -> TrustList {
    let draft = crate::codec::envelope::Draft::new(
        signed::TYP,
        algorithm,
        &[certificate],
        write::contents(contents).to_vec(),
    );
    let signature = key.sign(&draft.to_be_signed()).unwrap();
    TrustList::decode(&draft.complete(&signature)).unwrap()
}

/// What is said against a certificate; the same when a list is loaded and when it is to be signed.
fn against(draft: &Draft) -> Option<Reason> {
    against_with(draft, &regional())
}

fn against_with(draft: &Draft, contents: &ListContents) -> Option<Reason> {
    let certificate = draft.sign(&key(SIGNER_KEY)).unwrap();
    let list = forced_with(contents, -7, certificate.clone(), &key(SIGNER_KEY));
    let loaded = list.check_signature(now()).err();
    let made = ListDraft::new(contents.clone()).prepare(Algorithm::Es256, &[certificate]);
    let made = made.err().map(|error| match error {
        ListError::Refused(reasons) if reasons.len() == 1 => reasons[0].clone(),
        other => panic!("{other}"),
    });
    assert_eq!(loaded, made);
    loaded
}

fn usual() -> Draft {
    signer_draft(&named("CN", OPERATOR), &key(SIGNER_KEY))
}

#[track_caller]
fn certificate_rule(draft: &Draft) -> String {
    match against(draft) {
        Some(Reason::ListSignerCertificate { rule }) => rule,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_right_signature_is_right_under_every_algorithm() {
    for &algorithm in Algorithm::ALL {
        let key = key_of(algorithm, 77);
        let certificate = signer_draft(&named("CN", OPERATOR), &key)
            .sign(&key)
            .unwrap();
        let prepared = ListDraft::new(regional())
            .prepare(algorithm, std::slice::from_ref(&certificate))
            .unwrap();
        let signature = key.sign(&prepared.to_be_signed()).unwrap();
        let list = prepared.complete(&signature).unwrap();
        let signer = list.check_signature(now()).unwrap();
        assert_eq!(*signer.verifying_key(), key.verifying_key());
        assert_eq!(signer.subject(), "C=CN, O=Guangdong List Office, CN=Test");
        assert_eq!(signer.not_after(), time("2027-12-31T23:59:59Z"));
        assert_eq!(list.algorithm(), Some(algorithm));
        assert_eq!(list.signer_chain(), [certificate]);
    }
}

#[test]
fn another_signature_is_refused_when_made_and_when_read() {
    let prepared = prepared(regional()).unwrap();
    let mismatch = Err(ListError::Refused(vec![Reason::ListSignatureMismatch]));
    let right = key(SIGNER_KEY).sign(&prepared.to_be_signed()).unwrap();
    let foreign = key(SIGNER_KEY + 1).sign(&prepared.to_be_signed()).unwrap();
    let mut flipped = right.clone();
    flipped[40] ^= 1;
    for wrong in [foreign, flipped, right[1..].to_vec(), Vec::new()] {
        assert_eq!(prepared.complete(&wrong).map(|_| ()), mismatch);
        let list = TrustList::read(&prepared_bytes(&wrong)).unwrap();
        assert_eq!(
            list.check_signature(now()).unwrap_err(),
            Reason::ListSignatureMismatch
        );
    }
    assert!(prepared.complete(&right).is_ok());
}

fn prepared_bytes(signature: &[u8]) -> Vec<u8> {
    let payload = write::contents(&regional()).to_vec();
    crate::codec::envelope::Draft::new(signed::TYP, -7, &chain(), payload).complete(signature)
}

#[test]
fn another_payload_or_header_does_not_fit_the_signature() {
    let right = signed(regional());
    let other = |change: fn(&mut ListContents)| {
        let mut contents = regional();
        change(&mut contents);
        let payload = write::contents(&contents).to_vec();
        let draft = crate::codec::envelope::Draft::new(signed::TYP, -7, &chain(), payload);
        let list = TrustList::decode(&draft.complete(&right.envelope_signature())).unwrap();
        list.check_signature(now()).map(|_| ())
    };
    assert_eq!(other(|_| {}), Ok(()));
    assert_eq!(
        other(|l| issuance(l).service_digital_identities.push(spki(9))),
        Err(Reason::ListSignatureMismatch)
    );
    // The same key under a certificate of its own making.
    let exchanged = signer_draft(&named("CN", OPERATOR), &key(SIGNER_KEY));
    let certificate = Draft {
        serial: vec![0x02, 0x01, 0x08],
        ..exchanged
    }
    .sign(&key(SIGNER_KEY))
    .unwrap();
    let payload = write::contents(&regional()).to_vec();
    let draft = crate::codec::envelope::Draft::new(signed::TYP, -7, &[certificate], payload);
    let list = TrustList::decode(&draft.complete(&right.envelope_signature())).unwrap();
    assert_eq!(
        list.check_signature(now()).unwrap_err(),
        Reason::ListSignatureMismatch
    );
}

#[test]
fn an_algorithm_is_on_the_list_and_fits_the_key() {
    let found = |algorithm, key: &SoftwareKey| {
        let certificate = signer_draft(&named("CN", OPERATOR), key).sign(key).unwrap();
        let list = forced_with(&regional(), algorithm, certificate, key);
        match list.check_signature(now()) {
            Err(Reason::ListAlgorithm { found }) => found,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(found(-257, &key(SIGNER_KEY)), "-257");
    assert_eq!(found(-16, &key(SIGNER_KEY)), "-16");
    assert_eq!(found(-35, &key(SIGNER_KEY)), "ES384 with a key on P-256");
    assert_eq!(
        found(-7, &key_of(Algorithm::EdDsa, 5)),
        "ES256 with a key on Ed25519"
    );
}

#[test]
fn the_certificate_is_for_signing_lists() {
    assert_eq!(against(&usual()), None);
    let with_purposes = |all: &[&[u8]]| usual().with(PURPOSES, Some(purposes(all)));
    let stated = "the purpose 0.4.0.2231.3.0 is stated";
    assert_eq!(certificate_rule(&usual().with(PURPOSES, None)), stated);
    assert_eq!(
        certificate_rule(&with_purposes(&[&[0x55, 0x1d, 0x25, 0x00]])),
        stated
    ); // any purpose
    assert_eq!(certificate_rule(&with_purposes(&[DOCUMENT_SIGNER])), stated);
    assert_eq!(
        certificate_rule(&with_purposes(&[LIST_SIGNER, DOCUMENT_SIGNER])),
        "a key that seals licences does not sign lists"
    );
    assert_eq!(against(&with_purposes(&[&[0x2b, 6, 1], LIST_SIGNER])), None);
}

#[test]
fn the_certificate_is_an_end_certificate_whose_key_signs() {
    let usage = |bits: &[u8]| usual().with(KEY_USAGE, Some(extension(KEY_USAGE, true, bits)));
    assert_eq!(
        certificate_rule(&usual().with(KEY_USAGE, None)),
        "keyUsage has digitalSignature"
    );
    assert_eq!(
        certificate_rule(&usage(&[0x03, 0x02, 0x06, 0x40])), // contentCommitment alone
        "keyUsage has digitalSignature"
    );
    assert_eq!(
        certificate_rule(&usage(&[0x03, 0x02, 0x02, 0x84])),
        "a key that signs lists does not sign certificates"
    );
    let ca = extension(BASIC_CONSTRAINTS, true, &tlv(0x30, &[&[0x01, 0x01, 0xff]]));
    assert_eq!(
        certificate_rule(&usual().with(BASIC_CONSTRAINTS, Some(ca))),
        "a CA does not sign lists"
    );
    let old = Draft {
        version: Vec::new(),
        ..usual()
    };
    assert_eq!(certificate_rule(&old), "the certificate is of version 3");
}

#[test]
fn the_certificate_is_valid_when_the_list_is_loaded() {
    let list = signed(regional());
    for (at, right) in [
        ("2025-12-31T23:59:59Z", false),
        ("2026-01-01T00:00:00Z", true),
        ("2027-12-31T23:59:59Z", true),
        ("2028-01-01T00:00:00Z", false),
    ] {
        let result = list.check_signature(time(at));
        assert_eq!(result.is_ok(), right, "{at}");
        if let Err(reason) = result {
            assert_eq!(reason.code(), "trust.list-signer-certificate");
        }
    }
}

#[test]
fn the_list_does_not_outlive_the_certificate() {
    let until = |last: &str| {
        let mut contents = regional();
        contents.not_after = time(last);
        against_with(&usual(), &contents)
    };
    assert_eq!(until("2027-12-31T23:59:59Z"), None);
    assert_eq!(
        until("2028-01-01T00:00:00Z"),
        Some(Reason::ListSignerCertificate {
            rule: "the list counts until 2028-01-01T00:00:00Z, and the certificate only until 2027-12-31T23:59:59Z"
                .to_owned()
        })
    );
}

#[test]
fn organisation_and_country_are_those_of_the_list() {
    let name = |c: &str, o: &str, contents: &ListContents| match against_with(
        &signer_draft(&named(c, o), &key(SIGNER_KEY)),
        contents,
    ) {
        None => "",
        Some(Reason::ListSignerName { rule }) => rule,
        other => panic!("{other:?}"),
    };
    let list = regional();
    assert_eq!(name("CN", OPERATOR, &list), "");
    assert_eq!(name("CN", "广东省名单办公室", &list), "");
    let operator = "the certificate's organisation is the list's operator";
    assert_eq!(name("CN", "guangdong list office", &list), operator);
    assert_eq!(name("CN", "Guangdong", &list), operator);
    assert_eq!(
        name("CN", "", &list),
        "the certificate names one organisation"
    );
    let country = "the certificate's country is that of the list's territory";
    assert_eq!(name("FR", OPERATOR, &list), country);
    assert_eq!(name("", OPERATOR, &list), country);
    assert_eq!(name("FR", OPERATOR, &list_of_lists()), "");
    assert_eq!(name("", OPERATOR, &list_of_lists()), "");
    let national = ListContents {
        scheme_territory: Territory::Region(region("CN")),
        pointers_to_other_lists: Vec::new(),
        ..list_of_lists()
    };
    assert_eq!(name("FR", OPERATOR, &national), country);
}

#[test]
fn a_signer_is_known_by_certificate_or_key_and_by_nothing_else() {
    let list = signed(regional());
    let own = DigitalIdentity::Certificate(signer_certificate(SIGNER_KEY));
    assert!(list.signed_by(std::slice::from_ref(&own)));
    assert!(list.signed_by(&[ca(1), spki(SIGNER_KEY)]));
    assert!(!list.signed_by(&[]));
    assert!(!list.signed_by(&[spki(1), ca(1), sealer(SIGNER_KEY)]));
    // Another certificate of one name and one key: known by its key, not by the certificate.
    let other = Draft {
        serial: vec![0x02, 0x01, 0x08],
        ..usual()
    };
    let other = other.sign(&key(SIGNER_KEY)).unwrap();
    assert!(!list.signed_by(&[DigitalIdentity::Certificate(other)]));
    // A certificate that stands behind the signer's is not the signer's.
    let DigitalIdentity::Certificate(root) = ca(1) else {
        panic!()
    };
    let prepared = ListDraft::new(regional())
        .prepare(Algorithm::Es256, &[signer_certificate(SIGNER_KEY), root])
        .unwrap();
    let signature = key(SIGNER_KEY).sign(&prepared.to_be_signed()).unwrap();
    let list = prepared.complete(&signature).unwrap();
    assert!(!list.signed_by(&[ca(1), spki(1)]));
    assert!(list.signed_by(&[own]));
}

#[test]
fn a_second_signature_or_a_time_stamp_makes_no_other_issue() {
    let list = signed(regional());
    let Cbor::Tag(18, inside) =
        Cbor::decode(list.bytes(), &crate::codec::Limits::default()).unwrap()
    else {
        panic!()
    };
    let Cbor::Array(mut members) = *inside else {
        panic!()
    };
    members[1] = Cbor::Map(vec![(Cbor::Integer(270), Cbor::Bytes(vec![0; 8]))]);
    let stamped = Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec();
    let stamped = TrustList::decode(&stamped).unwrap();
    assert!(stamped.check_signature(now()).is_ok());
    assert_eq!(stamped.digest(), list.digest());
    assert_ne!(stamped.bytes(), list.bytes());
    let mut again = regional();
    again.list_issue_date_time = now();
    assert_ne!(signed(again).digest(), list.digest());
}

impl TrustList {
    fn envelope_signature(&self) -> Vec<u8> {
        let item = Cbor::decode(self.bytes(), &Self::limits()).unwrap();
        let Cbor::Tag(18, inside) = item else {
            panic!()
        };
        match *inside {
            Cbor::Array(members) => match &members[3] {
                Cbor::Bytes(signature) => signature.clone(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}
