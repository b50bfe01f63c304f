//! Foreign documents with days of their presenter's choice, and one device for two.

use super::*;

#[test]
fn a_foreign_document_that_withholds_its_dates_gains_nothing() {
    let asking = |kind: Kind| {
        let mut agreement = contents("a", "CN-33", "CN-43");
        rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
        rich(&mut agreement).conditions.push(one("c", kind));
        agreement
    };
    let says = |bytes: &[u8], kind: Kind| {
        Scene::of(bytes.to_vec(), "CN-33", vec![asking(kind)]).says_on(2)
    };
    let missing = "not-recognised: recognise.data-missing";
    let sealed = WORLD.seal_abroad("CN-43", &foreign());
    let hidden = withholding(&sealed, &["issue_date", "expiry_date"]);
    let age = || Kind::LicenceAge { max: 400 * 86_400 };
    let rest = || Kind::RemainingValidity { min: 86_400 };
    assert_eq!(
        [says(&sealed, age()), says(&sealed, rest())],
        ["recognised", "recognised"]
    );
    assert_eq!(
        [says(&hidden, age()), says(&hidden, rest())],
        [missing, missing]
    );
    let mut at_issue = asking(Kind::SignatureLevel {
        min: elicence::recognise::agreement::Level::B,
    });
    at_issue
        .require_enacted_at
        .insert(0, elicence::recognise::agreement::Moment::Issuance);
    let scene = Scene::of(hidden, "CN-33", vec![at_issue]);
    assert_eq!(
        scene.says_on(2),
        "not-recognised: recognise.issuance-unknown"
    );
    // A date to come is no age at all.
    let tomorrow = [("issue_date", crate::pool::day_of("2026-06-04"))];
    assert_eq!(
        says(&WORLD.seal_abroad("CN-43", &tomorrow), age()),
        "not-recognised: recognise.condition-not-met"
    );
}

/// Whoever shows one of two dates in two name spaces must not choose which it is: that of the type's own name space counts.
#[test]
fn who_presents_a_foreign_document_with_two_issue_dates_cannot_choose_one() {
    let mut agreement = contents("a", "CN-33", "CN-43");
    rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
    rich(&mut agreement)
        .conditions
        .push(one("c", Kind::LicenceAge { max: 400 * 86_400 }));
    let says =
        |bytes: &[u8]| Scene::of(bytes.to_vec(), "CN-33", vec![agreement.clone()]).says_on(2);
    let sealed = |own: &str, other: &str| {
        let [own, other] = [own, other].map(crate::pool::day_of);
        let elements = [("issue_date", own), ("org.example.other/issue_date", other)];
        WORLD.seal_abroad("CN-43", &elements)
    };
    let without = |bytes: &[u8], day: &str| {
        let day = crate::pool::day_of(day).to_vec();
        crate::papers::shown_items(bytes, |item| {
            let item = item.to_vec();
            !item.windows(day.len()).any(|part| part == day)
        })
    };
    let (old, new) = ("2001-01-01", "2025-11-05");
    let too_old = sealed(old, new);
    assert_eq!(
        says(&too_old),
        "not-recognised: recognise.condition-not-met"
    );
    assert_eq!(
        says(&without(&too_old, old)),
        "not-recognised: recognise.data-missing"
    );
    let young = sealed(new, old);
    assert_eq!(says(&young), "recognised");
    assert_eq!(says(&without(&young, old)), "recognised");
    assert_eq!(
        says(&without(&young, new)),
        "not-recognised: recognise.data-missing"
    );
}

#[test]
fn where_clocks_are_nobody_knows_a_civil_day_is_not_known_and_an_instant_is() {
    let mut agreement = contents("a", "CN-33", "KR-41");
    rich(&mut agreement).pointed_type = crate::world::FOREIGN.to_owned();
    rich(&mut agreement)
        .conditions
        .push(one("c", Kind::LicenceAge { max: 400 * 86_400 }));
    let sealed = |value: Cbor| WORLD.seal_abroad("KR-41", &[("issue_date", value)]);
    let instant = Cbor::Tag(0, Box::new(Cbor::text("2026-01-01T00:00:00Z")));
    let says = |value| Scene::of(sealed(value), "CN-33", vec![agreement.clone()]).says_on(2);
    assert_eq!(
        says(crate::pool::day_of("2026-01-01")),
        "not-recognised: recognise.data-missing"
    );
    assert_eq!(says(instant), "recognised");
}

/// The licence, presented in a session by whoever has the key.
fn presented(sealed: &[u8], doc_type: &str, key: &SoftwareKey, session: &[u8]) -> Vec<u8> {
    let name_spaces = Cbor::Map(Vec::new()).embedded();
    let inside = [
        &[0x84][..],
        &Cbor::text("DeviceAuthentication").to_vec(),
        session,
        &Cbor::text(doc_type).to_vec(),
        &name_spaces.to_vec(),
    ];
    let protected = Cbor::Bytes(Cbor::Map(vec![(Cbor::Integer(1), Cbor::Integer(-7))]).to_vec());
    let message = Cbor::Tag(24, Box::new(Cbor::Bytes(inside.concat()))).to_vec();
    let signed = [
        Cbor::text("Signature1"),
        protected.clone(),
        Cbor::Bytes(Vec::new()),
        Cbor::Bytes(message),
    ];
    let signature = Cbor::Bytes(key.sign(&Cbor::Array(signed.to_vec()).to_vec()).unwrap());
    let cose = Cbor::Array(vec![
        protected,
        Cbor::Map(Vec::new()),
        Cbor::Null,
        signature,
    ]);
    let auth = Cbor::map([("deviceSignature", cose)]);
    let device = Cbor::map([("nameSpaces", name_spaces), ("deviceAuth", auth)]);
    let issuer = Cbor::decode(sealed, &Limits::default()).unwrap();
    Cbor::map([
        ("docType", Cbor::text(doc_type)),
        ("issuerSigned", issuer),
        ("deviceSigned", device),
    ])
    .to_vec()
}

#[test]
fn one_device_key_in_one_session_is_one_holder_and_another_key_or_session_is_not() {
    let [one_key, other_key] = [1, 2].map(|_| SoftwareKey::generate(Algorithm::Es256).unwrap());
    let [session, later] = [&[0x83, 0xf6, 0xf6, 0xf6][..], &[0x83, 0xf6, 0xf6, 0x01]];
    let paper = |paper: Paper, key: &SoftwareKey, at: &[u8], shown: &[u8]| -> Verified {
        let member = WORLD.member(&paper.sealed_in);
        let sealed = paper.sealed_for(member, &WORLD.types, Some(key.verifying_key()));
        let hidden = withholding(&sealed, &["holder_code"]);
        let bytes = presented(&hidden, paper.doc_type, key, shown);
        WORLD.verified_in(&bytes, Session::new(at))
    };
    let scene = Scene::of(Vec::new(), "CN-33", vec![needing(PLAIN)]);
    let licence = paper(Paper::rich("CN-44"), &one_key, session, session);
    let beside = |key, at| paper(Paper::new(PLAIN, "CN-33"), key, at, at);
    assert_eq!(
        scene
            .asked_of(&licence, &[&beside(&one_key, session)])
            .says(),
        "recognised"
    );
    for other in [beside(&other_key, session), beside(&one_key, later)] {
        still_needed(
            &scene.asked_of(&licence, &[&other]),
            "recognise.holder-unknown",
        );
    }
}
