//! `elicence id`: is this text the identifier it should be, and if not, which known dialect is it?

use clap::ValueEnum;
use elicence::licence::{
    CitizenNumber, IdentifierError, Language, LicenceId, Region, TypeCode, Uscc,
};
use serde_json::json;

use crate::{
    answer::{Answer, Trouble},
    arguments::Lang,
    layout::{Rows, harmless},
    value::name_in,
};

/// Check an identifier: its form and its check characters
///
/// They say nothing about who issued it. Without --kind, every kind is tried.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the value is a right identifier of the kind, or of any kind where none is asked for.
Exits 1 when it is not, with the reason; a known dialect is named. Exits 2 on wrong usage.")]
pub(crate) struct Args {
    /// The identifier
    #[arg(value_name = "VALUE")]
    value: String,
    /// The kind that it should be of
    #[arg(long)]
    kind: Option<Kind>,
    /// The language of names
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// licence identifier, GB/T 36904
    LicenceId,
    /// licence type code
    TypeCode,
    /// unified social credit code, GB 32100
    Uscc,
    /// citizen number, GB 11643
    CitizenNumber,
    /// region: ISO 3166, and GB/T 2260 within China
    Region,
}

impl Kind {
    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What the identifier says, part by part.
    fn read(
        self,
        text: &str,
        language: Language,
    ) -> Result<Vec<(&'static str, String)>, IdentifierError> {
        Ok(match self {
            Self::LicenceId => {
                let id = LicenceId::parse(text)?;
                vec![
                    ("type code", id.type_code().to_string()),
                    ("issuing authority", id.authority().to_string()),
                    ("serial", id.serial().to_owned()),
                    ("version", id.version().to_string()),
                    ("check character", id.check().to_string()),
                    (
                        "carries a citizen number",
                        if id.carries_citizen_number() {
                            "yes"
                        } else {
                            "no"
                        }
                        .to_owned(),
                    ),
                ]
            }
            Self::TypeCode => {
                let code = TypeCode::parse(text)?;
                vec![
                    ("defining authority", code.authority().to_string()),
                    ("number", code.number().to_owned()),
                ]
            }
            Self::Uscc => {
                let code = Uscc::parse(text)?;
                vec![
                    ("division", code.division().to_owned()),
                    ("organisation code", code.organisation_code().to_owned()),
                ]
            }
            // Its parts are the person's: whoever typed it in has them.
            Self::CitizenNumber => CitizenNumber::parse(text).map(|_| vec![])?,
            Self::Region => {
                let region = Region::parse(text)?;
                let mut parts = vec![("country", region.country().to_owned())];
                parts.extend(
                    region
                        .province_names()
                        .map(|names| ("province", name_in(names, language).to_owned())),
                );
                parts.extend(region.parent().map(|parent| ("within", parent.to_string())));
                parts
            }
        })
    }
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let kinds = args
        .kind
        .map_or_else(|| Kind::value_variants().to_vec(), |kind| vec![kind]);
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for kind in kinds {
        match kind.read(&args.value, args.lang.into()) {
            Ok(parts) => right.push((kind, parts)),
            Err(error) => wrong.push((kind, error)),
        }
    }
    if args.json {
        return Ok(as_json(&right, &wrong));
    }
    if right.is_empty() {
        let mut rows = Rows::default();
        // A dialect is the better explanation: it says what the value is, not only what it is not.
        wrong.sort_by_key(|(_, error)| !is_dialect(error));
        for (kind, error) in &wrong {
            rows.push([&kind.name(), error.code(), &error.to_string()]);
        }
        return Ok(Answer::no(format!(
            "WRONG   `{}`\n{}",
            harmless(&args.value),
            rows.to_text(2)
        )));
    }
    let mut text = String::new();
    for (kind, parts) in &right {
        let mut rows = Rows::default();
        parts
            .iter()
            .for_each(|(name, value)| rows.push([name, value]));
        text.push_str(&format!("RIGHT   {}\n{}", kind.name(), rows.to_text(2)));
    }
    Ok(Answer::yes(text))
}

/// Whether the error names what the value is instead.
const fn is_dialect(error: &IdentifierError) -> bool {
    matches!(
        error,
        IdentifierError::IdDialectProduct
            | IdentifierError::IdDialectDivisionAuthority
            | IdentifierError::IdDialectShiftedLetters
            | IdentifierError::RegionAlias { .. }
            | IdentifierError::CitizenNumberOldForm
            | IdentifierError::CitizenNumberLowerCase
    )
}

fn as_json(right: &[(Kind, Vec<(&str, String)>)], wrong: &[(Kind, IdentifierError)]) -> Answer {
    let parts = |parts: &[(&str, String)]| -> serde_json::Map<String, serde_json::Value> {
        parts
            .iter()
            .map(|(name, value)| (name.replace(' ', "_"), json!(value)))
            .collect()
    };
    let right_ones: Vec<_> = right
        .iter()
        .map(|(kind, found)| json!({"kind": kind.name(), "parts": parts(found)}))
        .collect();
    let wrong_ones: Vec<_> = wrong
        .iter()
        .map(|(kind, error)| json!({"kind": kind.name(), "code": error.code(), "says": error.to_string()}))
        .collect();
    let text = format!("{:#}\n", json!({"right": right_ones, "wrong": wrong_ones}));
    if right.is_empty() {
        Answer::no(text)
    } else {
        Answer::yes(text)
    }
}
