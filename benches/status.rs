//! A status list of ten million licences, from its making to an answer: size and time of each step in one run.
//!
//! `cargo bench --bench status`. One licence in a thousand is revoked. Each line is the median of a few rounds.

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which few calls are needed"
)]
mod pki;

use std::{hint::black_box, time::Instant};

use elicence::{
    Reason,
    codec::Limits,
    crypto::{Algorithm, Signer as _, SoftwareKey, SystemRandom},
    status::{
        IndexAllocator, ListedStatus, Publication, StatusAnswer, StatusAuthorities,
        StatusListDraft, StatusLists, StatusQuestion, StatusReference, StatusToken,
    },
    time::UnixTime,
    trust::{StatusSigner, StatusStanding as Standing},
};
use pki::{Kind, Subject};

const ENTRIES: u64 = 10_000_000;
const REVOKED: u64 = ENTRIES / 1_000;
const ROUNDS: usize = 5;
const URI: &str = "https://status.example.cn/lists/1";
const CODE: &str = "11440000006939748M";

/// Knows one office, at no cost: what a path costs is measured elsewhere.
struct Office;

impl StatusAuthorities for Office {
    fn status_signers(&self, _: &[&[u8]], now: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        let standing = Standing::Service {
            list_id: "urn:x:list".to_owned(),
        service_id: "urn:x:status".to_owned(),
            entity_id: CODE.to_owned(),
            serves: Vec::new(),
            prefixes: vec!["https://status.example.cn/lists".to_owned()],
        };
        let valid_until = now.saturating_add(1);
        Ok(vec![StatusSigner {
            standing,
            valid_until,
        }])
    }
}

/// The median of a few rounds in milliseconds, and what the last one gave.
fn timed<T>(what: &str, rounds: usize, mut work: impl FnMut() -> T) -> T {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..rounds {
        let start = Instant::now();
        last = Some(black_box(work()));
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("{what:<52} {:>12.3} ms", times[rounds / 2]);
    last.expect("a round")
}

fn certificate(key: &SoftwareKey) -> Vec<u8> {
    const PURPOSES: &[u8] = &[0x55, 0x1d, 37];
    const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
    let subject = Subject {
        c: "CN",
        st: "CN-44",
        o: "Status Office",
        organization_identifier: CODE,
        cn: "Status 1",
    };
    let year =
        |year| UnixTime::parse_rfc3339(&format!("{year}-01-01T00:00:00Z")).expect("an instant");
    let public = key.verifying_key();
    let purpose = pki::tlv(0x30, &[&pki::tlv(0x06, &[STATUS_SIGNER])]);
    pki::Draft::new(
        &subject,
        &public,
        &subject,
        &public,
        (year(2026), year(2028)),
        Kind::Sealer,
        1,
    )
    .with(PURPOSES, Some(pki::extension(PURPOSES, true, &purpose)))
    .sign(key)
    .expect("signed")
}

fn main() {
    let key = SoftwareKey::generate(Algorithm::Es256).expect("randomness");
    let now = UnixTime::parse_rfc3339("2026-06-01T00:00:00Z").expect("an instant");
    let until = now.saturating_add(86_400);
    println!("{ENTRIES} licences, {REVOKED} of them revoked, two bits each\n");

    let mut allocator = IndexAllocator::new(ENTRIES).expect("a capacity");
    let mut next = || allocator.allocate(&mut SystemRandom).expect("a free index");
    let revoked: Vec<u64> = timed("allocate as many random indices as are revoked", 1, || {
        (0..REVOKED).map(|_| next()).collect()
    });
    let draft = timed("build the list", ROUNDS, || {
        let mut draft = StatusListDraft::new(URI, ENTRIES).expect("a list");
        for index in &revoked {
            draft.set(*index, ListedStatus::Revoked).expect("inside");
        }
        draft
    });
    let publication = Publication::new(vec![certificate(&key)], Algorithm::Es256, now, until);
    let token = timed("compress and sign it", ROUNDS, || {
        draft.publish(&publication, &key).expect("published")
    });
    let derived = timed("derive the list of one bit", ROUNDS, || {
        draft.derived(URI).expect("a list")
    });
    let derived = derived.publish(&publication, &key).expect("published");
    timed("read and inflate the token", ROUNDS, || {
        StatusToken::decode(&token, &Limits::default()).expect("a token")
    });
    let mut lists = timed("take it in: read, check, hold", ROUNDS, || {
        let mut lists = StatusLists::new();
        lists.load(&token, &Office, now).expect("taken");
        lists
    });
    lists.load(&token, &Office, now).expect("taken again");

    let ask = |index: u64| {
        let reference = StatusReference::to_status_list(URI, index);
        let question = StatusQuestion::new(&reference, now)
            .native()
            .issued_by(CODE);
        lists.judge(&question, &Office).answer
    };
    let bad = timed("ask for 10,000 revoked licences", ROUNDS, || {
        revoked
            .iter()
            .filter(|index| ask(**index) == StatusAnswer::Bad(Reason::StatusRevoked))
            .count()
    });
    assert_eq!(u64::try_from(bad), Ok(REVOKED));

    println!("\n{:<52} {:>12} bytes", "the token", token.len());
    println!(
        "{:<52} {:>12} bytes",
        "the token of the derived list",
        derived.len()
    );
    println!("{:<52} {:>12} bytes", "the list, inflated", ENTRIES / 4);
    println!(
        "{:<52} {:>12} bytes",
        "the allocator's state",
        allocator.encode().len()
    );
}
