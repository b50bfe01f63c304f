//! Properties that hold for all identifiers.

use super::*;

const CODES: [&str; 5] = [
    "11430000006122244L",
    "91350100M000100Y43",
    "1110000000001332XW",
    "Y1110000TEM0000880",
    "Y1440104TEM0000452",
];
const NUMBERS: [&str; 2] = ["11010519491231002X", "440524188001010014"];

/// Each text that differs from `right` in one character of `alphabet`.
fn substitutions<'a>(right: &'a str, alphabet: &'a str) -> impl Iterator<Item = String> + 'a {
    (0..right.len())
        .flat_map(move |at| {
            alphabet.chars().map(move |other| {
                let mut wrong = right.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                wrong
            })
        })
        .filter(move |wrong| wrong != right)
}

/// Each text in which two neighbours of `right` that differ have changed places.
fn transpositions(right: &str) -> impl Iterator<Item = String> + '_ {
    (1..right.len())
        .map(move |at| {
            let mut wrong = right.as_bytes().to_vec();
            wrong.swap(at - 1, at);
            String::from_utf8(wrong).unwrap()
        })
        .filter(move |wrong| wrong != right)
}

#[test]
fn every_substitution_in_a_credit_code_is_refused() {
    for code in CODES {
        for wrong in substitutions(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
            assert!(Uscc::parse(&wrong).is_err(), "{wrong}");
        }
    }
}

#[test]
fn every_transposition_in_a_credit_code_is_refused() {
    for wrong in CODES.into_iter().flat_map(transpositions) {
        assert!(Uscc::parse(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_slip_in_a_citizen_number_is_refused() {
    for number in NUMBERS {
        for wrong in substitutions(number, "0123456789X").chain(transpositions(number)) {
            assert!(CitizenNumber::parse(&wrong).is_err(), "{wrong}");
        }
    }
}

#[test]
fn codes_are_of_this_stage_and_each_is_there_once() {
    let mut codes = IdentifierError::CODES.to_vec();
    assert!(codes.iter().all(|code| {
        code.strip_prefix("licence.").is_some_and(|condition| {
            condition
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
    }));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), IdentifierError::CODES.len());
}

#[test]
fn a_sentence_joins_its_causes_with_colons() {
    let text = "1.2.156.3005.2.11100000000013338W011.11430000006122244K.1.001.0";
    assert_eq!(
        LicenceId::parse(text).unwrap_err().to_string(),
        "the issuing authority of the licence identifier is wrong: \
         the check character of the unified social credit code does not fit"
    );
}
