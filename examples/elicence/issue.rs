//! `elicence issue`: does a draft keep the rules of its type?

use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    codec::{Cbor, Limits},
    issue::{Draft, Licence, issue},
    licence::{
        COMMON_NAME_SPACE, TypeRegistry, Value,
        value::{Attachment, Cell, Content, Derived, End, Table},
    },
};
use serde_json::{Map, Value as Json, json};

use crate::{
    answer::{Answer, Trouble, warn},
    arguments::{Definitions, Lang, definition},
    draft,
    files::{self, Output},
    layout::{Rows, harmless, hex},
    render::{self, Shown},
};

/// Check a draft by the rules of its type, and show the licence that it makes
///
/// All faults are reported together. `{"file": "NAME", "media": …}` in a picture or an attachment stands for the content
/// of the file NAME beside the draft.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the draft keeps every rule of its type.
Exits 1 when it does not, with every fault; 2 on trouble, such as a draft that is not JSON or of no known type.")]
pub(crate) struct Args {
    /// The draft (JSON)
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Write the checked draft, with everything filled in that the type says, to this new file; `seal` takes it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also show, on standard error, the value at each fault: it may be personal data
    #[arg(long)]
    show_values: bool,
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    #[command(flatten)]
    definitions: Definitions,
}

/// A licence, or the answer that the draft makes none.
pub(crate) enum Issued {
    Licence(Box<Licence>),
    Refused(Answer),
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    args.out.as_deref().map_or(Ok(()), files::check_new)?;
    let registry = args.definitions.load()?;
    let text = draft::read(&args.draft)?;
    let licence = match issue_text(&text, &args.draft, &registry, args.show_values)? {
        Issued::Licence(licence) => licence,
        Issued::Refused(answer) => return Ok(answer),
    };
    if let Some(out) = &args.out {
        files::write_new(&[Output::private(
            out,
            format!("{:#}\n", checked_draft(&licence)),
        )])?;
    }
    let values: Vec<(&str, &str, Cbor)> = licence
        .elements()
        .iter()
        .map(|e| (e.namespace(), e.identifier(), e.to_cbor()))
        .collect();
    let shown: Vec<Shown<'_>> = values
        .iter()
        .map(|(name_space, identifier, value)| Shown {
            name_space,
            identifier,
            value,
            by: None,
        })
        .collect();
    let table = render::licence(
        &shown,
        registry.latest(licence.doc_type()),
        args.lang.into(),
    );
    Ok(Answer::yes(format!(
        "ISSUED   {}, not sealed\n{table}",
        licence.doc_type()
    )))
}

/// Issues the draft of this text; `path` is for messages.
pub(crate) fn issue_text(
    text: &str,
    path: &Path,
    registry: &TypeRegistry,
    show_values: bool,
) -> Result<Issued, Trouble> {
    let draft = Draft::from_json(text).map_err(|error| {
        Trouble::new(format!("`{}`: {}: {error}", path.display(), error.code()))
    })?;
    let definition = definition(registry, draft.doc_type())?;
    match issue(&draft, definition, &Limits::default()) {
        Ok(licence) => {
            licence
                .warnings()
                .iter()
                .for_each(|warning| warn(format!("{}: {warning}", warning.code())));
            Ok(Issued::Licence(Box::new(licence)))
        }
        Err(not_issued) => {
            let mut rows = Rows::default();
            for fault in not_issued.faults() {
                rows.push([fault.code().code(), &fault.to_string()]);
                if let Some(found) = fault.found().filter(|_| show_values) {
                    warn(format!(
                        "{} at `{}` found `{}`",
                        fault.code(),
                        fault.identifier(),
                        harmless(found)
                    ));
                }
            }
            let count = not_issued.faults().len();
            let faults = if count == 1 {
                "1 fault".to_owned()
            } else {
                format!("{count} faults")
            };
            Ok(Issued::Refused(Answer::no(format!(
                "NOT ISSUED   {}, {faults}\n{}",
                draft.doc_type(),
                rows.to_text(2)
            ))))
        }
    }
}

/// The licence as a draft that makes the same licence again: filled in and normalised, derived data by name.
fn checked_draft(licence: &Licence) -> Json {
    let (mut common, mut own, mut derive) = (Map::new(), Map::new(), Vec::new());
    let mut as_of = None;
    for element in licence.elements() {
        let identifier = element.identifier().to_owned();
        match element.value() {
            Value::Derived(derived) => {
                as_of = Some(Derived::as_of(derived).to_string());
                derive.push(identifier);
            }
            // `issue` computes it from the definition at hand, which may be another revision by then.
            Value::Digest(_) if element.identifier() == "type_digest" => {}
            value if element.namespace() == COMMON_NAME_SPACE => {
                drop(common.insert(identifier, to_json(value)))
            }
            value => drop(own.insert(identifier, to_json(value))),
        }
    }
    let mut draft = json!({ "doc_type": licence.doc_type() });
    if let Some(as_of) = as_of {
        draft["as_of"] = json!(as_of);
    }
    draft["common"] = Json::Object(common);
    draft["elements"] = Json::Object(own);
    draft["derive"] = json!(derive);
    draft
}

/// A value as a draft writes it.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text.as_str()),
        Value::Integer(number) => json!(number),
        Value::Boolean(state) => json!(state),
        Value::Date(date) | Value::End(End::On(date)) => json!(date.to_string()),
        Value::End(End::LongTerm) => json!("long-term"),
        Value::End(End::NotApplicable) => json!("not-applicable"),
        Value::Instant(instant) => json!(instant.to_string()),
        Value::Amount(amount) => json!(amount.to_string()),
        Value::Picture(picture) => {
            json!({"media": picture.media().name(), "base64": STANDARD.encode(picture.data())})
        }
        Value::Table(table) => table_to_json(table),
        Value::Attachment(attachment) => attachment_to_json(attachment),
        Value::Digest(digest) => json!({"alg": digest.algorithm(), "hex": hex(digest.value())}),
        _ => Json::Null, // derived data, which a draft does not have
    }
}

fn table_to_json(table: &Table) -> Json {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => json!(text.as_str()),
        Cell::Integer(number) => json!(number),
        Cell::Boolean(state) => json!(state),
        Cell::Date(date) => json!(date.to_string()),
        Cell::Instant(instant) => json!(instant.to_string()),
        Cell::Amount(amount) => json!(amount.to_string()),
        Cell::Null => Json::Null,
    };
    let row = |row: &Vec<Cell>| -> Map<String, Json> {
        table
            .columns()
            .iter()
            .cloned()
            .zip(row.iter().map(cell))
            .collect()
    };
    json!(table.rows().iter().map(row).collect::<Vec<_>>())
}

fn attachment_to_json(attachment: &Attachment) -> Json {
    let mut json = json!({"media": attachment.media(), "name": attachment.name()});
    match attachment.content() {
        Content::Inside(data) => json["base64"] = json!(STANDARD.encode(data)),
        Content::Outside { digest, size } => {
            json["digest"] = json!({"alg": digest.algorithm(), "hex": hex(digest.value())});
            json["size"] = json!(size);
        }
    }
    json
}
