//! One issue after another, floors and times: `spec/agreement-signing.md`, sections 4 and 5.

use serde_json::{Value, json};

use super::{Asks, changed, contents, parties, signed_by};
use crate::{
    authorities::{GUANGZHOU, NOW},
    cbor::bytes,
    lists::{document::List, federation::TAKEN, verifier::Verifier},
    out::Out,
};

const HISTORY: &[&str] = &["recognise.agreement-history"];
const ROLLBACK: &[&str] = &["recognise.agreement-rollback"];
const INVALID: &[&str] = &["recognise.agreement-invalid"];

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, holding(&[first(), second()]), "agreement-third");
    numbers(asks);
    asks.verifier = holding(&[first()]);
    kept(asks);
    ends(asks);
    others(asks);
    asks.verifier = parties::verifier();
    times(asks);
}

/// An issue with this number and date, and these members in other values.
fn issue(number: u64, made: &str, more: &Value) -> List {
    let mut members = json!({ "/sequenceNumber": number, "/issueDateTime": made });
    for (place, value) in more.as_object().unwrap() {
        members[place] = value.clone();
    }
    changed("agreement-issue", &members)
}

fn first() -> List {
    issue(1, "2026-02-01T00:00:00Z", &json!({})).called("agreement-1")
}

fn second() -> List {
    issue(2, "2026-04-01T00:00:00Z", &json!({})).called("agreement-2")
}

fn holding(agreements: &[List]) -> Verifier {
    agreements
        .iter()
        .fold(parties::verifier(), |verifier, agreement| {
            verifier.agreeing(agreement, TAKEN)
        })
}

fn numbers(asks: &mut Asks<'_>) {
    let third = |made: &str| issue(3, made, &json!({})).write();
    asks.takes(
        "agreement-third",
        third("2026-05-01T00:00:00Z"),
        "issue 3, where 1 and 2 were taken",
        "as-lower",
    );
    let says = "issue 1 again, where 2 was taken since";
    asks.refuses(
        "agreement-lower",
        first().write(),
        says,
        "as-lower",
        ROLLBACK,
    );
    let says = "an issue 1 with the date of today";
    let today = issue(1, NOW, &json!({})).write();
    asks.refuses(
        "agreement-lower-of-today",
        today,
        says,
        "as-lower",
        ROLLBACK,
    );
    let says = "issue 3 with the date of issue 2";
    asks.takes(
        "agreement-third-at-once",
        third("2026-04-01T00:00:00Z"),
        says,
        "as-date",
    );
    asks.differ_from("agreement-third-at-once");
    let says = "issue 3, dated one second before issue 2";
    asks.refuses(
        "agreement-third-earlier",
        third("2026-03-31T23:59:59Z"),
        says,
        "as-date",
        ROLLBACK,
    );
    asks.takes(
        "agreement-again",
        second().write(),
        "issue 2 again, byte for byte",
        "as-fork",
    );
    asks.differ_from("agreement-again");
    let stamped = second().with_unprotected(270, bytes(b"stamp"));
    let says = "issue 2 again, with a time-stamp beside its signature";
    asks.takes("agreement-again-stamped", stamped.write(), says, "as-fork");
    let forked: &[&str] = &["recognise.agreement-forked"];
    let title = json!({ "/title": { "en": "Another title" } });
    let says = "another issue 2";
    let other = issue(2, "2026-04-01T00:00:00Z", &title);
    asks.refuses("agreement-forked", other.write(), says, "as-fork", forked);
    let says = "another issue 2, made one second later";
    let other = issue(2, "2026-04-01T00:00:01Z", &json!({}));
    asks.refuses(
        "agreement-forked-later",
        other.write(),
        says,
        "as-fork",
        forked,
    );
}

fn state(status: &str, since: &str) -> Value {
    json!({ "equivalenceStatus": status, "equivalenceStatusStartingTime": since })
}

const MARCH: &str = "2026-03-01T00:00:00Z";
const APRIL: &str = "2026-04-01T00:00:00Z";

