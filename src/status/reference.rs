//! Where a licence says that its status stands.

use crate::{
    Reason,
    codec::{Cbor, Limits},
};

/// The member `status` of a signed object.
///
/// ```cddl
/// Status = { ? "status_list": StatusListInfo, ? "identifier_list": IdentifierListInfo, * tstr => any }
/// StatusListInfo     = { "idx": uint, "uri": tstr, ? "certificate": bstr, * tstr => any }
/// IdentifierListInfo = { "id": bstr, "uri": tstr, ? "certificate": bstr, * tstr => any }
/// ```
///
/// Where both are there, both count. A mechanism of another name is passed over; who judges sees that none is left.
///
/// Clause: ISO/IEC 18013-5 second edition, 12.3.6; Token Status List, section 6.3; `spec/status.md`, section 2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusReference {
    /// An entry of a status list.
    pub status_list: Option<Listed<u64>>,
    /// An identifier that a list of revoked ones may have.
    pub identifier_list: Option<Listed<Vec<u8>>>,
}

/// One place in one list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed<Key> {
    /// The index, or the identifier.
    pub key: Key,
    /// The list's name, the `sub` of its token; never fetched by the library.
    pub uri: String,
    /// A certificate in DER: the signer's own, or a CA's above it.
    pub certificate: Option<Vec<u8>>,
}

/// Bytes of a URI. Twice what any in use has; a copy stands beside each list.
pub(super) const URI_BYTES: usize = 2_048;

impl StatusReference {
    /// Reads the encoded member.
    ///
    /// # Errors
    ///
    /// [`Reason::StatusReferenceMalformed`].
    pub fn read(encoded: &[u8]) -> Result<Self, Reason> {
        let item = Cbor::decode(encoded, &Limits::default())
            .map_err(|_| malformed("it is one item of CBOR"))?;
        if !matches!(item, Cbor::Map(_)) {
            return Err(malformed("it is a map"));
        }
        let status_list = item
            .member("status_list")
            .map(|info| {
                let key = match info.member("idx") {
                    Some(Cbor::Integer(index)) => u64::try_from(*index).ok(),
                    _ => None,
                };
                listed(info, key.ok_or_else(|| malformed("`idx` is an index"))?)
            })
            .transpose()?;
        let identifier_list = item
            .member("identifier_list")
            .map(|info| match info.member("id") {
                Some(Cbor::Bytes(id)) => listed(info, id.clone()),
                _ => Err(malformed("`id` is a byte string")),
            })
            .transpose()?;
        Ok(Self {
            status_list,
            identifier_list,
        })
    }

    /// The entry `index` of the status list `uri`, for the signed object of a licence.
    #[must_use]
    pub fn to_status_list(uri: impl Into<String>, index: u64) -> Self {
        Self {
            status_list: Some(Listed {
                key: index,
                uri: uri.into(),
                certificate: None,
            }),
            identifier_list: None,
        }
    }

    /// As the signed object has it: what [`Preparation::with_status`](crate::seal::Preparation::with_status) takes.
    #[must_use]
    pub fn to_cbor(&self) -> Cbor {
        fn info<K>(listed: &Listed<K>, name: &'static str, key: Cbor) -> Cbor {
            let mut members = vec![(name, key), ("uri", Cbor::text(listed.uri.as_str()))];
            let certificate = listed.certificate.clone().map(Cbor::Bytes);
            members.extend(certificate.map(|der| ("certificate", der)));
            Cbor::map(members)
        }
        let list = self.status_list.as_ref().map(|listed| {
            let index = Cbor::Integer(i128::from(listed.key));
            ("status_list", info(listed, "idx", index))
        });
        let identifiers = self.identifier_list.as_ref().map(|listed| {
            let id = Cbor::Bytes(listed.key.clone());
            ("identifier_list", info(listed, "id", id))
        });
        Cbor::map(list.into_iter().chain(identifiers))
    }
}

