//! Values of the wrong kind in a list: `spec/trust-lists.md`, section 3. Encoding and signature are right.

use super::{
    federation::{GUANGDONG, guangdong_office},
    shape::{PARTS, full},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{Node, bytes, int, map, tdate, text},
    out::Out,
};

const INVALID: &[&str] = &["codec.invalid-value"];

pub(crate) fn make(out: &mut Out) {
    let verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    values(&mut Asks::new(out, verifier, "list-with-everything"));
}

fn values(asks: &mut Asks<'_>) {
    let wrong: &[&str] = &["codec.wrong-type"];
    for (name, of, member, value, says, codes) in [
        (
            "type-of-version-2",
            "list",
            "type",
            text("org.elicence.trustlist.2"),
            "the type of a later version",
            INVALID,
        ),
        (
            "name-no-uri",
            "list",
            "listId",
            text("guangdong"),
            "a name that is no URI",
            INVALID,
        ),
        (
            "kind-unknown",
            "list",
            "listType",
            text("urn:elicence:list:other"),
            "a kind of list that there is not",
            INVALID,
        ),
        (
            "number-negative",
            "list",
            "sequenceNumber",
            int(-1),
            "the number −1",
            INVALID,
        ),
        (
            "number-of-54-bits",
            "list",
            "sequenceNumber",
            Node::Uint(1 << 53),
            "the number 2⁵³",
            INVALID,
        ),
        (
            "number-as-text",
            "list",
            "sequenceNumber",
            text("2"),
            "a number as text",
            wrong,
        ),
        (
            "territory-in-small-letters",
            "list",
            "schemeTerritory",
            text("cn-44"),
            "a region in small letters",
            INVALID,
        ),
        (
            "territory-private-in-capitals",
            "list",
            "schemeTerritory",
            text("x-Federation"),
            "a private name in capitals",
            INVALID,
        ),
        (
            "territory-unnamed",
            "list",
            "schemeTerritory",
            text("x-"),
            "a private name without letters",
            INVALID,
        ),
        (
            "date-untagged",
            "list",
            "nextUpdate",
            text("2026-07-01T00:00:00Z"),
            "a date without its tag",
            wrong,
        ),
        (
            "date-as-seconds",
            "list",
            "nextUpdate",
            crate::cbor::tag(1, int(1_782_864_000)),
            "a date in seconds",
            wrong,
        ),
        (
            "date-with-offset",
            "list",
            "nextUpdate",
            tdate("2026-07-01T08:00:00+08:00"),
            "a date with an offset",
            INVALID,
        ),
        (
            "date-with-fraction",
            "list",
            "nextUpdate",
            tdate("2026-07-01T00:00:00.5Z"),
            "a date with half a second",
            INVALID,
        ),
        (
            "date-of-second-60",
            "list",
            "nextUpdate",
            tdate("2026-06-30T23:59:60Z"),
            "a date in a second 60",
            INVALID,
        ),
        (
            "end-null",
            "list",
            "notAfter",
            crate::cbor::NULL,
            "an end that is null",
            wrong,
        ),
        (
            "offset-too-far",
            "list",
            "utcOffsetMinutes",
            int(841),
            "clocks 14 hours and a minute ahead",
            INVALID,
        ),
        (
            "language-unreadable",
            "list",
            "schemeOperatorName",
            map([("in English", text("x"))]),
            "a language that is no tag",
            INVALID,
        ),
        (
            "name-on-two-lines",
            "list",
            "schemeOperatorName",
            map([("en", text("a\nb"))]),
            "a name on two lines",
            INVALID,
        ),
        (
            "name-not-nfc",
            "list",
            "schemeOperatorName",
            map([("en", text("e\u{301}"))]),
            "a name that is not NFC",
            INVALID,
        ),
        (
            "doc-type-any",
            "scope",
            "docType",
            text("*"),
            "a scope of every type",
            INVALID,
        ),
        (
            "region-unreadable",
            "scope",
            "territories",
            Node::Array(vec![text("Guangdong")]),
            "a territory that is no code",
            INVALID,
        ),
        (
            "state-unknown",
            "state",
            "serviceStatus",
            text("accredited"),
            "a state that there is not",
            INVALID,
        ),
        (
            "state-in-capitals",
            "state",
            "serviceStatus",
            text("Granted"),
            "a state in other letters",
            INVALID,
        ),
        (
            "state-granted-back",
            "state",
            "withdrawalEffect",
            map([("retroactiveTo", tdate("2025-12-01T00:00:00Z"))]),
            "a grant with the effect of a withdrawal",
            INVALID,
        ),
        (
            "critical-as-number",
            "extension",
            "critical",
            int(0),
            "a number for `critical`",
            wrong,
        ),
        (
            "digest-short",
            "digest",
            "value",
            bytes(&[0; 31]),
            "a digest of 31 bytes",
            INVALID,
        ),
    ] {
        let (_, part) = PARTS.iter().find(|(part, _)| *part == of).unwrap();
        let list = full().edited(|list| part(list).set(member, value));
        let says = format!("a list with {says}");
        asks.refuses(
            &format!("list-{name}"),
            list.write(),
            &says,
            "tl-closed",
            codes,
        );
    }
}