fn suspended(since: &str) -> Value {
    json!({ "/currentState": state("suspended", since), "/equivalenceHistory": [state("enacted", MARCH)] })
}

fn kept(asks: &mut Asks<'_>) {
    let second = |more: &Value| issue(2, APRIL, more).write();
    asks.takes(
        "agreement-second",
        second(&json!({})),
        "issue 2, with the states of issue 1",
        "as-past",
    );
    asks.differ_from("agreement-second");
    for (name, since, says) in [
        (
            "state-moved",
            "2026-03-01T00:00:01Z",
            "a state that had begun begins a second later",
        ),
        (
            "state-moved-back",
            "2026-02-28T23:59:59Z",
            "a state that had begun begins a second earlier",
        ),
    ] {
        let more = json!({ "/currentState": state("enacted", since) });
        asks.refuses(
            &format!("agreement-{name}"),
            second(&more),
            says,
            "as-past",
            HISTORY,
        );
    }
    let early = |since: &str| {
        issue(
            2,
            "2026-02-28T23:59:59Z",
            &json!({ "/currentState": state("enacted", since) }),
        )
    };
    let says = "a state that is to begin in a second, when issue 2 is made, begins later";
    asks.takes(
        "agreement-state-put-off",
        early("2026-03-02T00:00:00Z").write(),
        says,
        "as-past",
    );
    asks.differ_from("agreement-state-put-off");
    let begun = issue(
        2,
        MARCH,
        &json!({ "/currentState": state("enacted", "2026-03-02T00:00:00Z") }),
    );
    let says = "a state that begins in the second in which issue 2 is made begins later";
    asks.refuses(
        "agreement-state-put-off-too-late",
        begun.write(),
        says,
        "as-past",
        HISTORY,
    );

    asks.verifier = holding(&[issue(1, APRIL, &json!({})).called("agreement-1-of-april")]);
    let next = |more: &Value| issue(2, "2026-05-01T00:00:00Z", more).write();
    let says = "a suspension from the date of issue 1 on, which did not know it";
    asks.takes(
        "agreement-suspended-since-issue",
        next(&suspended(APRIL)),
        says,
        "as-backdate",
    );
    asks.differ_from("agreement-suspended-since-issue");
    let says = "a suspension from a second before the date of issue 1 on, which did not know it";
    let before = next(&suspended("2026-03-31T23:59:59Z"));
    asks.refuses(
        "agreement-suspended-before-issue",
        before,
        says,
        "as-backdate",
        HISTORY,
    );
    asks.verifier = holding(&[first()]);
}

fn ends(asks: &mut Asks<'_>) {
    let until = |end: &str| json!({ "/validUntil": end });
    let ending = issue(1, "2026-02-01T00:00:00Z", &until(APRIL)).called("agreement-until-april");
    asks.verifier = holding(&[ending]);
    let longer = |made: &str| issue(2, made, &until("2026-07-01T00:00:00Z")).write();
    let says = "an agreement that is to be over in a second is prolonged";
    asks.takes(
        "agreement-prolonged",
        longer("2026-03-31T23:59:59Z"),
        says,
        "as-past",
    );
    asks.differ_from("agreement-prolonged");
    let says = "an agreement that is over since this second is prolonged";
    asks.refuses(
        "agreement-prolonged-too-late",
        longer(APRIL),
        says,
        "as-past",
        HISTORY,
    );
    asks.verifier = holding(&[issue(1, APRIL, &json!({})).called("agreement-1-of-april")]);
    let shorter = |end: &str| issue(2, "2026-05-01T00:00:00Z", &until(end)).write();
    let says = "an agreement is over since the date of issue 1, which did not know it";
    asks.takes(
        "agreement-over-since-issue",
        shorter(APRIL),
        says,
        "as-backdate",
    );
    asks.differ_from("agreement-over-since-issue");
    let says =
        "an agreement is over since a second before the date of issue 1, which did not know it";
    asks.refuses(
        "agreement-over-before-issue",
        shorter("2026-03-31T23:59:59Z"),
        says,
        "as-backdate",
        HISTORY,
    );
    asks.verifier = holding(&[first()]);
}

