//! The limits of a map: it shows a licence as another type sees it, and says nothing about who holds it, nor about what
//! every licence says of itself.

use std::collections::BTreeSet;

use crate::licence::{COMMON_NAME_SPACE, is_native};

use super::super::{AttributeMapping, Equivalence, Transform};
use super::Found;

pub(super) fn check(equivalence: &Equivalence, at: &str, found: &mut Found) {
    let mut targets = BTreeSet::new();
    for (index, mapping) in equivalence.attribute_map.iter().enumerate() {
        let at = format!("{at}.attributeMap[{index}]");
        target(
            mapping,
            &equivalence.pointing_type,
            &format!("{at}.to"),
            found,
        );
        transform(mapping, &at, found);
        found.must(
            targets.insert(&mapping.to),
            &format!("{at}.to"),
            "an element is written once",
        );
    }
}

fn target(mapping: &AttributeMapping, pointing_type: &str, at: &str, found: &mut Found) {
    let to = &mapping.to;
    found.must(
        to.namespace != COMMON_NAME_SPACE,
        at,
        "nothing is written into org.elicence.1",
    );
    let holder = to.identifier == "holder" || to.identifier.starts_with("holder_");
    found.must(
        !holder,
        at,
        "nothing is written onto an element about the holder",
    );
    found.must(to.member.is_none(), at, "an element is written whole");
    let right = if is_native(pointing_type) {
        to.namespace == pointing_type
    } else {
        !is_native(&to.namespace)
    };
    found.must(
        right || to.namespace == COMMON_NAME_SPACE,
        at,
        "the name space is that of the pointingType, or a foreign one for a foreign type",
    );
}

fn transform(mapping: &AttributeMapping, at: &str, found: &mut Found) {
    match &mapping.transform {
        Transform::CodeTable(table) => {
            let at = format!("{at}.transform.table");
            found.must(!table.is_empty(), &at, "there is at least one");
            for local in table.values() {
                found.distinct(local, &at);
            }
        }
        Transform::Identity | Transform::Constant(_) => found.must(
            mapping.from.member.is_none(),
            &format!("{at}.from"),
            "only a table reads a member: what is copied is an element",
        ),
    }
}
