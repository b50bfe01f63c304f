//! The token itself, and its claims: `spec/status.md`, section 3.

use super::{
    token::{EXP, IAT, IDENTIFIER_LIST, STATUS_LIST, SUB, TTL, Token, URI, office, zlib},
    verifier::{Asks, Verifier},
};
use crate::{
    cbor::{NULL, Node, bytes, int, map, tag, text},
    out::Out,
};

pub(super) const INVALID: &str = "codec.invalid-value";
pub(super) const MISSING: &str = "codec.missing-field";
pub(super) const WRONG_TYPE: &str = "codec.wrong-type";

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "token");
    asks.flags = &["N19"];
    asks.verifier = Verifier::default();
    envelopes(asks);
    types(asks);
    claims(asks);
}

pub(super) fn token() -> Token {
    Token::new("", 0, &office())
}

fn envelopes(asks: &mut Asks<'_>) {
    asks.takes(
        "token",
        token().write(),
        "a status list token",
        "st-typ st-claims",
    );
    let mut tagged = token();
    tagged.tags = vec![61, 18];
    asks.takes(
        "token-tagged-as-web-token",
        tagged.write(),
        "a token with tag 61 around it",
        "st-typ",
    );
    let chain = bytes(&office().chain[0]);
    let outside = token().without_header(33).unprotected(33, chain);
    asks.takes(
        "token-with-its-chain-outside",
        outside.write(),
        "the certificate in the unprotected header",
        "st-typ",
    );
    for (name, tags, code) in [
        ("without-tag", vec![], WRONG_TYPE),
        ("tagged-as-web-token-alone", vec![61], WRONG_TYPE),
        ("tagged-as-mac", vec![17], WRONG_TYPE),
        ("tagged-twice", vec![18, 18], WRONG_TYPE),
    ] {
        let mut spoilt = token();
        spoilt.tags = tags;
        let says = "a token whose tags are not those of a signed document";
        asks.refuses(
            &format!("token-{name}"),
            spoilt.write(),
            says,
            "st-typ",
            code,
        );
    }
    let mut more = token().write();
    more.push(0);
    asks.refuses(
        "token-with-more",
        more,
        "a byte after the token",
        "st-typ",
        "codec.trailing-bytes",
    );
    let whole = token().write();
    let half = whole[..whole.len() / 2].to_vec();
    asks.refuses(
        "token-half",
        half,
        "half a token",
        "st-typ",
        "codec.truncated",
    );
    asks.refuses(
        "token-empty",
        Vec::new(),
        "no bytes at all",
        "st-typ",
        "codec.truncated",
    );
}

fn types(asks: &mut Asks<'_>) {
    let typed = |typ: &str| token().header(16, text(typ)).write();
    let says = "a type without `application/` in front";
    asks.takes("typ-short", typed("statuslist+cwt"), says, "st-typ");
    for (name, typ) in [
        ("of-the-other-list", "application/identifierlist+cwt"),
        ("of-a-web-token", "application/cwt"),
        ("of-json", "application/statuslist+jwt"),
        ("of-a-trust-list", "application/elicence-trustlist+cbor"),
        ("in-capitals", "application/StatusList+CWT"),
        ("longer", "application/statuslist+cwt2"),
        ("empty", ""),
    ] {
        let says = format!("a token of the type `{typ}`");
        asks.refuses(&format!("typ-{name}"), typed(typ), &says, "st-typ", INVALID);
    }
    let without = token().without_header(16);
    asks.refuses(
        "typ-missing",
        without.write(),
        "a token without type",
        "st-typ",
        INVALID,
    );
    let outside = token()
        .without_header(16)
        .unprotected(16, text("application/statuslist+cwt"));
    asks.refuses(
        "typ-outside",
        outside.write(),
        "the type in the unprotected header",
        "st-typ",
        INVALID,
    );
    let number = token().header(16, int(60));
    asks.refuses(
        "typ-number",
        number.write(),
        "a number for a type",
        "st-typ",
        INVALID,
    );
    let identifiers = map([("identifiers", Node::Map(Vec::new()))]);
    let both = token().claim(IDENTIFIER_LIST, identifiers);
    asks.refuses(
        "two-lists",
        both.write(),
        "a token with two lists",
        "st-typ",
        INVALID,
    );
}

fn claims(asks: &mut Asks<'_>) {
    for (name, label, says) in [
        ("sub", SUB, "no name"),
        ("iat", IAT, "no time of making"),
        ("list", STATUS_LIST, "no list"),
    ] {
        let without = token().without(label).write();
        let says = format!("a token that has {says}");
        asks.refuses(
            &format!("claims-without-{name}"),
            without,
            &says,
            "st-claims",
            MISSING,
        );
    }
    let identifiers = || Token::of_identifiers("", &[], &office());
    let says = "an identifier list";
    asks.takes("identifier-list", identifiers().write(), says, "st-claims");
    let without = identifiers().without(EXP).write();
    let says = "an identifier list without end";
    asks.refuses(
        "identifier-list-without-exp",
        without,
        says,
        "st-claims",
        MISSING,
    );
    let without = token().without(EXP).write();
    asks.takes(
        "status-list-without-exp",
        without,
        "a status list without end",
        "st-claims",
    );
    for (name, label, value, code) in [
        ("sub-bytes", SUB, bytes(URI.as_bytes()), WRONG_TYPE),
        ("sub-empty", SUB, text(""), INVALID),
        (
            "sub-with-a-space",
            SUB,
            text("https://status.example/1 "),
            INVALID,
        ),
        ("iat-text", IAT, text("2026-05-31T00:00:00Z"), WRONG_TYPE),
        ("iat-negative", IAT, int(-1), INVALID),
        ("iat-too-far", IAT, Node::Uint(u64::MAX), INVALID),
        ("iat-tagged", IAT, tag(1, int(1_780_000_000)), WRONG_TYPE),
        ("exp-null", EXP, NULL, WRONG_TYPE),
        ("exp-too-far", EXP, Node::Uint(u64::MAX), INVALID),
        ("ttl-zero", TTL, int(0), INVALID),
        ("ttl-negative", TTL, int(-1), INVALID),
        ("ttl-text", TTL, text("3600"), INVALID),
        ("list-bytes", STATUS_LIST, bytes(&zlib(&[0; 8])), WRONG_TYPE),
        ("list-null", STATUS_LIST, NULL, WRONG_TYPE),
    ] {
        let spoilt = token().claim(label, value).write();
        let says = "a claim that is not of its type or beyond its bounds";
        asks.refuses(&format!("claims-{name}"), spoilt, says, "st-claims", code);
    }
    let mut twice = token();
    twice
        .claims
        .members()
        .push((Node::Uint(IAT), int(1_780_000_000)));
    let says = "a claim that is there twice";
    asks.refuses(
        "claims-iat-twice",
        twice.write(),
        says,
        "st-claims",
        "codec.duplicate-key",
    );
}
