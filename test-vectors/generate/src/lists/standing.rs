//! Steps 0.1 and 1.1: whether the lists that a licence rests on still count.

use super::{
    document::{List, item, items},
    federation::{
        FEDERATION, GUANGDONG, HANGZHOU, ISSUED, LAST, NEXT_UPDATE, TAKEN, federation,
        federation_office, guangdong, guangdong_office, state, thief, zhejiang,
    },
    judged::{Judges, alone, informed, keyed, licence, member},
    verifier::Verifier,
};
use crate::{
    authorities::{GUANGZHOU, KeyName, NOW, ROOT_KEY, SEAL, THE_ROOT, leaf_draft, signed},
    cbor::{NULL, Node, tdate, text},
    document::{COMMON, Parts},
    good::business,
    out::Out,
    pki::Subject,
};
use elicence::crypto::Algorithm;

const STALE: &[&str] = &["trust.list-stale"];
const EXPIRED: &[&str] = &["trust.list-expired"];
const NO_PATH: &[&str] = &["trust.no-path"];

pub(crate) fn make(out: &mut Out) {
    let judges = &mut Judges::new(out, member(), "listed-by-key");
    judges.flags = &["list", "time", "boundary"];
    stale(judges);
    expired(judges);
    judges.flags = &["list", "N15"];
    pointers(judges);
    clock(judges);
    joining(judges);
}

fn by_key() -> List {
    keyed("cn-44-by-key", |_| ())
}

/// The list of lists with other dates than the list below it.
fn above(name: &str, next: &str, last: &str) -> List {
    federation().dated(ISSUED, next, last).called(name)
}

fn under(above: &List, list: &List) -> Verifier {
    Verifier::pinning(FEDERATION, &federation_office())
        .taking(above, TAKEN)
        .taking(list, TAKEN)
}

fn stale(judges: &mut Judges<'_>) {
    let business = business();
    let clause = "v-1.1b ts-stale";
    let until = Some(LAST);
    judges.verifier = member().taking(&by_key(), TAKEN);
    judges.now = NEXT_UPDATE;
    let says = "the second in which the next issue is due";
    judges.accepts_with("listed-due", &business, says, clause, &[], until);
    judges.now = "2026-07-01T00:00:01Z";
    let says = "one second after the next issue was due";
    judges.accepts_with("listed-stale", &business, says, clause, STALE, until);
    judges.verifier = member().taking(&by_key(), TAKEN).strict();
    judges.differ_from("listed-due-strictly");
    judges.now = NEXT_UPDATE;
    let says = "the second in which the next issue is due, where what is stale does not count";
    judges.accepts("listed-due-strictly", &business, says, clause);
    judges.now = "2026-07-01T00:00:01Z";
    let says = "one second after the next issue was due, where what is stale does not count";
    judges.leaves_open("listed-stale-strictly", &business, says, clause, STALE);
    judges.now = NOW;
    let lists = above("federation-due-now", NOW, LAST);
    judges.verifier = under(&lists, &by_key());
    let says = "the second in which the next list of lists is due";
    judges.accepts("listed-above-due", &business, says, clause);
    let lists = above("federation-due-before", "2026-05-31T23:59:59Z", LAST);
    judges.verifier = under(&lists, &by_key());
    let says = "one second after the next list of lists was due";
    judges.accepts_with("listed-above-stale", &business, says, clause, STALE, None);
    judges.verifier = under(&lists, &by_key()).strict();
    let says =
        "one second after the next list of lists was due, where what is stale does not count";
    judges.differ_from("listed-above-due");
    judges.leaves_open(
        "listed-above-stale-strictly",
        &business,
        says,
        clause,
        STALE,
    );
    let closed = by_key()
        .with("nextUpdate", NULL)
        .called("cn-44-by-key-closed");
    judges.verifier = alone(&closed).strict();
    judges.now = LAST;
    let says = "a list that no issue follows, in its last second: it is never stale";
    judges.accepts_with(
        "listed-closed",
        &business,
        says,
        clause,
        &["trust.list-closed"],
        until,
    );
    judges.now = NOW;
}

