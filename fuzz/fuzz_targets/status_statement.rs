//! No statement of a stranger is believed, whatever it says.
#![no_main]
use elicence::{
    Reason,
    status::{SignedStatement, StatusAuthorities, StatusQuestion, StatusReference},
    time::UnixTime,
    trust::StatusSigner,
};
use elicence_fuzz::now;

struct Nobody;

impl StatusAuthorities for Nobody {
    fn status_signers(&self, _: &[&[u8]], _: UnixTime) -> Result<Vec<StatusSigner>, Reason> {
        Err(Reason::StatusSigner {
            rule: "nobody".to_owned(),
        })
    }
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(statement) = SignedStatement::decode(input) else {
        return;
    };
    let claims = statement.claims_unverified();
    assert!(!claims.licence_id.is_empty());
    let reference = StatusReference::to_status_list("https://status.example/1", 0);
    let question = StatusQuestion::new(&reference, now());
    let verified = statement.verify(&claims.licence_id, &question, &Nobody);
    assert!(verified.is_err(), "a forged statement");
});
