//! What must hold for the contents of every list: `spec/trust-lists.md`, section 4, but for services and sources.

use super::{
    document::{List, item, items},
    federation::{
        FEDERATION, FEDERATION_OFFICE, GUANGDONG, ISSUED, LAST, bare, certificate, entity,
        federation, federation_office, guangdong, guangdong_office, key, pointer, seals, service,
        source, thief, zhejiang_office,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{HOLDER_KEY, SEAL_KEY, TIANHE, iaca},
    cbor::{FALSE, Node, TRUE, bytes, int, map, tdate, text},
    good::BUSINESS,
    out::Out,
};

const INVALID: &[&str] = &["trust.list-invalid"];
const DUPLICATE: &[&str] = &["trust.list-duplicate"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office())
        .and_pinning(FEDERATION, &federation_office());
    let asks = &mut Asks::new(out, verifier, "list");
    extensions(asks);
    dates(asks);
    numbers(asks);
    names(asks);
    kinds(asks);
    pointers(asks);
}

fn extension(id: &str, critical: Node) -> Node {
    map([("id", text(id)), ("critical", critical), ("value", int(1))])
}

fn extensions(asks: &mut Asks<'_>) {
    let with = |extensions: Vec<Node>| {
        guangdong()
            .with("extensions", Node::Array(extensions))
            .write()
    };
    let (one, two) = ("https://lists.example/one", "https://lists.example/two");
    asks.takes(
        "list-extension",
        with(vec![extension(one, FALSE), extension(two, FALSE)]),
        "extensions that nobody knows, not critical",
        "tl-critical",
    );
    asks.differ_from("list-extension");
    let says = "an extension that nobody knows, critical";
    let list = with(vec![extension(one, FALSE), extension(two, TRUE)]);
    asks.refuses(
        "list-extension-critical",
        list,
        says,
        "tl-critical",
        &["trust.list-critical-extension"],
    );
    let list = with(vec![extension(one, FALSE), extension(one, FALSE)]);
    let says = "two extensions of one name";
    asks.refuses("list-extension-twice", list, says, "tl-names", DUPLICATE);
    asks.differ_from("list");
}

fn dates(asks: &mut Asks<'_>) {
    let now = asks.now;
    let dated = |issued, next, last| guangdong().dated(issued, next, last).write();
    asks.flags = &["list", "time", "boundary"];
    // The instant of issue is that of loading, so that an end one second later is not past.
    asks.takes(
        "list-update-at-issue",
        dated(now, now, LAST),
        "the next issue is due in the second of this one",
        "tl-dates",
    );
    asks.differ_from("list-update-at-issue");
    let says = "the next issue is due one second before this one";
    let list = dated(now, "2026-05-31T23:59:59Z", LAST);
    asks.refuses("list-update-before-issue", list, says, "tl-dates", INVALID);
    let says = "the next issue is due in the last second of this one";
    asks.takes(
        "list-update-at-end",
        dated(ISSUED, LAST, LAST),
        says,
        "tl-dates",
    );
    asks.differ_from("list-update-at-end");
    let says = "the next issue is due one second after the end of this one";
    let list = dated(ISSUED, "2026-09-01T00:00:01Z", LAST);
    asks.refuses("list-update-after-end", list, says, "tl-dates", INVALID);
    let says = "a list that counts for one second";
    asks.takes(
        "list-of-a-second",
        dated(now, now, "2026-06-01T00:00:01Z"),
        says,
        "tl-dates",
    );
    asks.differ_from("list-of-a-second");
    let says = "a list whose end is its beginning";
    asks.refuses(
        "list-of-no-time",
        dated(now, now, now),
        says,
        "tl-dates",
        INVALID,
    );
    asks.flags = &["list"];
    asks.differ_from("list");
}

