//! Status services of trust lists: `spec/status.md`, section 4 (a), and what a prefix covers.

use super::{
    licence,
    token::{OTHER_STATUS_KEY, STATUS_KEY, STATUS_SIGNER, Token, office, office_with},
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{THIEF_KEY, TIANHE},
    lists::listing_status::{GUANGZHOU_STATUS, Listing, TIANHE_STATUS, ended, status_service},
    out::Out,
    pki::Subject,
};

const PREFIX: &str = "https://status.example";
const NOT_ALLOWED: &str = "status.signer-not-allowed";

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "service");
    asks.flags = &["N23", "list"];
    entities(asks);
    states(asks);
    successions(asks);
    prefixes(asks);
    strangers(asks);
}

fn guangzhou() -> crate::cbor::Node {
    status_service(GUANGZHOU_STATUS, STATUS_KEY, &[PREFIX])
}

fn tianhe() -> crate::cbor::Node {
    status_service(TIANHE_STATUS, OTHER_STATUS_KEY, &[PREFIX])
}

/// A status signer of the other authority.
fn other_office() -> super::token::By {
    let subject = Subject {
        organization_identifier: TIANHE,
        ..STATUS_SIGNER
    };
    office_with(subject, OTHER_STATUS_KEY)
}

fn entities(asks: &mut Asks<'_>) {
    let listing = Listing::new("status-two", Some(guangzhou()), Some(tianhe()));
    let (valid, revoked) = (
        Token::new("office-0", 0, &office()),
        Token::new("office-1", 1, &office()),
    );
    asks.verifier = Verifier::by(&listing).holding(&valid);
    let says = "a list by the status service of the issuer";
    asks.good("service", licence(), says, "st-service");
    asks.verifier = Verifier::by(&listing).holding(&revoked);
    let says = "revoked by the status service of the issuer";
    asks.bad(
        "service-revokes",
        licence(),
        says,
        "v-5.3b st-service",
        "status.revoked",
    );
    let others = |status| Token::new(&format!("other-office-{status}"), status, &other_office());
    for (name, status, says) in [
        (
            "valid",
            0,
            "a list by the status service of another authority, by which it is valid",
        ),
        (
            "revoked",
            1,
            "a list by the status service of another authority, by which it was revoked",
        ),
    ] {
        asks.verifier = Verifier::by(&listing).holding(&others(status));
        let id = format!("service-of-another-{name}");
        asks.open(&id, licence(), says, "v-5.3a st-service", NOT_ALLOWED);
    }
    let newer = others(0).made("2026-05-31T12:00:00Z");
    let newer = Token {
        name: "other-office-newer".to_owned(),
        ..newer
    };
    asks.verifier = Verifier::by(&listing).holding(&revoked).holding(&newer);
    let says =
        "revoked by the issuer's service, and a newer list of that name by another authority's";
    asks.bad(
        "service-of-another-displaces-nothing",
        licence(),
        says,
        "st-service st-rollback",
        "status.revoked",
    );
}

fn states(asks: &mut Asks<'_>) {
    let valid = Token::new("office-0", 0, &office());
    for state in ["withdrawn", "suspended"] {
        let listing = Listing::new(&format!("status-{state}"), Some(guangzhou()), None)
            .then(Some(ended(guangzhou(), state, None)), None);
        let code = format!("trust.authority-{state}");
        asks.verifier = Verifier::by(&listing).holding(&valid).learning_later();
        let says =
            format!("a list taken from a status service that is {state} by the time of judgement");
        asks.open(
            &format!("service-{state}"),
            licence(),
            &says,
            "st-service",
            &code,
        );
    }
}

fn successions(asks: &mut Asks<'_>) {
    let valid = Token::new("other-office-0", 0, &other_office());
    let first = Listing::new("status-succession", Some(guangzhou()), Some(tianhe()));
    let gone = |successor| Some(ended(guangzhou(), "withdrawn", successor));
    let taken_over = first.then(gone(Some(TIANHE_STATUS)), Some(tianhe()));
    asks.verifier = Verifier::by(&taken_over).holding(&valid).learning_later();
    let says = "a list by the service that took over the issuer's, which is withdrawn";
    asks.good("service-successor", licence(), says, "st-service");
    asks.differ_from("service-successor");
    let first = Listing::new("status-no-succession", Some(guangzhou()), Some(tianhe()));
    let left = first.then(gone(None), Some(tianhe()));
    asks.verifier = Verifier::by(&left).holding(&valid).learning_later();
    let says = "a list by another authority's service, after the issuer's was withdrawn and nobody took it over";
    asks.open(
        "service-no-successor",
        licence(),
        says,
        "st-service",
        NOT_ALLOWED,
    );
    asks.differ_from("service");
}

