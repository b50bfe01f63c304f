//! `elicence needs`: what must be proved for a service, what of it is proven, and which papers nobody needs to ask for.

use std::path::{Path, PathBuf};

use elicence::{
    document::MlText,
    licence::{Language, Region, TypeRegistry},
    recognise::{
        agreement::Element,
        requirement::{
            Ask, AskedDocument, Desk, ItemError, Lack, Outcome, PaperState, Resolution, ServiceItem,
        },
    },
    verify::Verified,
};

use crate::{
    answer::{Answer, NOT_HERE, Trouble, warn},
    arguments::Lang,
    files,
    judging::{Judging, SCOPES},
    layout::{Rows, harmless},
    recognise::{agreements, in_force, region},
};

/// Say which licences prove what a service asks for, and what is missing
///
/// Without licences it says what to ask for: each requirement with its alternatives, each document with the elements that are
/// read and no others.
#[derive(clap::Args)]
#[command(after_help = format!("{SCOPES}\n\n{STATUSES}"))]
pub(crate) struct Args {
    /// The service item (JSON)
    #[arg(value_name = "ITEM")]
    item: PathBuf,
    /// What was presented, by one applicant
    #[arg(value_name = "FILE")]
    licences: Vec<PathBuf>,
    /// The region in which the service is asked for, such as CN-33
    #[arg(long, value_name = "REGION", value_parser = region)]
    at_region: Region,
    /// A signed agreement, or a folder of them; may be given again
    #[arg(long, value_name = "DIR")]
    agreements: Vec<PathBuf>,
    #[command(flatten)]
    judging: Judging,
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const STATUSES: &str = "\
Exits 0 if and only if every requirement is proven, or no licence was given and the item is right.
Exits 1 when the item is none, 2 on trouble (usage, files), 3 when something is not proven.";

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let mut judge = args.judging.judge()?;
    let item = match ServiceItem::from_json(&files::read_text(&args.item)?, &judge.types) {
        Ok(item) => item,
        Err(error) => return Ok(Answer::no(not_an_item(&error))),
    };
    if args.licences.is_empty() {
        let text = if args.json {
            item.ask_json() + "\n"
        } else {
            to_ask(&item, args.lang.into())
        };
        return Ok(Answer::yes(text));
    }
    let agreements = agreements(&mut judge, &args.agreements)?;
    let mut licences = Vec::new();
    let mut names = Vec::new();
    for path in &args.licences {
        for licence in in_force(&judge, path, "licence")? {
            licences.push(licence);
            names.push(name(path));
        }
    }
    let licences: Vec<&Verified> = licences.iter().collect();
    let desk = Desk::new(&args.at_region, &agreements, &judge.types);
    let resolution = desk.resolve(&item, &licences);
    let text = if args.json {
        resolution.to_json() + "\n"
    } else {
        for_people(&item, &resolution, &names, (args.lang.into(), &judge.types))
    };
    Ok(if resolution.is_proven() {
        Answer::yes(text)
    } else {
        Answer::with_status(text, NOT_HERE)
    })
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    harmless(&name.to_string_lossy())
}

fn not_an_item(error: &ItemError) -> String {
    let mut rows = Rows::default();
    match error {
        ItemError::Json(error) if error.at.is_empty() => {
            rows.push(["the item", &harmless(&error.rule)]);
        }
        ItemError::Json(error) => rows.push([&harmless(&error.at), &harmless(&error.rule)]),
        ItemError::Refused(faults) => faults
            .iter()
            .for_each(|fault| rows.push([&harmless(&fault.at), &harmless(&fault.rule)])),
    }
    format!(
        "NOT AN ITEM   nothing can be asked for by it\n{}",
        rows.to_text(2)
    )
}

/// The item's own label in the language, else in whichever comes first.
fn label(all: &MlText, language: Language) -> String {
    let text = all.get(language.tag()).or_else(|| all.values().next());
    harmless(text.map_or("", String::as_str))
}

fn names(elements: &[Element]) -> String {
    let all: Vec<&str> = elements.iter().map(|e| e.identifier.as_str()).collect();
    harmless(&all.join(", "))
}

/// What to ask for.
fn to_ask(item: &ServiceItem, language: Language) -> String {
    let contents = item.contents();
    let mut text = format!(
        "TO BE PROVED   {}, `{}`\n",
        label(&contents.label, language),
        harmless(&contents.code)
    );
    let asks = item.ask();
    for ask in &asks {
        text.push_str(&format!("\n{}\n", label(&ask.requirement.label, language)));
        let is_choice = ask.alternatives.len() > 1;
        for (place, set) in ask.alternatives.iter().enumerate() {
            match place {
                0 if is_choice => text.push_str("  one of these is enough: either\n"),
                0 => {}
                _ => text.push_str("  or\n"),
            }
            let mut rows = Rows::default();
            for document in &set.documents {
                rows.push([&harmless(&document.evidence.doc_type), &to_show(document)]);
            }
            text.push_str(&rows.to_text(if is_choice { 4 } else { 2 }));
        }
    }
    text + &whose(&asks)
}

