//! The rules for the map, and for how much there may be.

use super::*;

/// The one mapping, changed.
fn mapping(change: impl FnOnce(&mut AttributeMapping)) -> impl FnOnce(&mut AgreementContents) {
    move |agreement| {
        let driving = bare(agreement);
        driving.attribute_map.truncate(1);
        change(&mut driving.attribute_map[0]);
    }
}

#[test]
fn a_map_writes_nothing_that_every_licence_says_of_itself_nor_about_its_holder() {
    let at = "equivalences[driving].attributeMap[0].to";
    broken(
        mapping(|m| m.to = Element::new(COMMON_NAME_SPACE, "issuer_name")),
        at,
        "nothing is written into org.elicence.1",
    );
    for identifier in ["holder", "holder_name", "holder_code_2", "holder_"] {
        broken(
            mapping(|m| m.to.identifier = identifier.to_owned()),
            at,
            "nothing is written onto an element about the holder",
        );
    }
    right(mapping(|m| m.to.identifier = "holders".to_owned()));
    broken(
        mapping(|m| m.to.member = Some("class".to_owned())),
        at,
        "an element is written whole",
    );
}

#[test]
fn a_map_writes_into_the_name_space_of_the_local_type() {
    let at = "equivalences[driving].attributeMap[0].to";
    let space = "the name space is that of the pointingType, or a foreign one for a foreign type";
    let to = |pointing: &str, namespace: &str| {
        let (pointing, namespace) = (pointing.to_owned(), namespace.to_owned());
        move |a: &mut AgreementContents| {
            mapping(|m| m.to.namespace = namespace)(a);
            a.equivalences[0].pointing_type = pointing;
        }
    };
    let (mdl, space_of_mdl) = ("org.iso.18013.5.1.mDL", "org.iso.18013.5.1");
    right(to(DRIVING, DRIVING));
    right(to(mdl, space_of_mdl));
    for (pointing, namespace) in [
        (DRIVING, "org.elicence.driving_licence.2"),
        (DRIVING, space_of_mdl),
        (mdl, DRIVING),
    ] {
        broken(to(pointing, namespace), at, space);
    }
    broken(
        to(mdl, COMMON_NAME_SPACE),
        at,
        "nothing is written into org.elicence.1",
    );
}

#[test]
fn a_map_writes_an_element_once() {
    broken(
        |a| {
            let map = &mut a.equivalences[0].attribute_map;
            map[1].to = map[0].to.clone();
        },
        "equivalences[driving].attributeMap[1].to",
        "an element is written once",
    );
}

#[test]
fn tables_have_rows_and_only_they_read_members() {
    let table = |rows: &[(&str, &[&str])]| {
        let rows = rows
            .iter()
            .map(|(code, local)| ((*code).to_owned(), texts(local)));
        Transform::CodeTable(rows.collect())
    };
    right(mapping(|m| {
        m.transform = table(&[("C1", &[]), ("C2", &["B", "C"])])
    }));
    let at = "equivalences[driving].attributeMap[0].transform.table";
    broken(
        mapping(|m| m.transform = table(&[])),
        at,
        "there is at least one",
    );
    broken(
        mapping(|m| m.transform = table(&[("C1", &["B", "B"])])),
        at,
        "nothing stands twice",
    );
    for transform in [Transform::Identity, Transform::Constant("x".to_owned())] {
        broken(
            mapping(|m| m.transform = transform.clone()),
            "equivalences[driving].attributeMap[0].from",
            "only a table reads a member: what is copied is an element",
        );
        right(mapping(|m| {
            m.transform = transform;
            m.from.member = None;
        }));
    }
}

#[test]
fn an_agreement_has_no_more_than_can_be_looked_into() {
    let provisions = |n: usize| {
        move |a: &mut AgreementContents| {
            let first = bare(a).clone();
            let each = |i| Equivalence {
                equivalence_id: format!("e{i}"),
                pointed_type: format!("org.elicence.type_{i}.1"),
                ..first.clone()
            };
            a.equivalences = (0..n).map(each).collect();
        }
    };
    right(provisions(256));
    broken(provisions(257), "equivalences", "there are at most 256");
    let conditions = |n: usize| {
        move |a: &mut AgreementContents| {
            let one = |i| Clause::One(condition(&format!("c{i}"), Kind::LicenceAge { max: 1 }));
            bare(a).conditions = (0..n).map(one).collect();
        }
    };
    right(conditions(4_096));
    broken(
        conditions(4_097),
        "equivalences",
        "exclusions, conditions and supplements are at most 4096 in all",
    );
    let entries = |n: usize| {
        let entities = (0..n).map(|i| i.to_string()).collect();
        only(Kind::IssuerIn { entities })
    };
    right(entries(16_384));
    broken(
        entries(16_385),
        "equivalences",
        "the lists of all conditions have at most 16384 entries",
    );
    let superseded = |n: u64| {
        move |a: &mut AgreementContents| {
            let one = |i| Superseded {
                agreement_id: format!("urn:example:agreement:{i}"),
                up_to: 1,
            };
            a.supersedes = (0..n).map(one).collect();
        }
    };
    right(superseded(256));
    broken(superseded(257), "supersedes", "there are at most 256");
    let purposes = |n: usize| {
        move |a: &mut AgreementContents| {
            bare(a).purposes = (0..n).map(|i| format!("urn:example:{i}")).collect();
        }
    };
    right(purposes(4_096));
    broken(
        purposes(4_097),
        "equivalences",
        "purposes and territories are at most 4096 in all",
    );
}

#[test]
fn what_is_wrong_is_told_a_hundred_times() {
    let reasons = reasons(|a| {
        let one = |i| Clause::One(condition(&format!("-{i}"), Kind::LicenceAge { max: 1 }));
        bare(a).conditions = (0..200).map(one).collect();
    });
    assert_eq!(reasons.len(), 100);
}
