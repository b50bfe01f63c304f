//! Between the two steps of signing a status list: the statuses of that moment, and who signs them.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    crypto::{Algorithm, DigestAlgorithm},
    status::{ListedStatus, PreparedStatusList, Publication, PublishError, StatusListDraft},
    time::UnixTime,
};
use serde::{Deserialize, Serialize};

use crate::{
    answer::Trouble,
    layout::{harmless, hex},
};

/// A list that waits for its signature.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepared {
    pub(super) format: String,
    pub(super) uri: String,
    pub(super) derived: Option<String>,
    pub(super) entries: u64,
    pub(super) listed: BTreeMap<u64, u8>,
    pub(super) chain: Vec<String>,
    pub(super) algorithm: String,
    pub(super) issued: String,
    pub(super) expires: String,
    pub(super) ttl: Option<u64>,
    pub(super) to_be_signed_sha256: String,
}

impl Prepared {
    /// The first member of the file.
    pub(super) const FORMAT: &str = "elicence.prepared-status-list.1";

    /// What the library prepares.
    pub(super) fn prepare(&self) -> Result<Result<PreparedStatusList, PublishError>, Trouble> {
        let wrong = |what: &str| Trouble::new(format!("the prepared list has no usable {what}"));
        if self.format != Self::FORMAT {
            return Err(wrong("format"));
        }
        let time = |text: &str| UnixTime::parse_tdate(text).ok_or_else(|| wrong("time"));
        let chain: Result<Vec<_>, _> = self.chain.iter().map(|c| STANDARD.decode(c)).collect();
        let chain = chain.map_err(|_| wrong("certificate"))?;
        let algorithm = Algorithm::from_name(&self.algorithm).ok_or_else(|| wrong("algorithm"))?;
        let publication =
            Publication::new(chain, algorithm, time(&self.issued)?, time(&self.expires)?);
        let publication = match self.ttl {
            Some(seconds) => publication.with_time_to_live(seconds),
            None => publication,
        };
        let misuse = |error: elicence::Misuse| Trouble::new(error.to_string());
        let mut draft = StatusListDraft::new(&self.uri, self.entries).map_err(misuse)?;
        for (index, value) in &self.listed {
            let status = ListedStatus::from_value(*value).ok_or_else(|| wrong("status"))?;
            draft.set(*index, status).map_err(misuse)?;
        }
        if let Some(uri) = &self.derived {
            draft = draft.derived(uri).map_err(misuse)?;
        }
        Ok(draft.prepare(&publication))
    }

    /// What it is, for people.
    pub(super) fn title(&self) -> String {
        let uri = self.derived.as_ref().unwrap_or(&self.uri);
        format!(
            "status list `{}`, {} of {} entries not valid",
            harmless(uri),
            self.listed.len(),
            self.entries
        )
    }
}

/// By which the second step knows that it makes the same bytes.
pub(super) fn fingerprint(prepared: &PreparedStatusList) -> String {
    hex(DigestAlgorithm::Sha256
        .digest(&[prepared.to_be_signed()])
        .as_bytes())
}
