//! Step 3.3: the state of the service at the sealing time, which is now. The licence claims to be of 2026-04-01.

use super::{
    document::items,
    federation::{
        GUANGZHOU_SEALS, TIANHE_SEALS, entity, guangdong, key, seals, state, withdrawn_back,
    },
    judged::{Judges, alone, informed, keyed, licence, with_services},
};
use crate::{
    authorities::{GUANGZHOU, HOLDER_KEY, NOW, SEAL_KEY, TIANHE},
    cbor::{Node, text},
    good::business,
    out::Out,
};

const SUSPENDED: &[&str] = &["trust.authority-suspended"];
const WITHDRAWN: &[&str] = &["trust.authority-withdrawn"];
const NOT_YET: &[&str] = &["trust.authority-not-yet"];

const JANUARY: &str = "2026-01-01T00:00:00Z";
const MARCH: &str = "2026-03-01T00:00:00Z";
const MAY: &str = "2026-05-01T00:00:00Z";
/// The second after the judgement.
const AFTER: &str = "2026-06-01T00:00:01Z";

pub(crate) fn make(out: &mut Out) {
    let judges = &mut Judges::new(out, alone(&guangdong()), "listed-by-key");
    judges.flags = &["list", "time", "boundary"];
    instants(judges);
    judges.flags = &["list", "time"];
    past(judges);
    back(judges);
    proven(judges);
    successors(judges);
}

/// A service with these states, newest first.
fn with(judges: &mut Judges<'_>, name: &str, current: Node, history: Vec<Node>) {
    judges.verifier = alone(&keyed(&format!("cn-44-{name}"), |service| {
        service.set("currentState", current);
        if !history.is_empty() {
            service.set("serviceHistory", Node::Array(history));
        }
    }));
}

fn granted() -> Vec<Node> {
    vec![state("granted", JANUARY)]
}

/// The second before a change and the second of it.
fn instants(judges: &mut Judges<'_>) {
    let business = business();
    for (status, clause, codes, says) in [
        (
            "suspended",
            "v-3.3a ts-suspended",
            SUSPENDED,
            "is suspended",
        ),
        ("withdrawn", "v-3.3b ts-ended", WITHDRAWN, "is withdrawn"),
    ] {
        let twin = format!("listed-{status}-next");
        with(
            judges,
            &format!("{status}-next"),
            state(status, AFTER),
            granted(),
        );
        let says_next = format!("the service {says} from the next second on");
        judges.accepts_with(
            &twin,
            &business,
            &says_next,
            &format!("{clause} v-until"),
            &[],
            Some(NOW),
        );
        judges.differ_from(&twin);
        with(
            judges,
            &format!("{status}-now"),
            state(status, NOW),
            granted(),
        );
        let says = format!("the service {says} from this second on");
        judges.refuses(
            &format!("listed-{status}-now"),
            &business,
            &says,
            clause,
            codes,
        );
    }
    let clause = "v-3.3c ts-not-yet";
    with(judges, "granted-now", state("granted", NOW), Vec::new());
    judges.accepts(
        "listed-granted-now",
        &business,
        "the service is granted from this second on",
        clause,
    );
    judges.differ_from("listed-granted-now");
    with(judges, "granted-next", state("granted", AFTER), Vec::new());
    let says = "the service is granted from the next second on";
    judges.refuses("listed-granted-next", &business, says, clause, NOT_YET);
    let again = vec![state("suspended", MAY), state("granted", JANUARY)];
    with(
        judges,
        "granted-again",
        state("granted", NOW),
        again.clone(),
    );
    let says = "the service was suspended, and is granted again from this second on";
    judges.accepts("listed-granted-again", &business, says, "v-3.3a");
    judges.differ_from("listed-granted-again");
    with(judges, "granted-again-next", state("granted", AFTER), again);
    let says = "the service is suspended for one more second";
    judges.refuses(
        "listed-granted-again-next",
        &business,
        says,
        "v-3.3a",
        SUSPENDED,
    );
    with(
        judges,
        "ending",
        state("withdrawn", "2026-08-01T00:00:00Z"),
        granted(),
    );
    let says = "the verdict holds to the second before the service is withdrawn";
    let until = Some("2026-07-31T23:59:59Z");
    judges.accepts_with(
        "listed-until-withdrawn",
        &business,
        says,
        "v-until",
        &[],
        until,
    );
    with(
        judges,
        "ending-late",
        state("withdrawn", "2026-10-01T00:00:00Z"),
        granted(),
    );
    let says = "the service is withdrawn after the end of the list, to which the verdict holds";
    let until = Some("2026-09-01T00:00:00Z");
    judges.accepts_with("listed-until-list", &business, says, "v-until", &[], until);
}

/// The seal claims to be older than the end of the service.
fn past(judges: &mut Judges<'_>) {
    let business = business();
    judges.differ_from("listed-by-key");
    judges.flags = &["list", "time", "N15"];
    for (name, since, clause, codes, says) in [
        (
            "suspended",
            MAY,
            "v-3.3a ts-suspended",
            SUSPENDED,
            "was suspended a month ago",
        ),
        (
            "withdrawn",
            MAY,
            "v-3.3b ts-ended",
            WITHDRAWN,
            "was withdrawn a month ago",
        ),
        (
            "withdrawn-before-signed",
            MARCH,
            "v-3.3b ts-ended",
            WITHDRAWN,
            "was withdrawn before the date that the seal claims",
        ),
    ] {
        let status = name.split('-').next().unwrap();
        with(judges, name, state(status, since), granted());
        let says = format!("the service {says}; that the seal claims to be older changes nothing");
        judges.refuses(&format!("listed-{name}"), &business, &says, clause, codes);
    }
    let history = [vec![state("suspended", MARCH)], granted()].concat();
    with(
        judges,
        "withdrawn-after-suspended",
        state("withdrawn", MAY),
        history,
    );
    let says = "the service was suspended and then withdrawn: the last state counts";
    judges.refuses(
        "listed-withdrawn-after-suspended",
        &business,
        says,
        "v-3.3b",
        WITHDRAWN,
    );
    let history = [vec![state("withdrawn", MARCH)], granted()].concat();
    with(
        judges,
        "granted-after-withdrawn",
        state("granted", MAY),
        history,
    );
    let says = "the service was withdrawn once, and is granted again";
    judges.accepts("listed-granted-after-withdrawn", &business, says, "v-3.3b");
    judges.flags = &["list", "time"];
}

