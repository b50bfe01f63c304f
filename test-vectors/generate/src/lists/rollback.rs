//! What was taken stays: `spec/trust-store.md`, sections 4 and 5.

use super::{
    document::List,
    federation::{
        FEDERATION, GUANGDONG, ISSUED, LAST, NEXT_UPDATE, TAKEN, federation, federation_office,
        guangdong, guangdong_office,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::NOW,
    cbor::{NULL, Node, bytes, tag, text},
    out::Out,
};

const ROLLBACK: &[&str] = &["trust.list-rollback"];

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, holding(&[first(), second()]), "list-third");
    asks.flags = &["list", "rollback"];
    numbers(asks);
    dates(asks);
    chain(asks);
    asks.flags = &["list", "time", "boundary"];
    future(asks);
    ends(asks);
    clock(asks);
}

fn first() -> List {
    guangdong()
}

fn second() -> List {
    let list = guangdong().next("2026-05-10T00:00:00Z");
    list.called("cn-44-second-2")
}

/// When the second issue was taken.
const SECOND_TAKEN: &str = "2026-05-11T00:00:00Z";

fn third() -> List {
    second().next("2026-05-20T00:00:00Z")
}

fn holding(lists: &[List]) -> Verifier {
    let pinning = Verifier::pinning(GUANGDONG, &guangdong_office());
    lists.iter().fold(pinning, |verifier, list| {
        verifier.taking(list, SECOND_TAKEN)
    })
}

/// Something that another issue of the same number says.
fn otherwise(list: List) -> List {
    list.with(
        "statusDeterminationApproach",
        text("https://lists.example/another"),
    )
}

fn numbers(asks: &mut Asks<'_>) {
    asks.takes(
        "list-third",
        third().write(),
        "issue 3, where 1 and 2 were taken",
        "ts-lower",
    );
    let says = "issue 1 again, where 2 was taken since";
    asks.refuses("list-lower", first().write(), says, "ts-lower", ROLLBACK);
    let says = "an issue 1 with the date of today";
    let dated = first().dated(NOW, NEXT_UPDATE, LAST);
    asks.refuses(
        "list-lower-of-today",
        dated.write(),
        says,
        "ts-lower",
        ROLLBACK,
    );
    let says = "issue 2 again, byte for byte";
    asks.takes("list-again", second().write(), says, "ts-fork");
    asks.differ_from("list-again");
    let forked: &[&str] = &["trust.list-forked"];
    let says = "another issue 2";
    asks.refuses(
        "list-forked",
        otherwise(second()).write(),
        says,
        "ts-fork",
        forked,
    );
    let says = "another issue 2, made one second later";
    let later = guangdong().next("2026-05-10T00:00:01Z");
    asks.refuses("list-forked-later", later.write(), says, "ts-fork", forked);
    let [protected, unprotected, payload, signature] = second().members();
    let mirrored = super::header::mirrored(signature.as_bytes());
    let members = vec![protected, unprotected, payload, bytes(&mirrored)];
    let says = "issue 2 again, with the other one of the two signatures that ECDSA has";
    let document = tag(18, Node::Array(members)).write();
    asks.takes("list-again-mirrored", document, says, "ts-fork");
    let says = "issue 2 again, with a time-stamp beside its signature";
    let stamped = second().with_unprotected(270, bytes(b"stamp"));
    asks.takes("list-again-stamped", stamped.write(), says, "ts-fork");
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let says = "issue 3 is the first that the verifier meets";
    asks.takes("list-first-met", third().write(), says, "ts-lower");
    asks.verifier = holding(&[first()]);
    let says = "issue 3, where 2 was skipped";
    asks.takes("list-over-a-gap", third().write(), says, "ts-lower");
    let says = "issue 2, which was skipped, after 3";
    asks.differ_from("list-third");
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office())
        .taking(&first(), TAKEN)
        .taking(&third(), "2026-05-21T00:00:00Z");
    asks.refuses("list-skipped", second().write(), says, "ts-lower", ROLLBACK);
    asks.verifier = holding(&[first(), second()]);
}

fn dates(asks: &mut Asks<'_>) {
    asks.flags = &["list", "rollback", "boundary"];
    let says = "issue 3, dated one second after issue 2";
    asks.takes(
        "list-third-a-second-later",
        second().next("2026-05-10T00:00:01Z").write(),
        says,
        "ts-date",
    );
    asks.differ_from("list-third-a-second-later");
    for (name, date, says) in [
        (
            "at-once",
            "2026-05-10T00:00:00Z",
            "in the second of issue 2",
        ),
        (
            "earlier",
            "2026-05-09T23:59:59Z",
            "one second before issue 2",
        ),
    ] {
        let says = format!("issue 3, dated {says}");
        let clause = "ts-date tl-order";
        asks.refuses(
            &format!("list-third-{name}"),
            second().next(date).write(),
            &says,
            clause,
            ROLLBACK,
        );
    }
    let says = "issue 9, dated before issue 2";
    let ninth = (3..9).fold(second().next("2026-05-09T00:00:00Z"), |list, _| {
        list.next("2026-05-09T00:00:00Z")
    });
    asks.refuses(
        "list-ninth-earlier",
        ninth.write(),
        says,
        "ts-date",
        ROLLBACK,
    );
    asks.flags = &["list", "rollback"];
    asks.differ_from("list-third");
}

