//! Countersignatures: of whom, over what, and what they are worth.

use super::field::*;
use crate::codec::Cbor;
use crate::crypto::Algorithm;
use crate::reason::Reason;
use crate::recognise::Agreements;
use crate::recognise::agreement::Agreement;
use crate::time::UnixTime;
use crate::trust::list::{ServiceStatus, WithdrawalEffect};
use crate::trust::store::{Change, TrustStore};
use crate::trust::tests::pki::{PURPOSES, Subject};

const NOT_OVER_THIS: &str =
    "it is not that of the countersigner's key over this agreement as it was signed";

fn mismatch(rule: &str) -> Reason {
    Reason::CountersignatureMismatch {
        rule: rule.to_owned(),
    }
}

/// The members of the document.
fn members(bytes: &[u8]) -> Vec<Cbor> {
    let Cbor::Tag(_, inside) = Cbor::read_scanned(bytes).unwrap() else {
        panic!("a tag");
    };
    let Cbor::Array(members) = *inside else {
        panic!("an array");
    };
    members
}

fn document(members: Vec<Cbor>) -> Vec<u8> {
    Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec()
}

/// The document with the unprotected header of another.
fn with_header_of(bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut all = members(bytes);
    all[1] = members(other)[1].clone();
    document(all)
}

/// The document with another countersignature: the bytes of the signature alone are changed.
fn with_countersignature(bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut all = members(bytes);
    if let Cbor::Map(unprotected) = &mut all[1]
        && let Cbor::Array(countersignature) = &mut unprotected[0].1
        && let Cbor::Bytes(signature) = &mut countersignature[2]
    {
        change(signature);
    }
    document(all)
}

/// Takes the document, and says until when it counts as countersigned, and the notes.
#[track_caller]
fn taken(bytes: &[u8], store: &TrustStore) -> (Option<UnixTime>, Vec<Reason>) {
    let mut agreements = Agreements::new();
    let loaded = load(&mut agreements, bytes, store, day(4)).unwrap();
    let candidate = agreements.candidates(&region("CN-44"))[0];
    assert_eq!(
        candidate.signer_until,
        day(30),
        "the agreement itself counts"
    );
    (candidate.countersigned_until, loaded.notes)
}

#[test]
fn the_recognised_party_countersigns() {
    let signed = here().sign(&contents());
    assert!(signed.countersignature().is_none());
    assert_eq!(
        signed.check_countersignature(day(4)),
        Err(Reason::CountersignatureMissing {
            agreement: NAME.to_owned()
        })
    );
    let both = there().countersign(&signed);
    assert_eq!(both.digest(), signed.digest());
    assert_eq!(both.contents(), signed.contents());
    let countersignature = both.countersignature().unwrap();
    assert_eq!(countersignature.chain(), there().chain());
    assert_eq!(countersignature.algorithm(), Some(Algorithm::Es256));
    assert_eq!(both.check_countersignature(day(4)), Ok(()));
    assert_eq!(both.check_signature(day(4)), Ok(()));
    assert_eq!(taken(both.bytes(), &store()), (Some(day(30)), vec![]));
    assert_eq!(taken(signed.bytes(), &store()), (None, vec![]));
    assert_eq!(
        Agreement::decode(both.bytes()).unwrap().bytes(),
        both.bytes()
    );
}

#[test]
fn another_party_does_not_countersign() {
    // By its certificate: it is refused before anything is signed.
    let signed = here().sign(&contents());
    let error = signed
        .countersign(Algorithm::Es256, here().chain())
        .unwrap_err();
    assert_eq!(error.codes(), ["recognise.countersignature-mismatch"]);
    // By the list, where the certificate does not say who it is.
    let subject = Subject {
        c: "CN",
        cn: "Anybody",
        ..Subject::default()
    };
    let anonymous = Office::with(1, &subject, |draft| draft.with(PURPOSES, None));
    let store = store_of(&[here_list(anonymous.identity()), there_list()]);
    let signed = anonymous.sign(&contents());
    let both = anonymous.countersign(&signed);
    let rule = "no list that is trusted has its certificate or key as the party's";
    assert_eq!(taken(both.bytes(), &store), (None, vec![mismatch(rule)]));
    let stranger = Office::new(5, THERE).countersign(&signed);
    assert_eq!(
        taken(stranger.bytes(), &store),
        (None, vec![mismatch(rule)])
    );
}

