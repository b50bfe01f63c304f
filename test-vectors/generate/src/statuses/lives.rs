//! The life of a licence: `spec/status.md`, section 9.

use serde_json::{Value, json};

use super::issuing::Entered;
use crate::{authorities::time, out::Out};

pub(crate) fn make(out: &mut Out) {
    lives(out);
    refused_lives(out);
}

const LAW: &str = "Administrative Licensing Law, Art. 69";
const DAY: [&str; 3] = [
    "2026-04-01T00:00:00Z",
    "2026-04-02T00:00:00Z",
    "2026-04-03T00:00:00Z",
];

/// One step; what is empty is not stated.
fn step(name: &str, at: &str, ground: &str, successor: &str) -> Value {
    let mut step = json!({ "step": name, "recorded_at": time(at).seconds() });
    if !ground.is_empty() {
        step["ground"] = ground.into();
    }
    if !successor.is_empty() {
        step["successor"] = successor.into();
    }
    step
}

fn lives(out: &mut Out) {
    let issue = || step("issue", DAY[0], "", "");
    let mut good = |name: &str, steps: Vec<Value>, state: &str, listed: u8, says: &str| {
        let expect = json!({ "result": "ok", "codes": [], "state": state, "listed": listed });
        Entered {
            kind: "life-cycle",
            name,
            says,
            given: json!({ "steps": steps }),
            expect,
            twin: None,
        }
        .add(out);
    };
    good("life-issued", vec![issue()], "in-force", 0, "issued");
    for (name, step_name, state, listed) in [
        ("suspended", "suspend", "suspended", 2),
        ("void", "revoke as void", "void", 1),
        ("withdrawn", "revoke as penalty", "withdrawn", 1),
        ("cancelled", "cancel", "cancelled", 1),
        ("moved-out", "move out", "moved-out", 3),
    ] {
        let steps = vec![issue(), step(step_name, DAY[1], LAW, "")];
        good(
            &format!("life-{name}"),
            steps,
            state,
            listed,
            &format!("issued, then: {step_name}"),
        );
    }
    let resumed = vec![
        issue(),
        step("suspend", DAY[1], LAW, ""),
        step("resume", DAY[2], LAW, ""),
    ];
    good(
        "life-resumed",
        resumed,
        "in-force",
        0,
        "suspended, then resumed",
    );
    let superseded = vec![issue(), step("supersede", DAY[1], LAW, "1:2")];
    good(
        "life-superseded",
        superseded,
        "superseded",
        3,
        "replaced by another",
    );
    let moved = vec![issue(), step("move out", DAY[1], LAW, "1:2")];
    good(
        "life-moved-to-another",
        moved,
        "moved-out",
        3,
        "moved out, and another takes its place",
    );
    let lapsed = vec![issue(), step("lapse", DAY[1], "", "")];
    good(
        "life-lapsed",
        lapsed,
        "lapsed",
        0,
        "over by its own dates, which the list does not say",
    );
    let void = vec![
        issue(),
        step("supersede", DAY[1], LAW, "1:2"),
        step("revoke as void", DAY[2], LAW, ""),
    ];
    good(
        "life-void-after-superseded",
        void,
        "void",
        1,
        "replaced, and void all the same",
    );
    let past = vec![issue(), {
        let mut s = step("suspend", DAY[2], LAW, "");
        s["effective_from"] = time(DAY[1]).seconds().into();
        s
    }];
    good(
        "life-with-effect-before-record",
        past,
        "suspended",
        2,
        "recorded a day after it had effect",
    );
}

fn refused_lives(out: &mut Out) {
    let issue = || step("issue", DAY[0], "", "");
    let mut bad =
        |name: &str, steps: Vec<Value>, state: Value, code: &str, says: &str, twin: &str| {
            let expect = json!({ "result": "refused", "codes": [code], "state": state });
            Entered {
                kind: "life-cycle",
                name,
                says,
                given: json!({ "steps": steps }),
                expect,
                twin: Some(twin),
            }
            .add(out);
        };
    const ILLEGAL: &str = "status.transition-illegal";
    bad(
        "life-that-begins-with-suspend",
        vec![step("suspend", DAY[0], LAW, "")],
        Value::Null,
        ILLEGAL,
        "suspended before it was issued",
        "life-suspended",
    );
    for (name, first, second, state, says) in [
        (
            "issued-twice",
            None,
            "issue",
            "in-force",
            "issued a second time",
        ),
        (
            "resumed-in-force",
            None,
            "resume",
            "in-force",
            "resumed, and it was not suspended",
        ),
        (
            "resumed-void",
            Some("revoke as void"),
            "resume",
            "void",
            "void, and resumed",
        ),
        (
            "resumed-withdrawn",
            Some("revoke as penalty"),
            "resume",
            "withdrawn",
            "withdrawn, and resumed",
        ),
        (
            "resumed-cancelled",
            Some("cancel"),
            "resume",
            "cancelled",
            "cancelled, and resumed",
        ),
        (
            "suspended-cancelled",
            Some("cancel"),
            "suspend",
            "cancelled",
            "cancelled, and suspended",
        ),
        (
            "void-cancelled",
            Some("cancel"),
            "revoke as void",
            "cancelled",
            "cancelled, and revoked as void",
        ),
        (
            "withdrawn-void",
            Some("revoke as void"),
            "revoke as penalty",
            "void",
            "void, and withdrawn as a penalty",
        ),
    ] {
        let mut steps = vec![issue()];
        steps.extend(first.map(|first| step(first, DAY[1], LAW, "")));
        steps.push(step(second, DAY[2], LAW, ""));
        bad(
            &format!("life-{name}"),
            steps,
            state.into(),
            ILLEGAL,
            says,
            "life-resumed",
        );
    }
    const GROUND: &str = "status.transition-ground-missing";
    for (name, ground, says) in [
        ("without-ground", "", "suspended on no ground"),
        (
            "with-blank-ground",
            " \t ",
            "suspended on a ground of blanks",
        ),
    ] {
        let steps = vec![issue(), step("suspend", DAY[1], ground, "")];
        bad(
            &format!("life-{name}"),
            steps,
            "in-force".into(),
            GROUND,
            says,
            "life-suspended",
        );
    }
    let steps = vec![issue(), step("supersede", DAY[1], LAW, "")];
    bad(
        "life-without-successor",
        steps,
        "in-force".into(),
        "status.transition-successor-missing",
        "replaced by none",
        "life-superseded",
    );
    let steps = vec![issue(), step("revoke as void", DAY[1], LAW, "1:2")];
    bad(
        "life-with-successor",
        steps,
        "in-force".into(),
        "status.transition-successor-unexpected",
        "void, and another takes its place",
        "life-void",
    );
    const TIME: &str = "status.transition-time";
    let steps = vec![
        step("issue", DAY[1], "", ""),
        step("suspend", DAY[0], LAW, ""),
    ];
    bad(
        "life-recorded-backwards",
        steps,
        "in-force".into(),
        TIME,
        "recorded before the step before it",
        "life-suspended",
    );
    let mut ahead = step("suspend", DAY[1], LAW, "");
    ahead["effective_from"] = (time(DAY[1]).seconds() + 1).into();
    bad(
        "life-recorded-ahead",
        vec![issue(), ahead],
        "in-force".into(),
        TIME,
        "recorded a second before it has effect",
        "life-with-effect-before-record",
    );
}
