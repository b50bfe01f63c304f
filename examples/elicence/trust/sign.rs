//! `elicence trust sign`: a prepared list and a signature become a list.

use super::list::List;
use crate::{
    answer::{Answer, Trouble},
    document::sign,
};

/// Sign a prepared trust list
///
/// Checks everything again, verifies the signature, and writes the list.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the list was signed and the file is written.
Exits 1 when no verifier would take the list or the signature, 2 on trouble.")]
pub(crate) struct Args {
    #[command(flatten)]
    list: sign::Signing,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    sign::run::<List>(&args.list)
}
