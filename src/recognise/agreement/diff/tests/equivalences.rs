//! What counts as what, where and when; maps and supplements.

use super::*;

#[test]
fn a_new_equivalence_opens_and_one_that_is_gone_closes() {
    both_ways(
        |a| {
            a.equivalences.truncate(1);
        },
        &[
            "closes: drive: `org.elicence.driving_licence.1` of CN-33 does not count as `org.elicence.driving_licence.1` in CN-4401 for urn:drive any more",
        ],
        &[
            "opens: drive: `org.elicence.driving_licence.1` of CN-33 counts as `org.elicence.driving_licence.1` in CN-4401 for urn:drive",
        ],
    );
}

#[test]
fn what_counts_as_another_type_is_another_equivalence() {
    let all = told(|a| first(a).pointing_type = "org.elicence.food_business_permit.1".to_owned());
    assert_eq!(all.len(), 2);
    assert!(all[0].starts_with("closes: shop: "), "{all:?}");
    assert!(all[1].starts_with("opens: shop: "), "{all:?}");
}

#[test]
fn a_new_equivalence_opens_when_its_validity_begins_and_the_agreement_is_enacted() {
    let opens = |state: &str, from: &str| {
        let mut after = sample();
        let mut new = drive();
        new.equivalence_id = "drive-2".to_owned();
        new.validity = Some(Interval {
            from: time(from),
            until: None,
        });
        after.equivalences.push(new);
        after.current_state.starting_time = time(state);
        let mut before = sample();
        before.current_state = after.current_state;
        let changes = diff(&before, &after);
        assert_eq!(changes.len(), 1, "{changes:?}");
        changes[0].from.unwrap().to_string()
    };
    let (past, soon, late) = (
        "2026-01-01T00:00:00Z",
        "2026-08-01T00:00:00Z",
        "2026-09-01T00:00:00Z",
    );
    assert_eq!(opens(past, past), "2026-06-01T00:00:00Z");
    assert_eq!(opens(past, soon), soon);
    assert_eq!(opens(late, soon), late);
}

#[test]
fn territories_open_what_no_other_contained() {
    let drive = |a: &mut AgreementContents, all: &[&str]| {
        a.equivalences[1].territories = all.iter().map(|text| region(text)).collect();
    };
    both_ways(
        |a| drive(a, &["CN-4401", "CN-4403"]),
        &["opens: drive: `CN-4403` is now among `territories`"],
        &["closes: drive: `CN-4403` is not among `territories` any more"],
    );
    both_ways(
        |a| drive(a, &["CN-4401", "CN-440106"]),
        &["changes: drive: `CN-440106` is now among `territories`"],
        &["changes: drive: `CN-440106` is not among `territories` any more"],
    );
    both_ways(
        |a| drive(a, &[]),
        &["opens: drive: `territories` is –, it was CN-4401"],
        &["closes: drive: `territories` is CN-4401, it was –"],
    );
    both_ways(
        |a| drive(a, &["CN-440106"]),
        &[
            "changes: drive: `CN-440106` is now among `territories`",
            "closes: drive: `CN-4401` is not among `territories` any more",
        ],
        &[
            "opens: drive: `CN-4401` is now among `territories`",
            "changes: drive: `CN-440106` is not among `territories` any more",
        ],
    );
}

#[test]
fn status_values_open_when_they_count_as_valid() {
    both_ways(
        |a| {
            first(a).status_equivalence = StatusEquivalence {
                valid: vec![0, 2],
                invalid: vec![1],
            }
        },
        &[
            "opens: shop: `2` is now among `statusEquivalence.valid`",
            "changes: shop: `2` is not among `statusEquivalence.invalid` any more",
        ],
        &[
            "closes: shop: `2` is not among `statusEquivalence.valid` any more",
            "changes: shop: `2` is now among `statusEquivalence.invalid`",
        ],
    );
}

#[test]
fn a_map_that_drops_in_place_of_rejecting_opens() {
    both_ways(
        |a| first(a).attribute_map[0].on_unmapped = OnUnmapped::Drop,
        &[
            "opens: shop: a licence is not refused any more where org.elicence.business_licence.1/legal_form cannot be mapped",
        ],
        &[
            "closes: shop: a licence is refused where org.elicence.business_licence.1/legal_form cannot be mapped",
        ],
    );
}

