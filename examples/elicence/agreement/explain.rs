//! `elicence agreement explain`: a whole agreement as numbered clauses.

use std::path::PathBuf;

use elicence::recognise::agreement::explain;

use super::lint::contents_of;
use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, Lang},
};

/// Say in plain words what an agreement says, clause by clause
///
/// Nothing is verified: anybody could have written it.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if it is an agreement, 1 when it is none, 2 on trouble.")]
pub(crate) struct Args {
    /// The contents of an agreement (a name that ends in .json), or a signed one
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The language
    #[arg(long, default_value = "en")]
    lang: Lang,
    #[command(flatten)]
    definitions: Definitions,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let types = args.definitions.load()?;
    Ok(match contents_of(&args.file)? {
        Ok(agreement) => Answer::yes(explain(&agreement, args.lang.into(), &types).to_string()),
        Err(rows) => Answer::no(format!("NOT AN AGREEMENT   nothing to explain\n{rows}")),
    })
}
