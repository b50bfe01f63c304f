//! The values of the known extensions, each decoded to its last byte (RFC 5280, 4.2.1 and 4.2.2).

use crate::codec::der::{self, DerFault, Reader, Tlv, tag};

use super::extensions::{BasicConstraints, KeyUsage};
use super::names;

pub(super) fn basic_constraints(
    value: &Tlv<'_>,
    critical: bool,
) -> Result<BasicConstraints, DerFault> {
    let mut members = value.inside();
    let ca = members.optional(tag::BOOLEAN)?;
    if ca.is_some_and(|b| b.value != [0xff]) {
        return Err(value.fault("a certificate that is not a CA's does not say so"));
    }
    let path_length = match members.optional(tag::INTEGER)? {
        None => None,
        Some(number) => match number.value {
            [n @ 0..=0x7f] | [0, n] if ca.is_some() => Some(*n),
            _ => return Err(number.fault("a path length is 0 to 255, and a CA's")),
        },
    };
    members.finish("basicConstraints has at most two members")?;
    Ok(BasicConstraints {
        critical,
        ca: ca.is_some(),
        path_length,
    })
}

pub(super) fn key_usage(value: &[u8]) -> Result<KeyUsage, DerFault> {
    let bits = der::single(value, tag::BIT_STRING, "keyUsage is a BIT STRING")?;
    named_bits(bits.value)
        .map(|bits| KeyUsage { bits })
        .ok_or_else(|| bits.fault("keyUsage has at least one bit and no zeros at its end"))
}

/// One to sixteen named bits, first bit highest; `bits` is the contents of the BIT STRING.
fn named_bits(bits: &[u8]) -> Option<u16> {
    match bits {
        // X.690, 11.2.2: the last bit of a list of named bits is a one.
        [unused, bytes @ ..]
            if matches!(bytes.len(), 1 | 2)
                && bytes.last().is_some_and(|last| {
                    *last != 0 && last.trailing_zeros() == u32::from(*unused)
                }) =>
        {
            Some(
                bytes
                    .iter()
                    .zip([8, 0])
                    .fold(0, |bits, (byte, shift)| bits | u16::from(*byte) << shift),
            )
        }
        _ => None,
    }
}

pub(super) fn purposes(value: &Tlv<'_>) -> Result<Vec<Vec<u8>>, DerFault> {
    each(value, |list| {
        Ok(list
            .expect(tag::OID, "a key purpose is an OBJECT IDENTIFIER")?
            .value
            .to_vec())
    })
}

pub(in crate::trust) fn authority_key(value: &Tlv<'_>) -> Result<(), DerFault> {
    let mut members = value.inside();
    if members.optional(0x80)?.is_none_or(|id| id.value.is_empty()) {
        return Err(value.fault("authorityKeyIdentifier has a key identifier"));
    }
    let issuer = members.optional(0xa1)?;
    if let Some(issuer) = issuer {
        names::general_names(issuer.inside())?;
    }
    let serial = members.optional(0x82)?;
    if serial.is_some() != issuer.is_some() {
        return Err(value.fault("issuer and serial number stand together"));
    }
    if let Some(serial) = serial.filter(|serial| !der::is_minimal_integer(serial.value)) {
        return Err(serial.fault("the serial number is not an INTEGER in the shortest form"));
    }
    members.finish("authorityKeyIdentifier has at most three members")
}

pub(super) fn access(value: &Tlv<'_>) -> Result<(), DerFault> {
    each(value, |list| {
        let mut members = list
            .expect(tag::SEQUENCE, "an access description is a SEQUENCE")?
            .inside();
        members.expect(tag::OID, "an access description has a method")?;
        names::general_name(&members.next()?)?;
        members.finish("an access description has two members")
    })
    .map(drop)
}

/// Reads the points, and gives the full names of those that lead to complete lists of the certificate's own issuer: each
/// name as its whole encoding. A point with reasons or an issuer of its own is none of them.
pub(super) fn distribution_points(value: &Tlv<'_>) -> Result<Vec<Vec<u8>>, DerFault> {
    let points = each(value, |list| {
        let point = list.expect(tag::SEQUENCE, "a distribution point is a SEQUENCE")?;
        let mut members = point.inside();
        let name = members.optional(0xa0)?;
        let reasons = members.optional(0x81)?;
        let issuer = members.optional(0xa2)?;
        members.finish("a distribution point has at most three members")?;
        if name.is_none() && issuer.is_none() {
            return Err(point.fault("a distribution point has a name or an issuer"));
        }
        if let Some(reasons) = reasons.filter(|reasons| named_bits(reasons.value).is_none()) {
            return Err(reasons.fault("reasons are bits with no zeros at their end"));
        }
        if let Some(issuer) = issuer {
            names::general_names(issuer.inside())?;
        }
        let Some(name) = name else {
            return Ok(Vec::new());
        };
        let full = distribution_point_name(&name)?;
        Ok(match full {
            Some(names) if reasons.is_none() && issuer.is_none() => names,
            _ => Vec::new(),
        })
    })?;
    Ok(points.concat())
}

/// `DistributionPointName` under its tag: each full name as its whole encoding, or `None` for a relative name.
pub(in crate::trust) fn distribution_point_name(
    name: &Tlv<'_>,
) -> Result<Option<Vec<Vec<u8>>>, DerFault> {
    let mut choice = name.inside();
    let full = choice.next()?;
    choice.finish("a distribution point has one name")?;
    match full.tag {
        0xa0 => {
            names::general_names(full.inside())?;
            each(&full, |list| Ok(list.next()?.whole.to_vec())).map(Some)
        }
        0xa1 => names::relative_name(&full).map(|()| None),
        _ => Err(full.fault("the name of a distribution point is full or relative")),
    }
}

pub(super) fn policies(value: &Tlv<'_>) -> Result<(), DerFault> {
    let mut ids = each(value, |list| {
        let mut members = list
            .expect(tag::SEQUENCE, "a policy is a SEQUENCE")?
            .inside();
        let id = members.expect(tag::OID, "a policy has an identifier")?;
        if let Some(qualifiers) = members.optional(tag::SEQUENCE)? {
            each(&qualifiers, |list| {
                let mut members = list
                    .expect(tag::SEQUENCE, "a qualifier is a SEQUENCE")?
                    .inside();
                members.expect(tag::OID, "a qualifier has an identifier")?;
                if members.is_empty() {
                    return Err(members.fault("a qualifier has a value"));
                }
                members.next()?;
                members.finish("a qualifier is an identifier and a value")
            })?;
        }
        members.finish("a policy is an identifier and qualifiers")?;
        Ok(id.value.to_vec())
    })?;
    let all = ids.len();
    ids.sort();
    ids.dedup();
    if ids.len() == all {
        Ok(())
    } else {
        Err(value.fault("no policy is there twice"))
    }
}

/// The members of a SEQUENCE OF that must have one.
fn each<'a, T>(
    value: &Tlv<'a>,
    mut read: impl FnMut(&mut Reader<'a>) -> Result<T, DerFault>,
) -> Result<Vec<T>, DerFault> {
    let mut list = value.inside();
    let mut found = Vec::new();
    while !list.is_empty() {
        found.push(read(&mut list)?);
    }
    if found.is_empty() {
        Err(value.fault("the list is not empty"))
    } else {
        Ok(found)
    }
}
