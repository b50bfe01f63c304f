//! `elicence status make`: a new list, all of whose indices are free.

use std::path::PathBuf;

use super::list::List;
use crate::{
    answer::{Answer, Trouble},
    files,
};

/// Begin a status list
///
/// Writes its state file: keep it, and back it up as you do the register. An older copy would give an index twice.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the file is written, 2 on trouble.
The more licences share a list, the less an index says: 100000 and more are usual, and cost next to nothing.")]
pub(crate) struct Args {
    /// Write the state of the list to this new file
    #[arg(value_name = "STATE")]
    state: PathBuf,
    /// The name of the list, a plain https URI where it will be published
    #[arg(long, value_name = "URI")]
    uri: String,
    /// How many licences have room
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    entries: u64,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    files::check_new(&args.state)?;
    let list = List::new(&args.state, &args.uri, args.entries)?;
    files::write_new(&[list.to_output()?])?;
    Ok(Answer::yes(format!(
        "MADE   status list `{}` with room for {}\n  {}\n",
        args.uri,
        args.entries,
        args.state.display()
    )))
}
