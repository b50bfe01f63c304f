//! Conditions on the number or the date of an element, on the holder, the signature and the seal.

use super::*;

#[test]
fn a_number_lies_in_a_range_with_both_ends() {
    let range = |min, max| Kind::ElementRange {
        element: own("class"),
        min,
        max,
    };
    let amount = |exponent: i128, mantissa: i128| {
        let parts = vec![Cbor::Integer(exponent), Cbor::Integer(mantissa)];
        Cbor::Tag(4, Box::new(Cbor::Array(parts)))
    };
    for (value, min, max, expected) in [
        (Cbor::Integer(5), Some(5), Some(5), True),
        (Cbor::Integer(5), Some(6), None, False),
        (Cbor::Integer(5), None, Some(4), False),
        (Cbor::Integer(-1), None, Some(0), True),
        (
            Cbor::Integer(i128::from(u64::MAX)),
            Some(i64::MAX),
            None,
            True,
        ),
        (amount(-2, 500), Some(5), Some(5), True),
        (amount(-2, 501), None, Some(5), False),
        (amount(-2, 499), Some(5), None, False),
        (amount(-18, 1), Some(0), Some(i64::MAX), True),
        (amount(0, -1), Some(i64::MIN), Some(-1), True),
        (amount(1, 5), Some(0), None, Unknown),
        (Cbor::text("5"), Some(5), None, Unknown),
        (Cbor::Float(5.0), Some(5), None, Unknown),
        (Cbor::Bool(true), Some(0), None, Unknown),
    ] {
        is(
            &range(min, max),
            &Paper::new().own("class", value),
            expected,
        );
    }
    is(&range(Some(0), None), &Paper::new(), Unknown);
    let of_member = Kind::ElementRange {
        element: member("code"),
        min: Some(0),
        max: None,
    };
    is(
        &of_member,
        &Paper::new().own("class", Cbor::Integer(1)),
        Unknown,
    );
}

#[test]
fn a_date_is_so_long_ago_between_both_edges() {
    let kind = Kind::ElementDate {
        element: own("class"),
        min_age: Some(10),
        max_age: Some(20),
    };
    let instant = Cbor::Tag(0, Box::new(Cbor::text("2026-06-01T00:00:00Z")));
    let paper = Paper::new().own("class", instant);
    over_time(
        &kind,
        &paper,
        &[
            (9, False, 9),
            (10, True, 20),
            (20, True, 20),
            (21, False, FAR),
        ],
    );
    let day = Paper::new().own("class", date("2026-06-02"));
    let since = |min| Kind::ElementDate {
        element: own("class"),
        min_age: Some(min),
        max_age: None,
    };
    over_time(
        &since(0),
        &day,
        &[
            (16 * 3600 - 1, False, 16 * 3600 - 1),
            (16 * 3600, True, FAR),
        ],
    );
    is(
        &since(0),
        &Paper {
            offset: None,
            ..day
        },
        Unknown,
    );
    is(
        &since(0),
        &Paper::new().own("class", Cbor::text("2026-06-02")),
        Unknown,
    );
    is(&since(u64::MAX), &paper, False);
}

#[test]
fn a_holder_is_bound_by_a_proof_of_a_method_that_is_asked_for() {
    let kind = Kind::HolderBinding {
        any_method: owned(&["device-signature"]),
    };
    let paper = Paper::new();
    let bound = |holder, method: Option<ProofMethod>| {
        let mut subject = paper.subject();
        subject.holder = holder;
        subject.holder_proof = method.map(|method| HolderProof {
            method,
            device_key: [1; 32],
            session: [2; 32],
        });
        of(&kind, &subject, now()).0
    };
    assert_eq!(bound(Holder::Bound, Some(ProofMethod::Signature)), True);
    assert_eq!(bound(Holder::Bound, Some(ProofMethod::Mac)), False);
    assert_eq!(bound(Holder::Bound, None), Unknown);
    assert_eq!(bound(Holder::Unchecked, None), Unknown);
    assert_eq!(bound(Holder::NotBound, None), False);
    assert_eq!(bound(Holder::None, None), False);
}

#[test]
fn a_signature_without_a_proven_time_is_of_the_lowest_level() {
    let paper = Paper::new();
    let mut subject = paper.subject();
    let levels = [Level::B, Level::T, Level::Lt, Level::Lta];
    let all = |subject: &Subject<'_>| {
        levels.map(|min| of(&Kind::SignatureLevel { min }, subject, now()).0)
    };
    assert_eq!(all(&subject), [True, False, False, False]);
    subject.sealing_time_proven = true;
    assert_eq!(all(&subject), [True, True, False, False]);
}

#[test]
fn a_seal_that_nobody_checked_is_not_known() {
    let kind = Kind::SealType {
        any_of_types: owned(&["official"]),
    };
    is(&kind, &Paper::new(), False);
    is(&kind, &Paper::new().without(COMMON, "seal"), False);
    is(
        &kind,
        &Paper::new().with(COMMON, "seal", Cbor::map([("es_id", Cbor::text("1"))])),
        Unknown,
    );
    let paper = Paper::new();
    let mut subject = paper.subject();
    for (seal, expected) in [("official", True), ("private", False)] {
        subject.seal = SealObject::Of(seal);
        assert_eq!(of(&kind, &subject, now()).0, expected);
    }
}

#[test]
fn a_kind_that_is_not_known_is_neither_true_nor_false() {
    is(
        &Kind::Other {
            kind: "moonPhase".to_owned(),
        },
        &Paper::new(),
        Unknown,
    );
}
