//! What is sealed: a licence that was issued here, or a foreign document.

use std::collections::HashSet;

use crate::{
    Misuse,
    codec::Cbor,
    issue::Licence,
    licence::{COMMON_NAME_SPACE, is_native, types::Policy},
    time::UnixTime,
};

/// The offset of the last place on Earth where a day begins, for regions whose own offset is not known.
const WESTERNMOST: i16 = -12 * 60;

/// A document of another format's type, for example an mDL: sealed as it is, by no rules of ours.
#[derive(Clone, Debug)]
pub struct ForeignDocument {
    doc_type: String,
    elements: Vec<(String, String, Cbor)>,
}

impl ForeignDocument {
    /// A document of the type `doc_type` with these elements: name space, identifier, value.
    ///
    /// # Errors
    ///
    /// [`Misuse::DoesNotFit`] when the type or a name space is native: a licence of ours is issued first. Also when no
    /// element is there, or one twice: no reader would read it.
    pub fn new(
        doc_type: impl Into<String>,
        elements: Vec<(String, String, Cbor)>,
    ) -> Result<Self, Misuse> {
        let doc_type = doc_type.into();
        if is_native(&doc_type)
            || elements
                .iter()
                .any(|(name_space, ..)| is_native(name_space))
        {
            return Err(Misuse::DoesNotFit {
                what: "foreign document",
                rule: "no name in it begins with `org.elicence.`",
            });
        }
        let names: HashSet<_> = elements.iter().map(|(ns, id, _)| (ns, id)).collect();
        if names.is_empty() || names.len() != elements.len() {
            return Err(Misuse::DoesNotFit {
                what: "foreign document",
                rule: "it has an element, and each once",
            });
        }
        Ok(Self { doc_type, elements })
    }
}

/// Either of the two, ready to be digested.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) doc_type: String,
    /// Name space, identifier, value.
    pub(super) elements: Vec<(String, String, Cbor)>,
    /// What the rules of its type ask of the seal; `None` for a foreign document.
    pub(super) demands: Option<Demands>,
}

/// What a native licence asks of its seal.
#[derive(Clone, Debug)]
pub(super) struct Demands {
    pub(super) issuer_code: String,
    /// The first instant of the legal validity, where the type lets its holder withhold that day.
    pub(super) not_before: Option<UnixTime>,
    pub(super) seal_object: Policy,
    pub(super) status: Policy,
}

impl From<Licence> for Content {
    fn from(licence: Licence) -> Self {
        let offset = licence.region().utc_offset_minutes().unwrap_or(WESTERNMOST);
        let mut elements: Vec<_> = licence
            .elements()
            .iter()
            .map(|element| {
                (
                    element.namespace().to_owned(),
                    element.identifier().to_owned(),
                    element.to_cbor(),
                )
            })
            .collect();
        elements.push((
            COMMON_NAME_SPACE.to_owned(),
            "seal".to_owned(),
            Cbor::text("none"),
        ));
        Self {
            doc_type: licence.doc_type().to_owned(),
            elements,
            demands: Some(Demands {
                issuer_code: licence.issuer_code().as_str().to_owned(),
                not_before: licence
                    .dates_may_be_withheld()
                    .then(|| licence.valid_from().starts_at(offset)),
                seal_object: licence.seal_policy(),
                status: licence.status_policy(),
            }),
        }
    }
}

impl From<ForeignDocument> for Content {
    fn from(document: ForeignDocument) -> Self {
        Self {
            doc_type: document.doc_type,
            elements: document.elements,
            demands: None,
        }
    }
}
