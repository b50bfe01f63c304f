//! Identifiers in a list, and licences that stand in two lists: `spec/status.md`, section 6.

use super::{
    answers::saying,
    foreign, identifier, place, referring,
    token::{EXP, INDEX, Token, URI, maryland, office},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Node, int, map, text},
    good::{business, mdl},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    identifiers(&mut Asks::new(out, "identifier-not-listed"));
    both(&mut Asks::new(out, "both-good"));
}

fn identifiers(asks: &mut Asks<'_>) {
    asks.trust = "maryland";
    let held = |name: &str, ids: &[&[u8]]| {
        let token = Token::of_identifiers(&format!("identifiers-{name}"), ids, &maryland());
        Verifier::default().holding(&token)
    };
    let document = || referring(mdl(), identifier(&[7; 16], None));
    asks.verifier = held("others", &[&[7; 15], &[7; 17], &[8; 16], &[]]);
    let says = "an identifier that is not listed, among others that look like it";
    asks.good("identifier-not-listed", document(), says, "st-revoked");
    asks.verifier = held("this", &[&[1; 16], &[7; 16]]);
    let says = "an identifier that is listed";
    asks.bad(
        "identifier-listed",
        document(),
        says,
        "v-5.3b st-revoked",
        "status.revoked",
    );
    asks.verifier = Verifier::default().holding(&Token::new("maryland-0", 0, &maryland()));
    let says = "an identifier, and a list of that name that has statuses";
    asks.open(
        "identifier-in-a-status-list",
        document(),
        says,
        "v-5.3",
        "status.uri-mismatch",
    );
    asks.verifier = held("others", &[&[7; 15], &[7; 17], &[8; 16], &[]]);
    let says = "an index, and a list of that name that has identifiers";
    asks.open(
        "index-in-an-identifier-list",
        foreign(),
        says,
        "v-5.3",
        "status.uri-mismatch",
    );
}

/// Of two lists the worst counts.
fn both(asks: &mut Asks<'_>) {
    let second = "https://status.example/ids";
    let ids = |name: &str, ids: &[&[u8]]| {
        Token::of_identifiers(&format!("ids-{name}"), ids, &office()).named(second)
    };
    let document = || {
        let id = map([("id", Node::Bytes(vec![7; 16])), ("uri", text(second))]);
        let reference = map([("status_list", place(URI, INDEX)), ("identifier_list", id)]);
        referring(business(), reference)
    };
    asks.verifier = saying(0, &office()).holding(&ids("empty", &[]));
    asks.good(
        "both-good",
        document(),
        "two lists, and both say nothing against it",
        "v-5.3",
    );
    asks.verifier = saying(0, &office()).holding(&ids("this", &[&[7; 16]]));
    let says = "two lists, and the second has its identifier";
    asks.bad(
        "both-second-bad",
        document(),
        says,
        "st-revoked",
        "status.revoked",
    );
    asks.verifier = saying(2, &office()).holding(&ids("empty", &[]));
    let says = "two lists, and by the first it is suspended";
    asks.bad(
        "both-first-bad",
        document(),
        says,
        "st-suspended",
        "status.suspended",
    );
    asks.verifier = saying(0, &office());
    let says = "two lists, the second of which is not at hand";
    asks.open(
        "both-second-missing",
        document(),
        says,
        "v-5.3",
        "status.unavailable",
    );
    asks.verifier = saying(1, &office());
    let says = "two lists: revoked by the first, and the second is not at hand";
    asks.bad(
        "both-first-bad-second-missing",
        document(),
        says,
        "v-5.3b",
        "status.revoked",
    );
    asks.verifier = Verifier::default().holding(&ids("this", &[&[7; 16]]));
    let says = "two lists: the first is not at hand, and revoked by the second";
    asks.bad(
        "both-first-missing-second-bad",
        document(),
        says,
        "v-5.3b",
        "status.revoked",
    );
    let late = ids("future", &[]).claim(EXP, int(1_780_272_000));
    asks.verifier = saying(0, &office()).holding(&late);
    let says = "two lists, the second of which is over";
    asks.open(
        "both-second-over",
        document(),
        says,
        "st-expired",
        "status.list-expired",
    );
}
