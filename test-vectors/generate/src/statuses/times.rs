//! When a list counts, and what takes its place: `spec/status.md`, sections 5 and 6.

use super::{
    licence,
    token::{EXP, INDEX, MADE, TTL, Token, office, packed},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Node, int},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "one-second-before-its-end");
    asks.flags = &["N23", "time", "boundary"];
    ends(asks);
    staleness(asks);
    future(asks);
    rollback(asks);
}

const EXPIRED: &str = "status.list-expired";

fn ends(asks: &mut Asks<'_>) {
    let held = |status| {
        let token = Token::new(&format!("office-{status}"), status, &office());
        Verifier::default().holding(&token)
    };
    asks.verifier = held(0);
    asks.now = "2026-06-06T23:59:59Z";
    let says = "a list, one second before its end, which is when the verdict ends";
    let last = Some("2026-06-06T23:59:59Z");
    asks.good_until(
        "one-second-before-its-end",
        licence(),
        says,
        "st-expired",
        &[],
        last,
    );
    asks.now = "2026-06-07T00:00:00Z";
    asks.open(
        "at-its-end",
        licence(),
        "a list at its end",
        "v-5.3a st-expired",
        EXPIRED,
    );
    asks.now = "2026-06-30T00:00:00Z";
    asks.open(
        "after-its-end",
        licence(),
        "a list after its end",
        "v-5.3a st-expired",
        EXPIRED,
    );
    asks.verifier = held(1);
    asks.now = "2026-06-07T00:00:00Z";
    let says = "a list at its end, by which the licence was revoked: it says nothing any more";
    asks.open(
        "revoked-at-its-end",
        licence(),
        says,
        "v-5.3a st-expired",
        EXPIRED,
    );
    asks.now = crate::authorities::NOW;
    asks.verifier = held(0);
    let says = "the verdict holds as long as the list";
    asks.good_until("until-its-end", licence(), says, "st-expired", &[], last);
    let long = Token::new("office-longer", 0, &office()).ends("2026-12-30T00:00:00Z");
    asks.verifier = Verifier::default().holding(&long);
    let says = "a list that counts for longer than the licence: the licence's end is the earlier";
    let until = Some(crate::authorities::VALID_UNTIL);
    asks.good_until(
        "until-the-licences-end",
        licence(),
        says,
        "st-expired",
        &[],
        until,
    );
}

fn staleness(asks: &mut Asks<'_>) {
    let fetched = "2026-05-31T00:00:00Z";
    let lively = |name: &str, seconds: u64| {
        let token = Token::new(name, 0, &office()).claim(TTL, Node::Uint(seconds));
        Verifier::default().holding_since(&token, fetched)
    };
    asks.differ_from("fresh-to-the-second");
    asks.verifier = lively("office-a-day", 86_400);
    let says = "a list exactly as old as it may grow since it was fetched";
    let until = Some(crate::authorities::NOW);
    asks.good_until(
        "fresh-to-the-second",
        licence(),
        says,
        "st-stale",
        &[],
        until,
    );
    asks.verifier = lively("office-a-day-less-a-second", 86_399);
    let says = "a list one second older than it should be";
    const STALE: &str = "status.list-stale";
    asks.open("stale", licence(), says, "st-stale", STALE);
    asks.given = vec![("stale_status", "note".into())];
    let says = "a list one second older than it should be, where the verifier only notes that";
    let until = Some("2026-06-06T23:59:59Z");
    asks.good_until("stale-noted", licence(), says, "st-stale", &[STALE], until);
    let revoked = Token::new("office-stale-revoked", 1, &office()).claim(TTL, Node::Uint(1));
    asks.verifier = Verifier::default().holding_since(&revoked, fetched);
    let says = "a stale list by which it was revoked, where staleness is only noted";
    asks.bad(
        "stale-noted-revoked",
        licence(),
        says,
        "st-stale",
        "status.revoked",
    );
    asks.given = Vec::new();
    let endless = || Token::new("office-endless", 0, &office()).without(EXP);
    asks.verifier = Verifier::default().holding_since(&endless(), MADE);
    asks.now = MADE;
    asks.good(
        "endless-at-once",
        licence(),
        "a list without `exp` and `ttl`, in the second it was made",
        "st-stale",
    );
    asks.differ_from("endless-at-once");
    asks.now = "2026-05-31T00:00:01Z";
    let says = "a list without `exp` and `ttl`, a second after it was made";
    asks.open("endless", licence(), says, "st-stale", STALE);
    asks.now = crate::authorities::NOW;
}

