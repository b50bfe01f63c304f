//! `elicence agreement`: make, look at and explain the signed documents by which one region recognises licences of another.

mod contents;
mod countersign;
mod diff;
mod explain;
pub(crate) mod folder;
mod inspect;
mod kind;
mod lint;
mod make;
mod matrix;
mod sign;
mod words;

use elicence::recognise::agreement::AgreementError;

use crate::{
    answer::{Answer, Trouble},
    layout::{Rows, harmless},
};

/// Make, look at and explain recognition agreements
///
/// By an agreement a region says which licences of another count in it: for what, as what, on which conditions. It is data
/// that lawyers read and every verifier evaluates offline.
#[derive(clap::Args)]
#[command(after_help = STATUSES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str = "\
Exits 0 if and only if the answer is yes: made, signed, countersigned, well formed, fit.
Exits 1 when the answer is no, 2 on trouble (usage, files).";

#[derive(clap::Subcommand)]
enum Command {
    Make(make::Args),
    Sign(sign::Args),
    Countersign(countersign::Args),
    Inspect(inspect::Args),
    Lint(lint::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Matrix(matrix::Args),
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    match &args.command {
        Command::Make(args) => make::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Countersign(args) => countersign::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Matrix(args) => matrix::run(args),
    }
}

/// Why an agreement is not taken: a row for each rule that it breaks, code first.
pub(crate) fn rows_of(error: &AgreementError) -> String {
    let mut rows = Rows::default();
    match error {
        AgreementError::Decode(error) => rows.push([error.code(), &harmless(&error.to_string())]),
        AgreementError::Refused(reasons) => reasons
            .iter()
            .for_each(|reason| rows.push([reason.code(), &harmless(&reason.to_string())])),
    }
    rows.to_text(2)
}
