//! `elicence status set`: a step in the life of a licence.

use std::path::PathBuf;

use elicence::{
    crypto::SystemRandom,
    status::{AllocationError, Change, StatusFault, Transition},
    time::UnixTime,
};

use super::list::{List, STEPS};
use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    layout::Rows,
};

/// Take a step in the life of a licence
///
/// INDEX is `new` for a licence that is being issued: it is given a random index that nobody has.
#[derive(clap::Args)]
#[command(after_help = "\
STEP, from which state, and what it is in the list that is signed next:
  issue              核发  a licence begins; its index is `new`           valid
  suspend            暂扣  in force                                       suspended
  resume             恢复  suspended                                      valid
  revoke-as-void     撤销  in force, suspended, or over in another way    revoked
  revoke-as-penalty  吊销  in force, suspended                            revoked
  cancel             注销  in force, suspended, revoked or lapsed         revoked
  supersede          变更  in force; with --successor                     superseded
  lapse              届满  in force, suspended                            valid: its own dates say so
  move-out           迁出  in force                                       superseded

Exits 0 if and only if the step was taken and the state file is written.
Exits 1 when the law knows no such step, 2 on trouble; then nothing is changed.")]
pub(crate) struct Args {
    /// The state file of the list
    #[arg(value_name = "STATE")]
    state: PathBuf,
    /// The index of the licence, or `new`
    #[arg(value_name = "INDEX", value_parser = index)]
    index: Index,
    /// The step
    #[arg(value_name = "STEP", value_parser = step)]
    step: Transition,
    /// The law and the decision that it rests on
    #[arg(long, value_name = "TEXT", default_value = "")]
    ground: String,
    /// The identifier of the licence that takes its place
    #[arg(long, value_name = "LICENCE-ID")]
    successor: Option<String>,
    /// From when it has effect [default: when it is recorded]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    effective_from: Option<UnixTime>,
    /// When it is recorded [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
}

#[derive(Clone, Copy, Debug)]
enum Index {
    New,
    Given(u64),
}

fn index(text: &str) -> Result<Index, String> {
    match text {
        "new" => Ok(Index::New),
        number => number
            .parse()
            .map(Index::Given)
            .map_err(|_| "neither an index nor `new`".to_owned()),
    }
}

fn step(text: &str) -> Result<Transition, String> {
    let found = STEPS.iter().find(|(name, _)| *name == text);
    found.map(|(_, step)| *step).ok_or_else(|| {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        format!("not one of {}", names.join(", "))
    })
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let mut list = List::read(&args.state)?;
    let now = args.now.map_or_else(clock, Ok)?;
    let mut change = Change::new(args.step, now).on_ground(&args.ground);
    if let Some(effective_from) = args.effective_from {
        change = change.effective_from(effective_from);
    }
    if let Some(successor) = &args.successor {
        change = change.with_successor(successor);
    }
    let index = match (args.index, args.step) {
        (Index::New, Transition::Issue) => match list.allocator.allocate(&mut SystemRandom) {
            Ok(index) => index,
            Err(AllocationError::Exhausted(fault)) => return Ok(not_set(&fault)),
            Err(error) => return Err(Trouble::new(error.to_string())),
        },
        (Index::New, _) => {
            return Err(Trouble::new("a new index is for a licence that is issued")
                .with_hint("give the index that `issue` gave"));
        }
        (Index::Given(index), _) if list.allocator.is_taken(index) => index,
        (Index::Given(index), _) => {
            return Err(Trouble::new(format!("no licence has the index {index}"))
                .with_hint("`issue` draws indices: its INDEX is `new`"));
        }
    };
    if let Err(fault) = list.apply(index, change) {
        return Ok(not_set(&fault));
    }
    // Before the index is told to anybody.
    list.save()?;
    let state = list.state(index);
    let (state, listed) = state.map_or(("", String::new()), |state| {
        let listed = format!("{:?}", state.listed_as()).to_lowercase();
        (state.name(), listed)
    });
    Ok(Answer::yes(format!(
        "SET   index {index} is {state}: {listed} in the next list that is signed\n"
    )))
}

fn not_set(fault: &StatusFault) -> Answer {
    let mut rows = Rows::default();
    rows.push([fault.code(), &fault.to_string()]);
    Answer::no(format!(
        "NOT SET   nothing was changed\n{}",
        rows.to_text(2)
    ))
}
