//! Cells of agreements.

use super::*;

/// The worth of `doc_type` from `there` by `agreements`, in Guangzhou.
fn judged(agreements: &[AgreementContents], there: &str, doc_type: &str, now: &str) -> Cell {
    let here = region("CN-4401");
    let candidates = agreements.iter().map(|contents| Candidate {
        contents,
        digest: &[0; 32],
        countersigned_until: None,
        signer_until: UnixTime::parse_rfc3339("2099-01-01T00:00:00Z").unwrap(),
    });
    let candidates: Vec<_> = candidates.collect();
    let question = Question::among(&here, "https://purpose.example/drive", &candidates);
    judge::cell(
        &question,
        &region(there),
        doc_type,
        UnixTime::parse_rfc3339(now).unwrap(),
    )
}

const DRIVING: &str = "org.elicence.driving_licence.1";
const NOW: &str = "2026-04-01T00:00:00Z";

/// The sample, with all that this version knows.
fn known() -> AgreementContents {
    let mut contents = sample();
    for equivalence in &mut contents.equivalences {
        equivalence.conditions.retain(|clause| {
            !clause
                .conditions()
                .iter()
                .any(|condition| matches!(condition.kind, Kind::Other { .. }))
        });
    }
    contents
}

fn cited(agreement: &str, clause: Option<&str>) -> Vec<CellClause> {
    vec![CellClause {
        agreement: format!("https://agreements.example/{agreement}"),
        clause: clause.map(str::to_owned),
    }]
}

#[test]
fn a_cell_counts_conditions_exclusions_and_supplements() {
    let cell = judged(&[known()], "CN-45", DRIVING, NOW);
    let asked = Asked {
        conditions: 28 + 1,
        supplements: 2,
    };
    assert_eq!(cell.worth, Worth::Recognised(asked));
    assert_eq!(cell.worth.sort(), Sort::WithSupplements);
    assert_eq!(cell.cited, cited("gd-gx", Some("e-driving")));
}

#[test]
fn what_is_only_evidence_is_told_apart() {
    let cell = judged(&[known()], "CN-45", "example.card.2", NOW);
    assert_eq!(cell.worth.sort(), Sort::EvidenceOnly);
    assert_eq!(cell.cited, cited("gd-gx", Some("e-bare")));
}

#[test]
fn a_part_of_the_region_needs_no_agreement() {
    for there in ["CN", "CN-44", "CN-4401", "CN-440106"] {
        let cell = judged(&[], there, DRIVING, NOW);
        assert_eq!(
            (cell.worth, cell.cited),
            (Worth::Contained, vec![]),
            "{there}"
        );
    }
}

#[test]
fn a_cell_without_recognition_has_the_code_of_the_answer() {
    let mut later = known();
    later.equivalences[0].validity = Some(Interval {
        from: UnixTime::parse_rfc3339("2027-01-01T00:00:00Z").unwrap(),
        until: None,
    });
    let mut elsewhere = known();
    elsewhere.equivalences[0].purposes = vec!["https://purpose.example/other".to_owned()];
    let mut there = known();
    there.equivalences[0].territories = vec![region("CN-4403")];
    for (contents, of, doc_type, now, code, by) in [
        (known(), "KR", DRIVING, NOW, "recognise.no-agreement", None),
        (
            known(),
            "CN-45",
            "x.y",
            NOW,
            "recognise.type-not-covered",
            Some(None),
        ),
        (
            elsewhere,
            "CN-45",
            DRIVING,
            NOW,
            "recognise.purpose-not-covered",
            Some(None),
        ),
        (
            there,
            "CN-45",
            DRIVING,
            NOW,
            "recognise.territory-not-covered",
            Some(None),
        ),
        (
            later,
            "CN-45",
            DRIVING,
            NOW,
            "recognise.equivalence-not-in-force",
            Some(Some("e-driving")),
        ),
        (
            known(),
            "CN-45",
            DRIVING,
            "2025-01-01T00:00:00Z",
            "recognise.agreement-not-yet",
            Some(None),
        ),
        (
            known(),
            "CN-45",
            DRIVING,
            "2026-07-01T00:00:00Z",
            "recognise.agreement-suspended",
            Some(None),
        ),
        (
            sample(),
            "CN-45",
            DRIVING,
            NOW,
            "recognise.vocabulary-unknown",
            Some(Some("e-driving")),
        ),
    ] {
        let cell = judged(&[contents], of, doc_type, now);
        assert_eq!(cell.worth, Worth::NotRecognised { code });
        assert_eq!(
            cell.cited,
            by.map_or(vec![], |clause| cited("gd-gx", clause)),
            "{code}"
        );
    }
}

#[test]
fn an_agreement_that_is_out_of_date_leaves_it_open() {
    let cell = judged(&[known()], "CN-45", DRIVING, "2026-12-02T00:00:00Z");
    let code = "recognise.agreement-expired";
    assert_eq!(cell.worth, Worth::Indeterminate { code });
    assert_eq!(cell.cited, cited("gd-gx", None));
}

#[test]
fn two_agreements_that_say_the_same_are_one_and_others_leave_it_open() {
    let mut twin = known();
    twin.agreement_id = "https://agreements.example/twin".to_owned();
    twin.equivalences[0].legal_identifier = "another".to_owned();
    let cell = judged(&[twin.clone(), known()], "CN-45", DRIVING, NOW);
    assert_eq!(cell.worth.sort(), Sort::WithSupplements);
    assert_eq!(cell.cited, cited("gd-gx", Some("e-driving")));

    twin.equivalences[0].effect = Effect::Full;
    let cell = judged(&[twin, known()], "CN-45", DRIVING, NOW);
    let code = "recognise.agreement-conflict";
    assert_eq!(cell.worth, Worth::Indeterminate { code });
    assert_eq!(cell.cited.len(), 2);
}

#[test]
fn a_step_onward_adds_what_both_ask() {
    let mut second = known();
    second.agreement_id = "https://agreements.example/gx-kr".to_owned();
    second.pointing_party = known().pointed_party;
    second.pointed_party.territory = region("KR");
    second.pointed_party.entity_id = "KR-1".to_owned();
    for equivalence in &mut second.equivalences {
        equivalence.territories = vec![];
    }
    let cell = judged(&[known(), second], "KR", DRIVING, NOW);
    let asked = Asked {
        conditions: 2 * (28 + 1),
        supplements: 4,
    };
    assert_eq!(cell.worth, Worth::Recognised(asked));
    let both = [
        cited("gd-gx", Some("e-driving")),
        cited("gx-kr", Some("e-driving")),
    ];
    assert_eq!(cell.cited, both.concat());
}