fn expired(judges: &mut Judges<'_>) {
    let business = business();
    let clause = "v-1.1a ts-expired";
    judges.flags = &["list", "time", "boundary", "N15", "N20"];
    judges.verifier = member().taking(&by_key(), TAKEN);
    judges.now = LAST;
    let says = "the last second of the list";
    judges.accepts_with(
        "listed-last-second",
        &business,
        says,
        clause,
        STALE,
        Some(LAST),
    );
    judges.differ_from("listed-last-second");
    judges.now = "2026-09-01T00:00:01Z";
    let says = "one second after the end of the list: what it says is not known any more";
    judges.leaves_open("listed-expired", &business, says, clause, EXPIRED);
    judges.now = NOW;
    let lists = above("federation-to-now", NOW, NOW);
    judges.verifier = under(&lists, &by_key());
    let says = "the last second of the list of lists";
    judges.accepts_with(
        "listed-above-last-second",
        &business,
        says,
        clause,
        &[],
        Some(NOW),
    );
    judges.differ_from("listed-above-last-second");
    let lists = above("federation-to-before", ISSUED, "2026-05-31T23:59:59Z");
    judges.verifier = under(&lists, &by_key());
    let says = "one second after the end of the list of lists; the list itself goes on";
    judges.leaves_open("listed-above-expired", &business, says, clause, EXPIRED);
    // A pin beside the pointer goes on counting.
    judges.verifier = under(&lists, &by_key()).and_pinning(GUANGDONG, &guangdong_office());
    let says = "one second after the end of the list of lists, and the list is pinned too";
    judges.accepts("listed-above-expired-and-pinned", &business, says, clause);
    judges.flags = &["list", "N15"];
    let suspended = keyed("cn-44-suspended-and-over", |service| {
        service.set("currentState", state("suspended", ISSUED));
        let granted = vec![state("granted", "2026-01-01T00:00:00Z")];
        service.set("serviceHistory", Node::Array(granted));
    });
    let suspended = suspended.dated(ISSUED, ISSUED, "2026-05-31T23:59:59Z");
    judges.verifier = alone(&suspended);
    judges.differ_from("listed-by-key");
    let says =
        "a list that is over has suspended the service: that it is over is all that is known";
    judges.leaves_open(
        "listed-suspended-by-expired",
        &business,
        says,
        clause,
        EXPIRED,
    );
    let by_ca = guangdong()
        .dated(ISSUED, ISSUED, "2026-05-31T23:59:59Z")
        .called("cn-44-over");
    judges.verifier = informed(alone(&by_ca));
    let says = "a list that is over, which has the CA of the sealing certificate";
    judges.leaves_open("listed-by-ca-expired", &business, says, clause, EXPIRED);
}

/// What a newer list of lists takes away.
fn pointers(judges: &mut Judges<'_>) {
    let business = business();
    let held = || member().taking(&by_key(), TAKEN);
    let second = || federation().next("2026-05-03T00:00:00Z");
    let late = "2026-05-05T00:00:00Z";
    let clause = "ts-withdrawn";
    judges.differ_from("listed-by-key");
    let first = |list: &mut Node| item(list.at_mut("pointersToOtherLists"), 0).clone();
    let kept = second().called("federation-kept-2");
    judges.verifier = held().taking(&kept, late);
    judges.accepts(
        "listed-still",
        &business,
        "the next list of lists still points to the list",
        clause,
    );
    judges.differ_from("listed-still");
    for (name, edit, says) in [
        ("dropped", None, "has dropped its pointer to the list"),
        (
            "for-another-signer",
            Some((
                "serviceDigitalIdentities",
                Node::Array(vec![super::federation::certificate(&thief().certificate)]),
            )),
            "names another signer of the list",
        ),
        (
            "for-another-kind",
            Some(("listType", text("urn:elicence:list:lists"))),
            "points to a list of lists of that name",
        ),
        (
            "for-another-territory",
            Some(("schemeTerritory", text("CN-4401"))),
            "points to the list of a city of that name",
        ),
        (
            "from-number-2",
            Some(("minSequenceNumber", Node::Uint(2))),
            "asks for issue 2 of the list at least",
        ),
    ] {
        let changed = second()
            .called(&format!("federation-{name}-2"))
            .edited(|list| match edit {
                None => _ = items(list.at_mut("pointersToOtherLists")).remove(0),
                Some((member, value)) => {
                    let mut pointer = first(list);
                    pointer.set(member, value);
                    *item(list.at_mut("pointersToOtherLists"), 0) = pointer;
                }
            });
        judges.verifier = held().taking(&changed, late);
        let says = format!("the next list of lists {says}");
        judges.refuses(&format!("listed-{name}"), &business, &says, clause, NO_PATH);
    }
    let next = by_key()
        .next("2026-05-10T00:00:00Z")
        .called("cn-44-by-key-suspended")
        .edited(|list| {
            let service = super::federation::first_service(list);
            let granted = service.at("currentState").clone();
            service.set("currentState", state("suspended", "2026-05-10T00:00:00Z"));
            service.set("serviceHistory", Node::Array(vec![granted]));
        });
    judges.verifier = held().taking(&next, "2026-05-11T00:00:00Z");
    judges.differ_from("listed-by-key");
    let says = "the next issue of the list has suspended the service";
    let codes = &["trust.authority-suspended"];
    judges.refuses("listed-suspended-by-next", &business, says, "v-3.3a", codes);
}

