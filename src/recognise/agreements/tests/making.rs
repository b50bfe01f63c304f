//! Making an agreement: what nobody would take is not signed.

use super::field::*;
use crate::crypto::Algorithm;
use crate::reason::Reason;
use crate::recognise::agreement::{
    Agreement, AgreementContents, AgreementDraft, AgreementError, EquivalenceStatus,
};
use crate::trust::tests::pki::{PURPOSES, Subject};

fn prepare(contents: AgreementContents) -> Result<(), AgreementError> {
    AgreementDraft::new(contents)
        .prepare(Algorithm::Es256, here().chain())
        .map(drop)
}

fn reasons(outcome: Result<(), AgreementError>) -> Vec<Reason> {
    match outcome {
        Ok(()) => Vec::new(),
        Err(AgreementError::Refused(reasons)) => reasons,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_is_signed_is_read_back() {
    let prepared = AgreementDraft::new(contents())
        .prepare(Algorithm::Es256, here().chain())
        .unwrap();
    let signature = here().raw_signature(&prepared.to_be_signed());
    let signed = prepared.complete(&signature).unwrap();
    let read = Agreement::decode(signed.bytes()).unwrap();
    assert_eq!(read.contents(), &contents());
    assert_eq!(read.bytes(), signed.bytes());
    assert_eq!(read.digest(), signed.digest());
    assert_eq!(read.signer_chain(), here().chain());
    assert_eq!(read.algorithm(), Some(Algorithm::Es256));
    assert_eq!(read.check_signature(day(4)), Ok(()));
}

#[test]
fn a_wrong_signature_completes_nothing() {
    let prepared = AgreementDraft::new(contents())
        .prepare(Algorithm::Es256, here().chain())
        .unwrap();
    let wrong = there().raw_signature(&prepared.to_be_signed());
    for signature in [&wrong[..], &[]] {
        let error = prepared.complete(signature).unwrap_err();
        assert_eq!(error, Reason::AgreementSignatureMismatch.into());
    }
}

#[test]
fn contents_that_are_wrong_are_not_prepared() {
    let mut wrong = contents();
    wrong.next_update = day(1);
    wrong.mra_depth = 1;
    let codes = prepare(wrong).unwrap_err().codes();
    assert_eq!(codes, ["recognise.agreement-invalid"; 2]);
    // What has no form in the format is not written at all.
    let mut shapeless = contents();
    shapeless.title.clear();
    assert_eq!(prepare(shapeless).unwrap_err().code(), "codec.empty");
}

#[test]
fn a_signer_that_nobody_would_believe_is_refused() {
    let with = |algorithm, chain: &[Vec<u8>]| {
        let prepared = AgreementDraft::new(contents()).prepare(algorithm, chain);
        prepared.map(drop).unwrap_err().codes()
    };
    let not_allowed = ["recognise.agreement-signer-not-allowed"];
    assert_eq!(with(Algorithm::Es256, there().chain()), not_allowed);
    assert_eq!(with(Algorithm::Es256, &[vec![0x30, 0]]), not_allowed);
    assert_eq!(
        with(Algorithm::EdDsa, here().chain()),
        ["recognise.agreement-algorithm-not-allowed"]
    );
    assert_eq!(with(Algorithm::Es256, &[]), ["codec.invalid-value"]);
    let subject = Subject {
        c: "CN",
        cn: "Agreements",
        ..Subject::default()
    };
    let valid = |from, until| {
        let office = Office::valid(1, &subject, (from, until), |draft| {
            draft.with(PURPOSES, None)
        });
        let prepared = AgreementDraft::new(contents()).prepare(Algorithm::Es256, office.chain());
        prepared.map(drop)
    };
    assert_eq!(valid("2026-06-02", "2026-06-02"), Ok(()));
    let code = |outcome: Result<(), AgreementError>| outcome.unwrap_err().code();
    assert_eq!(
        code(valid("2026-06-03", "2027-01-01")),
        "trust.certificate-not-yet-valid"
    );
    assert_eq!(
        code(valid("2026-01-01", "2026-06-01")),
        "trust.certificate-expired"
    );
}

#[test]
fn the_next_issue_follows_on_the_one_before() {
    let first = here().sign(&contents());
    let following = |change: &dyn Fn(&mut AgreementContents)| {
        let mut second = next(&contents(), 5);
        change(&mut second);
        let draft = AgreementDraft::new(second).following(&first);
        reasons(draft.prepare(Algorithm::Es256, here().chain()).map(drop))
    };
    assert_eq!(following(&|_| ()), []);
    let same_day = |c: &mut AgreementContents| c.issue_date_time = day(2);
    assert_eq!(following(&same_day), []);
    let rollback = |rule| vec![Reason::AgreementRollback { rule }];
    for number in [1, 3] {
        assert_eq!(
            following(&|c| c.sequence_number = number),
            rollback("its number is not one more than that of the issue before")
        );
    }
    let older = |c: &mut AgreementContents| c.issue_date_time = day(1);
    assert_eq!(
        following(&older),
        rollback("it has a higher number and an earlier date")
    );
    let moved = |c: &mut AgreementContents| {
        c.current_state = state(EquivalenceStatus::Enacted, day(4));
    };
    let rule = "a state that had begun was changed or lost";
    assert_eq!(following(&moved), [Reason::AgreementHistory { rule }]);
    let another = |subject: &str| Reason::AgreementInvalid {
        rule: "every issue of an agreement says the same here",
        subject: subject.to_owned(),
    };
    let renamed = |c: &mut AgreementContents| c.agreement_id = "urn:example:other".to_owned();
    assert_eq!(following(&renamed), [another("agreementId")]);
    let law = |c: &mut AgreementContents| {
        c.pointing_party.legislation = "https://law.example/2".to_owned();
        c.pointed_party.territory = region("CN-35");
    };
    assert_eq!(
        following(&law),
        [another("pointingParty"), another("pointedParty")]
    );
    let second = here().sign(&next(&contents(), 5));
    assert_eq!(second.check_against(&first), []);
    assert_eq!(
        first.check_against(&second),
        [
            rollback("its number is not one more than that of the issue before").remove(0),
            rollback("it has a higher number and an earlier date").remove(0)
        ]
    );
}
