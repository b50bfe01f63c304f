//! Distinguished names and general names (RFC 5280, 4.1.2.4 and 4.2.1.6).

use core::fmt::{self, Write};

use crate::codec::der::{self, DerFault, Reader, Tlv, tag};

/// Attribute types that are shown by name, as the contents of their OBJECT IDENTIFIER.
const SHOWN: &[(&[u8], &str)] = &[
    (&[0x55, 0x04, 0x03], "CN"),
    (&[0x55, 0x04, 0x05], "serialNumber"),
    (COUNTRY, "C"),
    (&[0x55, 0x04, 0x07], "L"),
    (STATE, "ST"),
    (ORGANISATION, "O"),
    (&[0x55, 0x04, 0x0b], "OU"),
    (ORGANISATION_IDENTIFIER, "organizationIdentifier"),
];

/// `countryName`, 2.5.4.6.
pub(in crate::trust) const COUNTRY: &[u8] = &[0x55, 0x04, 0x06];
/// `stateOrProvinceName`, 2.5.4.8.
pub(in crate::trust) const STATE: &[u8] = &[0x55, 0x04, 0x08];
/// `organizationName`, 2.5.4.10.
pub(in crate::trust) const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];
/// `organizationIdentifier`, 2.5.4.97.
pub(in crate::trust) const ORGANISATION_IDENTIFIER: &[u8] = &[0x55, 0x04, 0x61];

/// `emailAddress`, 1.2.840.113549.1.9.1.
pub(in crate::trust) const MAIL_ADDRESS: &[u8] =
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01];

/// A distinguished name: its encoding, which alone is compared, and its attributes, which are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::trust) struct Name {
    /// The contents of the `RDNSequence`.
    pub(in crate::trust) raw: Vec<u8>,
    attributes: Vec<Attribute>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Attribute {
    kind: Vec<u8>,
    /// `None` for a value that is not text.
    text: Option<String>,
}

impl Name {
    pub(in crate::trust) fn read(tlv: &Tlv<'_>) -> Result<Self, DerFault> {
        let mut attributes = Vec::new();
        let mut sets = tlv.inside();
        while !sets.is_empty() {
            let set = sets.expect(tag::SET, "a name is a SEQUENCE of SETs")?;
            read_part(set.inside(), &mut attributes)?;
        }
        Ok(Self {
            raw: tlv.value.to_vec(),
            attributes,
        })
    }

    pub(in crate::trust) const fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The attribute's text, if it is there exactly once.
    pub(in crate::trust) fn only(&self, kind: &[u8]) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|a| a.kind == kind);
        match (found.next(), found.next()) {
            (Some(attribute), None) => attribute.text.as_deref(),
            _ => None,
        }
    }

    pub(in crate::trust) fn count(&self, kind: &[u8]) -> usize {
        self.attributes.iter().filter(|a| a.kind == kind).count()
    }
}

/// The members of one `RelativeDistinguishedName`.
fn read_part(mut members: Reader<'_>, attributes: &mut Vec<Attribute>) -> Result<(), DerFault> {
    if members.is_empty() {
        return Err(members.fault("a part of a name is not empty"));
    }
    while !members.is_empty() {
        let mut member = members
            .expect(tag::SEQUENCE, "an attribute is a SEQUENCE")?
            .inside();
        let kind = member.expect(tag::OID, "an attribute has a type")?;
        let value = member.next()?;
        member.finish("an attribute is a type and a value")?;
        attributes.push(Attribute {
            kind: kind.value.to_vec(),
            text: text(&value),
        });
    }
    Ok(())
}

/// Checks the shape of `nameRelativeToCRLIssuer`: one part of a name, under an implicit tag.
pub(super) fn relative_name(part: &Tlv<'_>) -> Result<(), DerFault> {
    read_part(part.inside(), &mut Vec::new())
}

