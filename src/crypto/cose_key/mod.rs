//! Public keys as `COSE_Key` (RFC 9052, section 7; RFC 9053, section 7).
//!
//! ```cddl
//! EC2 = { 1: 2, -1: crv, -2: bstr, -3: bstr / bool }   ; x, y; y as a bool is its lowest bit
//! OKP = { 1: 1, -1: 6, -2: bstr }                      ; Ed25519
//! ```

use coset::{CoseKey, Label, cbor::value::Value, iana};

use super::{Algorithm, KeyError, KeyType, VerifyingKey};

const CRV: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;
const D: i64 = -4;
const MALFORMED: KeyError = KeyError::Encoding { form: "COSE_Key" };

pub(super) fn read(key: &CoseKey) -> Result<VerifyingKey, KeyError> {
    if parameter(key, D)?.is_some() {
        return Err(KeyError::Private);
    }
    let curve: i64 = match parameter(key, CRV)? {
        Some(Value::Integer(number)) => {
            i64::try_from(*number).map_err(|_| KeyError::Unsupported)?
        }
        _ => return Err(MALFORMED),
    };
    let key_type = KeyType::ALL
        .iter()
        .copied()
        .find(|t| t.cose_curve() == curve)
        .ok_or(KeyError::Unsupported)?;
    if key.kty != coset::KeyType::Assigned(kty(key_type)) {
        return Err(KeyError::Unsupported);
    }
    let Some(Value::Bytes(x)) = parameter(key, X)? else {
        return Err(MALFORMED);
    };
    let public = match (key_type.has_two_coordinates(), parameter(key, Y)?) {
        (true, Some(Value::Bytes(y))) => VerifyingKey::from_coordinates(key_type, x, y)?,
        (true, Some(Value::Bool(odd))) => VerifyingKey::from_compressed(key_type, x, *odd)?,
        (false, None) => VerifyingKey::from_encoded(key_type, x)?,
        _ => return Err(MALFORMED),
    };
    let labelled = key.alg.as_ref().and_then(Algorithm::from_cose);
    if labelled.is_some_and(|algorithm| !public.fits(algorithm)) {
        return Err(KeyError::DoesNotFit);
    }
    Ok(public)
}

pub(super) fn write(key: &VerifyingKey) -> CoseKey {
    let key_type = key.key_type();
    let mut params = vec![(Label::Int(CRV), Value::from(key_type.cose_curve()))];
    let (x, y) = key.coordinates();
    params.push((Label::Int(X), Value::Bytes(x.to_vec())));
    if key_type.has_two_coordinates() {
        params.push((Label::Int(Y), Value::Bytes(y.to_vec())));
    }
    CoseKey {
        kty: coset::KeyType::Assigned(kty(key_type)),
        params,
        ..CoseKey::default()
    }
}

/// Whether `key` is `known` in the form that [`write`] gives it: no point has to be computed to find out.
pub(super) fn is_written(key: &CoseKey, known: &VerifyingKey) -> bool {
    let key_type = known.key_type();
    let (x, y) = known.coordinates();
    let has = |label, bytes: &[u8]| matches!(parameter(key, label), Ok(Some(Value::Bytes(found))) if found == bytes);
    let curve = Value::from(key_type.cose_curve());
    key.alg.is_none()
        && key.kty == coset::KeyType::Assigned(kty(key_type))
        && key_type.has_two_coordinates()
        && key.params.len() == 3
        && matches!(parameter(key, CRV), Ok(Some(found)) if *found == curve)
        && has(X, x)
        && has(Y, y)
}

fn kty(key_type: KeyType) -> iana::KeyType {
    if key_type.has_two_coordinates() {
        iana::KeyType::EC2
    } else {
        iana::KeyType::OKP
    }
}

/// The one value of a label; a label that comes twice makes the key ambiguous.
fn parameter(key: &CoseKey, label: i64) -> Result<Option<&Value>, KeyError> {
    let mut values = key
        .params
        .iter()
        .filter(|(l, _)| *l == Label::Int(label))
        .map(|(_, value)| value);
    let first = values.next();
    match values.next() {
        None => Ok(first),
        Some(_) => Err(MALFORMED),
    }
}

#[cfg(test)]
mod tests;
