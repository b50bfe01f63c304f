use super::*;
use crate::document::Interval;
use crate::recognise::agreement::diff::tests::sample::{
    DRIVE, SHOP, condition, derived_in, drive, is_in, one, region, sample, table, texts, time,
};
use crate::recognise::agreement::{
    AgreementState, Clause, Deadline, Effect, Element, Equivalence, EquivalenceStatus, Kind, Level,
    Moment, OnUnmapped, Record, RunOff, StatusEquivalence, Transform,
};

const SPEC: &str = include_str!("../../../../spec/agreement-lint.md");

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
fn an_equivalence_outside_the_time_of_the_agreement_is_told() {
    let from = |text: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalences[1].validity = Some(Interval {
                from: time(text),
                until: None,
            });
        }
    };
    assert_eq!(found(from("2027-03-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(from("2027-03-01T00:00:01Z")),
        ["drive equivalence-never-in-force"]
    );
}

#[test]
fn an_agreement_that_is_never_in_force_is_told_once() {
    let starts = |text: &'static str| {
        move |contents: &mut AgreementContents| contents.current_state.starting_time = time(text)
    };
    assert_eq!(found(starts("2027-03-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(starts("2027-03-01T00:00:01Z")),
        ["currentState never-in-force"]
    );
}

#[test]
fn a_repeal_without_run_off_is_over() {
    let repealed = |contents: &mut AgreementContents| {
        contents.equivalence_history = vec![contents.current_state];
        contents.current_state = AgreementState {
            status: EquivalenceStatus::Repealed,
            starting_time: time("2026-05-01T00:00:00Z"),
        };
    };
    assert_eq!(found(repealed), ["currentState over"]);
    assert_eq!(
        found(|contents| {
            repealed(contents);
            contents.run_off = Some(RunOff {
                issued_before: time("2026-05-01T00:00:00Z"),
                until: time("2026-12-01T00:00:00Z"),
            });
        }),
        [""; 0]
    );
}

#[test]
fn conditions_that_the_type_never_meets_make_an_equivalence_unreachable() {
    let never = ["age condition-never", UNREACHABLE];
    let categories = |word: &str| Kind::CategoryIn {
        categories: texts(&[word]),
    };
    assert_eq!(found(asks(categories("proof"))), never);
    assert_eq!(found(asks(categories("licence"))), ["age condition-always"]);
    let level = |min| Kind::SignatureLevel { min };
    assert_eq!(found(asks(level(Level::Lt))), never);
    assert_eq!(found(asks(level(Level::T))), [""; 0]);
    assert_eq!(found(asks(level(Level::B))), ["age condition-always"]);
    let industry = |word: &str| Kind::IndustryIn {
        industries: texts(&[word]),
    };
    assert_eq!(found(asks(industry("market-regulation"))), [""; 0]);
    assert_eq!(
        found(asks(industry("witchcraft"))),
        ["age codes-unknown", UNREACHABLE]
    );
    let all = found(|contents| {
        asks(categories("proof"))(contents);
        contents.equivalences.truncate(1);
    });
    assert_eq!(all, [never[0], never[1], "equivalences nothing-recognised"]);
}

#[test]
fn elements_are_held_against_the_definition_of_the_type() {
    let never = |word: &str| vec![format!("age {word}"), UNREACHABLE.to_owned()];
    let range = |element| Kind::ElementRange {
        element,
        min: Some(1),
        max: None,
    };
    let date = |element| Kind::ElementDate {
        element,
        min_age: Some(1),
        max_age: None,
    };
    let present = |element| Kind::ElementPresent {
        element,
        derived: None,
    };
    let good = [
        is_in(column("section"), &["A"]),
        range(of_shop("registered_capital")),
        date(of_shop("establishment_date")),
        date(Element::new("org.elicence.1", "valid_until")),
        present(of_shop("premises")),
    ];
    for kind in good {
        assert_eq!(found(asks(kind)), [""; 0]);
    }
    let region = present(Element::new("org.elicence.1", "region"));
    assert_eq!(found(asks(region)), ["age condition-always"]);
    assert_eq!(
        found(asks(is_in(of_shop("shoe_size"), &["9"]))),
        never("element-unknown")
    );
    let other_kinds = [
        range(of_shop("legal_form")),
        date(of_shop("legal_form")),
        range(of_shop("capital_band")),
        is_in(of_shop("establishment_date"), &["2020-01-01"]),
        is_in(of_shop("scope_items"), &["A"]),
        is_in(column("licensed"), &["true"]),
        is_in(column("colour"), &["red"]),
    ];
    for kind in other_kinds {
        assert_eq!(found(asks(kind)), never("element-kind"));
    }
    assert_eq!(
        found(asks(is_in(
            of_shop("legal_form"),
            &["limited-company", "gmbh"]
        ))),
        ["age codes-unknown"]
    );
    let points = range(Element::new(DRIVE, "points"));
    assert_eq!(
        found(|contents| contents.equivalences[1]
            .conditions
            .push(one("points", points))),
        ["points element-withheld", "drive equivalence-unreachable"]
    );
}

#[test]
fn derived_data_are_read_by_their_rule_and_other_data_without_one() {
    let never = |word: &str| vec![format!("age {word}"), UNREACHABLE.to_owned()];
    let band = || of_shop("capital_band");
    let (code, rule) = (["under-1m"], "band(registered_capital)");
    assert_eq!(found(asks(derived_in(band(), &code, rule))), [""; 0]);
    assert_eq!(found(asks(is_in(band(), &code))), never("rule-missing"));
    assert_eq!(
        found(asks(derived_in(
            band(),
            &code,
            "band( registered_capital )"
        ))),
        never("rule-other")
    );
    let form = derived_in(of_shop("legal_form"), &["branch"], rule);
    assert_eq!(found(asks(form)), never("rule-needless"));
}

#[test]
fn types_that_are_not_at_hand_are_told() {
    let other = |doc_type: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalences[1].pointed_type = doc_type.to_owned();
        }
    };
    assert_eq!(
        found(other("org.elicence.nothing.1")),
        ["equivalences type-unknown"]
    );
    assert_eq!(
        found(other("org.iso.18013.5.1.mDL")),
        ["equivalences type-foreign"]
    );
    assert_eq!(
        found(|c| shop(c).supplements[0].doc_type = Some("org.elicence.nothing.1".to_owned())),
        ["tax type-unknown"]
    );
}

