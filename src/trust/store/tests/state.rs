//! The state: what is kept over a restart, and what whoever can write it can do.

use super::field::{CITY, LOL, ListOffice, city, codes, contents, day, load, next, pointer};
use crate::codec::Cbor;
use crate::error::DecodeErrorKind;
use crate::trust::TrustAnchors;
use crate::trust::list::{ListContents, ListError, ListType, TrustList};
use crate::trust::store::{Import, ListRoot, StoreTerms, TrustStore};

/// The offices of federation and city, and the lists that the store below has.
struct Kept {
    above: ListOffice,
    below: ListOffice,
    lists: Vec<TrustList>,
}

impl Kept {
    /// The city's signer changed once.
    fn new() -> Self {
        let (above, below, successor) =
            (ListOffice::new(1), ListOffice::new(2), ListOffice::new(3));
        let lol = above.sign(&ListContents {
            pointers_to_other_lists: vec![pointer(CITY, "CN-4401", &below)],
            ..contents(LOL, ListType::ListOfLists, "CN")
        });
        let first = below.sign(&ListContents {
            successor_signers: vec![successor.successor(day(2))],
            ..city()
        });
        let second = successor.sign(&next(&first, 2));
        let lists = vec![lol, first, second];
        Self {
            above,
            below,
            lists,
        }
    }

    fn root(&self) -> ListRoot {
        ListRoot::new(LOL, vec![self.above.identity()])
    }

    fn store(&self) -> TrustStore {
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(self.root());
        for list in &self.lists {
            load(&mut store, list, day(2)).unwrap();
        }
        store
    }

    fn import(&self, state: &[u8], now: i64) -> Import {
        let terms = StoreTerms::new();
        TrustStore::import(state, TrustAnchors::new(), [self.root()], terms, day(now)).unwrap()
    }
}

fn reasons(import: &Import) -> Vec<(usize, Vec<&'static str>)> {
    let codes = |error: &ListError| match error {
        ListError::Decode(error) => vec![error.code()],
        ListError::Refused(reasons) => reasons.iter().map(crate::Reason::code).collect(),
    };
    import
        .left_out
        .iter()
        .map(|left| (left.place, codes(&left.error)))
        .collect()
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let kept = Kept::new();
    let store = kept.store();
    let state = store.export();
    for now in [2, 15] {
        let import = kept.import(&state, now);
        assert_eq!(reasons(&import), []);
        assert_eq!(import.store.export(), state);
        assert_eq!(
            import.store.counts(CITY, day(3)),
            store.counts(CITY, day(3))
        );
    }
    let empty = TrustStore::new(TrustAnchors::new());
    assert_eq!(
        kept.import(&empty.export(), 2).store.export(),
        empty.export()
    );
}

#[test]
fn a_clock_that_was_set_back_over_a_restart_is_not_believed() {
    let kept = Kept::new();
    let import = kept.import(&kept.store().export(), -100);
    assert_eq!(reasons(&import), []);
    assert_eq!(import.store.clock_floor(), Some(day(2)));
}

#[test]
fn a_list_that_is_over_keeps_its_floor_and_does_not_count() {
    let kept = Kept::new();
    let import = kept.import(&kept.store().export(), 40);
    assert_eq!(reasons(&import), []);
    let mut store = import.store;
    assert_eq!(
        store.counts(CITY, day(40)).unwrap_err().code(),
        "trust.list-expired"
    );
    assert_eq!(store.floor(CITY).unwrap().sequence_number, 2);
    assert_eq!(
        codes(load(&mut store, &kept.lists[1], day(40))),
        ["trust.list-expired"]
    );
}