/// A clock that is behind the newest list is not believed.
fn clock(judges: &mut Judges<'_>) {
    let business = business();
    let behind: &[&str] = &["trust.note-clock-behind"];
    let clause = "v-0.1 ts-clock";
    judges.flags = &["list", "time", "rollback"];
    judges.verifier = alone(&by_key());
    judges.now = ISSUED;
    let says = "the clock says the very second in which the newest list was made";
    judges.accepts("listed-at-the-floor", &business, says, clause);
    judges.now = "2026-04-30T23:59:59Z";
    let says = "the clock is one second behind the newest list";
    judges.accepts_with(
        "listed-before-the-floor",
        &business,
        says,
        clause,
        behind,
        Some(LAST),
    );
    judges.now = "2020-01-01T00:00:00Z";
    let says = "the clock is years behind: judged by it, the licence would not have begun";
    judges.accepts_with(
        "listed-years-before-the-floor",
        &business,
        says,
        clause,
        behind,
        None,
    );
    judges.differ_from("listed-before-the-floor");
    judges.now = "2026-04-15T00:00:00Z";
    let withdrawn = keyed("cn-44-withdrawn-in-april", |service| {
        service.set("currentState", state("withdrawn", "2026-04-20T00:00:00Z"));
        let granted = vec![state("granted", "2026-01-01T00:00:00Z")];
        service.set("serviceHistory", Node::Array(granted));
    });
    judges.verifier = alone(&withdrawn);
    let says = "the clock was set back before the service was withdrawn";
    judges.refuses(
        "listed-withdrawn-after-the-clock",
        &business,
        says,
        clause,
        &["trust.authority-withdrawn"],
    );
    let mut over = licence(GUANGZHOU, "CN-4401", GUANGZHOU);
    over.validity()
        .set("validUntil", tdate("2026-04-30T23:59:59Z"));
    judges.verifier = alone(&by_key());
    let says = "the clock was set back before the end of the technical validity";
    judges.refuses(
        "listed-expired-after-the-clock",
        &over,
        says,
        clause,
        &["verify.mso-expired"],
    );
    // A list of another region moves the clock too.
    judges.now = NOW;
    judges.verifier = member()
        .taking(
            &by_key()
                .dated(ISSUED, ISSUED, NOW)
                .called("cn-44-by-key-to-now"),
            TAKEN,
        )
        .taking(
            &zhejiang()
                .dated("2026-06-01T00:00:01Z", NEXT_UPDATE, LAST)
                .called("cn-33-of-june"),
            "2026-06-02T00:00:00Z",
        );
    let says = "by the clock the last second of the list, and another list is of the next second";
    judges.differ_from("listed-last-second");
    judges.leaves_open(
        "listed-over-by-another-list",
        &business,
        says,
        clause,
        EXPIRED,
    );
}

/// A member joins by one issue of one list.
fn joining(judges: &mut Judges<'_>) {
    judges.flags = &["list"];
    let office = Subject {
        organization_identifier: HANGZHOU,
        ..SEAL
    };
    let seal_33 = KeyName("seal 33", Algorithm::Es256);
    let certificate = signed(&leaf_draft((office, seal_33), THE_ROOT), ROOT_KEY);
    let mut of_zhejiang: Parts = business().with_chain(&[&certificate]).with_key(seal_33);
    of_zhejiang.set(COMMON, "issuer_code", text(HANGZHOU));
    of_zhejiang.set(COMMON, "region", text("CN-3301"));
    let without = federation()
        .edited(|list| _ = items(list.at_mut("pointersToOtherLists")).pop())
        .called("federation-of-one-1");
    let with_both = without.next("2026-05-10T00:00:00Z").with(
        "pointersToOtherLists",
        federation().payload.at("pointersToOtherLists").clone(),
    );
    let late = "2026-05-11T00:00:00Z";
    let one = || {
        Verifier::pinning(FEDERATION, &federation_office())
            .taking(&without, TAKEN)
            .taking(&by_key(), TAKEN)
    };
    judges.verifier = one().taking(&with_both, late).taking(&zhejiang(), late);
    let says = "a second province joined: one issue of the list of lists, and its own list";
    judges.accepts("listed-member-joined", &of_zhejiang, says, "ts-root");
    judges.differ_from("listed-member-joined");
    let says = "a licence of the second province, before it joined";
    judges.verifier = one();
    judges.refuses(
        "listed-member-to-come",
        &of_zhejiang,
        says,
        "ts-root",
        NO_PATH,
    );
    judges.verifier = one().taking(&with_both, late);
    let says = "a licence of the second province, before its list was taken";
    judges.refuses(
        "listed-member-without-list",
        &of_zhejiang,
        says,
        "ts-root",
        NO_PATH,
    );
    judges.verifier = one().taking(&with_both, late).taking(&zhejiang(), late);
    let says = "a licence of the first province, after the second joined";
    judges.accepts("listed-member-before", &business(), says, "ts-root");
}
