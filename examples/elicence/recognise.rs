//! `elicence recognise`: does what is in force count here, for this purpose?

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use elicence::{
    licence::Region,
    recognise::{
        Agreements, Countersignature, Need, Question, Recognition, RecognitionResult,
        agreement::Deadline, recognise,
    },
    verify::{Report, Verified},
};

use crate::{
    agreement::folder,
    answer::{Answer, INDETERMINATE, NO, NOT_HERE, Trouble, warn},
    arguments::Lang,
    judging::{Judge, Judging, SCOPES, Verdicts},
    layout::harmless,
    recognition, verdict,
    verify::{malformed, status_of},
};

/// Say whether a licence counts in a region, for a purpose, and under which clause
///
/// Verifies it first. Then the agreements of the region are asked: what counts as what, on which conditions, with what beside
/// it. Where one region lies in the other no agreement is needed.
#[derive(clap::Args)]
#[command(after_help = format!("{SCOPES}\n\n{STATUSES}"))]
pub(crate) struct Args {
    /// What was presented
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The region in which it is to count, such as CN-33
    #[arg(long, value_name = "REGION", value_parser = region)]
    at_region: Region,
    /// What it is to count for: the service item or the use
    #[arg(long, value_name = "URI")]
    purpose: String,
    /// A signed agreement, or a folder of them; may be given again
    #[arg(long, value_name = "DIR")]
    agreements: Vec<PathBuf>,
    /// What was presented beside it, which must be its holder's; may be given again
    #[arg(long, value_name = "FILE")]
    supplement: Vec<PathBuf>,
    /// Whether the recognised party must have countersigned
    #[arg(long, default_value = "not-required")]
    countersignature: CountersignatureArgument,
    #[command(flatten)]
    judging: Judging,
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Also print every check that was made, in order
    #[arg(long, conflicts_with = "json")]
    trail: bool,
    /// Print one JSON object: the verdict, the recognition and their trails
    #[arg(long)]
    json: bool,
}

const STATUSES: &str = "\
Exits 0 if and only if every document is in force and recognised; of what may be handed in later, nothing is needed before.
Exits 1 when one is refused or malformed, 2 on trouble (usage, files), 3 when all are in force and one is not, or not yet,
recognised here: it is valid all the same. 4 when something could not be found out.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CountersignatureArgument {
    Required,
    NotRequired,
}

impl From<CountersignatureArgument> for Countersignature {
    fn from(argument: CountersignatureArgument) -> Self {
        match argument {
            CountersignatureArgument::Required => Self::Required,
            CountersignatureArgument::NotRequired => Self::NotRequired,
        }
    }
}

/// A region in its one spelling.
pub(crate) fn region(text: &str) -> Result<Region, String> {
    Region::parse(text).map_err(|error| error.to_string())
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let mut judge = args.judging.judge()?;
    let agreements = agreements(&mut judge, &args.agreements)?;
    let verdicts = match judge.verify(&args.file)? {
        Ok(verdicts) => verdicts,
        Err(error) => return Ok(malformed(&error, args.json)),
    };
    let report = Report::of(&verdicts);
    if report.result != "in-force" {
        let text = if args.json {
            recognition::to_json(&report, &[])
        } else {
            let lang = args.lang.into();
            verdict::for_people(&verdicts, &report, &judge.types, lang, args.trail)
        };
        return Ok(Answer::with_status(text, status_of(&report)));
    }
    let licences: Vec<Verified> = verdicts.into_iter().flatten().collect();
    let beside = supplements(&judge, &args.supplement)?;
    let recognitions: Vec<Recognition<'_>> = licences
        .iter()
        .enumerate()
        .map(|(place, licence)| {
            let others = licences
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place);
            let beside: Vec<&Verified> = others.map(|(_, v)| v).chain(&beside).collect();
            let question = Question::new(&args.at_region, &args.purpose, &agreements)
                .with_supplements(&beside)
                .with_countersignature(args.countersignature.into());
            recognise(licence, &question)
        })
        .collect();
    let text = if args.json {
        recognition::to_json(&report, &recognitions)
    } else {
        let asked = recognition::Asked {
            here: &args.at_region,
            purpose: &args.purpose,
            language: args.lang.into(),
            with_trail: args.trail,
        };
        recognition::for_people(&licences, &recognitions, &judge.types, &asked)
    };
    let worst = recognitions
        .iter()
        .map(status)
        .max_by_key(|status| match *status {
            0 => 0,
            NOT_HERE => 2,
            _ => 1,
        });
    Ok(Answer::with_status(text, worst.unwrap_or(NO)))
}

/// The agreements of the store and those in files.
pub(crate) fn agreements(judge: &mut Judge, paths: &[PathBuf]) -> Result<Agreements, Trouble> {
    let mut agreements = judge.trust.take_agreements();
    let at = judge.trust.time(judge.now);
    match judge.trust.store() {
        Some(store) => folder::take(&mut agreements, paths, store, at)?,
        None if paths.is_empty() => {}
        None => {
            return Err(
                Trouble::new("agreements are given, and no trust store").with_hint(
                    "who may sign for a region stands in its trust list: give --trust STORE",
                ),
            );
        }
    }
    Ok(agreements)
}

/// What is in force among the documents beside.
fn supplements(judge: &Judge, paths: &[PathBuf]) -> Result<Vec<Verified>, Trouble> {
    let mut beside = Vec::new();
    for path in paths {
        beside.extend(in_force(judge, path, "supplement")?);
    }
    Ok(beside)
}

/// What is in force of what a file holds; of the rest it is said that it does not count.
pub(crate) fn in_force(judge: &Judge, path: &Path, what: &str) -> Result<Vec<Verified>, Trouble> {
    let says = |why: &str| {
        warn(harmless(&format!(
            "the {what} `{}` does not count: {why}",
            path.display()
        )));
    };
    let verdicts: Verdicts = judge.verify(path)?;
    let verdicts = verdicts.unwrap_or_else(|error| {
        says(&error.to_string());
        Vec::new()
    });
    let mut good = Vec::new();
    for verdict in verdicts {
        match verdict {
            Ok(verified) => good.push(verified),
            Err(refused) => says(&refused.to_string()),
        }
    }
    Ok(good)
}

fn status(recognition: &Recognition<'_>) -> u8 {
    match recognition.result() {
        RecognitionResult::Recognised => 0,
        RecognitionResult::RecognisedWithSupplements if !waits(recognition) => 0,
        RecognitionResult::Indeterminate => INDETERMINATE,
        _ => NOT_HERE,
    }
}

/// Whether something is needed before the licence is used.
fn waits(recognition: &Recognition<'_>) -> bool {
    recognition.supplements().iter().any(|supplement| {
        let asked = supplement.supplement;
        supplement.need == Need::Needed && asked.deadline == Deadline::BeforeUse
    })
}
