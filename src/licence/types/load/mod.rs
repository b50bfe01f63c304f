//! From the JSON of a definition to a type that is consistent.

mod digest;
mod element;
mod node;
mod recoverable;
mod rules;
mod scope;

use std::sync::Arc;

use self::{
    element::{Lists, SENSITIVITIES, SHARINGS, check_basis, code_lists, elements, obligation},
    node::{Faults, Members, Node},
    scope::Scope,
};
use super::{
    Category, Common, Definer, ElementDefinition, ElementKind, EndForms, HolderCode, Holders,
    LegalBasis, LicenceType, Obligation, Pattern, Policy, TypeError, Validity, Withheld,
};
use crate::licence::{COMMON_NAME_SPACE, HolderCodeType, TypeCode, Uscc, json::Json};

const POLICIES: [(&str, Policy); 3] = [
    ("optional", Policy::Optional),
    ("required", Policy::Required),
    ("none", Policy::Never),
];

pub(super) fn common(text: &str) -> Result<Common, TypeError> {
    let mut faults = Faults::default();
    let json = parse(text)?;
    let read = (|| {
        let top = top(&json).object(
            &[
                "$schema",
                "format",
                "name_space",
                "revision",
                "names",
                "code_lists",
                "elements",
                "checks",
            ],
            &mut faults,
        )?;
        top.choice("format", &[("org.elicence.common.1", ())], &mut faults);
        top.choice("name_space", &[(COMMON_NAME_SPACE, ())], &mut faults);
        let lists = top
            .need("code_lists", &mut faults)
            .map(|node| code_lists(node, &mut faults))
            .unwrap_or_default();
        let nodes = top.items("elements", &mut faults);
        let read = elements(
            nodes,
            COMMON_NAME_SPACE,
            Lists {
                own: &lists,
                common: &[],
            },
            &mut faults,
        );
        check_identifiers(&read, &mut faults);
        let checks = rules::cross_checks(
            top.optional_items("checks", &mut faults),
            Scope {
                own: &[],
                common: &read,
            },
            &mut faults,
        );
        Some(Common {
            elements: read,
            code_lists: lists,
            checks,
        })
    })();
    finish(read, faults)
}

pub(super) fn licence_type(text: &str, common: &Common) -> Result<LicenceType, TypeError> {
    let mut faults = Faults::default();
    let json = parse(text)?;
    let read = read_type(&json, common, &mut faults);
    finish(read, faults)
}

fn parse(text: &str) -> Result<Json, TypeError> {
    Json::parse(text).map_err(|rule| {
        let mut faults = Faults::default();
        faults.add("", rule);
        TypeError::new(faults.into_vec())
    })
}

const fn top(json: &Json) -> Node<'_> {
    Node {
        path: String::new(),
        json,
    }
}

fn finish<T>(read: Option<T>, mut faults: Faults) -> Result<T, TypeError> {
    match read {
        Some(read) if faults.is_empty() => Ok(read),
        _ => {
            if faults.is_empty() {
                faults.add("", "is not a definition");
            }
            Err(TypeError::new(faults.into_vec()))
        }
    }
}

