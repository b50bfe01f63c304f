//! Extensions of a list and of its entries (RFC 5280, 5.2 and 5.3): none twice, no unknown critical one.
//!
//! The frame of the extensions is part of the list's shape; what stands inside a value is not, so that a fault there
//! makes the list unusable and not malformed.

use crate::codec::der::{self, DerFault, Reader, Tlv, tag};
use crate::trust::certificate::{names, values};

use super::scope::ListScope;

/// One extension, its value not read yet.
#[derive(Clone, Copy)]
pub(super) struct Extension<'a> {
    pub(super) id: &'a [u8],
    pub(super) critical: bool,
    pub(super) value: &'a [u8],
}

/// Reads the next of a list of extensions.
pub(super) fn next<'a>(list: &mut Reader<'a>) -> Result<Extension<'a>, DerFault> {
    let whole = list.expect(tag::SEQUENCE, "an extension is a SEQUENCE")?;
    let mut members = whole.inside();
    let id = members.expect(tag::OID, "an extension has an identifier")?;
    let critical = members.optional(tag::BOOLEAN)?;
    if critical.is_some_and(|b| b.value != [0xff]) {
        return Err(whole.fault("an extension that is not critical does not say so"));
    }
    let value = members.expect(tag::OCTET_STRING, "an extension has a value")?;
    members.finish("nothing follows the value of an extension")?;
    Ok(Extension {
        id: id.value,
        critical: critical.is_some(),
        value: value.value,
    })
}

/// Every extension of a list; there are few, each of another kind.
pub(super) struct Found<'a> {
    all: Vec<Extension<'a>>,
}

/// More than this are not looked at: eight kinds are registered for lists.
const AT_MOST: usize = 32;

impl<'a> Found<'a> {
    /// Reads the explicitly tagged list.
    pub(super) fn read(tagged: &Tlv<'a>) -> Result<Self, DerFault> {
        let mut outer = tagged.inside();
        let mut list = outer
            .expect(tag::SEQUENCE, "extensions are a SEQUENCE")?
            .inside();
        outer.finish("extensions are one SEQUENCE")?;
        if list.is_empty() {
            return Err(list.fault("a list of extensions is not empty"));
        }
        let mut all: Vec<Extension<'a>> = Vec::new();
        while !list.is_empty() {
            if all.len() == AT_MOST {
                return Err(list.fault("a list has at most 32 extensions"));
            }
            all.push(next(&mut list)?);
        }
        Ok(Self { all })
    }

    /// For which certificates the list speaks, or the rule that makes it speak for none.
    pub(super) fn scope_of_complete_list(&self) -> Result<ListScope, &'static str> {
        let (mut scope, mut numbered) = (ListScope::default(), false);
        for (index, extension) in self.all.iter().enumerate() {
            let before = self.all.iter().take(index);
            if before.into_iter().any(|other| other.id == extension.id) {
                return Err("no extension is there twice");
            }
            let single = |tag| der::single(extension.value, tag, "the value has its type");
            match extension.id {
                NUMBER => {
                    must(!extension.critical, "cRLNumber is not critical")?;
                    let number = single(tag::INTEGER).map_err(|_| "cRLNumber is an INTEGER")?;
                    // RFC 5280, 5.2.3: at most 20 bytes.
                    let positive = number.value.first().is_some_and(|first| *first < 0x80);
                    must(
                        positive && number.value.len() <= 20,
                        "cRLNumber is not negative and has at most 20 bytes",
                    )?;
                    numbered = true;
                }
                AUTHORITY_KEY => {
                    must(
                        !extension.critical,
                        "authorityKeyIdentifier is not critical",
                    )?;
                    single(tag::SEQUENCE)
                        .and_then(|value| values::authority_key(&value))
                        .map_err(|_| "authorityKeyIdentifier can be read")?;
                }
                ISSUER_NAMES => {
                    must(!extension.critical, "issuerAltName is not critical")?;
                    single(tag::SEQUENCE)
                        .and_then(|value| names::general_names(value.inside()))
                        .map_err(|_| "issuerAltName can be read")?;
                }
                DELTA => return Err("it is a delta, not a complete list"),
                ISSUING_POINT => {
                    must(extension.critical, "issuingDistributionPoint is critical")?;
                    scope = ListScope::read(extension.value)?;
                }
                _ => must(!extension.critical, "no unknown extension is critical")?,
            }
        }
        must(numbered, "cRLNumber is there")?;
        Ok(scope)
    }
}

fn must(right: bool, rule: &'static str) -> Result<(), &'static str> {
    if right { Ok(()) } else { Err(rule) }
}

const ISSUER_NAMES: &[u8] = &[0x55, 0x1d, 18];
const NUMBER: &[u8] = &[0x55, 0x1d, 20];
const DELTA: &[u8] = &[0x55, 0x1d, 27];
const ISSUING_POINT: &[u8] = &[0x55, 0x1d, 28];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1d, 35];
