//! `elicence agreement make`: contents become an agreement that lacks only its signature, or that too.

use std::path::PathBuf;

use elicence::time::UnixTime;

use super::{contents, kind::Agreements};
use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    document::{make, read},
};

/// Make an agreement from its contents
///
/// Checks everything that a verifier would, and writes a prepared agreement for `elicence agreement sign`; with --key it is
/// signed at once. Begin with --example, and the next issue with --next: both print contents.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the agreement was prepared (with --key: signed) and the file is written, or contents are printed.
Exits 1 when no verifier would take the agreement, 2 on trouble.")]
pub(crate) struct Args {
    #[command(flatten)]
    agreement: make::Making,
    /// Print contents to begin with
    #[arg(long, conflicts_with = "next")]
    example: bool,
    /// Print the contents of the issue after this agreement
    #[arg(long, value_name = "AGREEMENT")]
    next: Option<PathBuf>,
    /// With --example and --next: when the agreement is issued [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "contents")]
    issued: Option<UnixTime>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    if args.example {
        let issued = args.issued.map_or_else(clock, Ok)?;
        return Ok(Answer::yes(contents::example(issued)));
    }
    if let Some(agreement) = &args.next {
        let issued = args.issued.map_or_else(clock, Ok)?;
        let previous = read::<Agreements>(agreement)?;
        return Ok(Answer::yes(contents::next(&previous, issued)));
    }
    make::run::<Agreements>(&args.agreement)
}
