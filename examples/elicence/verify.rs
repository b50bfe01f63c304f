//! `elicence verify`: is what was presented in force?

use std::path::PathBuf;

use elicence::verify::Report;

use crate::{
    answer::{Answer, INDETERMINATE, NO, Trouble},
    arguments::Lang,
    judging::{Judging, SCOPES},
    pictures, verdict,
};

/// Verify a licence, or a whole DeviceResponse, offline
///
/// Reads an IssuerSigned, a Document or a DeviceResponse of ISO/IEC 18013-5 and prints the verdict, the reasons, and
/// the data where it is in force. Whether the licence counts for a purpose in your region is another question: see
/// `elicence recognise`.
#[derive(clap::Args)]
#[command(after_help = format!("{SCOPES}\n\n{STATUSES}"))]
pub(crate) struct Args {
    /// What was presented
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    judging: Judging,
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Also print every check that was made, in order
    #[arg(long, conflicts_with = "json")]
    trail: bool,
    /// Print one JSON object: the verdict and its trail, no data of the licence
    #[arg(long)]
    json: bool,
    /// Write the pictures of what is in force to this folder
    #[arg(long, value_name = "DIR")]
    save_pictures: Option<PathBuf>,
}

const STATUSES: &str = "\
Exits 0 if and only if every document is in force.
Exits 1 when one is refused or the bytes are malformed, 2 on trouble (usage, files),
4 when none is refused but something about one could not be found out.";

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let judge = args.judging.judge()?;
    let verdicts = match judge.verify(&args.file)? {
        Ok(verdicts) => verdicts,
        Err(error) => return Ok(malformed(&error, args.json)),
    };
    let report = Report::of(&verdicts);
    if let Some(folder) = &args.save_pictures {
        let documents: Vec<_> = verdicts
            .iter()
            .map(|v| v.as_ref().map(verdict::shown).unwrap_or_default())
            .collect();
        pictures::save(folder, &documents)?;
    }
    let text = if args.json {
        report.to_json() + "\n"
    } else {
        verdict::for_people(
            &verdicts,
            &report,
            &judge.types,
            args.lang.into(),
            args.trail,
        )
    };
    Ok(Answer::with_status(text, status_of(&report)))
}

/// The exit status of a verdict.
pub(crate) fn status_of(report: &Report) -> u8 {
    match report.result {
        "in-force" => 0,
        "indeterminate" => INDETERMINATE,
        _ => NO,
    }
}

/// The answer to bytes that are not of the format.
pub(crate) fn malformed(error: &elicence::DecodeError, json: bool) -> Answer {
    Answer::no(if json {
        Report::malformed(error).to_json() + "\n"
    } else {
        verdict::malformed(error)
    })
}