fn listed<K>(info: &Cbor, key: K) -> Result<Listed<K>, Reason> {
    let uri = info
        .member("uri")
        .and_then(Cbor::as_text)
        .filter(|uri| !uri.is_empty() && uri.len() <= URI_BYTES)
        .filter(|uri| uri.bytes().all(|b| b.is_ascii_graphic()))
        .ok_or_else(|| malformed("`uri` is a URI"))?;
    let certificate = match info.member("certificate") {
        None => None,
        Some(Cbor::Bytes(der)) => Some(der.clone()),
        Some(_) => return Err(malformed("`certificate` is a byte string")),
    };
    Ok(Listed {
        key,
        uri: uri.to_owned(),
        certificate,
    })
}

const fn malformed(rule: &'static str) -> Reason {
    Reason::StatusReferenceMalformed { rule }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(members: Vec<(&'static str, Cbor)>) -> Result<StatusReference, Reason> {
        StatusReference::read(&Cbor::map(members).to_vec())
    }

    fn info(members: &[(&'static str, Cbor)]) -> Cbor {
        Cbor::map(members.iter().cloned())
    }

    const URI: &str = "https://status.example/1";

    #[test]
    fn a_reference_is_read_as_it_is_written() {
        let mut reference = StatusReference::to_status_list(URI, u64::MAX);
        assert_eq!(
            StatusReference::read(&reference.to_cbor().to_vec()),
            Ok(reference.clone())
        );
        reference.identifier_list = Some(Listed {
            key: vec![1, 2],
            uri: URI.to_owned(),
            certificate: Some(vec![0x30]),
        });
        assert_eq!(
            StatusReference::read(&reference.to_cbor().to_vec()),
            Ok(reference)
        );
    }

    #[test]
    fn the_reference_of_the_second_edition_is_read() {
        // { "status_list": { "idx": 412, "uri": "https://example.com/statuslists/1" } }
        let encoded = hex::decode("a16b7374617475735f6c697374a26369647819019c63757269782168747470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31").unwrap();
        let read = StatusReference::read(&encoded).unwrap();
        assert_eq!(
            read,
            StatusReference::to_status_list("https://example.com/statuslists/1", 412)
        );
    }

    #[test]
    fn another_mechanism_is_passed_over_and_nothing_is_left() {
        let read = reference(vec![("attestation", Cbor::Null)]).unwrap();
        assert_eq!((read.status_list, read.identifier_list), (None, None));
    }

    #[test]
    fn what_is_not_a_reference_is_refused_with_its_rule() {
        let index = ("idx", Cbor::Integer(1));
        let uri = ("uri", Cbor::text(URI));
        let faulty = [
            (info(core::slice::from_ref(&uri)), "`idx` is an index"),
            (
                info(&[("idx", Cbor::Integer(-1)), uri.clone()]),
                "`idx` is an index",
            ),
            (
                info(&[("idx", Cbor::text("1")), uri.clone()]),
                "`idx` is an index",
            ),
            (info(core::slice::from_ref(&index)), "`uri` is a URI"),
            (
                info(&[index.clone(), ("uri", Cbor::text(""))]),
                "`uri` is a URI",
            ),
            (
                info(&[index.clone(), ("uri", Cbor::text("https://a b"))]),
                "`uri` is a URI",
            ),
            (
                info(&[index.clone(), ("uri", Cbor::text("x".repeat(2_049)))]),
                "`uri` is a URI",
            ),
            (
                info(&[index, uri.clone(), ("certificate", Cbor::Null)]),
                "`certificate` is a byte string",
            ),
            (Cbor::Null, "`idx` is an index"),
        ];
        for (list, rule) in faulty {
            assert_eq!(reference(vec![("status_list", list)]), Err(malformed(rule)));
        }
        let no_id = reference(vec![("identifier_list", info(&[uri]))]);
        assert_eq!(no_id, Err(malformed("`id` is a byte string")));
        assert_eq!(
            StatusReference::read(&[0x80]),
            Err(malformed("it is a map"))
        );
        assert_eq!(
            StatusReference::read(&[0xa1]),
            Err(malformed("it is one item of CBOR"))
        );
    }
}
