//! `elicence trust lint`: what to look at before a list is signed.

use std::path::PathBuf;

use elicence::{
    time::UnixTime,
    trust::list::{Finding, ListContents, Severity, TrustList, lint},
};
use serde_json::json;

use super::{contents, list::List, rows_of, words};
use crate::{
    answer::{Answer, Trouble, warn},
    arguments::{Lang, clock, instant},
    document, files,
    layout::{Rows, harmless},
};

/// Show what whoever keeps a list should look at before signing it
///
/// Errors are what every verifier refuses; warnings and hints are right lists all the same.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if there is no error; with --strict, no warning either.
Exits 1 when there is one, or the file is no list, 2 on trouble.")]
pub(crate) struct Args {
    /// The contents of a list (a name that ends in .json), or a signed one
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The time to look at it [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
    /// Also say no to warnings
    #[arg(long)]
    strict: bool,
    /// The language of findings
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let now = args.now.map_or_else(clock, Ok)?;
    let list = match read(args)? {
        Ok(list) => list,
        Err(answer) => return Ok(answer),
    };
    let findings = lint(&list, now);
    let worst = findings.iter().map(|finding| finding.severity).min();
    let right = match worst {
        Some(Severity::Error) => false,
        Some(Severity::Warning) => !args.strict,
        _ => true,
    };
    let text = if args.json {
        to_json(&findings, right, args.lang)
    } else {
        for_people(&list, &findings, right, args.lang)
    };
    Ok(if right {
        Answer::yes(text)
    } else {
        Answer::no(text)
    })
}

/// The contents, or why there are none.
fn read(args: &Args) -> Result<Result<ListContents, Answer>, Trouble> {
    let not_a_list = |rows: String, error: &dyn std::error::Error, codes: Vec<&str>| {
        let text = if args.json {
            let says = error.to_string();
            format!(
                "{:#}\n",
                json!({"result": "not-a-list", "codes": codes, "says": says})
            )
        } else {
            format!("NOT A LIST   nothing to look at\n{rows}")
        };
        Answer::no(text)
    };
    if args.file.extension().is_some_and(|ending| ending == "json") {
        let contents = ListContents::from_json(&contents::read(&args.file)?);
        return Ok(contents
            .map_err(|error| not_a_list(document::says::<List>(&error), &error, Vec::new())));
    }
    let bytes = files::read_prefix(&args.file, TrustList::BYTES.saturating_add(1))?;
    let list = TrustList::decode(&bytes);
    Ok(list
        .map(|list| list.contents().clone())
        .map_err(|error| not_a_list(rows_of(&error), &error, error.codes())))
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    }
}

fn for_people(list: &ListContents, findings: &[Finding], right: bool, lang: Lang) -> String {
    let mut rows = Rows::default();
    for finding in findings {
        rows.push([
            word(finding.severity),
            &harmless(&finding.text(lang.into())),
        ]);
    }
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    format!(
        "{}   {}: errors {}, warnings {}, hints {}\n{}",
        if right { "FIT" } else { "FAULTY" },
        words::title(list),
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
                "severity": word(finding.severity),
                "subject": finding.subject,
                "says": finding.text(lang.into()),
            })
        })
        .collect();
    let result = if right { "fit" } else { "faulty" };
    format!("{:#}\n", json!({"result": result, "findings": findings}))
}

/// Says the warnings of a list that is about to be signed.
pub(super) fn warn_of(list: &ListContents) {
    for finding in lint(list, list.list_issue_date_time) {
        if finding.severity == Severity::Warning {
            warn(harmless(&finding.text(Lang::En.into())));
        }
    }
}