/// A withdrawal that reaches back counts from the instant on at which it begins itself.
fn back(judges: &mut Judges<'_>) {
    let business = business();
    let clause = "v-3.3b ts-ended";
    with(judges, "back-next", withdrawn_back(AFTER, MARCH), granted());
    let says = "from the next second on the service is withdrawn back to March: nobody says so yet";
    judges.accepts_with(
        "listed-withdrawn-back-next",
        &business,
        says,
        clause,
        &[],
        Some(NOW),
    );
    judges.differ_from("listed-withdrawn-back-next");
    with(judges, "back-now", withdrawn_back(NOW, MARCH), granted());
    let says = "from this second on the service is withdrawn back to March";
    judges.refuses(
        "listed-withdrawn-back-now",
        &business,
        says,
        clause,
        WITHDRAWN,
    );
}

/// What somebody else than the sealer says about the time of the seal.
fn proven(judges: &mut Judges<'_>) {
    let business = business();
    judges.features = &["proven-time"];
    judges.sealed_at = Some("2026-04-01T00:00:00Z");
    let clause = "v-3.3b ts-ended";
    with(judges, "withdrawn", state("withdrawn", MAY), granted());
    let says = "the service was withdrawn after the time at which it is proven to have sealed";
    judges.accepts("listed-proven-before-withdrawn", &business, says, clause);
    judges.differ_from("listed-proven-before-withdrawn");
    with(
        judges,
        "back-to-march",
        withdrawn_back(MAY, MARCH),
        granted(),
    );
    let says = "the withdrawal reaches back before the time at which it is proven to have sealed";
    judges.refuses(
        "listed-proven-withdrawn-back",
        &business,
        says,
        clause,
        WITHDRAWN,
    );
    let to_that_second = withdrawn_back(MAY, "2026-04-01T00:00:00Z");
    with(judges, "back-to-april", to_that_second, granted());
    let says = "the withdrawal reaches back to the second at which it is proven to have sealed";
    judges.refuses(
        "listed-proven-withdrawn-back-to-it",
        &business,
        says,
        clause,
        WITHDRAWN,
    );
    with(
        judges,
        "back-after-april",
        withdrawn_back(MAY, "2026-04-01T00:00:01Z"),
        granted(),
    );
    let says = "the withdrawal reaches back to the second after";
    judges.accepts(
        "listed-proven-withdrawn-back-after",
        &business,
        says,
        clause,
    );
    let history = [vec![state("suspended", MARCH)], granted()].concat();
    with(judges, "suspended-in-april", state("granted", MAY), history);
    let says = "the service was suspended when it is proven to have sealed, and is granted now";
    judges.refuses(
        "listed-proven-while-suspended",
        &business,
        says,
        "v-3.3a ts-suspended",
        SUSPENDED,
    );
    judges.features = &[];
    judges.sealed_at = None;
}

/// Duties pass, the right to seal does not.
fn successors(judges: &mut Judges<'_>) {
    let clause = "ts-ended";
    let business = business();
    let former = || {
        let mut former = seals(GUANGZHOU_SEALS, key(SEAL_KEY), "CN-44");
        former.set("currentState", state("withdrawn", MAY));
        former.set("serviceHistory", Node::Array(granted()));
        former.set("takenOverBy", text(TIANHE_SEALS));
        former
    };
    let successor = |with: Node| entity(TIANHE, vec![seals(TIANHE_SEALS, with, "CN-44")]);
    let list = with_services("cn-44-taken-over", vec![former()])
        .edited(|list| items(list.at_mut("trustedEntities")).push(successor(key(HOLDER_KEY))));
    judges.differ_from("listed-by-key");
    judges.verifier = alone(&list);
    let says = "a service whose duties another took over";
    judges.refuses("listed-taken-over", &business, says, clause, WITHDRAWN);
    let list = with_services("cn-44-taken-over-with-key", vec![former()])
        .edited(|list| items(list.at_mut("trustedEntities")).push(successor(key(SEAL_KEY))));
    judges.verifier = alone(&list);
    let says = "the successor has the same key: the licence still names the former authority";
    judges.refuses(
        "listed-taken-over-with-key",
        &business,
        says,
        clause,
        WITHDRAWN,
    );
    let under_ca = guangdong()
        .called("cn-44-taken-over-under-ca")
        .edited(|list| {
            let service = super::federation::first_service(list);
            service.set("currentState", state("withdrawn", MAY));
            service.set("serviceHistory", Node::Array(granted()));
            service.set("takenOverBy", text(TIANHE_SEALS));
        });
    judges.verifier = informed(alone(&under_ca));
    judges.differ_from("listed-department");
    let says =
        "a licence that names the former authority, sealed by the one that took its duties over";
    let other = licence(GUANGZHOU, "CN-440104", TIANHE);
    judges.refuses(
        "listed-successor-for-former",
        &other,
        says,
        clause,
        &["trust.issuer-mismatch"],
    );
}
