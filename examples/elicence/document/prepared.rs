//! Between making a document and signing it: everything that the signature is over, in one file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::crypto::{Algorithm, DigestAlgorithm};
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{answer::Trouble, layout::hex};

/// A document that waits for its signature, and the issue that it was held against.
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
    pub(super) fn new<K: Kind>(
        contents: &K::Contents,
        previous: Option<&K::Signed>,
        chain: &[Vec<u8>],
        algorithm: Algorithm,
        prepared: &K::Prepared,
    ) -> Self {
        Self {
            format: format::<K>(),
            contents: K::to_json(contents),
            previous: previous.map(|previous| STANDARD.encode(K::bytes(previous))),
            chain: chain.iter().map(|der| STANDARD.encode(der)).collect(),
            algorithm: algorithm.name().to_owned(),
            to_be_signed_sha256: fingerprint::<K>(prepared),
        }
    }

    /// Everything again as it was, with every check; `None` if that leads to other bytes to be signed.
    pub(super) fn prepare<K: Kind>(
        &self,
    ) -> Result<Result<Option<K::Prepared>, K::Error>, Trouble> {
        let wrong =
            |what: &str| Trouble::new(format!("the prepared {} has no usable {what}", K::NAME));
        if self.format != format::<K>() {
            return Err(wrong("format"));
        }
        let contents = K::from_json(&self.contents).map_err(|_| wrong("contents"))?;
        let algorithm = Algorithm::from_name(&self.algorithm).ok_or_else(|| wrong("algorithm"))?;
        let chain: Result<Vec<_>, _> = self.chain.iter().map(|c| STANDARD.decode(c)).collect();
        let chain = chain.map_err(|_| wrong("certificate"))?;
        let previous = match &self.previous {
            None => None,
            Some(previous) => {
                let bytes = STANDARD
                    .decode(previous)
                    .map_err(|_| wrong("issue before"))?;
                Some(K::decode(&bytes).map_err(|_| wrong("issue before"))?)
            }
        };
        let prepared = K::prepare(contents, previous.as_ref(), algorithm, &chain);
        Ok(prepared.map(|prepared| {
            (fingerprint::<K>(&prepared) == self.to_be_signed_sha256).then_some(prepared)
        }))
    }
}

/// The first member of a prepared document.
fn format<K: Kind>() -> String {
    format!("elicence.prepared-{}.1", K::NAME)
}

/// By which the second step knows that it makes the same bytes.
fn fingerprint<K: Kind>(prepared: &K::Prepared) -> String {
    hex(DigestAlgorithm::Sha256
        .digest(&[&K::to_be_signed(prepared)])
        .as_bytes())
}
