//! 6.1 and 6.2: whether an agreement counts, and is in force. Each edge with the second before and after it.

use core::slice;

use elicence::{crypto::Signer, recognise::agreement::Agreement};
use serde_json::{Value, json};

use super::{Answer, Asks, JUST_AFTER, JUST_BEFORE, ON_TIME, Row, YES, agreed, licence, provision};
use crate::{
    agreements::{
        agreement,
        parties::{GUANGDONG_PROVINCE, guangdong_signer, here, signer_draft, verifier},
    },
    authorities::THIEF_KEY,
    good::{MDL, mdl},
    lists::{
        document::List,
        federation::{Operator, TAKEN, first_service, operator_of},
        listing_status::ended,
    },
    out::Out,
};

const EXPIRED: Answer = ("indeterminate", &["recognise.agreement-expired"]);
const NOT_YET: Answer = ("not-recognised", &["recognise.agreement-not-yet"]);
const SUSPENDED: Answer = ("not-recognised", &["recognise.agreement-suspended"]);
const REPEALED: Answer = ("not-recognised", &["recognise.agreement-repealed"]);
const OVER: Answer = ("not-recognised", &["recognise.run-off-over"]);
const WHEN: Answer = ("not-recognised", &["recognise.issuance-unknown"]);

/// The beginning of the day of issue of the licence, 2025-06-03 in Guangzhou, and the second after it.
const ISSUED: &str = "2025-06-02T16:00:00Z";
const AFTER_ISSUE: &str = "2025-06-02T16:00:01Z";

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, verifier(), "good");
    expiry(&mut asks);
    countersignatures(&mut asks);
    asks.under(STATES, &licence());
    asks.differ_from("run-off");
    asks.under(RUN_OFF, &licence());
    unknown_days(&mut asks);
}

/// Enacted until `since`, and then this.
fn then(agreement: &mut Value, status: &str, since: &str) {
    let enacted = agreement["currentState"].clone();
    agreement["equivalenceHistory"] = json!([enacted]);
    agreement["currentState"] =
        json!({ "equivalenceStatus": status, "equivalenceStatusStartingTime": since });
}

fn begins(agreement: &mut Value, since: &str) {
    agreement["currentState"]["equivalenceStatusStartingTime"] = since.into();
}

fn runs_off(agreement: &mut Value, issued_before: &str, until: &str) {
    then(agreement, "repealed", "2026-05-01T00:00:00Z");
    agreement["runOff"] = json!({ "issuedBefore": issued_before, "until": until });
}

fn expiry(asks: &mut Asks<'_>) {
    const ROWS: &[Row] = &[
        (
            "expired-not-yet",
            |a| a["notAfter"] = ON_TIME.into(),
            "the last second in which the agreement counts",
            "r-expired",
            ("recognised", &[]),
        ),
        (
            "expired",
            |a| a["notAfter"] = JUST_BEFORE.into(),
            "a second after the agreement stopped to count",
            "r-expired r-primary",
            EXPIRED,
        ),
        (
            "stale-not-yet",
            |a| a["nextUpdate"] = ON_TIME.into(),
            "the second in which a newer issue is due",
            "r-expired",
            YES,
        ),
        (
            "stale",
            |a| a["nextUpdate"] = JUST_BEFORE.into(),
            "a newer issue of the agreement is overdue: a note",
            "r-expired",
            ("recognised", &["recognise.note-agreement-stale"]),
        ),
    ];
    for (name, edit, says, clause, answer) in ROWS {
        let mut changed = agreement(name, |a| {
            a["nextUpdate"] = "2026-05-20T00:00:00Z".into();
            edit(a);
        });
        let mut answer = *answer;
        if *name == "expired-not-yet" {
            answer = ("recognised", &["recognise.note-agreement-stale"]);
        }
        if name.starts_with("stale") {
            changed = agreement(name, edit);
        }
        asks.verifier = agreed(&[&changed]);
        asks.answers(name, &licence(), says, clause, answer);
    }
    let good = agreement("agreement-1", |_| {});
    let gone = here().next("2026-05-10T00:00:00Z").edited(|payload| {
        let service = first_service(payload);
        *service = ended(service.clone(), "withdrawn", None);
    });
    asks.verifier = agreed(&[&good]).taking(&gone, "2026-05-11T00:00:00Z");
    let says = "the signer of the agreement was withdrawn after it was taken";
    asks.answers("expired-signer", &licence(), says, "r-expired", EXPIRED);
    let ended = agreement("expired-beside", |a| {
        a["agreementId"] = "https://agreements.example/cn-33/a".into();
        a["nextUpdate"] = "2026-05-20T00:00:00Z".into();
        a["notAfter"] = JUST_BEFORE.into();
    });
    asks.verifier = agreed(&[&ended, &good]);
    let says =
        "an agreement that is out of date beside one that applies: the answer does not rest on it";
    asks.answers("expired-beside", &licence(), says, "r-expired", YES);
}

