//! Changes to a sample that a reader must refuse, or is known to let pass.

use ciborium::Value;

use crate::plain::member;
use crate::sample::{Sample, Trouble, issuer_signed};

/// The sample with the last bit of `part` turned over, where `part` occurs first; text stays text.
///
/// # Errors
/// When `part` does not occur.
pub fn flipped(sample: &Sample, part: &[u8]) -> Result<Sample, Trouble> {
    let at = sample
        .bytes
        .windows(part.len())
        .position(|window| window == part)
        .ok_or("the part to change does not occur")?;
    let mut changed = sample.clone();
    changed.bytes[at + part.len() - 1] ^= 1;
    Ok(changed)
}

/// The issuer's signature.
///
/// # Errors
/// When the sample holds none.
pub fn signature(sample: &Sample) -> Result<Vec<u8>, Trouble> {
    let whole: Value = ciborium::from_reader(sample.bytes.as_slice())?;
    let sign1 = match member(issuer_signed(sample.form, &whole)?, "issuerAuth") {
        Some(Value::Tag(18, inner)) => inner.as_ref(),
        Some(other) => other,
        None => return Err("no issuerAuth".into()),
    };
    let signature = sign1
        .as_array()
        .and_then(|parts| parts.get(3))
        .and_then(Value::as_bytes);
    Ok(signature.ok_or("no signature")?.clone())
}

/// An element of text whose bytes occur once, so that they can be found in the sample: its name and its value.
#[must_use]
pub fn some_text(sample: &Sample) -> Option<(String, String)> {
    for (name_space, inner) in &sample.elements {
        for (identifier, value) in inner {
            if let Some(text) = value
                .as_str()
                .filter(|text| occurs_once(&sample.bytes, text.as_bytes()))
            {
                return Some((format!("{name_space}/{identifier}"), text.to_owned()));
            }
        }
    }
    None
}

fn occurs_once(bytes: &[u8], part: &[u8]) -> bool {
    !part.is_empty()
        && bytes
            .windows(part.len())
            .filter(|window| *window == part)
            .count()
            == 1
}
