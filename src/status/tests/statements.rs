//! Signed statements about one licence.

use super::*;
use crate::codec::{Cbor, Limits};

const LICENCE: &str = "1.2.156.3005.2.11440000006939748M";

fn statement() -> StatusStatement {
    let mut life = LifeCycle::begin(Change::new(Transition::Issue, june(1))).unwrap();
    let change = Change::new(Transition::Supersede, june(3))
        .on_ground("《行政许可法》第四十九条")
        .with_successor("1.2.156.3005.2.2");
    life.apply(change).unwrap();
    StatusStatement::of(LICENCE, &life).unwrap()
}

fn signed(statement: &StatusStatement) -> Vec<u8> {
    statement
        .sign(&[certificate(SIGNER)], &key(SIGNER))
        .unwrap()
}

fn verify(bytes: &[u8], authorities: &Told, now: UnixTime) -> Result<StatusStatement, Reason> {
    let reference = reference(0);
    let question = StatusQuestion::new(&reference, now)
        .native()
        .issued_by(CODE);
    let signed = SignedStatement::decode(bytes).unwrap();
    signed.verify(LICENCE, &question, authorities).cloned()
}

#[test]
fn a_statement_says_what_the_last_change_was() {
    let statement = statement();
    assert_eq!(statement.state, LicenceState::Superseded);
    assert_eq!(statement.successor.as_deref(), Some("1.2.156.3005.2.2"));
    let bytes = signed(&statement);
    let item = Cbor::decode(&bytes, &Limits::default()).unwrap();
    assert_eq!(item.to_vec(), bytes);
    assert_eq!(verify(&bytes, &Told::office(), june(3)), Ok(statement));
}

#[test]
fn a_statement_of_a_stranger_or_about_another_licence_is_refused() {
    let bytes = signed(&statement());
    assert_eq!(verify(&bytes, &Told::default(), june(3)), Err(unknown()));
    let other = verify(&bytes, &Told::of(service(OTHER_CODE)), june(3)).unwrap_err();
    assert_eq!(other.code(), "status.signer-not-allowed");
    let reference = reference(0);
    let question = StatusQuestion::new(&reference, june(3))
        .native()
        .issued_by(CODE);
    let read = SignedStatement::decode(&bytes).unwrap();
    let another = read.verify("another", &question, &Told::office());
    assert_eq!(another, Err(Reason::StatusUriMismatch));
    let early = verify(&bytes, &Told::office(), june(2)).unwrap_err();
    assert_eq!(early.code(), "status.list-in-future");
    let late = verify(&bytes, &Told::office(), time("2027-01-01T00:00:00Z")).unwrap_err();
    assert_eq!(late.code(), "trust.certificate-expired");
}

#[test]
fn every_changed_byte_and_every_truncation_is_refused() {
    let bytes = signed(&statement());
    let reference = reference(0);
    let question = StatusQuestion::new(&reference, june(3))
        .native()
        .issued_by(CODE);
    for place in 0..bytes.len() {
        assert!(SignedStatement::decode(&bytes[..place]).is_err(), "{place}");
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        if let Ok(read) = SignedStatement::decode(&changed) {
            let outcome = read.verify(LICENCE, &question, &Told::office());
            assert!(outcome.is_err(), "byte {place}");
        }
    }
}

#[test]
fn a_statement_that_nobody_could_read_is_not_signed() {
    let faulty: [fn(&mut StatusStatement); 5] = [
        |s| s.licence_id.clear(),
        |s| s.licence_id = "a\nb".to_owned(),
        |s| s.legal_ground = "two\nlines".to_owned(),
        |s| s.legal_ground = "x".repeat(4_097),
        |s| s.successor = Some("x".repeat(257)),
    ];
    for (number, spoil) in faulty.into_iter().enumerate() {
        let mut statement = statement();
        spoil(&mut statement);
        let outcome = statement.prepare(&[certificate(SIGNER)], Algorithm::Es256);
        assert!(matches!(outcome, Err(PublishError::Misuse(_))), "{number}");
    }
    let sealing = certificate_draft(SIGNER, &[DOCUMENT_SIGNER])
        .sign(&key(1))
        .unwrap();
    for chain in [vec![], vec![sealing], vec![certificate(SIGNER); 5]] {
        let outcome = statement().prepare(&chain, Algorithm::Es256);
        assert!(matches!(outcome, Err(PublishError::WouldNotCount(_))));
    }
    let prepared = statement()
        .prepare(&[certificate(SIGNER)], Algorithm::Es256)
        .unwrap();
    let wrong = key(6).sign(prepared.to_be_signed()).unwrap();
    assert!(prepared.complete(&wrong).is_err());
}
