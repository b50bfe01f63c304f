//! The peer `isomdl` is asked about a sample, and about changes of it.

use crate::Sample;
use crate::answer::Answer;
use crate::changes::{flipped, signature, some_text};
use crate::reads::{faults, read};
use crate::sample::Trouble;

const SIGNATURE_REFUSED: &str =
    "issuer authentication failed: signature is not authentic: signature error";
const ROOT_REFUSED: &str = "IACA certificate error: no valid trust anchor found";

/// What the peer says; `stranger` is a root that signed nothing.
///
/// # Errors
/// When the peer cannot read the sample, or a change of it that it should be able to read.
pub fn ask(sample: &Sample, stranger: &[u8]) -> Result<Answer, Trouble> {
    if let Some(refused_by) = &sample.refused_by {
        let refusals = match read(sample) {
            Ok(reading) => reading.refusals(),
            Err(trouble) => vec![trouble.to_string()],
        };
        let must_refuse = refused_by.iter().any(|reader| reader == "isomdl");
        return Ok(Answer::to_fault(&refusals, must_refuse));
    }
    let mut answer = Answer {
        faults: faults(sample, &read(sample)?),
        says: vec!["signature".to_owned()],
        silent: vec!["element"],
    };
    let changed = read(&flipped(sample, &signature(sample)?)?)?;
    if changed.signature != Err(SIGNATURE_REFUSED.to_owned()) {
        answer.wrong(format!("changed signature: {:?}", changed.signature));
    }
    if let Some((name, value)) = some_text(sample) {
        let changed = read(&flipped(sample, value.as_bytes())?)?;
        if changed.signature.is_err() {
            answer.wrong("changed element was refused: say so in README.md".to_owned());
        }
        if changed.digests_that_differ != [name.as_str()] {
            answer.wrong(format!("changed element {name} was not seen by us"));
        }
    }
    if sample.issuer_root.is_some() {
        answer.says.push("chain".to_owned());
        let other = Sample {
            issuer_root: Some(stranger.to_vec()),
            ..sample.clone()
        };
        let certificates = read(&other)?.certificates.unwrap_or_default();
        if certificates != [ROOT_REFUSED] {
            answer.wrong(format!("changed root: {certificates:?}"));
        }
    }
    Ok(answer)
}
