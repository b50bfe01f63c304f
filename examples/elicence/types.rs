//! `elicence types`: which types of licence there are, and what each holds.

use elicence::licence::{
    Language, LicenceType,
    types::{ElementKind, Obligation, Policy, Sensitivity, Sharing, Withheld},
};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, Lang, definition},
    layout::{Rows, hex},
};

/// List the types of licence, or show what one holds
#[derive(clap::Args)]
#[command(after_help = STATUSES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str = "Exits 0 if and only if there is something to show, 2 on trouble.";

#[derive(clap::Subcommand)]
enum Command {
    /// List every type at hand
    #[command(after_help = STATUSES)]
    List {
        #[command(flatten)]
        shared: Shared,
    },
    /// Show one type: its rules, its elements, its derived data
    #[command(after_help = STATUSES)]
    Show {
        /// For example org.elicence.business_licence.1
        #[arg(value_name = "DOCTYPE")]
        doc_type: String,
        #[command(flatten)]
        shared: Shared,
    },
}

#[derive(clap::Args)]
struct Shared {
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    definitions: Definitions,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    match &args.command {
        Command::List { shared } => list(shared),
        Command::Show { doc_type, shared } => {
            let registry = shared.definitions.load()?;
            let found = definition(&registry, doc_type)?;
            Ok(Answer::yes(if shared.json {
                format!("{:#}\n", to_json(found))
            } else {
                show(found, shared.lang.into())
            }))
        }
    }
}

fn list(shared: &Shared) -> Result<Answer, Trouble> {
    let registry = shared.definitions.load()?;
    if shared.json {
        let all: Vec<Value> = registry.iter().map(head).collect();
        return Ok(Answer::yes(format!("{:#}\n", json!(all))));
    }
    let mut rows = Rows::default();
    for licence_type in registry.iter() {
        let revision = format!("revision {}", licence_type.revision());
        let label = licence_type.labels().get(shared.lang.into());
        rows.push([
            licence_type.doc_type(),
            &revision,
            licence_type.category().name(),
            label,
        ]);
    }
    Ok(Answer::yes(rows.to_text(0)))
}

fn show(licence_type: &LicenceType, language: Language) -> String {
    let mut head = Rows::default();
    head.push(["docType", licence_type.doc_type()]);
    head.push(["revision", &licence_type.revision().to_string()]);
    head.push(["type code", licence_type.type_code().as_str()]);
    head.push(["category", licence_type.category().name()]);
    head.push(["defined by", licence_type.definer().labels().get(language)]);
    for basis in licence_type.legal_basis() {
        head.push([
            "legal basis",
            &format!("{} ({})", basis.labels().get(language), basis.id()),
        ]);
    }
    head.push(["holders", &holders(licence_type)]);
    head.push(["valid until", &ends(licence_type)]);
    head.push(["seal object", policy(licence_type.seal_policy())]);
    head.push(["status reference", policy(licence_type.status_policy())]);
    head.push(["type digest", &hex(licence_type.digest().value())]);
    let mut text = format!(
        "{}\n{}",
        licence_type.labels().get(language),
        head.to_text(2)
    );
    let groups = [
        ("Elements of every licence", licence_type.common_elements()),
        ("Elements of this type", licence_type.own_elements()),
        ("Derived data", licence_type.derived_elements()),
    ];
    for (title, elements) in groups {
        let mut rows = Rows::default();
        for element in elements {
            let repeats = if element.repeats() > 1 {
                format!(" (up to {})", element.repeats())
            } else {
                String::new()
            };
            rows.push([
                &format!("{}{repeats}", element.id()),
                &kind(element.kind()),
                &obligation(element.obligation()),
                sensitivity(element.sensitivity()),
                withheld(element.withheld()),
                element.labels().get(language),
            ]);
        }
        text.push_str(&format!("{title}\n{}", rows.to_text(2)));
    }
    text
}