fn others(asks: &mut Asks<'_>) {
    asks.differ_from("agreement-second");
    let second = |more: &Value| issue(2, APRIL, more);
    for (name, place, value, says) in [
        (
            "territory",
            "/pointedParty/territory",
            "CN-45",
            "another territory of the pointed party",
        ),
        (
            "entity",
            "/pointedParty/entityId",
            GUANGZHOU,
            "another entity of the pointed party",
        ),
        (
            "law",
            "/pointingParty/legislation",
            "https://agreements.example/law/34",
            "another law of the pointing party",
        ),
    ] {
        let document = second(&json!({ place: value })).write();
        let says = format!("issue 2 with {says}");
        asks.refuses(
            &format!("agreement-second-{name}"),
            document,
            &says,
            "as-parties",
            INVALID,
        );
    }
    // The other party of the same name.
    let theirs = contents(|json| {
        let pointing = json["pointingParty"].take();
        json["pointingParty"] = json["pointedParty"].take();
        json["pointedParty"] = pointing;
        json["sequenceNumber"] = 7.into();
        json["issueDateTime"] = "2026-05-01T00:00:00Z".into();
    });
    let theirs = signed_by(
        List::new(
            "agreement-of-guangdong",
            theirs,
            &parties::guangdong_signer(),
        ),
        &parties::guangdong_signer(),
    );
    asks.verifier = parties::verifier().agreeing(&theirs, TAKEN);
    let says = "issue 1 of Zhejiang, where issue 7 of Guangdong was taken under the same name";
    asks.takes(
        "agreement-of-a-name-taken",
        first().write(),
        says,
        "as-squatting",
    );
    asks.verifier = parties::verifier();
}

fn times(asks: &mut Asks<'_>) {
    let made = |made: &str| issue(1, made, &json!({})).write();
    let says = "an issue that is dated 300 seconds after now";
    asks.takes(
        "agreement-in-300-seconds",
        made("2026-06-01T00:05:00Z"),
        says,
        "as-future",
    );
    asks.differ_from("agreement-in-300-seconds");
    let says = "an issue that is dated 301 seconds after now";
    let future: &[&str] = &["recognise.agreement-in-future"];
    asks.refuses(
        "agreement-in-301-seconds",
        made("2026-06-01T00:05:01Z"),
        says,
        "as-future",
        future,
    );
    let until = |next: &str, end: &str| {
        changed(
            "agreement-issue",
            &json!({ "/nextUpdate": next, "/notAfter": end }),
        )
        .write()
    };
    let says = "the last second of an agreement";
    asks.takes("agreement-last-second", until(NOW, NOW), says, "as-over");
    asks.differ_from("agreement-last-second");
    let late = "2026-05-31T23:59:59Z";
    let says = "one second after the end of an agreement";
    let expired: &[&str] = &["recognise.agreement-expired"];
    asks.refuses(
        "agreement-over",
        until(late, late),
        says,
        "as-over",
        expired,
    );
    let says = "one second after the next issue was due";
    let stale: &[&str] = &["recognise.note-agreement-stale"];
    asks.takes_with(
        "agreement-stale",
        until(late, "2026-09-01T00:00:00Z"),
        says,
        "as-over",
        stale,
    );
    for (name, members, says) in [
        (
            "not-begun",
            json!({ "/currentState": state("enacted", "2026-07-01T00:00:00Z") }),
            "has not begun",
        ),
        ("suspended", suspended(APRIL), "is suspended"),
        (
            "repealed",
            json!({ "/currentState": state("repealed", APRIL), "/equivalenceHistory": [state("enacted", MARCH)] }),
            "is repealed",
        ),
        (
            "past-its-validity",
            json!({ "/validUntil": APRIL }),
            "is over, whatever its state",
        ),
    ] {
        let says = format!("an agreement that {says}: it is taken, and says so");
        let document = changed("agreement-issue", &members).write();
        asks.takes(&format!("agreement-{name}"), document, &says, "as-over");
    }
}