fn prefixes(asks: &mut Asks<'_>) {
    asks.differ_from("prefix-below");
    let refused = |asks: &mut Asks<'_>, name: &str, prefix: &str, uri: &str| {
        let listing = prefixed(name, prefix);
        asks.verifier = Verifier::by(&listing);
        let says = format!("a service for {prefix}, and a list {uri}");
        let list = Token::new("", 0, &office()).named(uri).write();
        asks.refuses(
            &format!("prefix-{name}"),
            list,
            &says,
            "st-prefix st-signer",
            NOT_ALLOWED,
        );
    };
    for (name, prefix, uri) in [
        (
            "below",
            "https://status.example/a",
            "https://status.example/a/1",
        ),
        (
            "equal",
            "https://status.example/a/1",
            "https://status.example/a/1",
        ),
        (
            "with-a-slash",
            "https://status.example/a/",
            "https://status.example/a/1",
        ),
        (
            "of-a-port",
            "https://status.example:8443",
            "https://status.example:8443/1",
        ),
        (
            "of-a-host",
            "https://status.example",
            "https://status.example/a/b/c",
        ),
    ] {
        let listing = prefixed(name, prefix);
        asks.verifier = Verifier::by(&listing);
        let says = format!("a service for {prefix}, and a list {uri}");
        let list = Token::new("", 0, &office()).named(uri).write();
        asks.takes(&format!("prefix-{name}"), list, &says, "st-prefix");
    }
    const A: &str = "https://status.example/a";
    const HOST: &str = "https://status.example";
    for (name, prefix, uri) in [
        ("of-another-folder", A, "https://status.example/b/1"),
        ("of-a-longer-folder", A, "https://status.example/ab"),
        ("above", A, "https://status.example"),
        ("dots-up", A, "https://status.example/a/../b/1"),
        ("dots-up-at-the-end", A, "https://status.example/a/.."),
        ("dot", A, "https://status.example/a/./1"),
        ("dots-escaped", A, "https://status.example/a/%2e%2e/b"),
        ("slash-escaped", A, "https://status.example/a%2f1"),
        ("empty-segment", A, "https://status.example/a//1"),
        ("slash-at-the-end", A, "https://status.example/a/1/"),
        ("backslash", A, "https://status.example/a\\..\\b"),
        ("query", A, "https://status.example/a/1?b"),
        ("fragment", A, "https://status.example/a/1#b"),
        ("capitals-in-the-path", A, "https://status.example/A/1"),
        ("capitals-in-the-host", A, "https://Status.example/a/1"),
        ("of-http", A, "http://status.example/a/1"),
        ("scheme-in-capitals", A, "HTTPS://status.example/a/1"),
        ("host-suffix", HOST, "https://status.example.evil.example/1"),
        ("host-prefix", HOST, "https://evil.status.example/1"),
        (
            "user-information",
            HOST,
            "https://status.example@evil.example/1",
        ),
        ("user", HOST, "https://user@status.example/1"),
        ("port", HOST, "https://status.example:8443/1"),
        ("port-443", HOST, "https://status.example:443/1"),
        (
            "dot-at-the-end-of-the-host",
            HOST,
            "https://status.example./1",
        ),
        (
            "part-of-a-host",
            "https://status.exam",
            "https://status.example/1",
        ),
        ("scheme-alone", "https://", "https://status.example/1"),
        (
            "asterisk",
            "https://status.example/*",
            "https://status.example/1",
        ),
        (
            "with-dots",
            "https://status.example/a/..",
            "https://status.example/1",
        ),
    ] {
        refused(asks, name, prefix, uri);
    }
    asks.differ_from("service");
}

fn prefixed(name: &str, prefix: &str) -> Listing {
    let service = status_service(GUANGZHOU_STATUS, STATUS_KEY, &[prefix]);
    Listing::new(&format!("status-prefix-{name}"), Some(service), None)
}

fn strangers(asks: &mut Asks<'_>) {
    asks.differ_from("prefix-of-a-host");
    let listing = Listing::new("status-one", Some(guangzhou()), None);
    asks.verifier = Verifier::by(&listing);
    let stranger = office_with(STATUS_SIGNER, THIEF_KEY);
    let says = "somebody with a certificate of the same names, where the trust list has the key of another";
    let list = Token::new("", 0, &stranger).write();
    asks.refuses(
        "service-of-a-stranger",
        list,
        says,
        "st-signer",
        NOT_ALLOWED,
    );
    let sealing = super::token::with_purposes(
        (STATUS_SIGNER, crate::authorities::SEAL_KEY),
        crate::authorities::THE_ROOT,
        &[super::token::STATUS_SIGNING],
    );
    let by = super::token::By::new(
        crate::authorities::SEAL_KEY,
        &sealing,
        crate::authorities::ROOT_KEY,
    );
    let says = "the key that seals, which is listed, but not as a status service's";
    let list = Token::new("", 0, &by).write();
    asks.refuses("service-that-seals", list, says, "st-signer", NOT_ALLOWED);
}
