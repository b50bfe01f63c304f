//! The command line: issue, seal, inspect, verify and recognise licences, look at types, check identifiers, make demo keys.
//!
//! It reads files, the clock and arguments, and calls the library; no rule lives here that the library lacks.
//! The answer goes to standard output, everything else to standard error.

mod agreement;
mod answer;
mod arguments;
mod demo_pki;
mod document;
mod draft;
mod files;
mod id;
mod inspect;
mod issue;
mod judging;
mod layout;
mod needs;
mod pem;
mod pictures;
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only tests need"
)]
mod pki;
mod prepared;
mod recognise;
mod recognition;
mod render;
mod seal;
mod status;
mod trust;
mod types;
mod value;
mod verdict;
mod verify;
mod whom;
mod wording;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use answer::{Answer, Trouble};

/// Issue, seal, verify and recognise electronic licences, offline.
#[derive(Parser)]
#[command(name = "elicence", version, disable_help_subcommand = true, after_help = STATUSES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const STATUSES: &str = "\
Exits 0 if and only if the answer is yes: in force, recognised, issued, sealed, a right identifier.
Exits 1 when the answer is no, 2 on trouble (usage, files), 3 when `recognise` finds a licence in force that does not
count, or not yet, 4 when `verify` or `recognise` cannot decide.";

#[derive(Subcommand)]
enum Command {
    Issue(issue::Args),
    Seal(seal::Args),
    Inspect(inspect::Args),
    Verify(verify::Args),
    Recognise(recognise::Args),
    Needs(needs::Args),
    Trust(trust::Args),
    Status(status::Args),
    Agreement(agreement::Args),
    Types(types::Args),
    Id(id::Args),
    DemoPki(demo_pki::Args),
}

impl Command {
    fn run(self) -> Result<Answer, Trouble> {
        match self {
            Self::Issue(args) => issue::run(&args),
            Self::Seal(args) => seal::run(&args),
            Self::Inspect(args) => inspect::run(&args),
            Self::Verify(args) => verify::run(&args),
            Self::Recognise(args) => recognise::run(&args),
            Self::Needs(args) => needs::run(&args),
            Self::Trust(args) => trust::run(&args),
            Self::Status(args) => status::run(&args),
            Self::Agreement(args) => agreement::run(&args),
            Self::Types(args) => types::run(&args),
            Self::Id(args) => id::run(&args),
            Self::DemoPki(args) => demo_pki::run(&args),
        }
    }
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(help) if !help.use_stderr() => return Answer::yes(help.to_string()).print(),
        Err(usage) => {
            let usage = usage.to_string(); // an `error: …`, or the help where no command is given
            let prefix = if usage.starts_with("error:") {
                "elicence: "
            } else {
                ""
            };
            answer::talk(&format!("{prefix}{}", usage.trim_end()));
            return ExitCode::from(answer::TROUBLE);
        }
    };
    match cli.command.run() {
        Ok(answer) => answer.print(),
        Err(trouble) => trouble.print(),
    }
}