impl fmt::Display for Name {
    /// `C=CN, O=…, CN=…`, in the order of the certificate; characters that could mislead are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, attribute) in self.attributes.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            match SHOWN.iter().find(|(kind, _)| *kind == attribute.kind) {
                Some((_, name)) => f.write_str(name)?,
                None => attribute
                    .kind
                    .iter()
                    .try_for_each(|byte| write!(f, "{byte:02x}"))?,
            }
            f.write_char('=')?;
            for c in attribute.text.as_deref().unwrap_or("?").chars() {
                match c {
                    ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=' => write!(f, "\\{c}")?,
                    c if is_misleading(c) => write!(f, "{}", c.escape_unicode())?,
                    c => f.write_char(c)?,
                }
            }
        }
        Ok(())
    }
}

/// Control characters and those that turn or hide text.
pub(crate) fn is_misleading(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        // Letters of Hangul that are shown as nothing.
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

fn text(value: &Tlv<'_>) -> Option<String> {
    match value.tag {
        tag::UTF8_STRING
        | tag::PRINTABLE_STRING
        | tag::IA5_STRING
        | tag::NUMERIC_STRING
        | tag::VISIBLE_STRING => core::str::from_utf8(value.value).ok().map(str::to_owned),
        tag::BMP_STRING => {
            let units: Vec<u16> = value
                .value
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair))
                .collect();
            String::from_utf16(&units).ok()
        }
        _ => None,
    }
}

/// Which of the name forms that are refused in a seal certificate are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::trust) struct NameForms {
    pub(in crate::trust) mail: bool,
    pub(in crate::trust) dns: bool,
    pub(in crate::trust) ip: bool,
}

/// Reads `GeneralNames`, which are never empty.
pub(in crate::trust) fn general_names(mut names: Reader<'_>) -> Result<NameForms, DerFault> {
    if names.is_empty() {
        return Err(names.fault("a list of names is not empty"));
    }
    let mut forms = NameForms::default();
    while !names.is_empty() {
        let name = names.next()?;
        general_name(&name)?;
        forms.mail |= name.tag == MAIL;
        forms.dns |= name.tag == DNS;
        forms.ip |= name.tag == IP;
        if name.tag == IP && !matches!(name.value.len(), 4 | 16) {
            return Err(name.fault("an IP address has 4 or 16 bytes"));
        }
    }
    Ok(forms)
}

pub(super) const MAIL: u8 = 0x81;
pub(super) const DNS: u8 = 0x82;
pub(super) const DIRECTORY: u8 = 0xa4;
pub(super) const URI: u8 = 0x86;
pub(super) const IP: u8 = 0x87;

/// Checks the shape of one `GeneralName`, except for the length of an IP address, which differs in constraints.
pub(super) fn general_name(name: &Tlv<'_>) -> Result<(), DerFault> {
    match name.tag {
        MAIL | DNS | URI
            if name.value.is_empty() || !name.value.iter().all(|b| matches!(b, 0x21..=0x7e)) =>
        {
            Err(name.fault("a mail, DNS or URI name is printable ASCII and not empty"))
        }
        DIRECTORY => {
            let mut inside = name.inside();
            Name::read(&inside.expect(tag::SEQUENCE, "a directory name is a SEQUENCE")?)?;
            inside.finish("a directory name is one name")
        }
        0x88 if !der::is_oid(name.value) => {
            Err(name.fault("a registered identifier is an OBJECT IDENTIFIER"))
        }
        0xa0 => {
            let mut inside = name.inside();
            inside.expect(tag::OID, "another name has a type")?;
            let mut value = inside.expect(0xa0, "another name has a value")?.inside();
            inside.finish("another name is a type and a value")?;
            if value.is_empty() {
                return Err(value.fault("another name has one value"));
            }
            value.next()?;
            value.finish("another name has one value")
        }
        // ORAddress of X.411, under an implicit tag.
        0xa3 => {
            let mut inside = name.inside();
            inside.expect(tag::SEQUENCE, "an X.400 address has standard attributes")?;
            inside.optional(tag::SEQUENCE)?;
            inside.optional(tag::SET)?;
            inside.finish("an X.400 address has at most three members")
        }
        0xa5 => {
            let mut inside = name.inside();
            inside.optional(0xa0)?;
            inside.expect(0xa1, "an EDI name has a party")?;
            inside.finish("an EDI name has at most two members")
        }
        MAIL | DNS | URI | IP | 0x88 => Ok(()),
        _ => Err(name.fault("not one of the forms of a name")),
    }
}
