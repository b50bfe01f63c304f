//! Between making a list and signing it: everything that the signature is over, in one file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    crypto::{Algorithm, DigestAlgorithm},
    trust::list::{ListContents, ListDraft, ListError, PreparedList, TrustList},
};
use serde::{Deserialize, Serialize};

use crate::{answer::Trouble, layout::hex};

/// The first member of a prepared list.
const FORMAT: &str = "elicence.prepared-list.1";

/// A list that waits for its signature, and the issue that it was held against.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    format: String,
    contents: String,
    previous: Option<String>,
    chain: Vec<String>,
    algorithm: String,
    to_be_signed_sha256: String,
}

impl State {
    pub(super) fn new(
        contents: &ListContents,
        previous: Option<&TrustList>,
        chain: &[Vec<u8>],
        algorithm: Algorithm,
        prepared: &PreparedList,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            contents: contents.to_json(),
            previous: previous.map(|list| STANDARD.encode(list.bytes())),
            chain: chain.iter().map(|der| STANDARD.encode(der)).collect(),
            algorithm: algorithm.name().to_owned(),
            to_be_signed_sha256: fingerprint(prepared),
        }
    }

    /// Everything again as it was, with every check; `None` if that leads to other bytes to be signed.
    pub(super) fn prepare(&self) -> Result<Result<Option<PreparedList>, ListError>, Trouble> {
        let wrong = |what: &str| Trouble::new(format!("the prepared list has no usable {what}"));
        if self.format != FORMAT {
            return Err(wrong("format"));
        }
        let contents = ListContents::from_json(&self.contents).map_err(|_| wrong("contents"))?;
        let algorithm = Algorithm::from_name(&self.algorithm).ok_or_else(|| wrong("algorithm"))?;
        let chain: Result<Vec<_>, _> = self.chain.iter().map(|c| STANDARD.decode(c)).collect();
        let chain = chain.map_err(|_| wrong("certificate"))?;
        let previous = match &self.previous {
            None => None,
            Some(list) => {
                let bytes = STANDARD.decode(list).map_err(|_| wrong("issue before"))?;
                Some(TrustList::decode(&bytes).map_err(|_| wrong("issue before"))?)
            }
        };
        let prepared = draft(contents, previous.as_ref()).prepare(algorithm, &chain);
        Ok(prepared.map(|prepared| {
            (fingerprint(&prepared) == self.to_be_signed_sha256).then_some(prepared)
        }))
    }
}

/// What is prepared, in both steps.
pub(super) fn draft(contents: ListContents, previous: Option<&TrustList>) -> ListDraft<'_> {
    let draft = ListDraft::new(contents);
    match previous {
        Some(previous) => draft.following(previous),
        None => draft,
    }
}

/// By which the second step knows that it makes the same bytes.
fn fingerprint(prepared: &PreparedList) -> String {
    hex(DigestAlgorithm::Sha256
        .digest(&[&prepared.to_be_signed()])
        .as_bytes())
}
