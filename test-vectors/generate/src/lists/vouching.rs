//! Who vouches for whom: `spec/trust-store.md`, section 2.

use super::{
    document::{List, item, items},
    federation::{
        FEDERATION, FEDERATION_OFFICE, GUANGDONG, GUANGDONG_KEY, GUANGDONG_OFFICE, ISSUED,
        Operator, TAKEN, ZHEJIANG, bare, certificate, federation, federation_office, guangdong,
        guangdong_office, key, operator_of, pointer, signer_draft, subject, thief, zhejiang_office,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Node, text},
    out::Out,
};

const UNKNOWN: &[&str] = &["trust.list-unknown"];
const SIGNER: &[&str] = &["trust.list-signer-unknown"];

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, rooted(), "list-vouched");
    asks.flags = &["list", "N13"];
    asks.verifier = rooted().taking(&federation(), TAKEN);
    let says = "a list that a list of lists points to";
    asks.takes("list-vouched", guangdong().write(), says, "ts-root");
    unknown(asks);
    signers(asks);
    pointers(asks);
    newer(asks);
    levels(asks);
}

/// Pins the signer of the list of lists.
fn rooted() -> Verifier {
    Verifier::pinning(FEDERATION, &federation_office())
}

fn unknown(asks: &mut Asks<'_>) {
    let list = guangdong().write();
    let mut refuses = |name: &str, verifier: Verifier, says: &str| {
        asks.verifier = verifier;
        asks.refuses(
            &format!("list-unknown-{name}"),
            list.clone(),
            says,
            "ts-root",
            UNKNOWN,
        );
    };
    refuses("to-nobody", Verifier::default(), "a verifier without roots");
    let other = Verifier::pinning(ZHEJIANG, &guangdong_office());
    refuses(
        "by-another-root",
        other,
        "a verifier that pins its signer for another list",
    );
    refuses(
        "before-the-list-above",
        rooted(),
        "the list of lists that points to it was not taken",
    );
    let without =
        federation().edited(|list| _ = items(list.at_mut("pointersToOtherLists")).remove(0));
    let without = without.called("federation-without-44");
    refuses(
        "to-the-list-above",
        rooted().taking(&without, TAKEN),
        "the list of lists points to another only",
    );
    let unrooted = Verifier::pinning(GUANGDONG, &thief());
    asks.verifier = unrooted;
    let says = "a list that is pinned, by another than the pinned signer";
    asks.refuses("list-of-another-signer", list, says, "ts-signer", SIGNER);
    asks.verifier = rooted();
    let lists = federation().by(&guangdong_office()).with(
        "schemeOperatorName",
        crate::cbor::map([("en", text(GUANGDONG_OFFICE))]),
    );
    let says = "a list of lists by the signer of a list below it";
    asks.differ_from("list-of-lists");
    asks.refuses(
        "list-of-lists-from-below",
        lists.write(),
        says,
        "ts-signer",
        SIGNER,
    );
    asks.differ_from("list-vouched");
}

fn signers(asks: &mut Asks<'_>) {
    asks.verifier = rooted().taking(&federation(), TAKEN);
    let operated = |by: &Operator, o: &str| {
        let names = crate::cbor::map([("en", text(o))]);
        guangdong().by(by).with("schemeOperatorName", names).write()
    };
    for (name, list, says) in [
        (
            "thief",
            guangdong().by(&thief()).write(),
            "somebody with a certificate of the same names",
        ),
        (
            "neighbour",
            operated(&zhejiang_office(), super::federation::ZHEJIANG_OFFICE),
            "the signer of the list of another region",
        ),
        (
            "list-above",
            operated(&federation_office(), FEDERATION_OFFICE),
            "the signer of the list of lists",
        ),
    ] {
        let says = format!("a list that {says} has signed");
        asks.refuses(&format!("list-by-{name}"), list, &says, "ts-signer", SIGNER);
    }
    let mut renewed = signer_draft(
        &subject(GUANGDONG_OFFICE, "Test List Signer"),
        GUANGDONG_KEY,
    );
    renewed.serial = vec![0x02, 0x01, 0x2d];
    let renewed = operator_of(&renewed, GUANGDONG_KEY);
    let says = "the same key with another certificate, where the pointer has the certificate";
    let list = guangdong().by(&renewed).write();
    asks.refuses("list-by-renewed", list.clone(), says, "ts-signer", SIGNER);
    let by_key = edited("federation-by-key", |pointer| {
        let identities = Node::Array(vec![key(GUANGDONG_KEY)]);
        pointer.set("serviceDigitalIdentities", identities);
    });
    asks.verifier = rooted().taking(&by_key, TAKEN);
    let says = "the same key with another certificate, where the pointer has the key";
    asks.takes("list-by-renewed-key", list, says, "ts-signer");
}

