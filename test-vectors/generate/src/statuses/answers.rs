//! What a list says: `spec/status.md`, section 6, and step 5.3 of `spec/verify.md`.

use super::{
    foreign, foreign_at, licence, licence_at,
    token::{By, ENTRIES, INDEX, Token, URI, maryland, office, packed},
    verifier::{Asks, Verifier},
};
use crate::out::Out;

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "valid");
    values(asks);
    bits(asks);
    indices(asks);
    absence(asks);
}

/// A verifier that holds a list of two bits with this status.
pub(super) fn saying(status: u8, by: &By) -> Verifier {
    let of = if by.chain == maryland().chain {
        "maryland"
    } else {
        "office"
    };
    Verifier::default().holding(&Token::new(&format!("{of}-{status}"), status, by))
}

fn values(asks: &mut Asks<'_>) {
    asks.verifier = saying(0, &office());
    let says = "a list says that the licence is valid";
    asks.good("valid", licence(), says, "v-5.3 st-value");
    for (status, name, says, clause) in [
        (1, "revoked", "the licence was revoked", "st-revoked"),
        (2, "suspended", "the licence is suspended", "st-suspended"),
        (
            3,
            "superseded",
            "another licence took its place",
            "st-superseded",
        ),
    ] {
        asks.verifier = saying(status, &office());
        let clause = format!("v-5.3b {clause}");
        let code = format!("status.{name}");
        asks.bad(
            name,
            licence(),
            &format!("a list says that {says}"),
            &clause,
            &code,
        );
    }
    let wide = packed(4, ENTRIES, &[(INDEX, 4)]);
    asks.verifier = Verifier::default().holding(&Token::of("office-4", &wide, 4, &office()));
    let says = "a list has a value that no native licence has";
    asks.open(
        "value-unknown",
        licence(),
        says,
        "v-5.3d st-value",
        "status.value-unknown",
    );
    asks.trust = "maryland";
    asks.verifier = saying(0, &maryland());
    let says = "a list says that a foreign document is valid";
    asks.good("foreign-valid", foreign(), says, "v-5.3 st-value");
    asks.differ_from("foreign-valid");
    for (status, name, says, clause) in [
        (1, "revoked", "a foreign document was revoked", "st-revoked"),
        (
            2,
            "suspended",
            "a foreign document is suspended",
            "st-suspended",
        ),
    ] {
        asks.verifier = saying(status, &maryland());
        let clause = format!("v-5.3b {clause}");
        let (name, code) = (format!("foreign-{name}"), format!("status.{name}"));
        asks.bad(
            &name,
            foreign(),
            &format!("a list says that {says}"),
            &clause,
            &code,
        );
    }
    asks.verifier = saying(3, &maryland());
    let says = "3 is application-specific, and a foreign document is not of this application";
    asks.open(
        "foreign-3",
        foreign(),
        says,
        "v-5.3d st-value",
        "status.value-unknown",
    );
}

/// Beside the document stand others with all bits set, so that a reader who counts wrongly reads another's.
fn bits(asks: &mut Asks<'_>) {
    for bits in [1_u64, 2, 4, 8] {
        let all = u8::try_from((1_u32 << bits) - 1).unwrap();
        let held = |name: &str, status: u8| {
            let beside = [(INDEX - 1, all), (INDEX, status), (INDEX + 1, all)];
            let packed = packed(bits, ENTRIES, &beside);
            let name = format!("maryland-{bits}-bits-{name}");
            Verifier::default().holding(&Token::of(&name, &packed, bits, &maryland()))
        };
        asks.verifier = held("valid", 0);
        let says = format!("a list with {bits} bits for each: valid between two that are not");
        let name = format!("foreign-{bits}-bits");
        asks.good(&name, foreign(), &says, "st-value");
        asks.differ_from(&name);
        asks.verifier = held("revoked", 1);
        let says = format!("a list with {bits} bits for each: revoked");
        asks.bad(
            &format!("{name}-revoked"),
            foreign(),
            &says,
            "st-revoked",
            "status.revoked",
        );
        if bits > 2 {
            asks.verifier = held("own", all);
            let says = format!("a list with {bits} bits for each: the highest value");
            let name = format!("{name}-highest");
            asks.open(&name, foreign(), &says, "st-value", "status.value-unknown");
        }
    }
    asks.trust = "guangdong";
}

fn indices(asks: &mut Asks<'_>) {
    asks.flags = &["N23", "boundary"];
    asks.differ_from("index-last");
    asks.verifier = saying(0, &office());
    let last = ENTRIES - 1;
    asks.good(
        "index-last",
        licence_at(URI, last),
        "the last entry of a list",
        "st-index",
    );
    let out_of_range = "status.index-out-of-range";
    for (name, index) in [
        ("index-past-the-end", ENTRIES),
        ("index-of-32-bits", 1 << 32),
        ("index-that-wraps", (1 << 32) + INDEX),
        ("index-that-overflows", u64::MAX),
        ("index-of-63-bits", (1 << 63) + INDEX),
    ] {
        let says = format!("the index {index} of a list with {ENTRIES} entries");
        asks.bad(
            name,
            licence_at(URI, index),
            &says,
            "v-5.3c st-index",
            out_of_range,
        );
    }
    asks.trust = "maryland";
    asks.differ_from("foreign-1-bits");
    let short = packed(1, 408, &[]);
    asks.verifier =
        Verifier::default().holding(&Token::of("maryland-short", &short, 1, &maryland()));
    let says = "the index 412 of a list with 408 entries, which would do with fewer bits";
    asks.bad(
        "foreign-index-past-the-end",
        foreign_at(INDEX),
        says,
        "st-index",
        out_of_range,
    );
    asks.trust = "guangdong";
    asks.flags = &["N23"];
}

fn absence(asks: &mut Asks<'_>) {
    asks.differ_from("valid");
    let none = "status.unavailable";
    asks.verifier = Verifier::default();
    asks.open("no-list", licence(), "no list at hand", "v-5.3", none);
    let other = Token::new("office-another-name", 0, &office()).named("https://status.example/2");
    asks.verifier = Verifier::default().holding(&other);
    asks.open(
        "list-of-another-name",
        licence(),
        "a list of another name",
        "v-5.3",
        none,
    );
    asks.verifier = saying(0, &office());
    for (name, uri) in [
        ("with-a-slash", "https://status.example/1/"),
        ("in-capitals", "https://STATUS.example/1"),
        ("with-the-port", "https://status.example:443/1"),
        ("escaped", "https://status.example/%31"),
        ("with-dots", "https://status.example/./1"),
        ("with-a-query", "https://status.example/1?"),
        ("of-http", "http://status.example/1"),
    ] {
        let says = format!(
            "the licence names {uri}, and the list {URI}: names are compared to the letter"
        );
        let id = format!("list-name-{name}");
        asks.open(&id, licence_at(uri, INDEX), &says, "v-5.3", none);
    }
}