fn future(asks: &mut Asks<'_>) {
    asks.verifier = Verifier::default();
    asks.differ_from("made-now");
    let made = |at: &str| Token::new("", 0, &office()).made(at).write();
    let says = "a list made in this second";
    asks.takes("made-now", made(crate::authorities::NOW), says, "st-future");
    for (name, at) in [
        ("made-in-a-second", "2026-06-01T00:00:01Z"),
        ("made-in-a-day", "2026-06-02T00:00:00Z"),
    ] {
        let says = "a list made after now, which would keep out those that follow";
        asks.refuses(name, made(at), says, "st-future", "status.list-in-future");
    }
}

fn rollback(asks: &mut Asks<'_>) {
    const ROLLBACK: &str = "status.list-rollback";
    let made = |name: &str, status, at: &str| Token::new(name, status, &office()).made(at);
    asks.flags = &["rollback"];
    asks.differ_from("newer-by-a-second");
    let revoked = made("office-1", 1, MADE);
    asks.verifier = Verifier::default().holding(&revoked);
    let says = "a list made a second after the one at hand";
    let newer = made("", 0, "2026-05-31T00:00:01Z").write();
    asks.takes("newer-by-a-second", newer, says, "st-rollback");
    for (name, token, says) in [
        (
            "older",
            made("", 0, "2026-05-30T23:59:59Z"),
            "a list made a second before the one at hand",
        ),
        (
            "of-the-same-second",
            made("", 0, MADE),
            "another list of the second of the one at hand",
        ),
        (
            "of-the-same-second-but-its-end",
            made("", 1, MADE).ends("2026-06-30T00:00:00Z"),
            "the list at hand with another end, of the same second",
        ),
    ] {
        let id = format!("rollback-{name}");
        asks.refuses(&id, token.write(), says, "st-rollback", ROLLBACK);
    }
    let again = made("", 1, MADE).unprotected(99, int(1));
    let says = "the list at hand again, in another envelope: the claims are the same";
    asks.takes("taken-again", again.write(), says, "st-rollback");
    let renewed =
        super::token::office_with(super::token::STATUS_SIGNER, super::token::OTHER_STATUS_KEY);
    let older = Token::new("", 0, &renewed).made("2026-05-30T00:00:00Z");
    let says = "an older list by another key of the same office";
    asks.refuses(
        "rollback-by-a-new-key",
        older.write(),
        says,
        "st-rollback",
        ROLLBACK,
    );
    let over = made("office-over", 1, MADE).ends("2026-05-31T12:00:00Z");
    asks.verifier = Verifier::default().holding(&over);
    let older = made("", 0, "2026-05-30T00:00:00Z").write();
    let says = "a list that counts, older than one that is over";
    asks.refuses(
        "rollback-before-one-that-is-over",
        older,
        says,
        "st-rollback",
        ROLLBACK,
    );
    let other = made("", 0, "2026-05-30T00:00:00Z").named("https://status.example/2");
    let says = "an older list of another name";
    asks.takes("older-of-another-name", other.write(), says, "st-rollback");
    asks.flags = &["N23", "rollback"];
    asks.differ_from("newest-counts");
    let first = Token::of(
        "office-suspended-first",
        &packed(2, 1_000, &[(INDEX, 2)]),
        2,
        &office(),
    );
    let then = made("office-resumed-then", 0, "2026-05-31T12:00:00Z");
    asks.verifier = Verifier::default().holding(&first).holding(&then);
    let says = "suspended by a list, and resumed by the next";
    asks.good("newest-counts", licence(), says, "st-rollback");
    let first = made("office-valid-first", 0, MADE);
    let then = made("office-revoked-then", 1, "2026-05-31T12:00:00Z");
    asks.verifier = Verifier::default().holding(&first).holding(&then);
    let says = "valid by a list, and revoked by the next";
    asks.bad(
        "newest-revokes",
        licence(),
        says,
        "st-rollback st-revoked",
        "status.revoked",
    );
}
