//! Change of signer: `spec/trust-store.md`, 3.1.

use elicence::crypto::Algorithm;

use super::{
    document::{List, item},
    federation::{
        FEDERATION, GUANGDONG, GUANGDONG_OFFICE, Operator, TAKEN, certificate, federation,
        federation_office, guangdong, guangdong_office, operator, thief,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::KeyName,
    cbor::{Node, bytes, map, tdate},
    out::Out,
};

const SIGNER: &[&str] = &["trust.list-signer-unknown"];
const GAP: &[&str] = &["trust.list-pivot-gap"];

/// From when issues of the successor count.
const FROM: &str = "2026-05-10T00:00:00Z";
const LATER: &str = "2026-05-20T00:00:00Z";

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, pinning().taking(&naming(), TAKEN), "list-by-successor");
    asks.flags = &["list", "N13"];
    successors(asks);
    skipped(asks);
    named(asks);
}

fn successor() -> Operator {
    operator(
        GUANGDONG_OFFICE,
        KeyName("list signer 44 of tomorrow", Algorithm::Es256),
    )
}

fn second_successor() -> Operator {
    operator(
        GUANGDONG_OFFICE,
        KeyName("list signer 44 of the day after", Algorithm::Es256),
    )
}

fn pinning() -> Verifier {
    Verifier::pinning(GUANGDONG, &guangdong_office())
}

fn names(list: List, successor: &Operator, from: &str) -> List {
    let successor = map([
        ("certificate", bytes(&successor.certificate)),
        ("from", tdate(from)),
    ]);
    list.with("successorSigners", Node::Array(vec![successor]))
}

/// Issue 1, which names a successor.
fn naming() -> List {
    names(guangdong(), &successor(), FROM).called("cn-44-naming-1")
}

fn successors(asks: &mut Asks<'_>) {
    let by = |signer: &Operator, issued: &str| naming().next(issued).by(signer).write();
    asks.flags = &["list", "N13", "boundary"];
    let says = "the next issue by the successor, made in the second from which it counts";
    asks.takes(
        "list-by-successor",
        by(&successor(), FROM),
        says,
        "ts-successor",
    );
    let says = "the next issue by the successor, made one second before it counts";
    asks.refuses(
        "list-by-successor-too-early",
        by(&successor(), "2026-05-09T23:59:59Z"),
        says,
        "ts-successor",
        GAP,
    );
    asks.flags = &["list", "N13"];
    let says = "the next issue by somebody else with a certificate of the same names";
    asks.refuses(
        "list-by-no-successor",
        by(&thief(), FROM),
        says,
        "ts-pivot-gap",
        SIGNER,
    );
    let says = "the next issue, by the signer that was there before";
    asks.takes(
        "list-by-predecessor",
        by(&guangdong_office(), FROM),
        says,
        "ts-successor",
    );
    let own = naming().next(FROM).by(&thief());
    let own = names(own, &thief(), FROM);
    let says = "the next issue by somebody who names himself in it";
    asks.refuses("list-by-self-named", own.write(), says, "ts-signer", SIGNER);
    let says = "an issue of the successor over a gap";
    let third = naming().next(FROM).next(LATER).by(&successor());
    asks.takes(
        "list-by-successor-over-a-gap",
        third.write(),
        says,
        "ts-successor",
    );
    asks.verifier = pinning();
    let first = naming().by(&successor());
    let says = "the first issue that the verifier meets is the successor's";
    asks.refuses(
        "list-first-met-by-successor",
        first.write(),
        says,
        "ts-signer",
        SIGNER,
    );
    asks.verifier = pinning().taking(&naming(), TAKEN);
}

/// The issue that names the signer was not taken.
fn skipped(asks: &mut Asks<'_>) {
    let second = names(guangdong().next(FROM), &successor(), FROM).called("cn-44-naming-2");
    let third = second.next(LATER).by(&successor());
    asks.verifier = pinning().taking(&guangdong(), TAKEN).taking(&second, LATER);
    let says = "issue 3 by the successor that issue 2 names";
    asks.takes(
        "list-third-by-successor",
        third.write(),
        says,
        "ts-pivot-gap",
    );
    asks.differ_from("list-third-by-successor");
    asks.verifier = pinning().taking(&guangdong(), TAKEN);
    let says = "issue 3 by the successor that issue 2 names, where 2 was skipped";
    asks.refuses(
        "list-by-successor-of-a-skipped",
        third.write(),
        says,
        "ts-pivot-gap",
        GAP,
    );
    // The successor names one in its turn.
    let pivot = names(
        naming().next(FROM).by(&successor()),
        &second_successor(),
        FROM,
    );
    let pivot = pivot.called("cn-44-pivot-2");
    let third = pivot.next(LATER).by(&second_successor());
    asks.verifier = pinning().taking(&naming(), TAKEN).taking(&pivot, LATER);
    let says = "issue 3 by the successor of the successor";
    asks.takes(
        "list-by-second-successor",
        third.write(),
        says,
        "ts-successor",
    );
    asks.differ_from("list-by-second-successor");
    let back = pivot.next(LATER).by(&guangdong_office());
    let says = "issue 3 by the signer that the verifier pins, after one of a successor";
    asks.takes("list-by-named-again", back.write(), says, "ts-successor");
    asks.verifier = pinning().taking(&naming(), TAKEN);
    let says = "issue 3 by the successor of the successor, where issue 2 was skipped";
    asks.refuses(
        "list-by-second-successor-of-a-skipped",
        third.write(),
        says,
        "ts-pivot-gap",
        GAP,
    );
    // Who is named no more in the issue at hand.
    let forgets = naming()
        .next(FROM)
        .without("successorSigners")
        .called("cn-44-forgetting-2");
    asks.verifier = pinning().taking(&naming(), TAKEN).taking(&forgets, LATER);
    asks.differ_from("list-by-successor");
    let says = "issue 3 by a successor that issue 1 names and issue 2 does not";
    let third = forgets.next(LATER).by(&successor());
    asks.refuses(
        "list-by-former-successor",
        third.write(),
        says,
        "ts-pivot-gap",
        SIGNER,
    );
}

/// Everything rests on the one who is named from outside.
fn named(asks: &mut Asks<'_>) {
    let rooted = || {
        Verifier::pinning(FEDERATION, &federation_office())
            .taking(&federation(), TAKEN)
            .taking(&naming(), TAKEN)
    };
    let second = naming()
        .next(FROM)
        .by(&successor())
        .called("cn-44-by-successor-2");
    let third = second.next(LATER);
    asks.verifier = rooted().taking(&second, LATER);
    let says = "issue 3 by the successor, under a list of lists that names its predecessor";
    asks.takes(
        "list-by-successor-vouched",
        third.write(),
        says,
        "ts-successor",
    );
    asks.differ_from("list-by-successor-vouched");
    let moved = federation().next("2026-05-12T00:00:00Z").edited(|list| {
        let pointer = item(list.at_mut("pointersToOtherLists"), 0);
        let identities = Node::Array(vec![certificate(&thief().certificate)]);
        pointer.set("serviceDigitalIdentities", identities);
    });
    let moved = moved.called("federation-elsewhere-2");
    asks.verifier = rooted().taking(&second, LATER).taking(&moved, LATER);
    let says = "issue 3 by the successor, after the list of lists has dropped its predecessor";
    asks.refuses(
        "list-by-successor-of-nobody",
        third.write(),
        says,
        "ts-successor",
        SIGNER,
    );
}
