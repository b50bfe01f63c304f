//! `elicence agreement diff`: what an amendment opens and what it closes, in words.

use std::path::PathBuf;

use elicence::recognise::agreement::{Agreement, Direction, diff};
use serde_json::json;

use super::{kind::Agreements, words};
use crate::{
    answer::{Answer, Trouble},
    arguments::Lang,
    document::read,
    layout::{Rows, harmless},
};

/// Say what an amendment opens and what it closes
///
/// Neither issue is verified. Also says where the second breaks a rule as the issue after the first.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the second may follow the first, or is the same.
Exits 1 when it may not, 2 on trouble.")]
pub(crate) struct Args {
    /// The issue before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The issue after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// The language of the changes
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let (old, new): (Agreement, Agreement) = (
        read::<Agreements>(&args.old)?,
        read::<Agreements>(&args.new)?,
    );
    let same = old.digest() == new.digest();
    let against = if same {
        Vec::new()
    } else {
        new.check_against(&old)
    };
    let changes = diff(old.contents(), new.contents());
    let follows = against.is_empty();
    let text = if args.json {
        let changes: Vec<_> = changes
            .iter()
            .map(|change| json!({"direction": word(change.direction), "clause": change.clause, "says": change.text(args.lang.into())}))
            .collect();
        let against: Vec<_> = against
            .iter()
            .map(|reason| json!({"code": reason.code(), "says": reason.to_string()}))
            .collect();
        let says =
            json!({"follows": follows, "same": same, "changes": changes, "against": against});
        format!("{says:#}\n")
    } else {
        let verdict = match (same, follows) {
            (true, _) => "THE SAME",
            (_, true) => "FOLLOWS",
            (_, false) => "DOES NOT FOLLOW",
        };
        let mut broken = Rows::default();
        for reason in &against {
            broken.push([reason.code(), &harmless(&reason.to_string())]);
        }
        let mut changed = Rows::default();
        for change in &changes {
            changed.push([&harmless(&change.text(args.lang.into()))]);
        }
        format!(
            "{verdict}   {}\n{}{}",
            words::title(new.contents()),
            broken.to_text(2),
            changed.to_text(2)
        )
    };
    Ok(if follows {
        Answer::yes(text)
    } else {
        Answer::no(text)
    })
}

const fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Opens => "opens",
        Direction::Closes => "closes",
        Direction::Changes => "changes",
    }
}