fn read_type(json: &Json, common: &Common, faults: &mut Faults) -> Option<LicenceType> {
    let top = top(json).object(
        &[
            "$schema",
            "format",
            "doc_type",
            "revision",
            "type_code",
            "category",
            "names",
            "definer",
            "legal_basis",
            "holders",
            "validity",
            "number",
            "seal",
            "status",
            "code_lists",
            "common",
            "elements",
            "checks",
            "derivations",
        ],
        faults,
    )?;
    top.choice("format", &[("org.elicence.type.1", ())], faults);
    let doc_type = top.text("doc_type", faults)?.to_owned();
    if !is_native_doc_type(&doc_type) {
        faults.add("doc_type", "must be `org.elicence.<name>.<major version>`");
    }
    let revision = top.number("revision", None, faults);
    let type_code = identifier(&top, "type_code", TypeCode::parse, faults);
    let category = top.choice(
        "category",
        &Category::ALL.map(|category| (category.name(), category)),
        faults,
    );
    let labels = top.labels(faults);
    let definer = definer(&top, type_code.as_ref(), faults);
    let legal_basis = legal_basis(&top, faults);
    let holders = holders(&top, faults);
    let validity = validity(&top, faults);
    let seal = top.choice("seal", &POLICIES, faults);
    let status = top.choice("status", &POLICIES, faults);
    let own_lists = top
        .get("code_lists")
        .map(|node| code_lists(node, faults))
        .unwrap_or_default();
    for list in &own_lists {
        if common.code_lists.iter().any(|other| other.id == list.id) {
            faults.add(
                &format!("code_lists.{}", list.id),
                "a common code list has this name",
            );
        }
    }
    let lists = Lists {
        own: &own_lists,
        common: &common.code_lists,
    };
    let mut common_elements = common.elements.clone();
    override_common(&top, &mut common_elements, validity.as_ref(), faults);
    let own = elements(top.items("elements", faults), &doc_type, lists, faults);
    check_identifiers(&own, faults);
    let scope = Scope {
        own: &own,
        common: &common_elements,
    };
    check_obligations(scope, faults);
    let mut checks = common.checks.clone();
    checks.extend(rules::cross_checks(
        top.optional_items("checks", faults),
        scope,
        faults,
    ));
    let derived: Vec<ElementDefinition> = top
        .optional_items("derivations", faults)
        .into_iter()
        .filter_map(|node| rules::derivation(node, &doc_type, scope, faults))
        .collect();
    for (i, element) in derived.iter().enumerate() {
        let taken = own
            .iter()
            .any(|other| other.index_of(&element.id).is_some())
            || derived.iter().take(i).any(|other| other.id == element.id);
        if taken {
            faults.add(
                &format!("derivations.{}", element.id),
                "another element has this identifier",
            );
        }
    }
    recoverable::check(&derived, &checks, scope, faults);
    let mut elements = common_elements;
    let own_from = elements.len();
    elements.extend(own);
    let derived_from = elements.len();
    elements.extend(derived);
    let mut code_lists = own_lists;
    code_lists.extend(common.code_lists.iter().map(Arc::clone));
    Some(LicenceType {
        digest: digest::of(json)?,
        doc_type,
        revision: revision?,
        type_code: type_code?,
        category: category?,
        labels: labels?,
        definer: definer?,
        legal_basis,
        holders: holders?,
        validity: validity?,
        seal: seal?,
        status: status?,
        code_lists,
        elements,
        own_from,
        derived_from,
        checks,
    })
}

/// `org.elicence.<name>.<major version>`.
fn is_native_doc_type(text: &str) -> bool {
    let Some((name, major)) = text
        .strip_prefix("org.elicence.")
        .and_then(|rest| rest.rsplit_once('.'))
    else {
        return false;
    };
    element::is_identifier(name)
        && major
            .parse::<u16>()
            .is_ok_and(|n| n > 0 && n.to_string() == major)
}

fn identifier<T>(
    members: &Members<'_>,
    name: &str,
    parse: impl Fn(&str) -> Result<T, crate::licence::IdentifierError>,
    faults: &mut Faults,
) -> Option<T> {
    let text = members.text(name, faults)?;
    parse(text)
        .map_err(|error| faults.add(&members.path_of(name), error.to_string()))
        .ok()
}

fn definer(
    top: &Members<'_>,
    type_code: Option<&TypeCode>,
    faults: &mut Faults,
) -> Option<Definer> {
    let members = top
        .need("definer", faults)?
        .object(&["code", "names"], faults)?;
    let code = identifier(&members, "code", Uscc::parse, faults);
    let labels = members.labels(faults);
    let code = code?;
    if type_code.is_some_and(|type_code| type_code.authority() != &code) {
        faults.add(
            "definer.code",
            "must be the first 18 characters of `type_code`",
        );
    }
    Some(Definer {
        code,
        labels: labels?,
    })
}

fn legal_basis(top: &Members<'_>, faults: &mut Faults) -> Vec<LegalBasis> {
    let mut read: Vec<LegalBasis> = Vec::new();
    for node in top.items("legal_basis", faults) {
        let Some(members) = node.object(&["id", "names"], faults) else {
            continue;
        };
        if let (Some(id), Some(labels)) = (members.text("id", faults), members.labels(faults)) {
            if read.iter().any(|other| other.id == id) {
                faults.add(&members.path, format!("gives `{id}` a second time"));
            }
            read.push(LegalBasis {
                id: id.to_owned(),
                labels,
            });
        }
    }
    read
}