/// How many holders there are, and the types of their codes (GB/T 36903, Annex A).
fn holders(licence_type: &LicenceType) -> String {
    let holders = licence_type.holders();
    let codes: Vec<&str> = holders.kinds.iter().map(|kind| kind.code()).collect();
    let codes = if codes.is_empty() {
        "without codes".to_owned()
    } else {
        format!("codes of type {}", codes.join(", "))
    };
    if holders.min == holders.max {
        format!("{}, {codes}", holders.min)
    } else {
        format!("{} to {}, {codes}", holders.min, holders.max)
    }
}

/// The forms of the end of validity, and the most years.
fn ends(licence_type: &LicenceType) -> String {
    let validity = licence_type.validity();
    let forms = [
        (validity.ends.date, "a day"),
        (validity.ends.long_term, "long-term"),
        (validity.ends.not_applicable, "not-applicable"),
    ];
    let forms: Vec<&str> = forms
        .into_iter()
        .filter_map(|(has, form)| has.then_some(form))
        .collect();
    let most = validity
        .max_years
        .map_or_else(String::new, |years| format!("; at most {years} years"));
    forms.join(" or ") + &most
}

fn head(licence_type: &LicenceType) -> Value {
    json!({
        "doc_type": licence_type.doc_type(),
        "revision": licence_type.revision(),
        "type_code": licence_type.type_code().as_str(),
        "category": licence_type.category().name(),
        "names": labels(licence_type.labels()),
        "type_digest": hex(licence_type.digest().value()),
    })
}

fn to_json(licence_type: &LicenceType) -> Value {
    let elements: Vec<Value> = licence_type
        .elements()
        .map(|element| {
            json!({
                "name_space": element.namespace(),
                "id": element.id(),
                "kind": kind(element.kind()),
                "obligation": obligation(element.obligation()),
                "repeats": element.repeats(),
                "sensitivity": sensitivity(element.sensitivity()),
                "sharing": sharing(element.sharing()),
                "withheld": withheld(element.withheld()),
                "names": labels(element.labels()),
            })
        })
        .collect();
    let mut shown = head(licence_type);
    shown["seal"] = json!(policy(licence_type.seal_policy()));
    shown["status"] = json!(policy(licence_type.status_policy()));
    shown["elements"] = json!(elements);
    shown
}

fn labels(labels: &elicence::licence::Labels) -> Value {
    Language::ALL
        .into_iter()
        .map(|language| (language.tag().to_owned(), json!(labels.get(language))))
        .collect()
}

/// The kind with what bounds it, as one word or a call: `amount(CNY)`, `code(sex)`, `at_least(total,0.01)`.
fn kind(kind: &ElementKind) -> String {
    match kind {
        ElementKind::Amount { unit, .. } => format!("amount({unit})"),
        ElementKind::Code(list) => format!("code({})", list.id()),
        ElementKind::Identifier(scheme) => scheme.name().to_owned(),
        ElementKind::Table { columns, .. } => {
            let columns: Vec<&str> = columns.iter().map(|column| column.id()).collect();
            format!("table({})", columns.join(","))
        }
        ElementKind::Derived(rule) => rule.text().to_owned(),
        other => other
            .value_kind()
            .map_or("seal", |kind| kind.name())
            .to_owned(),
    }
}

fn obligation(obligation: &Obligation) -> String {
    match obligation {
        Obligation::Mandatory => "mandatory".to_owned(),
        Obligation::MandatoryIf { element, is } => {
            format!("mandatory if {element} is {}", is.join(" or "))
        }
        _ => "optional".to_owned(),
    }
}

const fn sensitivity(sensitivity: Sensitivity) -> &'static str {
    match sensitivity {
        Sensitivity::Public => "public",
        Sensitivity::Personal => "personal",
        Sensitivity::TradeSecret => "trade-secret",
        _ => "sensitive",
    }
}

const fn sharing(sharing: Sharing) -> &'static str {
    match sharing {
        Sharing::Open => "open",
        Sharing::Unconditional => "unconditional",
        Sharing::Conditional => "conditional",
        _ => "none",
    }
}

const fn withheld(withheld: Withheld) -> &'static str {
    match withheld {
        Withheld::May => "may be withheld",
        Withheld::MustNot => "always shown",
        _ => "never shown",
    }
}

const fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::Optional => "optional",
        Policy::Required => "required",
        _ => "none",
    }
}
