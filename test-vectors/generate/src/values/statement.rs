//! l-5.18 to l-5.20: derived data, digests, and what the licence says of its seal object.

use super::{accepted, attachment::digest, refused};
use crate::{
    cbor::{FALSE, Node, TRUE, bytes, date, int, map, text},
    keys::stream,
    out::{Out, Vector},
};

const STATE_RULE: &str = "at_least(amount,10)";
const BAND_RULE: &str = "band(amount)";

pub(super) fn make(out: &mut Out) {
    derived(out);
    digests(out);
    seals(out);
}

fn statement(value: Node, rule: &str) -> Node {
    map([
        ("value", value),
        ("rule", text(rule)),
        ("as_of", date("2026-03-05")),
    ])
}

fn derived(out: &mut Out) {
    let clause = &["l-5.18"];
    for (name, element, value, says) in [
        (
            "state",
            "paid_enough",
            statement(TRUE, STATE_RULE),
            "a state, its rule and its day",
        ),
        (
            "state-false",
            "paid_enough",
            statement(FALSE, STATE_RULE),
            "the other state",
        ),
        (
            "band",
            "paid_band",
            statement(text("high"), BAND_RULE),
            "the code of a band, its rule and its day",
        ),
    ] {
        accepted(&format!("derived-{name}"), says, clause, element, value).add(out);
    }
    let mut no_such_day = statement(TRUE, STATE_RULE);
    no_such_day.set("as_of", date("2026-02-29"));
    let mut instant = statement(TRUE, STATE_RULE);
    instant.set("as_of", crate::cbor::tdate("2026-03-05T00:00:00Z"));
    for (name, element, value, says) in [
        (
            "state-as-band",
            "paid_enough",
            statement(text("high"), STATE_RULE),
            "a band where the rule gives a state",
        ),
        (
            "state-as-number",
            "paid_enough",
            statement(int(1), STATE_RULE),
            "the number 1 for true",
        ),
        (
            "state-as-text",
            "paid_enough",
            statement(text("true"), STATE_RULE),
            "text for true",
        ),
        (
            "exact",
            "paid_band",
            statement(
                crate::cbor::tag(4, Node::Array(vec![int(-2), int(1250)])),
                BAND_RULE,
            ),
            "the exact amount where a band was to hide it",
        ),
        (
            "band-as-state",
            "paid_band",
            statement(TRUE, BAND_RULE),
            "a state where the rule gives a band",
        ),
        (
            "band-unknown",
            "paid_band",
            statement(text("middle"), BAND_RULE),
            "a band that the rule does not have",
        ),
        (
            "other-rule",
            "paid_enough",
            statement(TRUE, "at_least(amount,9)"),
            "another threshold in the text of the rule",
        ),
        (
            "rule-blank",
            "paid_enough",
            statement(TRUE, "at_least(amount, 10)"),
            "the rule with a blank in its text",
        ),
        (
            "rule-decimals",
            "paid_enough",
            statement(TRUE, "at_least(amount,10.00)"),
            "the same threshold written otherwise",
        ),
        (
            "other-source",
            "paid_enough",
            statement(TRUE, "at_least(integer,10)"),
            "the rule over another element",
        ),
        (
            "no-such-day",
            "paid_enough",
            no_such_day,
            "a day that does not exist",
        ),
        (
            "instant",
            "paid_enough",
            instant,
            "an instant in place of the day",
        ),
    ] {
        let twin = if element == "paid_band" {
            "derived-band"
        } else {
            "derived-state"
        };
        refused(
            &format!("derived-{name}"),
            says,
            clause,
            element,
            value,
            twin,
        )
        .add(out);
    }
    for member in ["value", "rule", "as_of"] {
        let mut less = statement(TRUE, STATE_RULE);
        less.remove(member);
        refused(
            &format!("derived-without-{}", member.replace('_', "-")),
            &format!("no `{member}`"),
            clause,
            "paid_enough",
            less,
            "derived-state",
        )
        .add(out);
    }
    refused(
        "derived-bare",
        "the state alone",
        &["l-5.1"],
        "paid_enough",
        TRUE,
        "derived-state",
    )
    .add(out);
}