fn holders(top: &Members<'_>, faults: &mut Faults) -> Option<Holders> {
    let members = top
        .need("holders", faults)?
        .object(&["kinds", "min", "max", "code"], faults)?;
    let mut kinds = Vec::new();
    for item in members.items("kinds", faults) {
        match item.text(faults).map(HolderCodeType::parse) {
            Some(Ok(kind)) => kinds.push(kind),
            Some(Err(error)) => faults.add(&item.path, error.to_string()),
            None => {}
        }
    }
    let code = members.choice(
        "code",
        &[
            ("mandatory", HolderCode::Mandatory),
            ("optional", HolderCode::Optional),
            ("absent", HolderCode::Absent),
        ],
        faults,
    );
    let (min, max): (Option<u32>, Option<u32>) = (
        members.number("min", None, faults),
        members.number("max", None, faults),
    );
    let (min, max, code) = (min?, max?, code?);
    if min == 0 || min > max {
        faults.add(&members.path, "`min` is 1 to `max`");
    }
    if kinds.is_empty() != (code == HolderCode::Absent) {
        faults.add(
            &members.path,
            "`kinds` is empty if and only if `code` is `absent`",
        );
    }
    Some(Holders {
        kinds,
        min,
        max,
        code,
    })
}

fn validity(top: &Members<'_>, faults: &mut Faults) -> Option<Validity> {
    let members = top
        .need("validity", faults)?
        .object(&["ends", "max_years", "dates_may_be_withheld"], faults)?;
    let mut ends = EndForms {
        date: false,
        long_term: false,
        not_applicable: false,
    };
    for item in members.items("ends", faults) {
        match item.text(faults) {
            Some("date") => ends.date = true,
            Some("long-term") => ends.long_term = true,
            Some("not-applicable") => ends.not_applicable = true,
            Some(_) => faults.add(
                &item.path,
                "must be one of: date, long-term, not-applicable",
            ),
            None => {}
        }
    }
    if !ends.date && !ends.long_term && !ends.not_applicable {
        faults.add(&members.path_of("ends"), "must allow one form of end");
    }
    let max_years: Option<u32> = match members.get("max_years") {
        None => None,
        Some(_) => Some(members.number("max_years", None, faults)?),
    };
    if max_years == Some(0) || (max_years.is_some() && !ends.date) {
        faults.add(
            &members.path_of("max_years"),
            "is at least 1, and only for a type whose validity ends on a day",
        );
    }
    Some(Validity {
        ends,
        max_years,
        dates_may_be_withheld: members.flag("dates_may_be_withheld", faults),
    })
}

/// What a type says about the common elements.
fn override_common(
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

fn check_identifiers(elements: &[ElementDefinition], faults: &mut Faults) {
    for (i, element) in elements.iter().enumerate() {
        let clash = elements
            .iter()
            .enumerate()
            .any(|(j, other)| i != j && other.index_of(&element.id).is_some());
        if clash {
            faults.add(
                &format!("elements.{}", element.id),
                "another element has this identifier",
            );
        }
    }
}

fn check_obligations(scope: Scope<'_>, faults: &mut Faults) {
    for element in scope.own.iter().chain(scope.common) {
        let Obligation::MandatoryIf { element: other, is } = &element.obligation else {
            continue;
        };
        let path = format!("elements.{}.obligation", element.id);
        match scope.find(other).map(|other| &other.kind) {
            None => faults.add(&path, format!("names the unknown element `{other}`")),
            Some(ElementKind::Code(list)) => {
                for code in is.iter().filter(|code| list.labels(code).is_none()) {
                    faults.add(
                        &path,
                        format!("names the code `{code}`, which `{other}` cannot have"),
                    );
                }
            }
            Some(ElementKind::Text { .. } | ElementKind::Identifier(_)) => {}
            Some(_) => faults.add(
                &path,
                "depends on an element that is neither a code nor text",
            ),
        }
    }
}
