//! A sealed document taken apart, to be changed and signed again.

use ciborium::Value;
use elicence::crypto::{Signer, SoftwareKey};
use sha2::{Digest, Sha256};

use crate::plain::member;
use crate::sample::{Trouble, embedded};
use crate::sealed::MDL_NAME_SPACE;

/// An `IssuerSigned` taken apart.
pub(crate) struct Parts {
    pub(crate) name_spaces: Value,
    pub(crate) protected: Vec<(Value, Value)>,
    pub(crate) unprotected: Value,
    pub(crate) mso: Value,
}

impl Parts {
    pub(crate) fn of(issuer_signed: &[u8]) -> Result<Self, Trouble> {
        let whole: Value = ciborium::from_reader(issuer_signed)?;
        let sign1 = member(&whole, "issuerAuth").and_then(Value::as_array);
        let Some([protected, unprotected, payload, _]) = sign1.map(Vec::as_slice) else {
            return Err("no COSE_Sign1".into());
        };
        let mut protected: Value = read(protected)?;
        Ok(Self {
            name_spaces: member(&whole, "nameSpaces").ok_or("no nameSpaces")?.clone(),
            protected: std::mem::take(map(&mut protected)?),
            unprotected: unprotected.clone(),
            mso: embedded(&read(payload)?)?,
        })
    }

    pub(crate) fn signed(self, key: &SoftwareKey) -> Result<Vec<u8>, Trouble> {
        let protected = Value::from(written(&Value::Map(self.protected))?);
        let payload = Value::from(written(&tag24(&self.mso)?)?);
        let to_be_signed = written(&Value::Array(vec![
            Value::from("Signature1"),
            protected.clone(),
            Value::Bytes(Vec::new()),
            payload.clone(),
        ]))?;
        let signature = Value::from(key.sign(&to_be_signed)?);
        let sign1 = Value::Array(vec![protected, self.unprotected, payload, signature]);
        written(&Value::Map(vec![
            (Value::from("nameSpaces"), self.name_spaces),
            (Value::from("issuerAuth"), sign1),
        ]))
    }

    pub(crate) fn mso(&mut self, key: &str) -> Result<&mut Value, Trouble> {
        entry(&mut self.mso, key)
    }

    pub(crate) fn validity(&mut self, key: &str) -> Result<&mut Value, Trouble> {
        entry(entry(&mut self.mso, "validityInfo")?, key)
    }

    /// The `IssuerSignedItem` of an element of the mDL's own name space.
    pub(crate) fn item(&mut self, identifier: &str) -> Result<Value, Trouble> {
        for item in array(entry(&mut self.name_spaces, MDL_NAME_SPACE)?)? {
            let item = embedded(item)?;
            if member(&item, "elementIdentifier").and_then(Value::as_text) == Some(identifier) {
                return Ok(item);
            }
        }
        Err(format!("no {identifier}").into())
    }

    /// Puts an item in the place of that of the same digest number, and its digest too.
    pub(crate) fn replace(&mut self, identifier: &str, new: &Value) -> Result<(), Trouble> {
        let old = tag24(&self.item(identifier)?)?;
        let number = member(new, "digestID").ok_or("no digestID")?.clone();
        let new = tag24(new)?;
        let digest = Value::from(Sha256::digest(written(&new)?).to_vec());
        let digests = map(entry(self.mso("valueDigests")?, MDL_NAME_SPACE)?)?;
        let signed = digests.iter_mut().find(|(key, _)| *key == number);
        signed.ok_or("no such digest")?.1 = digest;
        let items = array(entry(&mut self.name_spaces, MDL_NAME_SPACE)?)?;
        *items
            .iter_mut()
            .find(|item| **item == old)
            .ok_or("written otherwise")? = new;
        Ok(())
    }
}

pub(crate) fn entry<'v>(whole: &'v mut Value, key: &str) -> Result<&'v mut Value, Trouble> {
    let found = map(whole)?
        .iter_mut()
        .find(|(k, _)| k.as_text() == Some(key));
    Ok(&mut found.ok_or_else(|| format!("no {key}"))?.1)
}

pub(crate) fn map(value: &mut Value) -> Result<&mut Vec<(Value, Value)>, Trouble> {
    value.as_map_mut().ok_or_else(|| "not a map".into())
}

pub(crate) fn array(value: &mut Value) -> Result<&mut Vec<Value>, Trouble> {
    value.as_array_mut().ok_or_else(|| "not an array".into())
}

fn read(bytes: &Value) -> Result<Value, Trouble> {
    Ok(ciborium::from_reader(
        bytes.as_bytes().ok_or("not bytes")?.as_slice(),
    )?)
}

pub(crate) fn written(value: &Value) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes)?;
    Ok(bytes)
}

pub(crate) fn tag24(value: &Value) -> Result<Value, Trouble> {
    Ok(Value::Tag(24, Box::new(Value::from(written(value)?))))
}

pub(crate) fn tdate(text: &str) -> Value {
    Value::Tag(0, Box::new(Value::from(text)))
}