fn digests(out: &mut Out) {
    let clause = &["l-5.19"];
    for (name, algorithm, length, says) in [
        ("sha-256", -16, 32, "SHA-256 of 32 bytes"),
        ("sha-384", -43, 48, "SHA-384 of 48 bytes"),
        ("sha-512", -44, 64, "SHA-512 of 64 bytes"),
        (
            "unknown-shortest",
            -99_999,
            16,
            "16 bytes of an algorithm that nobody knows",
        ),
        (
            "unknown-longest",
            -99_999,
            64,
            "64 bytes of an algorithm that nobody knows",
        ),
    ] {
        accepted(
            &format!("digest-{name}"),
            says,
            clause,
            "template_digest",
            digest(algorithm, length),
        )
        .flags(&["boundary"])
        .add(out);
    }
    for (name, algorithm, length, says, twin) in [
        ("sha-256-short", -16, 31, "SHA-256 of 31 bytes", "sha-256"),
        ("sha-256-long", -16, 33, "SHA-256 of 33 bytes", "sha-256"),
        ("sha-384-short", -43, 47, "SHA-384 of 47 bytes", "sha-384"),
        ("sha-512-of-32", -44, 32, "SHA-512 of 32 bytes", "sha-512"),
        ("sha-256-empty", -16, 0, "SHA-256 of no byte", "sha-256"),
        (
            "unknown-short",
            -99_999,
            15,
            "15 bytes of an algorithm that nobody knows",
            "unknown-shortest",
        ),
        (
            "unknown-long",
            -99_999,
            65,
            "65 bytes of an algorithm that nobody knows",
            "unknown-longest",
        ),
    ] {
        refused(
            &format!("digest-{name}"),
            says,
            clause,
            "template_digest",
            digest(algorithm, length),
            &format!("digest-{twin}"),
        )
        .flags(&["boundary"])
        .add(out);
    }
    let value = || bytes(&stream("a file", 32));
    for (name, alg, says) in [
        ("name", text("SHA-256"), "the algorithm by its name"),
        (
            "beyond-64-bits",
            Node::Nint(u64::MAX),
            "a number of the algorithm beyond 64 bits",
        ),
    ] {
        refused(
            &format!("digest-alg-{name}"),
            says,
            clause,
            "template_digest",
            map([("alg", alg), ("value", value())]),
            "digest-sha-256",
        )
        .add(out);
    }
    let hex = map([("alg", int(-16)), ("value", text(&"0".repeat(64)))]);
    refused(
        "digest-hexadecimal",
        "the bytes in hexadecimal text",
        clause,
        "template_digest",
        hex,
        "digest-sha-256",
    )
    .add(out);
    let more = map([("alg", int(-16)), ("value", value()), ("of", text("x"))]);
    refused(
        "digest-another-member",
        "a member that the grammar does not have",
        &["l-5.1"],
        "template_digest",
        more,
        "digest-sha-256",
    )
    .add(out);
    refused(
        "digest-bare",
        "the bytes alone",
        &["l-5.1"],
        "template_digest",
        value(),
        "digest-sha-256",
    )
    .add(out);
    accepted(
        "digest-sm3",
        "SM3 of 32 bytes",
        clause,
        "template_digest",
        digest(-66_002, 32),
    )
    .feature("sm")
    .add(out);
    refused(
        "digest-sm3-short",
        "SM3 of 31 bytes",
        clause,
        "template_digest",
        digest(-66_002, 31),
        "digest-sm3",
    )
    .feature("sm")
    .add(out);
}

fn object(digest: Node, es_id: Node, required: Node) -> Node {
    map([("digest", digest), ("es_id", es_id), ("required", required)])
}

fn seals(out: &mut Out) {
    let clause = &["l-5.20"];
    let right = || object(digest(-16, 32), text("440100000001"), FALSE);
    accepted("seal-none", "no seal object", clause, "seal", text("none")).add(out);
    Vector::undecided(
        "verify.value-seal-object",
        super::with("seal", right()),
        "the reference of a seal object, which nobody checks yet",
        &["seal.object-unchecked"],
    )
    .clause(&["l-5.20", "v-4.2c"])
    .flags(&["seal"])
    .types(&["test_kinds"])
    .add(out);
    let mut more = right();
    more.set("note", text("x"));
    let without = |member: &str| {
        let mut less = right();
        less.remove(member);
        less
    };
    for (name, value) in [
        ("empty-text", text("")),
        ("capital", text("None")),
        ("null", crate::cbor::NULL),
        ("false", FALSE),
        ("empty-map", map([])),
        ("another-member", more),
        ("without-digest", without("digest")),
        ("without-es-id", without("es_id")),
        ("without-required", without("required")),
        (
            "digest-short",
            object(digest(-16, 31), text("440100000001"), FALSE),
        ),
        (
            "digest-bare",
            object(bytes(&[0; 32]), text("440100000001"), FALSE),
        ),
        ("es-id-number", object(digest(-16, 32), int(1), FALSE)),
        (
            "required-number",
            object(digest(-16, 32), text("440100000001"), int(0)),
        ),
        (
            "required-null",
            object(digest(-16, 32), text("440100000001"), crate::cbor::NULL),
        ),
    ] {
        let says = format!(
            "a `seal` that is neither none nor a reference: {}",
            name.replace('-', " ")
        );
        refused(
            &format!("seal-{name}"),
            &says,
            clause,
            "seal",
            value,
            "seal-none",
        )
        .flags(&["seal"])
        .critical()
        .add(out);
    }
}
