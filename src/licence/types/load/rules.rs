//! Checks across elements, and derivations.

use std::sync::Arc;

use super::{
    Scope,
    element::{SENSITIVITIES, SHARINGS, WITHHELD, check_basis, is_identifier},
    node::{Faults, Members, Node},
};
use crate::licence::{
    derivation::{Band, DerivationRule, Rule},
    types::{
        ColumnKind, CrossCheck, ElementDefinition, ElementKind, Obligation, Sensitivity, Sharing,
        Withheld,
    },
    value::Amount,
};

pub(super) fn cross_checks(
    nodes: Vec<Node<'_>>,
    scope: Scope<'_>,
    faults: &mut Faults,
) -> Vec<CrossCheck> {
    nodes
        .into_iter()
        .filter_map(|node| cross_check(node, scope, faults))
        .collect()
}

fn cross_check(node: Node<'_>, scope: Scope<'_>, faults: &mut Faults) -> Option<CrossCheck> {
    let members = node.any_object(faults)?;
    let rule = members.text("rule", faults)?;
    let allowed: &[&str] = match rule {
        "sum" => &["rule", "table", "column", "equals"],
        "amount-in-words" => &["rule", "words", "equals"],
        "not-after" => &["rule", "earlier", "later"],
        "characters" => &["rule", "of", "from", "length", "equals", "map"],
        "same" => &["rule", "a", "b"],
        "shares-sum-to-one" => &["rule", "table", "column"],
        "together" => &["rule", "elements"],
        _ => {
            faults.add(
                &members.path_of("rule"),
                format!("there is no rule `{rule}`"),
            );
            return None;
        }
    };
    for (name, _) in members.all() {
        if !allowed.contains(&name) {
            faults.add(&members.path, format!("has an unknown member `{name}`"));
        }
    }
    let is_amount = |kind: &ElementKind| matches!(kind, ElementKind::Amount { .. });
    let is_text = |kind: &ElementKind| {
        matches!(
            kind,
            ElementKind::Text { .. } | ElementKind::Code(_) | ElementKind::Identifier(_)
        )
    };
    let is_day = |kind: &ElementKind| {
        matches!(
            kind,
            ElementKind::Date | ElementKind::Instant | ElementKind::End(_)
        )
    };
    Some(match rule {
        "sum" => CrossCheck::Sum {
            table: scope.table(
                &members,
                |kind| matches!(kind, ColumnKind::Amount { .. }),
                faults,
            )?,
            column: members.text("column", faults)?.to_owned(),
            equals: scope.named(&members, "equals", "an amount", is_amount, faults)?,
        },
        "amount-in-words" => CrossCheck::AmountInWords {
            words: scope.named(&members, "words", "text", is_text, faults)?,
            equals: scope.named(&members, "equals", "an amount", is_amount, faults)?,
        },
        "not-after" => CrossCheck::NotAfter {
            earlier: scope.named(&members, "earlier", "a day", is_day, faults)?,
            later: scope.named(&members, "later", "a day", is_day, faults)?,
        },
        "characters" => CrossCheck::Characters {
            of: scope.named(&members, "of", "text", is_text, faults)?,
            from: members.number("from", None, faults)?,
            length: members.number("length", None, faults)?,
            equals: scope.named(&members, "equals", "text", is_text, faults)?,
            map: match members.get("map") {
                None => Vec::new(),
                Some(node) => node
                    .any_object(faults)?
                    .all()
                    .filter_map(|(from, to)| Some((from.to_owned(), to.text(faults)?.to_owned())))
                    .collect(),
            },
        },
        "same" => CrossCheck::Same {
            a: scope.named(&members, "a", "any", |_| true, faults)?,
            b: scope.named(&members, "b", "any", |_| true, faults)?,
        },
        "shares-sum-to-one" => CrossCheck::SharesSumToOne {
            table: scope.table(&members, |kind| matches!(kind, ColumnKind::Text), faults)?,
            column: members.text("column", faults)?.to_owned(),
        },
        _ => {
            let elements = members.texts("elements", faults);
            for id in &elements {
                if scope.find(id).is_none() {
                    faults.add(&members.path, format!("names the unknown element `{id}`"));
                }
            }
            if elements.len() < 2 {
                faults.add(&members.path, "must name two elements or more");
            }
            CrossCheck::Together { elements }
        }
    })
}

