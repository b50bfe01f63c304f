//! Section 6: whether two licences belong to one holder.

use super::super::{
    condition::Answer::{self, False, True, Unknown},
    holders::same,
};
use super::*;
use crate::verify::{HolderProof, ProofMethod};

/// A licence with these holders: the n-th with the suffix `_n`.
fn held_by(holders: &[(Option<&str>, Option<&str>)]) -> Paper {
    let mut paper = Paper::new();
    for (index, (kind, code)) in holders.iter().enumerate() {
        let suffix = if index == 0 {
            String::new()
        } else {
            format!("_{}", index + 1)
        };
        for (name, value) in [("holder_code_type", kind), ("holder_code", code)] {
            if let Some(value) = value {
                paper = paper.with(COMMON, &format!("{name}{suffix}"), Cbor::text(*value));
            }
        }
    }
    paper
}

fn one(kind: &'static str, code: &'static str) -> (Option<&'static str>, Option<&'static str>) {
    (Some(kind), Some(code))
}

#[track_caller]
fn are(a: &Paper, b: &Paper, expected: Answer) {
    assert_eq!(same(&a.subject(), &b.subject()), expected);
    assert_eq!(same(&b.subject(), &a.subject()), expected);
}

#[test]
fn a_holder_is_the_same_by_code_and_kind_of_code() {
    let zhang = held_by(&[one("111", "A1")]);
    are(&zhang, &held_by(&[one("111", "A1")]), True);
    are(&zhang, &held_by(&[one("111", "B2")]), False);
    are(&zhang, &held_by(&[one("111", "a1")]), False);
    are(&zhang, &held_by(&[one("414", "A1")]), Unknown);
}

#[test]
fn what_is_withheld_is_not_the_same() {
    let zhang = held_by(&[one("111", "A1")]);
    are(&zhang, &held_by(&[(None, Some("A1"))]), Unknown);
    are(&zhang, &held_by(&[(Some("111"), None)]), Unknown);
    are(&zhang, &Paper::new(), Unknown);
    are(&Paper::new(), &Paper::new(), Unknown);
    let named = |paper: Paper| paper.with(COMMON, "holder_name", Cbor::text("Zhang"));
    are(&named(Paper::new()), &named(Paper::new()), Unknown);
}

#[test]
fn of_several_holders_one_in_common_is_enough() {
    let couple = held_by(&[one("111", "A1"), one("111", "B2")]);
    are(&couple, &held_by(&[one("111", "B2")]), True);
    are(
        &couple,
        &held_by(&[one("414", "P"), one("111", "A1")]),
        True,
    );
    are(&couple, &held_by(&[one("111", "C3")]), False);
    // The code of one holder with the kind of another is nobody.
    are(
        &held_by(&[(Some("111"), None), (None, Some("A1"))]),
        &held_by(&[one("111", "A1")]),
        Unknown,
    );
}

#[test]
fn what_is_no_text_or_stands_elsewhere_is_no_code() {
    let zhang = held_by(&[one("111", "A1")]);
    let number = Paper::new()
        .with(COMMON, "holder_code", Cbor::Integer(1))
        .with(COMMON, "holder_code_type", Cbor::text("111"));
    are(&zhang, &number, Unknown);
    let elsewhere = Paper::new()
        .own("holder_code", Cbor::text("A1"))
        .own("holder_code_type", Cbor::text("111"));
    are(&zhang, &elsewhere, Unknown);
    let mut own_words = held_by(&[one("111", "A1")]);
    own_words
        .elements
        .iter_mut()
        .for_each(|e| e.stated_by = StatedBy::Holder);
    are(&zhang, &own_words, Unknown);
}

#[test]
fn one_device_key_in_one_session_is_one_holder() {
    let (one_paper, other_paper) = (held_by(&[one("111", "A1")]), held_by(&[one("111", "B2")]));
    let by = |device_key, session| {
        let (mut one, mut other) = (one_paper.subject(), other_paper.subject());
        let proof = |key: u8, session: u8| HolderProof {
            method: ProofMethod::Signature,
            device_key: [key; 32],
            session: [session; 32],
        };
        one.holder_proof = Some(proof(1, 1));
        other.holder_proof = Some(proof(device_key, session));
        same(&one, &other)
    };
    assert_eq!(by(1, 1), True);
    assert_eq!(by(1, 2), False);
    assert_eq!(by(2, 1), False);
}