fn chain(asks: &mut Asks<'_>) {
    let says = "issue 3, which follows on another issue 2 than the one at hand";
    let other = otherwise(second()).next("2026-05-20T00:00:00Z");
    asks.refuses(
        "list-third-of-a-fork",
        other.write(),
        says,
        "tl-chain",
        &["trust.list-chain-broken"],
    );
    let fourth = other.next("2026-05-25T00:00:00Z");
    let says = "issue 4, which follows on a fork: over a gap nobody can tell";
    asks.takes("list-fourth-of-a-fork", fourth.write(), says, "tl-chain");
    // A pointer that went and came back has left the floor.
    let pointing = |list: List| {
        let pointers = federation().payload.at("pointersToOtherLists").clone();
        list.with("pointersToOtherLists", pointers)
    };
    let without = |list: List| list.with("pointersToOtherLists", Node::Array(Vec::new()));
    let dropped = without(federation().next("2026-05-12T00:00:00Z")).called("federation-bare-2");
    let back = pointing(dropped.next("2026-05-13T00:00:00Z")).called("federation-back-3");
    asks.verifier = Verifier::pinning(FEDERATION, &federation_office())
        .taking(&federation(), TAKEN)
        .taking(&first(), TAKEN)
        .taking(&second(), SECOND_TAKEN)
        .taking(&dropped, "2026-05-14T00:00:00Z")
        .taking(&back, "2026-05-14T00:00:00Z");
    let says = "issue 3, after the list's pointer went and came back";
    asks.takes(
        "list-third-after-return",
        third().write(),
        says,
        "ts-withdrawn",
    );
    asks.differ_from("list-third-after-return");
    let says = "another issue 2, after the list's pointer went and came back";
    asks.refuses(
        "list-forked-after-return",
        otherwise(second()).write(),
        says,
        "ts-fork",
        &["trust.list-forked"],
    );
    asks.verifier = holding(&[first(), second()]);
    asks.differ_from("list-third");
}

fn future(asks: &mut Asks<'_>) {
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    let dated = |issued: &str| guangdong().dated(issued, NEXT_UPDATE, LAST).write();
    let says = "a list dated 300 seconds from now";
    asks.takes(
        "list-in-300-seconds",
        dated("2026-06-01T00:05:00Z"),
        says,
        "ts-future",
    );
    asks.differ_from("list-in-300-seconds");
    let says = "a list dated 301 seconds from now";
    let codes = &["trust.list-in-future"];
    asks.refuses(
        "list-in-301-seconds",
        dated("2026-06-01T00:05:01Z"),
        says,
        "ts-future",
        codes,
    );
}

fn ends(asks: &mut Asks<'_>) {
    let stale: &[&str] = &["trust.list-stale"];
    let list = guangdong();
    asks.now = NEXT_UPDATE;
    let says = "a list in the second in which the next issue is due";
    asks.takes("list-due", list.write(), says, "ts-stale");
    asks.now = "2026-07-01T00:00:01Z";
    let says = "a list one second after the next issue was due";
    asks.takes_with("list-stale", list.write(), says, "ts-stale", stale);
    asks.now = LAST;
    let says = "a list in its last second";
    asks.takes_with("list-last-second", list.write(), says, "ts-expired", stale);
    asks.differ_from("list-last-second");
    asks.now = "2026-09-01T00:00:01Z";
    let says = "a list one second after its end";
    asks.refuses(
        "list-expired",
        list.write(),
        says,
        "ts-expired",
        &["trust.list-expired"],
    );
    asks.now = LAST;
    let says = "a list that says that no issue follows, in its last second: never stale";
    let closed = list.with("nextUpdate", NULL);
    asks.takes_with(
        "list-closed",
        closed.write(),
        says,
        "ts-stale",
        &["trust.list-closed"],
    );
    let long_past = guangdong().dated(ISSUED, "2026-05-02T00:00:00Z", "2026-05-31T23:59:59Z");
    asks.now = NOW;
    let says = "a list that ended one second before, of a verifier that never held one";
    asks.refuses(
        "list-ended",
        long_past.write(),
        says,
        "ts-expired",
        &["trust.list-expired"],
    );
}

/// A clock that is behind what was seen signed.
fn clock(asks: &mut Asks<'_>) {
    let behind: &[&str] = &["trust.note-clock-behind"];
    asks.flags = &["list", "time", "rollback"];
    asks.verifier = holding(&[first(), second()]);
    asks.now = "2026-05-10T00:00:00Z";
    let says = "issue 2 again, at the very time that it was made";
    asks.takes("list-at-the-floor", second().write(), says, "ts-clock");
    asks.now = "2026-05-09T23:59:59Z";
    let says = "issue 2 again, by a clock one second before it was made";
    asks.takes_with(
        "list-before-the-floor",
        second().write(),
        says,
        "ts-clock",
        behind,
    );
    let soon = second().next("2026-05-10T00:04:59Z");
    let says = "issue 3, dated 300 seconds after a clock that is behind issue 2";
    asks.takes_with(
        "list-third-by-clock-behind",
        soon.write(),
        says,
        "ts-clock",
        behind,
    );
    asks.differ_from("list-third-by-clock-behind");
    asks.now = "2020-01-01T00:00:00Z";
    let says = "issue 3, by a clock that was set back by years: it is in the future of issue 2";
    asks.refuses(
        "list-third-years-ahead",
        third().write(),
        says,
        "ts-clock",
        &["trust.list-in-future"],
    );
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office())
        .and_pinning(FEDERATION, &federation_office())
        .taking(
            &federation()
                .dated(NEXT_UPDATE, LAST, LAST)
                .called("federation-of-july"),
            "2026-07-02T00:00:00Z",
        );
    let short = guangdong().dated(ISSUED, ISSUED, "2026-06-30T23:59:59Z");
    asks.now = "2026-06-30T23:59:59Z";
    asks.differ_from("list-last-second");
    let says =
        "a list in its last second, by a clock that is one second behind another list: it is over";
    asks.refuses(
        "list-ended-by-the-floor",
        short.write(),
        says,
        "ts-clock",
        &["trust.list-expired"],
    );
    asks.now = NOW;
}