/// A derivation as the element that it fills.
pub(super) fn derivation(
    node: Node<'_>,
    namespace: &str,
    scope: Scope<'_>,
    faults: &mut Faults,
) -> Option<ElementDefinition> {
    let mut members = node.any_object(faults)?;
    let id = members.text("id", faults)?.to_owned();
    members.path = format!("derivations.{id}");
    if !is_identifier(&id) {
        faults.add(
            &members.path,
            "an identifier has small letters, digits and `_`, a letter first, 64 at most",
        );
    }
    let name = members.text("rule", faults)?;
    let own: &[&str] = match name {
        "age_over" => &["source", "years"],
        "years_since_band" | "band" => &["source", "bands"],
        "at_least" => &["source", "threshold"],
        "contains" => &["source", "column", "code", "codes"],
        "present" => &["source"],
        _ => &[],
    };
    const EVERY: [&str; 8] = [
        "id",
        "rule",
        "names",
        "negate",
        "sensitivity",
        "sharing",
        "sharing_basis",
        "withheld",
    ];
    for (member, _) in members.all() {
        if !EVERY.contains(&member) && !own.contains(&member) {
            faults.add(
                &members.path,
                format!("has a member `{member}` that the rule `{name}` does not have"),
            );
        }
    }
    let source = if name == "in_force" {
        None
    } else {
        Some(members.text("source", faults)?)
    };
    let rule = rule(name, source, &members, scope, faults);
    let negate = members.flag("negate", faults);
    if negate && matches!(rule, Some(Rule::Band(_) | Rule::YearsSinceBand(_))) {
        faults.add(
            &members.path_of("negate"),
            "only a state can be turned round, not a band",
        );
    }
    let labels = members.labels(faults);
    let sensitivity = or_default(
        &members,
        "sensitivity",
        &SENSITIVITIES,
        Sensitivity::Personal,
        faults,
    );
    let sharing = or_default(
        &members,
        "sharing",
        &SHARINGS,
        Sharing::Unconditional,
        faults,
    );
    let withheld = or_default(&members, "withheld", &WITHHELD, Withheld::May, faults);
    let sharing_basis = members
        .optional_text("sharing_basis", faults)
        .map(str::to_owned);
    check_basis(&members.path, sharing, sharing_basis.as_deref(), faults);
    let rule = DerivationRule::new(id.clone(), source.map(str::to_owned), rule?, negate);
    Some(ElementDefinition {
        namespace: namespace.to_owned(),
        id,
        labels: labels?,
        kind: ElementKind::Derived(Arc::new(rule)),
        obligation: Obligation::Optional,
        sensitivity,
        sharing,
        sharing_basis,
        withheld,
        repeats: 1,
        repeats_min: 1,
    })
}

fn or_default<T: Clone>(
    members: &Members<'_>,
    name: &str,
    words: &[(&str, T)],
    default: T,
    faults: &mut Faults,
) -> T {
    match members.get(name) {
        None => default,
        Some(_) => members.choice(name, words, faults).unwrap_or(default),
    }
}

fn rule(
    name: &str,
    source: Option<&str>,
    members: &Members<'_>,
    scope: Scope<'_>,
    faults: &mut Faults,
) -> Option<Rule> {
    let is_number = |kind: &ElementKind| match kind {
        ElementKind::Amount { .. } | ElementKind::Integer { .. } => true,
        ElementKind::Code(list) => list
            .codes()
            .all(|code| Amount::parse(code).is_some_and(|n| n.scale() == 0)),
        _ => false,
    };
    let is_date = |kind: &ElementKind| matches!(kind, ElementKind::Date);
    const NUMBER: &str = "an amount, an integer or a code of whole numbers";
    Some(match name {
        "age_over" => {
            scope.named(members, "source", "a date", is_date, faults)?;
            Rule::AgeOver {
                years: members.number("years", None, faults)?,
            }
        }
        "years_since_band" => {
            scope.named(members, "source", "a date", is_date, faults)?;
            Rule::YearsSinceBand(bands(members, faults))
        }
        "at_least" => {
            scope.named(members, "source", NUMBER, is_number, faults)?;
            Rule::AtLeast {
                threshold: amount(members, "threshold", faults)?,
            }
        }
        "band" => {
            scope.named(members, "source", NUMBER, is_number, faults)?;
            Rule::Band(bands(members, faults))
        }
        "contains" => {
            let codes = match (members.get("code"), members.get("codes")) {
                (Some(code), None) => vec![code.text(faults)?.to_owned()],
                (None, Some(_)) => members.texts("codes", faults),
                _ => {
                    faults.add(&members.path, "must have `code` or `codes`, not both");
                    return None;
                }
            };
            let column = members.optional_text("column", faults).map(str::to_owned);
            scope.check_codes(members, source?, column.as_deref(), &codes, faults);
            Rule::Contains { column, codes }
        }
        "present" => {
            scope.named(members, "source", "any", |_| true, faults)?;
            Rule::Present
        }
        "in_force" => Rule::InForce,
        _ => {
            faults.add(
                &members.path_of("rule"),
                format!("there is no derivation rule `{name}`"),
            );
            return None;
        }
    })
}

fn bands(members: &Members<'_>, faults: &mut Faults) -> Vec<Band> {
    let mut read = Vec::new();
    for node in members.items("bands", faults) {
        let Some(band) = node.object(&["code", "from", "below", "names"], faults) else {
            continue;
        };
        let bound = |name, faults: &mut Faults| match band.get(name) {
            None => Some(None),
            Some(_) => amount(&band, name, faults).map(Some),
        };
        let (from, below) = (bound("from", faults), bound("below", faults));
        let (code, labels) = (band.text("code", faults), band.labels(faults));
        if let (Some(from), Some(below), Some(code), Some(labels)) = (from, below, code, labels) {
            read.push(Band::new(code.to_owned(), labels, from, below));
        }
    }
    if let Some(fault) = Band::fault(&read) {
        faults.add(&members.path_of("bands"), fault);
    }
    read
}

fn amount(members: &Members<'_>, name: &str, faults: &mut Faults) -> Option<Amount> {
    let amount = Amount::parse(members.text(name, faults)?);
    if amount.is_none() {
        faults.add(
            &members.path_of(name),
            "must be a decimal number in a string",
        );
    }
    amount
}
