//! The contents of an agreement to begin with: an example, and the next issue of one.

use elicence::{recognise::agreement::Agreement, time::UnixTime};

const EXAMPLE: &str = include_str!("example.json");

const DAY: i64 = 86_400;

/// The example, issued now, for half a year, and counting for a month more.
pub(super) fn example(issued: UnixTime) -> String {
    let after = |days| issued.saturating_add(days * DAY).to_string();
    EXAMPLE
        .replace("<ISSUED>", &issued.to_string())
        .replace("<ENACTED>", &after(30))
        .replace("<NEXT UPDATE>", &after(180))
        .replace("<NOT AFTER>", &after(210))
}

/// The contents of the issue after `previous`, made at `issued` and counting for as long as that one did.
pub(super) fn next(previous: &Agreement, issued: UnixTime) -> String {
    let mut contents = previous.contents().clone();
    let made = contents.issue_date_time.seconds();
    let again = |time: UnixTime| issued.saturating_add(time.seconds().saturating_sub(made));
    contents.sequence_number = contents.sequence_number.saturating_add(1);
    contents.next_update = again(contents.next_update);
    contents.not_after = again(contents.not_after);
    contents.issue_date_time = issued;
    contents.to_json()
}