fn numbers(asks: &mut Asks<'_>) {
    let mut refuses = |name: &str, list: List, says: &str, clause: &str| {
        asks.refuses(&format!("list-{name}"), list.write(), says, clause, INVALID);
    };
    let history = Node::Uint(65_534);
    let list = guangdong().with("historicalInformationPeriod", history);
    refuses(
        "history-for-179-years",
        list,
        "history is kept for 65534 days",
        "tl-for-ever",
    );
    let second = || guangdong().next("2026-05-02T00:00:00Z");
    let list = second().without("previousIssue");
    refuses(
        "second-without-previous",
        list,
        "issue 2 names none before it",
        "tl-previous",
    );
    let list = second().with("sequenceNumber", Node::Uint(1));
    refuses(
        "first-with-previous",
        list,
        "issue 1 names one before it",
        "tl-previous",
    );
    let list = second().with("sequenceNumber", Node::Uint(3));
    refuses(
        "third-after-first",
        list,
        "issue 3 names issue 1 as the one before",
        "tl-previous",
    );
    let list = guangdong().with("sequenceNumber", Node::Uint(0));
    refuses("number-0", list, "a list of number 0", "tl-previous");
    let list = second().edited(|list| {
        let digest = map([("alg", int(-43)), ("value", bytes(&[0; 48]))]);
        list.at_mut("previousIssue").set("digest", digest);
    });
    refuses(
        "previous-by-sha-384",
        list,
        "the issue before is named by SHA-384",
        "tl-previous",
    );
    let list = guangdong().with("utcOffsetMinutes", int(540));
    refuses(
        "offset-of-elsewhere",
        list,
        "clocks of Guangdong nine hours ahead",
        "tl-dates",
    );
    let says = "clocks of Guangdong eight hours ahead";
    let list = guangdong().with("utcOffsetMinutes", int(480));
    asks.takes("list-offset", list.write(), says, "tl-dates");
}

fn names(asks: &mut Asks<'_>) {
    let another =
        |id: &str, service: &str| entity(id, vec![seals(service, key(SEAL_KEY), "CN-44")]);
    let with = |more: Node| {
        guangdong()
            .edited(|list| items(list.at_mut("trustedEntities")).push(more))
            .write()
    };
    let says = "a third entity with a service of its own";
    asks.takes(
        "list-third-entity",
        with(another("third", "cn-44/third")),
        says,
        "tl-names",
    );
    asks.differ_from("list-third-entity");
    let says = "two entities of one name";
    asks.refuses(
        "list-entity-twice",
        with(another(TIANHE, "cn-44/third")),
        says,
        "tl-names",
        DUPLICATE,
    );
    let says = "two entities with services of one name";
    let list = with(another("third", "cn-44/tianhe/seals"));
    asks.refuses("list-service-twice", list, says, "tl-names", DUPLICATE);
    let successor = |from: &str| {
        let der = bytes(&thief().certificate);
        map([("certificate", der), ("from", tdate(from))])
    };
    let successors = |all: Vec<Node>| {
        guangdong()
            .with("successorSigners", Node::Array(all))
            .write()
    };
    let one = successors(vec![successor("2026-05-10T00:00:00Z")]);
    asks.takes("list-successor", one, "one successor", "tl-names");
    asks.differ_from("list-successor");
    let two = vec![
        successor("2026-05-10T00:00:00Z"),
        successor("2026-05-11T00:00:00Z"),
    ];
    let says = "one successor twice, from two days on";
    asks.refuses(
        "list-successor-twice",
        successors(two),
        says,
        "tl-names",
        DUPLICATE,
    );
    asks.differ_from("list-of-lists");
    let list = federation().edited(|list| {
        let more = pointer(GUANGDONG, "CN-33", &zhejiang_office());
        items(list.at_mut("pointersToOtherLists")).push(more);
    });
    let says = "two pointers to one list";
    asks.refuses(
        "list-pointer-twice",
        list.write(),
        says,
        "tl-names",
        DUPLICATE,
    );
    asks.differ_from("list");
}

