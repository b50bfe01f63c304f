//! Section 4: every condition where it is true, false and not known, and a second before and after its edges.

mod codes;
mod evidence;
mod numbers;
mod times;

use super::*;
use crate::{
    recognise::agreement::Level,
    recognise::subject::SealObject,
    verify::{Holder, HolderProof, ProofMethod},
};

use super::super::{
    condition::{Answer, ask},
    seen::Seen,
    until::Until,
};
use Answer::{False, True, Unknown};

pub(super) fn of(kind: &Kind, subject: &Subject<'_>, now: UnixTime) -> (Answer, UnixTime) {
    let mut until = Until::new(now, far());
    let seen = Seen {
        subject,
        view: None,
    };
    let answer = ask(kind, &seen, now, &mut until);
    (answer, until.end())
}

#[track_caller]
pub(super) fn is(kind: &Kind, paper: &Paper, expected: Answer) {
    assert_eq!(of(kind, &paper.subject(), now()).0, expected, "{kind:?}");
}

/// The answer at each of these seconds after now, and until when it stands.
#[track_caller]
fn over_time(kind: &Kind, paper: &Paper, expected: &[(i64, Answer, i64)]) {
    for (second, answer, end) in expected {
        let found = of(kind, &paper.subject(), at(*second));
        assert_eq!(found, (*answer, at(*end)), "{second}: {kind:?}");
    }
}

const FAR: i64 = 1000 * DAY;

fn own(identifier: &str) -> Element {
    Element::new(PERMIT, identifier)
}

fn member(name: &str) -> Element {
    Element {
        member: Some(name.to_owned()),
        ..own("class")
    }
}

/// 2026-01-01 in Guangdong.
fn issued() -> UnixTime {
    UnixTime::parse_tdate("2025-12-31T16:00:00Z").unwrap()
}