#[test]
fn what_another_condition_says_already_is_told() {
    let choice = |kind: Kind| {
        move |contents: &mut AgreementContents| {
            let old = shop(contents).conditions[1].conditions()[0].clone();
            shop(contents).conditions[1] = Clause::AnyOf(vec![old, condition("wider", kind)]);
        }
    };
    let form = |values: &[&str]| is_in(of_shop("legal_form"), values);
    assert_eq!(
        found(choice(form(&["limited-company", "branch"]))),
        ["form alternative-implied"]
    );
    assert_eq!(
        found(choice(form(&["limited-company"]))),
        ["wider alternative-implied"]
    );
    assert_eq!(found(choice(form(&["branch"]))), [""; 0]);
    let further = |kind: Kind| {
        move |contents: &mut AgreementContents| shop(contents).conditions.push(one("more", kind))
    };
    let age = |max| Kind::LicenceAge { max };
    assert_eq!(found(further(age(1_001))), ["more condition-implied"]);
    assert_eq!(found(further(age(1_000))), ["more condition-implied"]);
    assert_eq!(found(further(age(999))), ["age condition-implied"]);
    assert_eq!(found(further(Kind::RemainingValidity { min: 9 })), [""; 0]);
    let there = Kind::ElementPresent {
        element: of_shop("legal_form"),
        derived: None,
    };
    assert_eq!(
        found(|contents| {
            asks(form(&["limited-company", "branch"]))(contents);
            further(there)(contents);
        }),
        ["more condition-implied"]
    );
}

#[test]
fn an_exclusion_about_what_a_type_does_not_have_excludes_all_of_it() {
    let excludes = |kind: Kind| {
        move |contents: &mut AgreementContents| contents.exclusions[0].any[0].kind = kind
    };
    assert_eq!(
        found(excludes(is_in(of_shop("legal_form"), &["branch"]))),
        [
            "barred-issuer element-unknown",
            "barred-issuer excludes-all"
        ]
    );
    let categories = |all: &[&str]| Kind::CategoryIn {
        categories: texts(all),
    };
    assert_eq!(
        found(excludes(categories(&["licence"]))),
        [
            "barred-issuer excludes-all",
            "barred-issuer excludes-all",
            "equivalences nothing-recognised",
        ]
    );
    assert_eq!(
        found(excludes(categories(&["proof"]))),
        ["barred-issuer exclusion-never"]
    );
}

