//! What decodes has one encoding, with or without a countersignature; the JSON form says the same; a draft of any contents
//! is refused or ready.
#![no_main]
use elicence::codec::{Cbor, Limits};
use elicence::crypto::Algorithm;
use elicence::recognise::agreement::{
    Agreement, AgreementContents, AgreementDraft, AgreementError, Clause, Condition, Kind,
    VOCABULARY,
};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(text) = core::str::from_utf8(input) {
        if let Ok(contents) = AgreementContents::from_json(text) {
            same(&contents);
            let draft = AgreementDraft::new(contents);
            let _ = draft.prepare(Algorithm::Es256, &[vec![0x30, 0x00]]);
        }
    }
    let agreement = match Agreement::decode(input) {
        Ok(agreement) => agreement,
        Err(AgreementError::Decode(_)) => return,
        Err(AgreementError::Refused(reasons)) => {
            assert!(!reasons.is_empty());
            return;
        }
    };
    assert_eq!(agreement.bytes(), input);
    let again = same(agreement.contents());
    // Of a condition of a later version its name is kept; the rest is in the signed bytes.
    if is_known(agreement.contents()) {
        assert_eq!(Some(again.to_cbor().to_vec()), payload(input));
    }
});

/// The contents by way of JSON.
fn same(contents: &AgreementContents) -> AgreementContents {
    let again = AgreementContents::from_json(&contents.to_json()).expect("what was written");
    assert_eq!(again.to_json(), contents.to_json());
    again
}

fn is_known(contents: &AgreementContents) -> bool {
    let known = |condition: &Condition| !matches!(condition.kind, Kind::Other { .. });
    contents.condition_vocabulary == VOCABULARY
        && contents
            .exclusions
            .iter()
            .all(|exclusion| exclusion.any.iter().all(known))
        && contents.equivalences.iter().all(|equivalence| {
            let clauses = equivalence.conditions.iter().flat_map(Clause::conditions);
            let unless = equivalence.supplements.iter().flat_map(|s| &s.unless);
            clauses.chain(unless).all(known)
        })
}

/// The third member of the envelope.
fn payload(document: &[u8]) -> Option<Vec<u8>> {
    let Ok(Cbor::Tag(18, envelope)) = Cbor::decode(document, &Limits::default()) else {
        return None;
    };
    match *envelope {
        Cbor::Array(members) => match members.into_iter().nth(2) {
            Some(Cbor::Bytes(payload)) => Some(payload),
            _ => None,
        },
        _ => None,
    }
}