#[test]
fn codes_of_a_table_open_when_they_come_and_close_when_they_go() {
    let to = "org.elicence.business_licence.1/legal_form";
    let without = |a: &mut AgreementContents| {
        if let Transform::CodeTable(table) = &mut first(a).attribute_map[0].transform {
            table.remove("branch");
        }
    };
    let listed = format!("opens: shop: code `branch` is in the table of {to}");
    let mapped = format!("opens: shop: code `branch` becomes `branch` in {to}");
    let gone = format!("closes: shop: code `branch` is not in the table of {to} any more");
    both_ways(without, &[&gone], &[&listed, &mapped]);
    let other = |a: &mut AgreementContents| {
        if let Transform::CodeTable(table) = &mut first(a).attribute_map[0].transform {
            table.insert("branch".to_owned(), texts(&["branch", "partnership"]));
        }
    };
    let more = format!("opens: shop: code `branch` becomes `partnership` in {to}");
    let less =
        format!("closes: shop: code `branch` does not become `partnership` in {to} any more");
    both_ways(other, &[&more], &[&less]);
}

#[test]
fn another_transform_is_another_mapping() {
    let date = "org.elicence.business_licence.1/establishment_date";
    both_ways(
        |a| {
            first(a).attribute_map[1].transform = Transform::Constant("x".to_owned());
            first(a).attribute_map[1].on_unmapped = OnUnmapped::Reject;
        },
        &[
            &format!("opens: shop: the local view has {date} from {date}: constant x"),
            &format!("closes: shop: a licence is refused where {date} cannot be mapped"),
            &format!(
                "closes: shop: the local view does not have {date} from {date} any more: identity"
            ),
        ],
        &[
            &format!("opens: shop: the local view has {date} from {date}: identity"),
            &format!(
                "closes: shop: the local view does not have {date} from {date} any more: constant x"
            ),
            &format!(
                "opens: shop: a licence is not refused any more where {date} cannot be mapped"
            ),
        ],
    );
}

#[test]
fn a_supplement_closes_and_leaving_it_out_opens() {
    both_ways(
        |a| first(a).supplements.clear(),
        &[
            "opens: tax: is not needed beside the licence any more: urn:tax (org.elicence.tax_certificate.1)",
        ],
        &[
            "closes: tax: is now needed beside the licence: urn:tax (org.elicence.tax_certificate.1)",
        ],
    );
    both_ways(
        |a| first(a).supplements[0].deadline = Deadline::BeforeUse,
        &["closes: tax: `deadline` is beforeUse, it was 2592000 s"],
        &["opens: tax: `deadline` is 2592000 s, it was beforeUse"],
    );
    both_ways(
        |a| first(a).supplements[0].doc_type = None,
        &["closes: tax: `org.elicence.tax_certificate.1` is not among `docType` any more"],
        &["opens: tax: `org.elicence.tax_certificate.1` is now among `docType`"],
    );
}

#[test]
fn beginnings_open_when_they_are_earlier_and_are_no_matter_when_both_are_past() {
    let from = |text: &str| {
        let mut contents = sample();
        contents.equivalences[1].validity = Some(Interval {
            from: time(text),
            until: None,
        });
        contents
    };
    let (past, july, august) = (
        from("2026-05-01T00:00:00Z"),
        from("2026-07-01T00:00:00Z"),
        from("2026-08-01T00:00:00Z"),
    );
    assert_eq!(
        lines(&august, &july),
        [
            "opens: drive: `validity.from` is 2026-07-01T00:00:00Z, it was 2026-08-01T00:00:00Z, from 2026-07-01T00:00:00Z"
        ]
    );
    assert_eq!(
        lines(&july, &august),
        [
            "closes: drive: `validity.from` is 2026-08-01T00:00:00Z, it was 2026-07-01T00:00:00Z, from 2026-07-01T00:00:00Z"
        ]
    );
    assert_eq!(
        lines(&past, &from("2026-04-01T00:00:00Z")),
        ["changes: drive: `validity.from` is 2026-04-01T00:00:00Z, it was 2026-05-01T00:00:00Z"]
    );
}