#[test]
fn a_supplement_that_is_never_or_always_needed_is_told() {
    let unless = |word: &'static str| {
        move |contents: &mut AgreementContents| {
            let categories = texts(&[word]);
            shop(contents).supplements[0].unless[0].kind = Kind::CategoryIn { categories };
        }
    };
    assert_eq!(found(unless("licence")), ["tax unless-always"]);
    assert_eq!(
        found(unless("proof")),
        ["young condition-never", "tax unless-never"]
    );
    assert_eq!(found(|c| shop(c).supplements[0].unless.clear()), [""; 0]);
}

/// The shop's first mapping after a change.
fn mapped(change: impl FnOnce(&mut crate::recognise::agreement::AttributeMapping)) -> Vec<String> {
    found(|contents| change(&mut shop(contents).attribute_map[0]))
}

#[test]
fn codes_without_a_counterpart_are_named() {
    let lacks = |mapping: &mut crate::recognise::agreement::AttributeMapping| {
        if let Transform::CodeTable(table) = &mut mapping.transform {
            table.remove("branch");
            table.remove("cooperative");
        }
    };
    assert_eq!(mapped(lacks), ["shop codes-refused"]);
    assert_eq!(
        mapped(|mapping| {
            lacks(mapping);
            mapping.on_unmapped = OnUnmapped::Drop;
        }),
        ["shop codes-dropped"]
    );
    let mut contents = sample();
    lacks(&mut shop(&mut contents).attribute_map[0]);
    let findings = lint(&contents, None, &TypeRegistry::builtin(), now());
    assert!(
        findings[0]
            .text(Language::En)
            .contains("cooperative, branch"),
        "{findings:?}"
    );
    let adds = |code: &'static str, local: &'static str| {
        mapped(move |mapping| {
            if let Transform::CodeTable(table) = &mut mapping.transform {
                table.insert(code.to_owned(), texts(&[local]));
            }
        })
    };
    assert_eq!(adds("gmbh", "branch"), ["shop codes-unknown"]);
    assert_eq!(adds("branch", "gmbh"), ["shop target-codes"]);
    assert_eq!(adds("branch", "partnership"), [""; 0]);
}

#[test]
fn what_is_read_and_written_is_held_against_both_types() {
    assert_eq!(
        mapped(|m| m.to = of_shop("shoe_size")),
        ["shop target-unknown"]
    );
    assert_eq!(
        mapped(|m| m.from = of_shop("shoe_size")),
        ["shop element-unknown"]
    );
    assert_eq!(
        mapped(|m| m.from = of_shop("qr_code")),
        ["shop element-kind"]
    );
    assert_eq!(
        mapped(|m| m.to = of_shop("registration_date")),
        ["shop target-kind"]
    );
    let constant = |to: &'static str, text: &'static str| {
        mapped(move |mapping| {
            mapping.to = of_shop(to);
            mapping.transform = Transform::Constant(text.to_owned());
        })
    };
    assert_eq!(constant("legal_form", "branch"), [""; 0]);
    assert_eq!(constant("legal_form", "gmbh"), ["shop target-codes"]);
    assert_eq!(constant("premises", "somewhere"), [""; 0]);
    assert_eq!(
        constant("legal_representative", "somebody"),
        ["shop constant-personal"]
    );
    assert_eq!(constant("capital_band", "under-1m"), ["shop target-kind"]);
    let copy = |from: &'static str, to: &'static str| {
        mapped(move |mapping| {
            mapping.from = of_shop(from);
            mapping.to = of_shop(to);
            mapping.transform = Transform::Identity;
        })
    };
    assert_eq!(copy("premises", "business_scope"), [""; 0]);
    assert_eq!(
        copy("legal_representative", "premises"),
        ["shop less-protected"]
    );
    assert_eq!(copy("premises", "legal_form"), ["shop target-kind"]);
    assert_eq!(copy("exemplar", "legal_form"), ["shop target-codes"]);
}