/// The elements to be shown of one licence, one line for each choice.
fn to_show(document: &AskedDocument<'_>) -> String {
    let mut lines = Vec::new();
    if !document.elements.is_empty() {
        lines.push(names(&document.elements));
    }
    for choice in &document.choices {
        let word = match (choice.or_none, choice.any_of.len()) {
            (false, _) => "one of",
            (true, 1) => "only if it is not enough without",
            (true, _) => "only if it is not enough without, one of",
        };
        lines.push(format!("{word}: {}", names(&choice.any_of)));
    }
    if lines.is_empty() {
        lines.push("nothing but what it always shows".to_owned());
    }
    lines.join("\n")
}

/// What says whose the licences are, where there may be more than one of them.
fn whose(asks: &[Ask<'_>]) -> String {
    let sets = || asks.iter().flat_map(|ask| &ask.alternatives);
    let mut told: Vec<[String; 2]> = Vec::new();
    for document in sets().flat_map(|set| &set.documents) {
        let row = [
            harmless(&document.evidence.doc_type),
            names(&document.holder),
        ];
        if !document.holder.is_empty() && !told.contains(&row) {
            told.push(row);
        }
    }
    let are_more = asks.len() > 1 || sets().any(|set| set.documents.len() > 1);
    if !are_more || told.is_empty() {
        return String::new();
    }
    let mut rows = Rows::default();
    for [doc_type, elements] in &told {
        rows.push([doc_type, elements]);
    }
    format!(
        "\nWhose they are, only where more than one is shown and no device key binds them\n{}",
        rows.to_text(2)
    )
}

fn for_people(
    item: &ServiceItem,
    resolution: &Resolution,
    files: &[String],
    (language, types): (Language, &TypeRegistry),
) -> String {
    let file = |place: usize| files.get(place).map_or("", String::as_str);
    let contents = item.contents();
    let mut text = format!(
        "{}   {}, `{}`\n",
        if resolution.is_proven() {
            "PROVEN"
        } else {
            "NOT PROVEN"
        },
        label(&contents.label, language),
        harmless(&contents.code)
    );
    if let Some(until) = resolution.effective_until {
        text.push_str(&format!("  this answer until {until}\n"));
    }
    let mut rows = Rows::default();
    for resolved in &resolution.requirements {
        let of = contents
            .requirements
            .iter()
            .find(|r| r.id == resolved.requirement);
        let label = of.map_or_else(String::new, |of| label(&of.label, language));
        let (word, says) = match &resolved.outcome {
            Outcome::Proven { by, .. } => {
                let by: Vec<&str> = by.iter().map(|proven| file(proven.licence)).collect();
                ("proven", format!("by {}", by.join(", ")))
            }
            Outcome::Open { evidence, .. } => {
                let lacking = evidence.iter().filter_map(|open| {
                    let lack = lacks(open.lack.as_ref()?);
                    Some(format!(
                        "{}: {lack}",
                        type_name(&open.doc_type, types, language)
                    ))
                });
                ("open", lacking.collect::<Vec<_>>().join("\n"))
            }
        };
        rows.push([word, &format!("{label}\n{says}")]);
    }
    text.push_str(&format!("\nRequirements\n{}", rows.to_text(2)));
    if !resolution.disclosures.is_empty() {
        let mut rows = Rows::default();
        for disclosure in &resolution.disclosures {
            let mut shown = disclosure.elements.clone();
            shown.extend(disclosure.holder.iter().cloned());
            rows.push([file(disclosure.licence), &names(&shown)]);
        }
        text.push_str(&format!(
            "\nTo be shown, and nothing more\n{}",
            rows.to_text(2)
        ));
    }
    let mut rows = Rows::default();
    for paper in &resolution.papers {
        let of = contents.asked_papers.iter().find(|p| p.id == paper.paper);
        let label = of.map_or_else(String::new, |of| label(&of.label, language));
        let says = match &paper.state {
            PaperState::Implied { .. } => "not needed: what it would prove is proven",
            PaperState::Baseless => "not needed: nothing that is required rests on it",
            PaperState::Needed { .. } => "needed",
        };
        rows.push([&label, says]);
    }
    text.push_str(&format!(
        "\nPapers that are asked for: {} of {} already implied\n{}",
        resolution.implied(),
        resolution.papers.len(),
        rows.to_text(2)
    ));
    text
}

fn type_name(doc_type: &str, types: &TypeRegistry, language: Language) -> String {
    types.latest(doc_type).map_or_else(
        || harmless(doc_type),
        |definition| definition.labels().get(language).to_owned(),
    )
}

fn lacks(lack: &Lack) -> String {
    match lack {
        Lack::NotHeld => "none was presented".to_owned(),
        Lack::NotRecognised { code } => format!("it does not count here ({code})"),
        Lack::NotMet { conditions } => {
            format!("does not hold: {}", harmless(&conditions.join(", ")))
        }
        Lack::NotKnown { conditions } => {
            format!(
                "not known from what is shown: {}",
                harmless(&conditions.join(", "))
            )
        }
        Lack::Withheld { elements, choices } => {
            let certain = (!elements.is_empty()).then(|| names(elements));
            let choices = choices.iter().map(|one| format!("one of {}", names(one)));
            let all: Vec<String> = certain.into_iter().chain(choices).collect();
            format!("not shown: {}", all.join("; "))
        }
        Lack::HolderMismatch => "it belongs to somebody else".to_owned(),
        Lack::HolderUnknown => "whose it is is not known".to_owned(),
        _ => {
            warn("a reason is not known to this command line");
            String::new()
        }
    }
}