/// The agreement as this party has countersigned it.
fn countersigned(agreement: &List, by: &Operator) -> Vec<u8> {
    let prepared = Agreement::decode(&agreement.write())
        .and_then(|a| a.countersign(by.key.1, slice::from_ref(&by.certificate)))
        .unwrap_or_else(|e| panic!("{e}"));
    let signature = by.key.get().sign(&prepared.to_be_signed()).unwrap();
    let whole = prepared.complete(&signature);
    whole.unwrap_or_else(|e| panic!("{e}")).bytes().to_vec()
}

fn countersignatures(asks: &mut Asks<'_>) {
    const MISSING: Answer = ("not-recognised", &["recognise.countersignature-missing"]);
    let good = agreement("agreement-1", |_| {});
    let by = |name: &str, operator: &Operator| {
        verifier().agreeing_to(name, countersigned(&good, operator), TAKEN)
    };
    let stranger = operator_of(&signer_draft(GUANGDONG_PROVINCE, THIEF_KEY), THIEF_KEY);
    asks.given = vec![("countersignature", "required".into())];
    asks.verifier = by("agreement-countersigned", &guangdong_signer());
    let says =
        "the verifier asks for a countersignature, and the recognised party has countersigned";
    asks.answers("countersigned", &licence(), says, "r-countersigned", YES);
    asks.differ_from("countersigned");
    asks.verifier = by("agreement-countersigned-by-a-stranger", &stranger);
    let says = "countersigned by somebody with the name of the recognised party, whom its list does not name";
    asks.answers(
        "countersigned-by-a-stranger",
        &licence(),
        says,
        "r-countersigned",
        MISSING,
    );
    asks.verifier = agreed(&[&good]);
    let says = "the verifier asks for a countersignature, and there is none";
    asks.answers(
        "countersigned-not",
        &licence(),
        says,
        "r-countersigned",
        MISSING,
    );
    asks.given.clear();
    asks.verifier = by("agreement-countersigned-by-a-stranger", &stranger);
    let says = "a countersignature that does not count, and nobody asks for one";
    asks.answers(
        "countersigned-unasked",
        &licence(),
        says,
        "r-countersigned",
        YES,
    );
    asks.differ_from("good");
}

const STATES: &[Row] = &[
    (
        "begins-now",
        |a| begins(a, ON_TIME),
        "the first second in which it is enacted",
        "r-state",
        YES,
    ),
    (
        "begins-in-a-second",
        |a| begins(a, JUST_AFTER),
        "enacted a second later",
        "r-state",
        NOT_YET,
    ),
    (
        "suspended-in-a-second",
        |a| then(a, "suspended", JUST_AFTER),
        "the last second before it is suspended",
        "r-state",
        YES,
    ),
    (
        "suspended-now",
        |a| then(a, "suspended", ON_TIME),
        "the first second in which it is suspended",
        "r-state",
        SUSPENDED,
    ),
    (
        "suspended-and-back",
        |a| {
            then(a, "suspended", "2026-05-01T00:00:00Z");
            let history = json!([a["currentState"], a["equivalenceHistory"][0]]);
            a["equivalenceHistory"] = history;
            a["currentState"] =
                json!({ "equivalenceStatus": "enacted", "equivalenceStatusStartingTime": ON_TIME });
        },
        "enacted again from this second on",
        "r-state",
        YES,
    ),
    (
        "suspended-for-one-more-second",
        |a| {
            then(a, "suspended", "2026-05-01T00:00:00Z");
            let history = json!([a["currentState"], a["equivalenceHistory"][0]]);
            a["equivalenceHistory"] = history;
            a["currentState"] = json!({ "equivalenceStatus": "enacted", "equivalenceStatusStartingTime": JUST_AFTER });
        },
        "enacted again from the next second on",
        "r-state",
        SUSPENDED,
    ),
    (
        "repealed-in-a-second",
        |a| then(a, "repealed", JUST_AFTER),
        "the last second before it is repealed",
        "r-state",
        YES,
    ),
    (
        "repealed-now",
        |a| then(a, "repealed", ON_TIME),
        "the first second in which it is repealed",
        "r-state",
        REPEALED,
    ),
    (
        "valid-until-the-next-second",
        |a| a["validUntil"] = JUST_AFTER.into(),
        "the last second before `validUntil`",
        "r-state",
        YES,
    ),
    (
        "valid-until-now",
        |a| a["validUntil"] = ON_TIME.into(),
        "`validUntil` has come",
        "r-state",
        REPEALED,
    ),
    (
        "enacted-when-issued",
        |a| {
            a["requireEnactedAt"] = json!(["issuance"]);
            begins(a, ISSUED);
        },
        "enacted from the first second of the day on which the licence was issued",
        "r-state",
        YES,
    ),
    (
        "enacted-after-issuance",
        |a| {
            a["requireEnactedAt"] = json!(["issuance"]);
            begins(a, AFTER_ISSUE);
        },
        "enacted a second after the day of issue began",
        "r-state",
        NOT_YET,
    ),
    (
        "repealed-after-issuance",
        |a| {
            a["requireEnactedAt"] = json!(["issuance"]);
            begins(a, "2025-01-01T00:00:00Z");
            then(a, "repealed", AFTER_ISSUE);
        },
        "enacted at issuance, which is all that is asked for, and repealed since",
        "r-state",
        YES,
    ),
    (
        "repealed-after-issuance-and-use-asked",
        |a| {
            a["requireEnactedAt"] = json!(["issuance", "use"]);
            begins(a, "2025-01-01T00:00:00Z");
            then(a, "repealed", AFTER_ISSUE);
        },
        "enacted at issuance, and repealed at use",
        "r-state",
        REPEALED,
    ),
    (
        "enacted-at-use-and-not-at-issuance",
        |a| {
            a["requireEnactedAt"] = json!(["issuance", "use"]);
        },
        "enacted at use, and not yet at issuance",
        "r-state",
        NOT_YET,
    ),
    (
        "suspended-at-issuance",
        |a| {
            a["requireEnactedAt"] = json!(["issuance"]);
            begins(a, "2025-01-01T00:00:00Z");
            then(a, "suspended", ISSUED);
        },
        "suspended when the licence was issued",
        "r-state",
        SUSPENDED,
    ),
];

