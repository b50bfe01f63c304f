//! `elicence trust make`: contents become a list that lacks only its signature, or that too.

use std::path::PathBuf;

use elicence::time::UnixTime;

use super::{
    contents::{self, Example},
    list::List,
};
use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    document::{make, read},
};

/// Make a trust list from its contents
///
/// Checks everything that a verifier would, and writes a prepared list for `elicence trust sign`; with --key it is signed
/// at once. Begin with --example, and the next issue with --next: both print contents.
#[derive(clap::Args)]
#[command(after_help = "\
In the contents, {\"file\": \"ca.pem\"} stands for a certificate or a public key (PEM or DER) beside or below them.
With --previous, a `previousIssue` that is not there is filled in.

Exits 0 if and only if the list was prepared (with --key: signed) and the file is written, or contents are printed.
Exits 1 when no verifier would take the list, 2 on trouble.")]
pub(crate) struct Args {
    #[command(flatten)]
    list: make::Making,
    /// Print contents to begin with
    #[arg(long, value_name = "KIND", conflicts_with = "next")]
    example: Option<Example>,
    /// Print the contents of the issue after this list
    #[arg(long, value_name = "LIST")]
    next: Option<PathBuf>,
    /// With --example and --next: when the list is issued [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "contents")]
    issued: Option<UnixTime>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    if let Some(kind) = args.example {
        let issued = args.issued.map_or_else(clock, Ok)?;
        return Ok(Answer::yes(contents::example(kind, issued)));
    }
    if let Some(list) = &args.next {
        let issued = args.issued.map_or_else(clock, Ok)?;
        return Ok(Answer::yes(contents::next(&read::<List>(list)?, issued)));
    }
    make::run::<List>(&args.list)
}