#[test]
fn how_far_an_effect_goes_is_held_against_the_map() {
    assert_eq!(
        found(|contents| shop(contents).attribute_map.clear()),
        ["shop partial-without-map"]
    );
    assert_eq!(
        found(|contents| shop(contents).effect = Effect::Full),
        ["shop mandatory-unmapped"]
    );
    assert_eq!(
        found(|contents| shop(contents).effect = Effect::Evidence),
        [""; 0]
    );
    assert_eq!(table(&[]), Transform::CodeTable([].into()));
}

#[test]
fn status_values_that_the_registry_knows_otherwise_are_told() {
    let valid = |valid: &'static [u64]| {
        found(move |contents| {
            shop(contents).status_equivalence = StatusEquivalence {
                valid: valid.to_vec(),
                invalid: Vec::new(),
            };
        })
    };
    assert_eq!(valid(&[0, 5]), [""; 0]);
    assert_eq!(valid(&[0, 2]), ["shop status-lenient"]);
    assert_eq!(valid(&[5]), ["shop status-valid-missing"]);
}

#[test]
fn times_of_an_issue_are_looked_at() {
    assert_eq!(
        found(|c| c.next_update = time("2026-06-14T23:59:59Z")),
        ["nextUpdate late", "notAfter not-after-far"]
    );
    assert_eq!(
        found(|c| {
            c.next_update = time("2026-06-15T00:00:00Z");
            c.not_after = time("2026-12-01T00:00:00Z");
        }),
        [""; 0]
    );
    assert_eq!(
        found(|c| c.next_update = time("2026-12-02T00:00:00Z")),
        [""; 0]
    );
    assert_eq!(
        found(|c| c.next_update = time("2026-12-02T00:00:01Z")),
        ["nextUpdate next-update-far"]
    );
    assert_eq!(
        found(|c| {
            c.next_update = time("2026-06-10T00:00:00Z");
            c.not_after = time("2026-06-14T00:00:00Z");
        }),
        ["notAfter refused"]
    );
    assert_eq!(
        found(|c| {
            c.require_enacted_at = vec![Moment::Issuance];
        }),
        ["requireEnactedAt issuance-only"]
    );
}

#[test]
fn what_comes_after_the_end_is_told() {
    let suspended = |start: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalence_history = vec![contents.current_state];
            contents.current_state = AgreementState {
                status: EquivalenceStatus::Suspended,
                starting_time: time(start),
            };
        }
    };
    assert_eq!(found(suspended("2035-12-31T23:59:59Z")), [""; 0]);
    assert_eq!(
        found(suspended("2036-01-01T00:00:00Z")),
        ["currentState state-after-end"]
    );
    let run_off = |until: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.run_off = Some(RunOff {
                issued_before: time("2026-05-01T00:00:00Z"),
                until: time(until),
            });
        }
    };
    assert_eq!(found(run_off("2036-01-01T00:00:00Z")), [""; 0]);
    assert_eq!(
        found(run_off("2036-01-01T00:00:01Z")),
        ["runOff run-off-cut"]
    );
}

/// The findings about an amendment of the sample.
fn amended(change: impl FnOnce(&mut AgreementContents)) -> Vec<String> {
    let previous = sample();
    let mut contents = previous.clone();
    contents.sequence_number += 1;
    change(&mut contents);
    named(&lint(
        &contents,
        Some(&previous),
        &TypeRegistry::builtin(),
        now(),
    ))
}

#[test]
fn what_opens_is_announced() {
    assert_eq!(amended(|_| {}), [""; 0]);
    assert_eq!(
        amended(|c| shop(c).purposes.push("urn:bank".to_owned())),
        ["shop opens-unannounced"]
    );
    assert_eq!(
        amended(|c| c.exclusions.clear()),
        ["barred-issuer opens-unannounced"]
    );
    let new = |from: &'static str| {
        move |contents: &mut AgreementContents| {
            let mut equivalence = drive();
            equivalence.equivalence_id = "drive-2".to_owned();
            equivalence.territories = vec![region("CN-4403")];
            equivalence.validity = Some(Interval {
                from: time(from),
                until: None,
            });
            contents.equivalences.push(equivalence);
        }
    };
    assert_eq!(
        amended(new("2026-06-30T23:59:59Z")),
        ["drive-2 opens-unannounced"]
    );
    assert_eq!(amended(new("2026-07-01T00:00:00Z")), [""; 0]);
}