/// The list of a state contains both provinces, so that one could name itself as the other's entity and sign twice.
#[test]
fn who_recognises_a_region_does_not_countersign_for_it() {
    let rule = mismatch("who recognises a region does not countersign for it");
    let state = || {
        let mut signs = service(vec![here().identity()]);
        signs.licence_scope = vec![scope(BUSINESS, &["CN-33", "CN-44"])];
        list(HERE_LIST, "CN", HERE, vec![signs])
    };
    let mut own = contents();
    own.pointed_party = party("CN-33", HERE_LIST, HERE);
    let both = here().countersign(&here().sign(&own));
    assert_eq!(
        taken(both.bytes(), &store_of(&[state()])),
        (None, vec![rule.clone()])
    );
    // Nor under the name of another entity, by the same key.
    let subject = Subject {
        c: "CN",
        cn: "Anybody",
        ..Subject::default()
    };
    let anonymous = Office::with(1, &subject, |draft| draft.with(PURPOSES, None));
    let services = vec![service(vec![anonymous.identity()])];
    let there_list = list(THERE_LIST, "CN-33", THERE, services);
    let store = store_of(&[here_list(anonymous.identity()), there_list]);
    let both = anonymous.countersign(&anonymous.sign(&contents()));
    assert_eq!(taken(both.bytes(), &store), (None, vec![rule]));
}

#[test]
fn a_countersignature_stands_for_one_agreement() {
    let store = store();
    let mut other = contents();
    other.agreement_id = "urn:example:agreement:another".to_owned();
    let (signed, other) = (here().sign(&contents()), here().sign(&other));
    let copied = with_header_of(signed.bytes(), there().countersign(&other).bytes());
    let expected = (None, vec![mismatch(NOT_OVER_THIS)]);
    assert_eq!(taken(&copied, &store), expected);
    // Nor does it pass to the next issue.
    let first = there().countersign(&signed);
    let second = here().sign(&next(&contents(), 4));
    let copied = with_header_of(second.bytes(), first.bytes());
    assert_eq!(taken(&copied, &store), expected);
    // Nor is the signature of the agreement one.
    let mut all = members(first.bytes());
    let signature = all[3].clone();
    if let Cbor::Map(unprotected) = &mut all[1]
        && let Cbor::Array(countersignature) = &mut unprotected[0].1
    {
        countersignature[2] = signature;
    }
    assert_eq!(taken(&document(all), &store), expected);
}

#[test]
fn a_countersignature_is_over_the_signature_too() {
    let both = there().countersign(&here().sign(&contents()));
    let mut all = members(both.bytes());
    if let Cbor::Bytes(signature) = &all[3] {
        all[3] = Cbor::Bytes(rewritten(signature));
    }
    // The signature of the agreement is as good as the other, and not the one that was countersigned.
    let expected = (None, vec![mismatch(NOT_OVER_THIS)]);
    assert_eq!(taken(&document(all), &store()), expected);
    // Rewriting the countersignature itself changes nothing.
    let twin = with_countersignature(both.bytes(), |bytes| *bytes = rewritten(bytes));
    assert_ne!(twin, both.bytes());
    assert_eq!(taken(&twin, &store()), (Some(day(30)), vec![]));
}

#[test]
fn a_countersignature_that_is_not_right_refuses_nothing() {
    let both = there().countersign(&here().sign(&contents()));
    let expected = (None, vec![mismatch(NOT_OVER_THIS)]);
    let spoils: [fn(&mut Vec<u8>); 3] = [|bytes| bytes[0] ^= 1, Vec::clear, |bytes| bytes.push(0)];
    for spoil in spoils {
        assert_eq!(
            taken(&with_countersignature(both.bytes(), spoil), &store()),
            expected
        );
    }
    let with_algorithm = |algorithm: Cbor| {
        let mut all = members(both.bytes());
        let header = Cbor::Map(vec![
            (Cbor::Integer(1), algorithm),
            (Cbor::Integer(33), Cbor::Bytes(there().certificate)),
        ]);
        if let Cbor::Map(unprotected) = &mut all[1]
            && let Cbor::Array(countersignature) = &mut unprotected[0].1
        {
            countersignature[0] = Cbor::Bytes(header.to_vec());
        }
        taken(&document(all), &store())
    };
    for (algorithm, found) in [
        (Cbor::Integer(-39), "-39".to_owned()),
        (Cbor::text("ES256"), "given as text".to_owned()),
        (Cbor::Integer(-8), "EdDSA with a key on P-256".to_owned()),
    ] {
        let rule = Reason::AgreementAlgorithm { found }.to_string();
        assert_eq!(with_algorithm(algorithm), (None, vec![mismatch(&rule)]));
    }
}

#[test]
fn who_countersigned_is_entitled_now() {
    let both = there().countersign(&here().sign(&contents()));
    let mut store = store();
    let withdrawn = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
    update(&mut store, THERE_LIST, 3, becomes(withdrawn, 4));
    let rule = Reason::AuthorityWithdrawn {
        service: "urn:svc:agreements".to_owned(),
        since: day(4),
    };
    assert_eq!(
        taken(both.bytes(), &store),
        (lapsed(), vec![mismatch(&rule.to_string())])
    );
    let alone = store_of(&[here_list(here().identity())]);
    let rule = "no list that is trusted has its certificate or key as the party's";
    assert_eq!(
        taken(both.bytes(), &alone),
        (lapsed(), vec![mismatch(rule)])
    );
}