#[test]
fn whom_the_roots_do_not_name_is_left_out_and_its_floor_stays() {
    let kept = Kept::new();
    let state = kept.store().export();
    let other = ListRoot::new(LOL, vec![ListOffice::new(9).identity()]);
    let terms = StoreTerms::new();
    let import = TrustStore::import(&state, TrustAnchors::new(), [other], terms, day(2)).unwrap();
    let unknown = |code| vec![code];
    // In the order of names: the city, then the list of lists.
    let expected = [
        (0, unknown("trust.list-unknown")),
        (1, unknown("trust.list-signer-unknown")),
    ];
    assert_eq!(reasons(&import), expected);
    assert_eq!(import.store.lists().count(), 0);
    for list_id in [LOL, CITY] {
        assert_eq!(import.store.floor(list_id), kept.store().floor(list_id));
    }
    // The clock is no further than anybody vouches for.
    let early = TrustStore::import(&state, TrustAnchors::new(), [], terms, day(1)).unwrap();
    assert_eq!(early.store.clock_floor(), Some(day(1)));
}

/// The state as a tree, changed.
fn changed(state: &[u8], change: impl FnOnce(&mut Vec<(Cbor, Cbor)>)) -> Vec<u8> {
    let Cbor::Map(mut members) = Cbor::read_scanned(state).unwrap() else {
        panic!()
    };
    change(&mut members);
    Cbor::Map(members).to_vec()
}

fn member<'m>(members: &'m mut [(Cbor, Cbor)], name: &str) -> &'m mut Cbor {
    let found = members
        .iter_mut()
        .find(|(key, _)| key.as_text() == Some(name));
    &mut found.unwrap().1
}

fn entry(document: &TrustList, pivots: &[&TrustList]) -> Cbor {
    let bytes = |list: &TrustList| Cbor::Bytes(list.bytes().to_vec());
    let pivots = pivots.iter().map(|list| bytes(list)).collect();
    Cbor::map([
        ("document", bytes(document)),
        ("pivots", Cbor::Array(pivots)),
    ])
}

/// The state with these lists in the place of its own.
fn with_lists(state: &[u8], lists: Vec<Cbor>) -> Vec<u8> {
    changed(state, |members| {
        *member(members, "lists") = Cbor::Array(lists)
    })
}

#[test]
fn a_forged_or_older_document_is_left_out() {
    let kept = Kept::new();
    let state = kept.store().export();
    let [lol, first, second] = &kept.lists[..] else {
        panic!()
    };
    let thief = ListOffice::new(9);
    let forged = thief.sign(&next(first, 2));
    let stranger = kept.below.sign(&ListContents {
        successor_signers: vec![thief.successor(day(1))],
        ..contents("urn:example:other", ListType::Regional, "CN-4401")
    });
    let forked = thief.sign(&ListContents {
        successor_signers: vec![ListOffice::new(3).successor(day(2))],
        ..city()
    });
    for (case, lists, code) in [
        (
            "signed by nobody",
            entry(&forged, &[]),
            "trust.list-signer-unknown",
        ),
        (
            "without its pivot",
            entry(second, &[]),
            "trust.list-signer-unknown",
        ),
        (
            "a pivot that names another",
            entry(&forged, &[first]),
            "trust.list-pivot-gap",
        ),
        (
            "a pivot of another list",
            entry(&forged, &[&stranger]),
            "trust.list-pivot-gap",
        ),
        (
            "a pivot signed by nobody",
            entry(second, &[&forked]),
            "trust.list-chain-broken",
        ),
        ("the issue before", entry(first, &[]), "trust.list-rollback"),
    ] {
        let import = kept.import(&with_lists(&state, vec![entry(lol, &[]), lists]), 2);
        assert_eq!(reasons(&import), [(1, vec![code])], "{case}");
        assert_eq!(
            import.store.floor(CITY).unwrap().sequence_number,
            2,
            "{case}"
        );
        assert!(import.store.counts(CITY, day(2)).is_err(), "{case}");
    }
    let twice = vec![
        entry(lol, &[]),
        entry(second, &[first]),
        entry(second, &[first]),
    ];
    assert_eq!(
        reasons(&kept.import(&with_lists(&state, twice), 2)),
        [(2, vec!["trust.list-forked"])]
    );
}

