//! `elicence agreement sign`: a prepared agreement and a signature become an agreement.

use super::kind::Agreements;
use crate::{
    answer::{Answer, Trouble},
    document::sign,
};

/// Sign a prepared agreement
///
/// Checks everything again, verifies the signature, and writes the agreement.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the agreement was signed and the file is written.
Exits 1 when no verifier would take the agreement or the signature, 2 on trouble.")]
pub(crate) struct Args {
    #[command(flatten)]
    agreement: sign::Signing,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    sign::run::<Agreements>(&args.agreement)
}