#[test]
fn nobody_takes_a_countersignature_away() {
    let (store, signed) = (store(), here().sign(&contents()));
    let both = there().countersign(&signed);
    let spoilt = with_countersignature(both.bytes(), |bytes| bytes[0] ^= 1);
    let until = |agreements: &Agreements| {
        let found = agreements.candidates(&region("CN-44"));
        found[0].countersigned_until
    };
    let mut agreements = Agreements::new();
    load(&mut agreements, both.bytes(), &store, day(4)).unwrap();
    for worse in [signed.bytes(), &spoilt] {
        let loaded = load(&mut agreements, worse, &store, day(4)).unwrap();
        assert_eq!(loaded.change, Change::Unchanged);
        assert_eq!(until(&agreements), Some(day(30)));
        assert_eq!(
            agreements.iter().next().unwrap().agreement().bytes(),
            both.bytes()
        );
    }
    // And who had one without gets it.
    for worse in [signed.bytes(), &spoilt] {
        let mut agreements = Agreements::new();
        load(&mut agreements, worse, &store, day(4)).unwrap();
        assert_eq!(until(&agreements), None);
        let loaded = load(&mut agreements, both.bytes(), &store, day(4)).unwrap();
        assert_eq!(loaded.change, Change::Replaced(1));
        assert_eq!(until(&agreements), Some(day(30)));
    }
}

#[test]
fn a_countersignature_is_renewed_in_its_place() {
    let mut store = store();
    let second = Office::new(4, THERE);
    let signed = here().sign(&contents());
    let old = there().countersign(&signed);
    let mut agreements = Agreements::new();
    load(&mut agreements, old.bytes(), &store, day(4)).unwrap();
    update(&mut store, THERE_LIST, 5, |list| {
        becomes(ServiceStatus::Withdrawn(WithdrawalEffect::Prospective), 5)(list);
        let mut service = service(vec![second.identity()]);
        service.service_id = "urn:svc:new".to_owned();
        service.current_state.starting_time = day(5);
        list.trusted_entities[0].services.push(service);
    });
    agreements.renew(&store, day(6));
    let until =
        |agreements: &Agreements| agreements.candidates(&region("CN-44"))[0].countersigned_until;
    assert_eq!(until(&agreements), lapsed());
    let new = second.countersign(&old);
    assert_eq!(new.digest(), signed.digest());
    let loaded = load(&mut agreements, new.bytes(), &store, day(6)).unwrap();
    assert_eq!((loaded.change, loaded.notes), (Change::Replaced(1), vec![]));
    assert_eq!(until(&agreements), Some(day(35)));
}

#[test]
fn what_nobody_would_take_is_not_countersigned() {
    let signed = here().sign(&contents());
    let prepared = signed
        .countersign(Algorithm::Es256, there().chain())
        .unwrap();
    let wrong = here().raw_signature(&prepared.to_be_signed());
    for signature in [&wrong[..], &wrong[1..], &[]] {
        assert_eq!(
            prepared.complete(signature).unwrap_err().codes(),
            ["recognise.countersignature-mismatch"]
        );
    }
    let codes = |algorithm, chain: &[Vec<u8>]| {
        let refused = signed.countersign(algorithm, chain).unwrap_err();
        refused.codes()
    };
    let mismatch = ["recognise.countersignature-mismatch"];
    assert_eq!(codes(Algorithm::EdDsa, there().chain()), mismatch);
    assert_eq!(codes(Algorithm::Es256, &[]), ["codec.invalid-value"]);
    assert_eq!(
        codes(Algorithm::Es256, &vec![there().certificate; 5]),
        ["codec.invalid-value"]
    );
    let subject = Subject {
        c: "CN",
        cn: "Agreements",
        ..Subject::default()
    };
    let valid = |from, until| {
        let office = Office::valid(2, &subject, (from, until), |draft| {
            draft.with(PURPOSES, None)
        });
        signed.countersign(Algorithm::Es256, office.chain()).is_ok()
    };
    assert!(valid("2026-06-02", "2026-06-02"));
    assert!(
        valid("2026-06-28", "2027-01-01"),
        "it may be younger than the agreement"
    );
    assert!(!valid("2026-01-01", "2026-06-01"));
    assert!(!valid("2026-06-29", "2027-01-01"));
    // An agreement whose own signature is not right is not countersigned.
    let mut all = members(signed.bytes());
    all[3] = Cbor::Bytes(vec![1; 64]);
    let unsigned = Agreement::decode(&document(all)).unwrap();
    let refused = unsigned.countersign(Algorithm::Es256, there().chain());
    assert_eq!(
        refused.unwrap_err().codes(),
        ["recognise.agreement-signature-mismatch"]
    );
}