#[test]
fn what_closes_may_close_at_once() {
    assert_eq!(amended(|c| c.equivalences.truncate(1)), [""; 0]);
    assert_eq!(
        amended(|c| shop(c).supplements[0].deadline = Deadline::BeforeUse),
        [""; 0]
    );
    let state = |status, start: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.equivalence_history = vec![contents.current_state];
            contents.current_state = AgreementState {
                status,
                starting_time: time(start),
            };
        }
    };
    let (suspended, repealed) = (EquivalenceStatus::Suspended, EquivalenceStatus::Repealed);
    assert_eq!(amended(state(suspended, "2026-06-01T00:00:00Z")).len(), 1); // in force no more
    assert_eq!(amended(state(suspended, "2026-06-02T00:00:00Z")), [""; 0]);
    assert_eq!(
        amended(state(repealed, "2026-06-30T23:59:59Z")),
        ["currentState repeal-unannounced"]
    );
    assert_eq!(amended(state(repealed, "2026-07-01T00:00:00Z")), [""; 0]);
}

#[test]
fn an_amendment_is_bound_by_the_notice_of_the_issue_before() {
    assert_eq!(
        amended(|c| {
            c.notice_period = Some(1);
            shop(c).purposes.push("urn:bank".to_owned());
        }),
        ["noticePeriod notice-shortened", "shop opens-unannounced"]
    );
    assert_eq!(amended(|c| c.notice_period = Some(9_000_000)), [""; 0]);
    assert_eq!(
        amended(|c| c.notice_period = None),
        ["noticePeriod no-notice", "noticePeriod notice-shortened"]
    );
    assert_eq!(
        amended(|c| c.agreement_id = "urn:other".to_owned()),
        ["agreementId previous-other"]
    );
}

#[test]
fn texts_are_there_in_every_language() {
    assert_eq!(
        found(|c| {
            c.title.remove("ko");
        }),
        ["title languages-missing"]
    );
    assert_eq!(
        found(|c| {
            let words = shop(c).label.remove("zh").unwrap();
            shop(c).label.insert("zh-Hans".to_owned(), words);
        }),
        [""; 0]
    );
    assert_eq!(
        found(|c| {
            c.exclusions[0]
                .reason
                .insert("en".to_owned(), " ".to_owned());
        }),
        ["barred text-blank"]
    );
    assert_eq!(
        found(|c| {
            c.legal_texts.remove(2);
        }),
        ["legalTexts legal-text-missing"]
    );
}

#[test]
fn an_office_can_be_reached_while_the_records_last() {
    for uri in ["https://office.example", "tel:+8620123"] {
        assert_eq!(found(|c| c.objection.uri = uri.to_owned()), [""; 0]);
    }
    for uri in ["", "mailto:", "urn:office", "office@gd.example"] {
        assert_eq!(
            found(|c| c.objection.uri = uri.to_owned()),
            ["objection objection-unreachable"],
            "{uri}"
        );
    }
    assert_eq!(found(|c| c.archive.retention_days = 60), [""; 0]);
    assert_eq!(
        found(|c| c.archive.retention_days = 59),
        ["archive archive-short"]
    );
    assert_eq!(
        found(|c| c.archive.keep = vec![Record::Agreement]),
        ["archive verdict-not-kept"]
    );
}

#[test]
fn an_agreement_that_nobody_asks_for_is_told() {
    let both = |territory: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.pointing_party.territory = region(territory);
            contents.pointed_party.territory = region(territory);
            contents.equivalences.truncate(1);
        }
    };
    assert_eq!(found(both("CN-44")), [""; 0]);
    assert_eq!(found(both("CN-440106")), ["pointedParty never-needed"]);
    assert_eq!(found(|c| c.onward_use = true), [""; 0]);
    assert_eq!(
        found(|c| {
            c.onward_use = true;
            c.equivalences.remove(0);
        }),
        ["onwardUse onward-territories"]
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