/// What each kind of list may hold.
fn kinds(asks: &mut Asks<'_>) {
    let pointing = guangdong().with(
        "pointersToOtherLists",
        Node::Array(vec![pointer(
            "https://lists.example/cn-4401",
            "CN-4401",
            &thief(),
        )]),
    );
    let says = "the list of a region that points to another";
    asks.refuses(
        "list-regional-with-pointer",
        pointing.write(),
        says,
        "tl-regional",
        INVALID,
    );
    let private = guangdong().with("schemeTerritory", text("x-guangdong"));
    let says = "the list of a region that is none";
    asks.refuses(
        "list-regional-of-no-region",
        private.write(),
        says,
        "tl-regional",
        INVALID,
    );
    let holding = |service: Node| {
        federation().with(
            "trustedEntities",
            Node::Array(vec![entity(TIANHE, vec![service])]),
        )
    };
    for kind in [
        "list-signer",
        "time-stamping",
        "agreement-signer",
        "requester",
    ] {
        let list = holding(service("federation/service", kind, key(HOLDER_KEY)));
        let says = format!("a list of lists with a service of the kind {kind}");
        asks.takes(
            &format!("list-of-lists-with-{kind}"),
            list.write(),
            &says,
            "tl-lists",
        );
    }
    asks.differ_from("list-of-lists-with-requester");
    for kind in ["licence-issuance", "licence-status", "seal-register"] {
        let list = holding(service("federation/service", kind, key(HOLDER_KEY)));
        let says = format!("a list of lists with a service of the kind {kind}");
        asks.refuses(
            &format!("list-of-lists-with-{kind}"),
            list.write(),
            &says,
            "tl-lists",
            INVALID,
        );
    }
    asks.differ_from("list-of-lists");
    let row = source(BUSINESS, "CN-44", &["cn-44/guangzhou/seals"], ISSUED);
    let list = federation().with("authoritativeSources", Node::Array(vec![row]));
    // Who is not in the list cannot be its source either.
    let codes = &["trust.list-invalid"; 3];
    asks.refuses(
        "list-of-lists-with-sources",
        list.write(),
        "a list of lists with a source",
        "tl-lists",
        codes,
    );
    asks.differ_from("list");
}

fn pointers(asks: &mut Asks<'_>) {
    let of = |territory: &str, pointer: Node| {
        let mut payload = bare(FEDERATION, "lists", territory, FEDERATION_OFFICE);
        payload.set("pointersToOtherLists", Node::Array(vec![pointer]));
        List::new("federation-cn", payload, &federation_office()).write()
    };
    let to = |territory: &str| pointer(GUANGDONG, territory, &guangdong_office());
    let says = "a list of lists of a country that points to a province of it";
    asks.takes(
        "list-of-lists-of-a-country",
        of("CN", to("CN-44")),
        says,
        "tl-pointer-territory",
    );
    asks.differ_from("list-of-lists-of-a-country");
    let mut refuses = |name: &str, bytes: Vec<u8>, says: &str| {
        asks.refuses(
            &format!("list-of-lists-{name}"),
            bytes,
            says,
            "tl-pointer-territory",
            INVALID,
        );
    };
    refuses(
        "pointing-abroad",
        of("CN", to("US-MD")),
        "a pointer to a state of another country",
    );
    refuses(
        "pointing-up",
        of("CN-44", to("CN")),
        "a province that points to the list of the country",
    );
    let mut lists = to("x-federation");
    lists.set("listType", text("urn:elicence:list:lists"));
    refuses(
        "pointing-to-a-federation",
        of("CN", lists),
        "a country that points to a federation",
    );
    refuses(
        "pointing-to-no-region",
        of("x-federation", to("x-other")),
        "a regional list of no region",
    );
    let mut own = pointer(FEDERATION, "x-federation", &federation_office());
    own.set("listType", text("urn:elicence:list:lists"));
    refuses(
        "pointing-to-itself",
        of("x-federation", own),
        "a list that points to itself",
    );
    let mut signer = to("CN-44");
    let identities = Node::Array(vec![certificate(&iaca())]);
    signer.set("serviceDigitalIdentities", identities);
    let says = "a CA as signer of the list that is pointed to";
    asks.refuses(
        "list-of-lists-pointing-to-a-ca",
        of("CN", signer),
        says,
        "tl-identity",
        INVALID,
    );
    let mut twice = to("CN-44");
    let identity = item(twice.at_mut("serviceDigitalIdentities"), 0).clone();
    items(twice.at_mut("serviceDigitalIdentities")).push(identity);
    let says = "a pointer that names one signer twice";
    asks.refuses(
        "list-of-lists-naming-twice",
        of("CN", twice),
        says,
        "tl-names",
        DUPLICATE,
    );
}
