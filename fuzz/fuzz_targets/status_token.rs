//! What is read as a token, a reference or a stored state is whole and within its budget, and no list of a stranger is taken in.
#![no_main]
use elicence::{
    Reason,
    codec::Limits,
    status::{
        IndexAllocator, StatusAnswer, StatusAuthorities, StatusContent, StatusLists,
        StatusQuestion, StatusReference, StatusToken,
    },
    time::UnixTime,
    trust::{StatusSigner, StatusStanding as Standing},
};
use elicence_fuzz::now;

/// Believes in every key, so that the signature alone decides.
struct Credulous;

impl StatusAuthorities for Credulous {
    fn status_signers(&self, _: &[&[u8]], now: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        let standing = Standing::Anchor {
            fingerprint: [0; 32],
            organisation: None,
        };
        Ok(vec![StatusSigner {
            standing,
            valid_until: now,
        }])
    }
}

/// Believes in none.
struct Nobody;

impl StatusAuthorities for Nobody {
    fn status_signers(&self, _: &[&[u8]], _: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        Err(Reason::StatusSigner {
            rule: "nobody".to_owned(),
        })
    }
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let mut limits = Limits::default();
    limits.status_bytes = 1 << 20;
    let token = StatusToken::decode(input, &limits);
    if let Ok(token) = &token {
        if let StatusContent::Statuses(statuses) = token.content() {
            let entries = statuses.entries();
            assert!(entries > 0 && entries <= 8 << 20);
            assert!(statuses.get(entries - 1).is_some() && statuses.get(entries).is_none());
        }
        assert!(!token.uri().is_empty());
    }
    let mut lists = StatusLists::new().with_limits(limits.clone());
    assert!(lists.load(input, &Nobody, now()).is_err());
    if lists.load(input, &Credulous, now()).is_ok() {
        let token = token.expect("what was taken in can be read");
        let reference = StatusReference::to_status_list(token.uri(), 0);
        let anchors = [[0; 32]];
        let question = StatusQuestion::new(&reference, now()).sealed_under(&anchors);
        let judgement = lists.judge(&question, &Credulous);
        assert!(judgement.good_until.is_none() || judgement.answer == StatusAnswer::Good);
        let mut back = StatusLists::new().with_limits(limits);
        let refused = back.import(&lists.export(), &Credulous, now());
        assert!(refused.expect("a state").is_empty());
        assert_eq!(back.export(), lists.export());
    }
    if let Ok(reference) = StatusReference::read(input) {
        let again = StatusReference::read(&reference.to_cbor().to_vec());
        assert_eq!(again, Ok(reference));
    }
    if let Ok(allocator) = IndexAllocator::decode(input) {
        assert_eq!(IndexAllocator::decode(&allocator.encode()), Ok(allocator));
    }
    let _ = StatusLists::new().import(input, &Credulous, now());
});
