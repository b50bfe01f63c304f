//! Between the two steps of sealing: everything that was drawn or read in the first, so that the second makes the same
//! bytes again.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    Misuse,
    crypto::{Algorithm, DigestAlgorithm, RandomSource, SystemRandom, VerifyingKey},
    issue::Licence,
    seal::{Preparation, Prepared, TechnicalValidity},
    status::StatusReference,
    time::UnixTime,
};
use serde::{Deserialize, Serialize};

use crate::{answer::Trouble, layout::hex};

/// The first member of a state file.
const FORMAT: &str = "elicence.prepared.1";

/// Between the two steps: everything that was drawn or read in the first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    format: String,
    draft: String,
    chain: Vec<String>,
    algorithm: String,
    signed: String,
    valid_from: String,
    valid_until: String,
    digest: String,
    holder_key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<StatusPlace>,
    random: String,
    to_be_signed_sha256: String,
}

/// The licence's place in a status list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusPlace {
    uri: String,
    index: u64,
}

impl State {
    pub(crate) fn new(
        draft: String,
        chain: &[Vec<u8>],
        algorithm: Algorithm,
        validity: TechnicalValidity,
        digest: DigestAlgorithm,
        holder_key: Option<String>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            draft,
            chain: chain
                .iter()
                .map(|certificate| STANDARD.encode(certificate))
                .collect(),
            algorithm: algorithm.name().to_owned(),
            signed: validity.signed.to_string(),
            valid_from: validity.valid_from.to_string(),
            valid_until: validity.valid_until.to_string(),
            digest: digest.mso_name().to_owned(),
            holder_key,
            status: None,
            random: String::new(),
            to_be_signed_sha256: String::new(),
        }
    }

    /// With a place in the status list `uri`.
    pub(crate) fn with_status(mut self, uri: &str, index: u64) -> Self {
        self.status = Some(StatusPlace {
            uri: uri.to_owned(),
            index,
        });
        self
    }

    /// The draft as it was, with the content of its files.
    pub(crate) fn draft(&self) -> &str {
        &self.draft
    }

    /// With what the first step drew and made.
    pub(crate) fn with(mut self, random: &Recorded, prepared: &Prepared) -> Self {
        self.random = STANDARD.encode(&random.0);
        self.to_be_signed_sha256 = fingerprint(prepared);
        self
    }

    /// The random bytes of the first step, once more.
    pub(crate) fn replay(&self) -> Result<Replayed, Trouble> {
        STANDARD
            .decode(&self.random)
            .map(Replayed)
            .map_err(|_| Trouble::new("the state file has no usable random bytes"))
    }

    /// Whether these are the bytes that were to be signed.
    pub(crate) fn leads_to(&self, prepared: &Prepared) -> bool {
        self.to_be_signed_sha256 == fingerprint(prepared)
    }

    /// What the library prepares.
    pub(crate) fn preparation(&self, licence: Licence) -> Result<Preparation, Trouble> {
        let wrong = |what: &str| Trouble::new(format!("the state file has no usable {what}"));
        if self.format != FORMAT {
            return Err(wrong("format"));
        }
        let time = |text: &str| UnixTime::parse_tdate(text).ok_or_else(|| wrong("time"));
        let chain: Result<Vec<_>, _> = self
            .chain
            .iter()
            .map(|c| STANDARD.decode(c).map_err(|_| wrong("certificate")))
            .collect();
        let algorithm = Algorithm::from_name(&self.algorithm).ok_or_else(|| wrong("algorithm"))?;
        let digest = DigestAlgorithm::from_mso_name(&self.digest).ok_or_else(|| wrong("digest"))?;
        let validity = TechnicalValidity::new(time(&self.signed)?, time(&self.valid_until)?)
            .with_valid_from(time(&self.valid_from)?);
        let preparation =
            Preparation::new(licence, chain?, algorithm, validity).with_digest_algorithm(digest);
        let preparation = match &self.status {
            Some(place) => {
                let reference = StatusReference::to_status_list(&place.uri, place.index);
                preparation.with_status(reference.to_cbor())
            }
            None => preparation,
        };
        Ok(match &self.holder_key {
            Some(text) => preparation.with_holder_key(public_key(text)?),
            None => preparation,
        })
    }
}

fn public_key(text: &str) -> Result<VerifyingKey, Trouble> {
    let key = if text.trim_start().starts_with('{') {
        VerifyingKey::from_jwk(text)
    } else {
        VerifyingKey::from_pem(text)
    };
    key.map_err(|error| Trouble::new(format!("the holder's key is not a public key: {error}")))
}

/// By which the second step knows that it makes the same bytes.
fn fingerprint(prepared: &Prepared) -> String {
    hex(DigestAlgorithm::Sha256
        .digest(&[prepared.to_be_signed()])
        .as_bytes())
}

/// The system's generator, with a copy of what it gave.
#[derive(Default)]
pub(crate) struct Recorded(Vec<u8>);

impl RandomSource for Recorded {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        SystemRandom.fill(bytes)?;
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

/// What was recorded, once more.
pub(crate) struct Replayed(Vec<u8>);

impl RandomSource for Replayed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        if self.0.len() < bytes.len() {
            return Err(Misuse::NoRandomness);
        }
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&std::mem::replace(&mut self.0, rest));
        Ok(())
    }
}