/// The list of lists, its first pointer edited.
fn edited(name: &str, edit: impl FnOnce(&mut Node)) -> List {
    federation()
        .called(name)
        .edited(|list| edit(item(list.at_mut("pointersToOtherLists"), 0)))
}

/// What a pointer says beside the signer.
fn pointers(asks: &mut Asks<'_>) {
    for (name, member, value, says) in [
        (
            "type",
            "listType",
            "urn:elicence:list:lists",
            "a list of lists",
        ),
        (
            "territory",
            "schemeTerritory",
            "CN-4401",
            "the list of a city",
        ),
    ] {
        let other = edited(&format!("federation-other-{name}"), |p| {
            p.set(member, text(value))
        });
        asks.verifier = rooted().taking(&other, TAKEN);
        let says = format!("the pointer is to {says}");
        let codes = &["trust.list-pointer-mismatch"];
        asks.refuses(
            &format!("list-pointer-{name}"),
            guangdong().write(),
            &says,
            "ts-pointer",
            codes,
        );
    }
    let renamed = guangdong()
        .with("listId", text("https://lists.example/cn-44-bis"))
        .write();
    asks.verifier = rooted().taking(&federation(), TAKEN);
    asks.refuses(
        "list-pointer-name",
        renamed,
        "a list of the right signer, under a name that nobody points to",
        "ts-root",
        UNKNOWN,
    );
    let second = guangdong().next("2026-05-02T00:00:00Z");
    let asked_for = |number: u64| {
        let name = format!("federation-from-{number}");
        rooted().taking(
            &edited(&name, |p| p.set("minSequenceNumber", Node::Uint(number))),
            TAKEN,
        )
    };
    asks.flags = &["list", "rollback", "boundary"];
    asks.verifier = asked_for(2);
    let says = "issue 2, where the pointer asks for 2 at least";
    asks.takes(
        "list-vouched-number",
        second.write(),
        says,
        "ts-vouched-number",
    );
    asks.differ_from("list-vouched-number");
    asks.verifier = asked_for(3);
    let says = "issue 2, where the pointer asks for 3 at least";
    let codes = &["trust.list-rollback"];
    asks.refuses(
        "list-below-vouched-number",
        second.write(),
        says,
        "ts-vouched-number",
        codes,
    );
    asks.flags = &["list", "N13"];
    asks.differ_from("list-vouched");
}

