//! What is told about an agreement, and what is not.

mod clauses;
mod maps;
mod notice;
mod texts;
mod times;

use super::*;
use crate::document::Interval;
use crate::recognise::agreement::diff::tests::sample::{
    DRIVE, SHOP, condition, derived_in, drive, is_in, one, region, sample, table, texts, time,
};
use crate::recognise::agreement::{
    AgreementState, Clause, Deadline, Effect, Element, Equivalence, EquivalenceStatus, Kind, Level,
    Moment, OnUnmapped, Record, RunOff, StatusEquivalence, Transform,
};

const SPEC: &str = include_str!("../../../../../spec/agreement-lint.md");

fn now() -> UnixTime {
    time("2026-06-15T00:00:00Z")
}

/// The findings about the sample after a change, each `subject word`, and that each is in the table of the specification
/// and said in three languages.
#[track_caller]
fn found(change: impl FnOnce(&mut AgreementContents)) -> Vec<String> {
    let mut contents = sample();
    change(&mut contents);
    named(&lint(&contents, None, &TypeRegistry::builtin(), now()))
}

#[track_caller]
fn named(findings: &[Finding]) -> Vec<String> {
    let name = |finding: &Finding| {
        let (word, severity) = (finding.kind.word(), finding.severity.word());
        let row = format!("| `{word}` | {severity} |");
        assert!(SPEC.contains(&row), "{row} is not in the spec");
        let said = Language::ALL.map(|language| finding.text(language));
        assert!(!said.concat().contains('\n'), "{said:?}");
        if finding.severity != Severity::Error {
            assert!(said[0] != said[1] && said[1] != said[2], "{said:?}");
        }
        format!("{} {word}", finding.subject)
    };
    findings.iter().map(name).collect()
}

fn shop(contents: &mut AgreementContents) -> &mut Equivalence {
    &mut contents.equivalences[0]
}

/// The shop asks this in place of the greatest age.
fn asks(kind: Kind) -> impl FnOnce(&mut AgreementContents) {
    move |contents| shop(contents).conditions[0] = one("age", kind)
}

fn of_shop(identifier: &str) -> Element {
    Element::new(SHOP, identifier)
}

fn column(member: &str) -> Element {
    Element {
        member: Some(member.to_owned()),
        ..of_shop("scope_items")
    }
}

const UNREACHABLE: &str = "shop equivalence-unreachable";

#[test]
fn there_is_nothing_to_say_about_a_good_agreement() {
    assert_eq!(found(|_| {}), [""; 0]);
}

#[test]
fn what_the_check_refuses_is_an_error_in_its_words() {
    let mut contents = sample();
    shop(&mut contents).purposes.clear();
    let reasons = check::check_for_signing(&contents);
    assert_eq!(reasons.len(), 1);
    let findings = lint(&contents, None, &TypeRegistry::builtin(), now());
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Error);
    assert_eq!(
        findings[0].kind,
        FindingKind::Refused {
            reason: reasons[0].clone()
        }
    );
    for language in Language::ALL {
        assert_eq!(findings[0].text(language), reasons[0].to_string());
    }
}

#[test]
fn errors_come_first_and_hints_last() {
    let mut contents = sample();
    contents.title.remove("ko");
    contents.legal_texts.remove(0);
    contents.sequence_number = 0;
    let findings = lint(&contents, None, &TypeRegistry::builtin(), now());
    let severities: Vec<Severity> = findings.iter().map(|finding| finding.severity).collect();
    assert_eq!(
        severities,
        [Severity::Error, Severity::Warning, Severity::Hint]
    );
}

#[test]
fn a_finding_says_where_what_is_wrong_and_what_to_do() {
    let mut contents = sample();
    contents.notice_period = None;
    let findings = lint(&contents, None, &TypeRegistry::builtin(), now());
    assert_eq!(
        Language::ALL.map(|language| findings[0].text(language)),
        [
            "noticePeriod: 未规定 `noticePeriod`：依赖协定者没有时间为修订做准备",
            "noticePeriod: no `noticePeriod` is stated: those who rely on the agreement have no time to prepare for an amendment",
            "noticePeriod: `noticePeriod`가 없습니다: 협정에 의지하는 쪽이 개정에 대비할 시간이 없습니다",
        ]
    );
}

#[test]
fn every_kind_has_a_row_in_the_specification() {
    let mut seen = std::collections::BTreeSet::new();
    for word in FindingKind::WORDS {
        assert!(seen.insert(word), "{word} twice");
        assert!(SPEC.contains(&format!("| `{word}` |")), "{word}");
    }
}