const RUN_OFF: &[Row] = &[
    (
        "run-off",
        |a| runs_off(a, "2026-05-01T00:00:00Z", "2026-12-01T00:00:00Z"),
        "repealed, and going on for older licences, of which this is one",
        "r-runoff",
        YES,
    ),
    (
        "run-off-last-second",
        |a| runs_off(a, "2026-05-01T00:00:00Z", JUST_AFTER),
        "the last second of the run-off",
        "r-runoff",
        YES,
    ),
    (
        "run-off-over",
        |a| runs_off(a, "2026-05-01T00:00:00Z", ON_TIME),
        "the first second after the run-off",
        "r-runoff",
        OVER,
    ),
    (
        "run-off-issued-before",
        |a| runs_off(a, AFTER_ISSUE, "2026-12-01T00:00:00Z"),
        "issued a second before the end of what goes on",
        "r-runoff",
        YES,
    ),
    (
        "run-off-issued-at",
        |a| runs_off(a, ISSUED, "2026-12-01T00:00:00Z"),
        "issued in the second from which nothing goes on",
        "r-runoff",
        OVER,
    ),
    (
        "run-off-and-valid-until",
        |a| {
            runs_off(a, "2026-05-01T00:00:00Z", "2026-12-01T00:00:00Z");
            a["validUntil"] = ON_TIME.into();
        },
        "a run-off that `validUntil` has ended",
        "r-runoff r-state",
        REPEALED,
    ),
    (
        "run-off-and-suspended",
        |a| {
            then(a, "suspended", "2026-05-01T00:00:00Z");
            a["runOff"] =
                json!({ "issuedBefore": "2026-05-01T00:00:00Z", "until": "2026-12-01T00:00:00Z" });
        },
        "suspended and not repealed: nothing runs off",
        "r-runoff r-state",
        SUSPENDED,
    ),
];

/// An agreement about driving licences of Maryland, whose clocks nobody has told us.
fn maryland(name: &str, edit: fn(&mut Value)) -> List {
    agreement(name, |a| {
        let party = &mut a["pointedParty"];
        party["territory"] = "US-MD".into();
        party["listId"] = "https://lists.example/agreements/us-md".into();
        party["entityId"] = "us-md".into();
        let provision = provision(a);
        provision["pointedType"] = MDL.into();
        provision["pointingType"] = "org.elicence.driving_licence.1".into();
        provision["attributeMap"] = json!([]);
        edit(a);
    })
}

fn unknown_days(asks: &mut Asks<'_>) {
    const ROWS: &[Row] = &[
        (
            "foreign",
            |_| {},
            "a driving licence of Maryland under an agreement with Maryland",
            "",
            YES,
        ),
        (
            "issuance-unknown",
            |a| a["requireEnactedAt"] = json!(["issuance"]),
            "enacted at issuance is asked for, and when a day begins in Maryland is not known",
            "r-state",
            WHEN,
        ),
        (
            "run-off-issuance-unknown",
            |a| runs_off(a, "2026-05-01T00:00:00Z", "2026-12-01T00:00:00Z"),
            "repealed, going on for older licences, and when this one was issued is not known",
            "r-runoff r-unknown",
            WHEN,
        ),
        (
            "run-off-over-issuance-unknown",
            |a| runs_off(a, "2026-05-01T00:00:00Z", ON_TIME),
            "the run-off is over, whenever the licence was issued",
            "r-runoff",
            OVER,
        ),
    ];
    asks.trust = Some("maryland");
    asks.differ_from("foreign");
    for (name, edit, says, clause, answer) in ROWS {
        asks.verifier = agreed(&[&maryland(name, *edit)]);
        asks.answers(name, &mdl(), says, clause, *answer);
    }
    asks.trust = Some("signer-pinned-unscoped");
    asks.verifier = agreed(&[&maryland("foreign", |_| {})]);
    let says = "the signer of the licence is pinned without a scope: it has no region";
    let nowhere = ("not-recognised", &["recognise.region-unknown"][..]);
    asks.answers("region-unknown", &mdl(), says, "r-region", nowhere);
}
