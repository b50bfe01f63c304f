//! `elicence status`: keep, sign, look at and ask the lists that say which licences were revoked.

mod check;
mod inspect;
mod list;
mod make;
mod prepared;
mod set;
mod sign;

use crate::answer::{Answer, Trouble};

/// Keep, sign, look at and ask status lists
///
/// The authority that issues licences keeps one state file a list: which index belongs to which steps in the life of a
/// licence. What it signs and publishes of it says a status for each index, and nothing else.
#[derive(clap::Args)]
#[command(after_help = STATUSES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str = "\
Exits 0 if and only if the answer is yes: made, set, signed, well formed, valid.
Exits 1 when the answer is no, 2 on trouble (usage, files), 4 when `check` cannot decide.";

#[derive(clap::Subcommand)]
enum Command {
    Make(make::Args),
    Set(set::Args),
    Sign(sign::Args),
    Inspect(inspect::Args),
    Check(check::Args),
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    match &args.command {
        Command::Make(args) => make::run(args),
        Command::Set(args) => set::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Check(args) => check::run(args),
    }
}
