//! What is mapped onto what, and what counts as valid.

use super::*;

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