/// What a newer list of lists changes.
fn newer(asks: &mut Asks<'_>) {
    let second = federation().next("2026-05-03T00:00:00Z");
    let dropped = second
        .clone()
        .edited(|list| _ = items(list.at_mut("pointersToOtherLists")).remove(0))
        .called("federation-dropped");
    let held = || {
        rooted()
            .taking(&federation(), TAKEN)
            .taking(&guangdong(), TAKEN)
    };
    let next = guangdong()
        .next("2026-05-04T00:00:00Z")
        .called("cn-44-next-2");
    asks.verifier = held();
    asks.takes("list-next", next.write(), "the next issue", "tl-chain");
    asks.differ_from("list-next");
    let late = "2026-05-05T00:00:00Z";
    asks.verifier = held().taking(&dropped, late);
    let says = "the next issue, after the list of lists has dropped its pointer";
    asks.refuses("list-dropped", next.write(), says, "ts-withdrawn", UNKNOWN);
    let moved = second.edited(|list| {
        let pointer = item(list.at_mut("pointersToOtherLists"), 0);
        let identities = Node::Array(vec![certificate(&thief().certificate)]);
        pointer.set("serviceDigitalIdentities", identities);
    });
    let moved = moved.called("federation-moved");
    asks.verifier = held().taking(&moved, late);
    let says = "the next issue, after the list of lists has named another signer";
    asks.refuses("list-by-former", next.write(), says, "ts-withdrawn", SIGNER);
    let says = "the next issue, by the signer that the list of lists now names";
    asks.takes(
        "list-by-present",
        next.clone().by(&thief()).write(),
        says,
        "ts-withdrawn",
    );
    // The floor is still there, although nothing of the list counts in between.
    let pointers = federation().payload.at("pointersToOtherLists").clone();
    let again = dropped.next("2026-05-06T00:00:00Z");
    let again = again
        .with("pointersToOtherLists", pointers)
        .called("federation-again");
    asks.verifier = held()
        .taking(&next, late)
        .taking(&dropped, late)
        .taking(&again, "2026-05-07T00:00:00Z");
    let says = "issue 1 again, after its pointer was dropped and came back";
    asks.flags = &["list", "rollback"];
    asks.refuses(
        "list-older-after-return",
        guangdong().write(),
        says,
        "ts-lower",
        &["trust.list-rollback"],
    );
    asks.flags = &["list", "N13"];
    // A list of lists that is over.
    asks.differ_from("list-vouched");
    let short = federation()
        .dated(ISSUED, ISSUED, "2026-06-01T00:00:00Z")
        .called("federation-short");
    asks.verifier = rooted().taking(&short, TAKEN);
    let says = "the list of lists is in its last second";
    asks.takes(
        "list-vouched-last-second",
        guangdong().write(),
        says,
        "ts-expired",
    );
    asks.differ_from("list-vouched-last-second");
    asks.now = "2026-06-01T00:00:01Z";
    asks.flags = &["list", "N15"];
    let says = "the list of lists ended one second before";
    asks.refuses(
        "list-vouched-by-expired",
        guangdong().write(),
        says,
        "ts-expired",
        &["trust.list-expired"],
    );
    asks.now = crate::authorities::NOW;
}

/// Four lists of lists stand above a list, and no fifth.
fn levels(asks: &mut Asks<'_>) {
    let name = |level: usize| format!("{FEDERATION}/level-{level}");
    let chain = |levels: usize| {
        (1..=levels).fold(
            Verifier::pinning(&name(1), &federation_office()),
            |verifier, level| {
                let below = if level == levels {
                    pointer(GUANGDONG, "CN-44", &guangdong_office())
                } else {
                    let mut pointer = pointer(&name(level + 1), "CN", &federation_office());
                    pointer.set("listType", text("urn:elicence:list:lists"));
                    pointer
                };
                let mut payload = bare(&name(level), "lists", "CN", FEDERATION_OFFICE);
                payload.set("pointersToOtherLists", Node::Array(vec![below]));
                let list = List::new(
                    &format!("level-{level}-of-{levels}"),
                    payload,
                    &federation_office(),
                );
                verifier.taking(&list, TAKEN)
            },
        )
    };
    asks.flags = &["list", "boundary"];
    asks.verifier = chain(4);
    asks.takes(
        "list-below-four",
        guangdong().write(),
        "four lists of lists stand above it",
        "ts-root",
    );
    asks.differ_from("list-below-four");
    asks.verifier = chain(5);
    asks.refuses(
        "list-below-five",
        guangdong().write(),
        "five lists of lists stand above it",
        "ts-root",
        UNKNOWN,
    );
}
