//! `elicence trust`: make, look at and keep the signed lists that say who may do what.

mod check;
mod contents;
mod diff;
mod inspect;
mod lint;
mod list;
mod make;
mod sign;
pub(crate) mod store;
mod update;
mod words;

use elicence::trust::list::ListError;

use crate::{
    answer::{Answer, Trouble, talk},
    layout::{Rows, harmless},
};

/// Make, look at, keep and ask trust lists
///
/// A trust list says which authorities may issue which licences where, with which keys and since when. Its operator
/// makes and signs it; every verifier keeps the newest issues in a store and asks them offline.
#[derive(clap::Args)]
#[command(after_help = STATUSES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str = "\
Exits 0 if and only if the answer is yes: made, signed, well formed, taken, may seal.
Exits 1 when the answer is no, 2 on trouble (usage, files), 4 when `check` cannot decide.";

#[derive(clap::Subcommand)]
enum Command {
    Make(make::Args),
    Sign(sign::Args),
    Inspect(inspect::Args),
    Lint(lint::Args),
    Diff(diff::Args),
    Update(update::Args),
    Check(check::Args),
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    match &args.command {
        Command::Make(args) => make::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Update(args) => update::run(args),
        Command::Check(args) => check::run(args),
    }
}

/// Says on standard error what was given where a signed list belongs, if it is one of the files that lie beside one.
fn hint_at_another_file(bytes: &[u8]) {
    let text = bytes.trim_ascii_start();
    if text.starts_with(b"{") {
        talk(
            "elicence: hint: this is JSON: if it holds the contents of a list, `elicence trust make` signs them first",
        );
    } else if text.starts_with(b"-----BEGIN ") {
        talk(
            "elicence: hint: this is PEM: certificates are given with --root LISTID=FILE, revocation lists with --crl FILE",
        );
    }
}

/// Why a list is not taken: a row for each rule that it breaks, code first.
fn rows_of(error: &ListError) -> String {
    let mut rows = Rows::default();
    match error {
        ListError::Decode(error) => rows.push([error.code(), &harmless(&error.to_string())]),
        ListError::Refused(reasons) => reasons
            .iter()
            .for_each(|reason| rows.push([reason.code(), &harmless(&reason.to_string())])),
    }
    rows.to_text(2)
}
