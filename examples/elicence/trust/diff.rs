//! `elicence trust diff`: what an issue changes, in words.

use std::path::PathBuf;

use elicence::trust::list::{ListContents, diff};
use serde_json::json;

use super::{list::List, rows_of, words};
use crate::{
    answer::{Answer, Trouble},
    document::read,
    layout::harmless,
};

/// Say what changes from one issue of a list to another
///
/// Neither is verified. Also says where the second breaks a rule as the issue after the first.
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
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let (old, new) = (read::<List>(&args.old)?, read::<List>(&args.new)?);
    let same = old.digest() == new.digest();
    let against = if same {
        Vec::new()
    } else {
        new.check_against(&old)
    };
    let changes = diff(old.contents(), new.contents());
    let follows = against.is_empty();
    let text = if args.json {
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let against: Vec<_> = against
            .iter()
            .map(|reason| json!({"code": reason.code(), "says": reason.to_string()}))
            .collect();
        let says =
            json!({"follows": follows, "same": same, "changes": changes, "against": against});
        format!("{says:#}\n")
    } else {
        let word = match (same, follows) {
            (true, _) => "THE SAME",
            (_, true) => "FOLLOWS",
            (_, false) => "DOES NOT FOLLOW",
        };
        let mut text = format!("{word}   {}\n", words::title(new.contents()));
        if !follows {
            text.push_str(&rows_of(&elicence::trust::list::ListError::Refused(
                against,
            )));
            text.push('\n');
        }
        text + &lines(old.contents(), new.contents())
    };
    Ok(if follows {
        Answer::yes(text)
    } else {
        Answer::no(text)
    })
}

/// One line a change.
pub(super) fn lines(old: &ListContents, new: &ListContents) -> String {
    diff(old, new)
        .iter()
        .map(|change| format!("  {}\n", harmless(&change.to_string())))
        .collect()
}
