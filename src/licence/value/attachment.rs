//! Files that go with a licence.

use core::fmt;

use super::{DigestValue, Text, ValueFault, ValueKind, map_members};
use crate::codec::Cbor;

/// A file inside the licence, or the digest and size of one outside.
///
/// ```cddl
/// attachment = { "media": tstr, "name": tstr, ("data": bstr // ("digest": digest, "size": uint)) }
/// ```
///
/// The bytes are not looked into: a caller that opens them treats them as foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    media: Text,
    name: Text,
    content: Content,
}

/// Where the bytes of an attachment are.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the CDDL has these two")]
pub enum Content {
    /// Inside the licence.
    Inside(Vec<u8>),
    /// Outside: whoever has the file can compare it.
    Outside {
        /// The file's digest.
        digest: DigestValue,
        /// The file's length in bytes.
        size: u64,
    },
}

impl Attachment {
    /// An attachment with this media type and file name.
    ///
    /// # Errors
    ///
    /// [`ValueFault::Empty`] and [`ValueFault::TextForm`] for the two texts.
    pub fn new(media: &str, name: &str, content: Content) -> Result<Self, ValueFault> {
        Ok(Self {
            media: Text::new(media)?,
            name: Text::new(name)?,
            content,
        })
    }

    /// The media type, for example `application/pdf`.
    #[must_use]
    pub fn media(&self) -> &str {
        self.media.as_str()
    }

    /// The file name. Not a path: a caller that saves the file chooses the place itself.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The bytes, or their digest and size.
    #[must_use]
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The length of the file in bytes, inside or outside.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Inside(data) => u64::try_from(data.len()).unwrap_or(u64::MAX),
            Content::Outside { size, .. } => *size,
        }
    }

    pub(crate) fn from_cbor(cbor: &Cbor) -> Result<Self, ValueFault> {
        let wrong = || ValueFault::WrongKind(ValueKind::Attachment);
        let [
            Some(Cbor::Text(media)),
            Some(Cbor::Text(name)),
            data,
            digest,
            size,
        ] = map_members(cbor, ["media", "name", "data", "digest", "size"]).ok_or_else(wrong)?
        else {
            return Err(wrong());
        };
        let content = match (data, digest, size) {
            (Some(Cbor::Bytes(data)), None, None) => Content::Inside(data.clone()),
            (None, Some(digest), Some(Cbor::Integer(size))) => Content::Outside {
                digest: DigestValue::from_cbor(digest).ok_or_else(wrong)?,
                size: u64::try_from(*size).map_err(|_| wrong())?,
            },
            _ => return Err(wrong()),
        };
        Self::new(media, name, content)
    }

    pub(crate) fn to_cbor(&self) -> Cbor {
        let text = |t: &str| Cbor::Text(t.to_owned());
        let mut members = Vec::with_capacity(4);
        if let Content::Inside(data) = &self.content {
            members.push((text("data"), Cbor::Bytes(data.clone())));
        }
        members.push((text("name"), text(self.name())));
        if let Content::Outside { size, .. } = &self.content {
            members.push((text("size"), Cbor::Integer((*size).into())));
        }
        members.push((text("media"), text(self.media())));
        if let Content::Outside { digest, .. } = &self.content {
            members.push((text("digest"), digest.to_cbor()));
        }
        Cbor::Map(members)
    }
}

impl fmt::Debug for Content {
    /// Without the bytes: they are the holder's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inside(data) => write!(f, "Inside({} bytes)", data.len()),
            Self::Outside { size, .. } => write!(f, "Outside({size} bytes)"),
        }
    }
}
