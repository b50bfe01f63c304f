//! What a type changes about the elements that every licence has.

use super::{
    element::{SENSITIVITIES, SHARINGS, check_basis, obligation},
    node::{Faults, Members},
};
use crate::licence::types::{
    ElementDefinition, ElementKind, Obligation, Pattern, Validity, Withheld,
};

/// What a type says about the common elements.
pub(super) fn override_common(
    top: &Members<'_>,
    common: &mut [ElementDefinition],
    validity: Option<&Validity>,
    faults: &mut Faults,
) {
    if let Some(overrides) = top.get("common").and_then(|node| node.any_object(faults)) {
        for (id, node) in overrides.all() {
            let path = node.path.clone();
            let Some(members) = node.object(
                &[
                    "obligation",
                    "sensitivity",
                    "sharing",
                    "sharing_basis",
                    "names",
                ],
                faults,
            ) else {
                continue;
            };
            let Some(element) = common.iter_mut().find(|element| element.id == id) else {
                faults.add(&path, "there is no such common element");
                continue;
            };
            if members.get("obligation").is_some() {
                element.obligation = obligation(&members, faults).unwrap_or(Obligation::Optional);
            }
            if members.get("sensitivity").is_some()
                && let Some(sensitivity) = members.choice("sensitivity", &SENSITIVITIES, faults)
            {
                element.sensitivity = sensitivity;
            }
            if members.get("sharing").is_some()
                && let Some(sharing) = members.choice("sharing", &SHARINGS, faults)
            {
                element.sharing = sharing;
                element.sharing_basis = None;
            }
            if let Some(basis) = members.optional_text("sharing_basis", faults) {
                element.sharing_basis = Some(basis.to_owned());
            }
            check_basis(
                &path,
                element.sharing,
                element.sharing_basis.as_deref(),
                faults,
            );
            if members.get("names").is_some()
                && let Some(labels) = members.labels(faults)
            {
                element.labels = labels;
            }
        }
    }
    let number = top
        .need("number", faults)
        .and_then(|node| node.object(&["pattern", "sensitivity"], faults))
        .and_then(|members| {
            let text = members.text("pattern", faults)?;
            let pattern = Pattern::parse(text)
                .map_err(|rule| faults.add(&members.path_of("pattern"), rule))
                .ok();
            Some((
                pattern?,
                members.choice("sensitivity", &SENSITIVITIES, faults)?,
            ))
        });
    for element in common {
        match (element.id.as_str(), &mut element.kind) {
            ("number", ElementKind::Text { pattern, .. }) => {
                if let Some((own, sensitivity)) = &number {
                    *pattern = Some(own.clone());
                    element.sensitivity = *sensitivity;
                }
            }
            ("valid_until", ElementKind::End(forms)) => {
                if let Some(validity) = validity {
                    *forms = validity.ends;
                }
            }
            ("issue_date" | "valid_from", _)
                if validity.is_some_and(|validity| validity.dates_may_be_withheld) =>
            {
                element.withheld = Withheld::May;
            }
            _ => {}
        }
    }
}
