//! The vectors of the draft, read where they are at hand.

use std::path::PathBuf;

use super::*;
use crate::codec::{Cbor, Limits};
use crate::status::token::decode_status_list;

/// A file of the draft's test data, in `shared/data` beside or above the repository.
fn data(name: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let found = ["..", "../..", "../../.."]
        .map(|up| root.join(up).join("shared/data/status-list").join(name))
        .into_iter()
        .find_map(|path| std::fs::read(path).ok());
    if found.is_none() {
        eprintln!("skipped: shared/data/status-list/{name} is not there");
    }
    found
}

#[test]
fn every_list_of_the_draft_has_the_statuses_that_it_says_and_no_other() {
    let Some(vectors) = data("vectors.json") else {
        return;
    };
    let vectors: serde_json::Value = serde_json::from_slice(&vectors).unwrap();
    let vectors = vectors.as_array().unwrap();
    assert!(vectors.len() >= 4);
    for vector in vectors {
        let encoded = hex::decode(vector["cbor_hex"].as_str().unwrap()).unwrap();
        let limits = Limits::default();
        let item = Cbor::decode(&encoded, &limits).unwrap();
        let statuses = decode_status_list(&item, 0, &limits).unwrap();
        assert_eq!(
            u64::from(statuses.bits().count()),
            vector["bits"].as_u64().unwrap()
        );
        assert_eq!(statuses.entries(), vector["size"].as_u64().unwrap());
        let mut expected = vec![0; usize::try_from(statuses.entries()).unwrap()];
        for status in vector["statuses"].as_array().unwrap() {
            let index = usize::try_from(status["index"].as_u64().unwrap()).unwrap();
            expected[index] = u8::try_from(status["value"].as_u64().unwrap()).unwrap();
        }
        let found: Vec<u8> = (0..statuses.entries())
            .map(|index| statuses.get(index).unwrap())
            .collect();
        assert!(found == expected, "{} bits", statuses.bits().count());
        for end in (0..encoded.len()).step_by(7) {
            assert!(Cbor::decode(&encoded[..end], &limits).is_err());
        }
    }
}

fn hex_of(text: &[u8]) -> Vec<u8> {
    let text: String = text.iter().map(|byte| char::from(*byte)).collect();
    hex::decode(text.split_whitespace().collect::<String>()).unwrap()
}

#[test]
fn the_token_of_the_draft_is_read_and_has_no_chain_to_check_it_by() {
    let Some(text) = data("status_list_cwt.md") else {
        return;
    };
    let bytes = hex_of(&text);
    let token = StatusToken::decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(token.uri(), "https://example.com/statuslists/1");
    assert_eq!(token.issued_at().seconds(), 1_686_920_170);
    assert_eq!(token.expires().unwrap().seconds(), 2_291_720_170);
    assert_eq!(token.time_to_live(), Some(43_200));
    let StatusContent::Statuses(statuses) = token.content() else {
        panic!("statuses");
    };
    let bits: Vec<u8> = (0..16).map(|index| statuses.get(index).unwrap()).collect();
    assert_eq!(bits, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    assert_eq!((token.chain().count(), statuses.get(16)), (0, None));
    let mut lists = StatusLists::new();
    let outcome = lists.load(&bytes, &Told::office(), june(5));
    assert_eq!(refused(outcome), "status.signer-not-allowed");
    for end in 0..bytes.len() {
        assert!(
            StatusToken::decode(&bytes[..end], &Limits::default()).is_err(),
            "{end}"
        );
    }
}

#[test]
fn the_reference_in_the_token_of_the_draft_is_read() {
    let Some(text) = data("referenced_token_cwt.md") else {
        return;
    };
    let token = Cbor::decode(&hex_of(&text), &Limits::default()).unwrap();
    let Cbor::Tag(18, members) = token else {
        panic!("tag")
    };
    let Cbor::Array(members) = *members else {
        panic!("array")
    };
    let Cbor::Bytes(payload) = &members[2] else {
        panic!("bytes")
    };
    let Cbor::Map(claims) = Cbor::decode(payload, &Limits::default()).unwrap() else {
        panic!("map");
    };
    let status = claims
        .iter()
        .find(|(key, _)| *key == Cbor::Integer(65_535))
        .unwrap();
    let reference = StatusReference::read(&status.1.to_vec()).unwrap();
    let expected = StatusReference::to_status_list("https://example.com/statuslists/1", 0);
    assert_eq!(reference, expected);
}
