//! What was handed in, decoded and not verified.

use crate::{
    DecodeError, Reason,
    codec::{
        Cbor, Limits,
        mdoc::{DeviceSigned, Document, IssuerSigned, Structure},
    },
    status::StatusReference,
};

/// One or more documents as presented. Nothing about them is known to be true.
///
/// Borrows the bytes: digests and signatures are checked over what arrived.
#[derive(Debug)]
pub struct Presented<'b> {
    documents: Vec<PresentedDocument<'b>>,
}

impl<'b> Presented<'b> {
    /// Reads an `IssuerSigned`, a `Document` or a `DeviceResponse` (ISO/IEC 18013-5, 8.3.2.1.2.2), whichever it is.
    ///
    /// The next step is [`PresentedDocument::verify`] or [`verify_many`](super::verify_many).
    ///
    /// # Errors
    ///
    /// [`DecodeError`] with a `codec.…` code, the byte and the field, when the bytes are not of the format or go
    /// beyond the default [`Limits`].
    pub fn decode(bytes: &'b [u8]) -> Result<Self, DecodeError> {
        Self::decode_within(bytes, &Limits::default())
    }

    /// Like [`Presented::decode`], with the caller's budgets.
    ///
    /// # Errors
    ///
    /// As [`Presented::decode`].
    pub fn decode_within(bytes: &'b [u8], limits: &Limits) -> Result<Self, DecodeError> {
        let documents = match Structure::decode(bytes, limits)? {
            Structure::IssuerSigned(issuer_signed) => {
                vec![PresentedDocument::from_issuer_signed(*issuer_signed)]
            }
            Structure::Document(document) => vec![(*document).into()],
            Structure::DeviceResponse(documents) => documents.into_iter().map(Into::into).collect(),
        };
        Ok(Self { documents })
    }

    /// The documents, in the order presented; at least one.
    #[must_use]
    pub fn documents(&self) -> &[PresentedDocument<'b>] {
        &self.documents
    }

    /// The same, to be put together with others for [`verify_many`](super::verify_many).
    #[must_use]
    pub fn into_documents(self) -> Vec<PresentedDocument<'b>> {
        self.documents
    }
}

/// One presented document.
#[derive(Debug)]
pub struct PresentedDocument<'b> {
    /// The type that the document says it is of; for a bare `IssuerSigned`, that of the signed object.
    pub(super) doc_type: String,
    pub(super) issuer_signed: IssuerSigned<'b>,
    pub(super) device_signed: Option<DeviceSigned<'b>>,
}

impl<'b> PresentedDocument<'b> {
    fn from_issuer_signed(issuer_signed: IssuerSigned<'b>) -> Self {
        Self {
            doc_type: issuer_signed.mso.doc_type.clone(),
            issuer_signed,
            device_signed: None,
        }
    }

    /// Which status lists the document says it stands in, so that they can be fetched before it is verified.
    ///
    /// `None` where it names none. Anybody could have written it: a list that is fetched for it counts for this document
    /// only, see [`StatusLists::load_for`](crate::status::StatusLists::load_for).
    ///
    /// # Errors
    ///
    /// [`Reason::StatusReferenceMalformed`].
    pub fn status_reference_unverified(&self) -> Option<Result<StatusReference, Reason>> {
        let encoded = self.issuer_signed.mso.status.as_deref()?;
        Some(StatusReference::read(encoded))
    }

    /// What the document says of itself, for a screen that must show something before it is verified.
    ///
    /// Anybody could have written it. Data to rely on comes from [`Verified`](super::Verified) alone.
    #[must_use]
    pub fn claims_unverified(&self) -> Claims<'_> {
        let elements = self
            .issuer_signed
            .name_spaces
            .iter()
            .flat_map(|(name_space, items)| {
                items
                    .iter()
                    .map(|item| (name_space.as_str(), item.identifier.as_str(), item.value()))
            });
        let elements = elements
            .filter_map(|(ns, id, value)| Some((ns, id, Cbor::read_scanned(value).ok()?)))
            .collect();
        Claims {
            doc_type: &self.doc_type,
            elements,
        }
    }
}

impl<'b> From<Document<'b>> for PresentedDocument<'b> {
    fn from(document: Document<'b>) -> Self {
        let Document {
            doc_type,
            issuer_signed,
            device_signed,
        } = document;
        Self {
            doc_type,
            issuer_signed,
            device_signed: Some(device_signed),
        }
    }
}

/// What an unverified document claims.
#[derive(Debug)]
#[non_exhaustive]
pub struct Claims<'d> {
    /// The type it claims to be of.
    pub doc_type: &'d str,
    /// Name space, identifier and value of each element, in the order presented.
    pub elements: Vec<(&'d str, &'d str, Cbor)>,
}
