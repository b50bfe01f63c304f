//! `elicence agreement lint`: what to look at before an agreement is signed.

use std::path::{Path, PathBuf};

use elicence::{
    licence::TypeRegistry,
    recognise::agreement::{Agreement, AgreementContents, Finding, Severity, lint},
    time::UnixTime,
};
use serde_json::json;

use super::{kind::Agreements, rows_of, words};
use crate::{
    answer::{Answer, Trouble, warn},
    arguments::{Definitions, Lang, clock, instant},
    document::{Kind, read, says},
    files,
    layout::{Rows, harmless},
};

/// Show what whoever keeps an agreement should look at before signing it
///
/// Errors are what every verifier refuses; warnings and hints are right agreements all the same. With --previous it also
/// says what would be loosened without notice.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if there is no error; with --strict, no warning either.
Exits 1 when there is one, or the file is no agreement, 2 on trouble.")]
pub(crate) struct Args {
    /// The contents of an agreement (a name that ends in .json), or a signed one
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The signed issue before this one
    #[arg(long, value_name = "AGREEMENT")]
    previous: Option<PathBuf>,
    /// The time to look at it [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
    /// Also say no to warnings
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    definitions: Definitions,
    /// The language of findings
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let types = args.definitions.load()?;
    let now = args.now.map_or_else(clock, Ok)?;
    let previous = args
        .previous
        .as_deref()
        .map(read::<Agreements>)
        .transpose()?;
    let agreement = match contents_of(&args.file)? {
        Ok(agreement) => agreement,
        Err(rows) => {
            return Ok(Answer::no(if args.json {
                format!(
                    "{:#}\n",
                    json!({"result": "not-an-agreement", "says": rows.trim()})
                )
            } else {
                format!("NOT AN AGREEMENT   nothing to look at\n{rows}")
            }));
        }
    };
    let findings = lint(
        &agreement,
        previous.as_ref().map(Agreement::contents),
        &types,
        now,
    );
    let worst = findings.iter().map(|finding| finding.severity).min();
    let right = match worst {
        Some(Severity::Error) => false,
        Some(Severity::Warning) => !args.strict,
        _ => true,
    };
    let text = if args.json {
        to_json(&findings, right, args.lang)
    } else {
        for_people(&agreement, &findings, right, args.lang)
    };
    Ok(if right {
        Answer::yes(text)
    } else {
        Answer::no(text)
    })
}

/// The contents in a JSON file or a signed agreement, neither verified; or what is wrong with them, in rows.
pub(super) fn contents_of(file: &Path) -> Result<Result<AgreementContents, String>, Trouble> {
    if file.extension().is_some_and(|ending| ending == "json") {
        let contents = Agreements::from_json(&Agreements::read_contents(file)?);
        return Ok(contents.map_err(|error| says::<Agreements>(&error)));
    }
    let bytes = files::read_prefix(file, Agreement::BYTES.saturating_add(1))?;
    let agreement = Agreement::decode(&bytes);
    Ok(agreement
        .map(|agreement| agreement.contents().clone())
        .map_err(|error| rows_of(&error)))
}

fn for_people(
    agreement: &AgreementContents,
    findings: &[Finding],
    right: bool,
    lang: Lang,
) -> String {
    let mut rows = Rows::default();
    for finding in findings {
        rows.push([
            finding.severity.word(),
            &harmless(&finding.text(lang.into())),
        ]);
    }
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    format!(
        "{}   {}: errors {}, warnings {}, hints {}\n{}",
        if right { "FIT" } else { "FAULTY" },
        words::title(agreement),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Hint),
        rows.to_text(2)
    )
}

fn to_json(findings: &[Finding], right: bool, lang: Lang) -> String {
    let findings: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "severity": finding.severity.word(),
                "subject": finding.subject,
                "says": finding.text(lang.into()),
            })
        })
        .collect();
    let result = if right { "fit" } else { "faulty" };
    format!("{:#}\n", json!({"result": result, "findings": findings}))
}

/// Says the warnings of an agreement that is about to be signed.
pub(super) fn warn_of(agreement: &AgreementContents, previous: Option<&AgreementContents>) {
    for finding in lint(
        agreement,
        previous,
        &TypeRegistry::builtin(),
        agreement.issue_date_time,
    ) {
        if finding.severity == Severity::Warning {
            warn(harmless(&finding.text(Lang::En.into())));
        }
    }
}