#[test]
fn a_floor_above_its_document_is_kept_and_one_below_it_raised() {
    let kept = Kept::new();
    let state = kept.store().export();
    let with_number = |number: i128| {
        changed(&state, |members| {
            let Cbor::Map(floors) = member(members, "floors") else {
                panic!()
            };
            let Cbor::Map(floor) = member(floors, CITY) else {
                panic!()
            };
            *member(floor, "sequenceNumber") = Cbor::Integer(number);
        })
    };
    let above = kept.import(&with_number(7), 2);
    assert_eq!(reasons(&above), [(0, vec!["trust.list-rollback"])]);
    assert_eq!(above.store.floor(CITY).unwrap().sequence_number, 7);
    let without = changed(&state, |members| {
        *member(members, "floors") = Cbor::Map(Vec::new())
    });
    let raised = kept.import(&without, 2);
    assert_eq!(reasons(&raised), []);
    assert_eq!(raised.store.export(), state);
}

#[test]
fn no_flipped_bit_adds_trust_or_makes_a_panic() {
    let office = ListOffice::new(1);
    let list = office.sign(&city());
    let mut store = super::field::store(&office);
    load(&mut store, &list, day(2)).unwrap();
    let state = store.export();
    let roots = || [ListRoot::new(CITY, vec![office.identity()])];
    for at in 0..state.len() {
        let mut flipped = state.clone();
        flipped[at] ^= 1 << (at % 8);
        let Ok(import) = TrustStore::import(
            &flipped,
            TrustAnchors::new(),
            roots(),
            StoreTerms::new(),
            day(2),
        ) else {
            continue;
        };
        // Either the list is there as it was signed, or it is not there.
        let left = import.left_out.len();
        let taken = import.store.lists().map(TrustList::digest);
        assert!(
            taken.eq(core::iter::repeat_n(list.digest(), 1 - left)),
            "byte {at}"
        );
        assert!(import.store.clock_floor() <= Some(day(2)), "byte {at}");
    }
}

#[test]
fn bytes_that_are_no_state_are_refused() {
    let kept = Kept::new();
    let state = kept.store().export();
    let refused = |state: &[u8], terms: StoreTerms| {
        TrustStore::import(state, TrustAnchors::new(), [kept.root()], terms, day(2))
            .unwrap_err()
            .kind
    };
    let terms = StoreTerms::new();
    assert_eq!(
        refused(&state[..state.len() - 1], terms),
        DecodeErrorKind::Truncated
    );
    let extra = changed(&state, |members| {
        members.push((Cbor::text("more"), Cbor::Null))
    });
    assert_eq!(refused(&extra, terms).code(), "codec.invalid-value");
    let version = changed(&state, |members| {
        *member(members, "type") = Cbor::text("org.elicence.truststate.2")
    });
    assert_eq!(refused(&version, terms), DecodeErrorKind::UnknownVersion);
    let without = changed(&state, |members| {
        members.retain(|(key, _)| key.as_text() != Some("floors"))
    });
    assert_eq!(
        refused(&without, terms),
        DecodeErrorKind::MissingField { name: "floors" }
    );
    let digest = changed(&state, |members| {
        let Cbor::Map(floors) = member(members, "floors") else {
            panic!()
        };
        let Cbor::Map(floor) = member(floors, CITY) else {
            panic!()
        };
        *member(floor, "digest") = Cbor::Bytes(vec![0; 31]);
    });
    assert_eq!(
        refused(&digest, terms),
        DecodeErrorKind::InvalidValue {
            expected: "32 bytes"
        }
    );
    let mut small = terms;
    small.state_bytes = state.len() - 1;
    let over = DecodeErrorKind::OverLimit {
        limit: "state_bytes",
        allowed: state.len() - 1,
    };
    assert_eq!(refused(&state, small), over);
    // Another order of the members is another encoding of the same state.
    let mut swapped = vec![state[0]];
    let Cbor::Map(members) = Cbor::read_scanned(&state).unwrap() else {
        panic!()
    };
    for (key, value) in members.iter().rev() {
        swapped.extend(key.to_vec());
        swapped.extend(value.to_vec());
    }
    assert_eq!(refused(&swapped, terms), DecodeErrorKind::NotDeterministic);
}
