//! The first phase: everything but the signature.

use std::collections::BTreeMap;

use super::{
    SealError,
    content::{Content, ForeignDocument},
    digested::Digested,
    sealed::Prepared,
};
use crate::{
    Misuse, Reason,
    codec::{Cbor, Limits, cose::X5CHAIN},
    crypto::{Algorithm, DigestAlgorithm, RandomSource, VerifyingKey},
    issue::Licence,
    licence::types::Policy,
    time::UnixTime,
    trust::{Profile, SealingCertificate},
};

/// The technical validity of the signed object, as opposed to the legal one of the licence.
///
/// ```cddl
/// ValidityInfo = { "signed": tdate, "validFrom": tdate, "validUntil": tdate, ? "expectedUpdate": tdate }
/// ```
///
/// Clause: ISO/IEC 18013-5, 9.1.2.4; `spec/seal.md`, section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TechnicalValidity {
    /// When the licence is sealed.
    pub signed: UnixTime,
    /// From when the seal counts: not before `signed`, nor before the licence's own `valid_from`.
    pub valid_from: UnixTime,
    /// The last second at which the seal counts: not after the end of the sealing certificate.
    pub valid_until: UnixTime,
    /// When the issuer expects to seal the licence anew.
    pub expected_update: Option<UnixTime>,
}

impl TechnicalValidity {
    /// Sealed at `signed`, counting from then until `valid_until`.
    #[must_use]
    pub const fn new(signed: UnixTime, valid_until: UnixTime) -> Self {
        Self {
            signed,
            valid_from: signed,
            valid_until,
            expected_update: None,
        }
    }

    /// Counting from `valid_from` instead.
    #[must_use]
    pub const fn with_valid_from(self, valid_from: UnixTime) -> Self {
        Self { valid_from, ..self }
    }

    /// With the time at which the issuer expects to seal the licence anew.
    #[must_use]
    pub const fn with_expected_update(self, expected_update: UnixTime) -> Self {
        Self {
            expected_update: Some(expected_update),
            ..self
        }
    }
}

/// What is to be sealed, with what, for how long.
#[derive(Clone, Debug)]
pub struct Preparation {
    content: Content,
    chain: Vec<Vec<u8>>,
    algorithm: Algorithm,
    validity: TechnicalValidity,
    digest_algorithm: DigestAlgorithm,
    holder_key: Option<VerifyingKey>,
    authorised: BTreeMap<String, Vec<String>>,
    status: Option<Cbor>,
}

impl Preparation {
    /// Seals `licence` under the certificates `chain` (DER, the seal's own first, the anchor left out).
    #[must_use]
    pub fn new(
        licence: Licence,
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
        validity: TechnicalValidity,
    ) -> Self {
        Self::of(licence.into(), chain, algorithm, validity)
    }

    /// The same for a document of another format's type; no rule about its content is checked.
    #[must_use]
    pub fn foreign(
        document: ForeignDocument,
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
        validity: TechnicalValidity,
    ) -> Self {
        Self::of(document.into(), chain, algorithm, validity)
    }

    const fn of(
        content: Content,
        chain: Vec<Vec<u8>>,
        algorithm: Algorithm,
        validity: TechnicalValidity,
    ) -> Self {
        Self {
            content,
            chain,
            algorithm,
            validity,
            digest_algorithm: DigestAlgorithm::Sha256,
            holder_key: None,
            authorised: BTreeMap::new(),
            status: None,
        }
    }

    /// Binds the licence to the holder's device key. Default: no key, which every report calls `holder: none`.
    #[must_use]
    pub fn with_holder_key(mut self, key: VerifyingKey) -> Self {
        self.holder_key = Some(key);
        self
    }

    /// The digest of the elements. Default SHA-256.
    #[must_use]
    pub const fn with_digest_algorithm(mut self, algorithm: DigestAlgorithm) -> Self {
        self.digest_algorithm = algorithm;
        self
    }

    /// Lets the holder's key state the element `identifier` of `name_space` itself. Default: nothing.
    #[must_use]
    pub fn with_authorised_element(
        mut self,
        name_space: impl Into<String>,
        identifier: impl Into<String>,
    ) -> Self {
        self.authorised
            .entry(name_space.into())
            .or_default()
            .push(identifier.into());
        self
    }

    /// The status reference, as the signed object's member `status` has it. Default: none.
    #[must_use]
    pub fn with_status(mut self, status: Cbor) -> Self {
        self.status = Some(status);
        self
    }

    /// Draws the random bytes, computes the digests, and gives the bytes that the seal must sign.
    ///
    /// # Errors
    ///
    /// [`SealError::WouldNotCount`] with what a verifier would say: a certificate that is no seal's or another
    /// authority's, an algorithm that is not one for its key, a validity beyond the certificate or before the licence's.
    /// [`SealError::Misuse`] when the system has no randomness or the licence is over the [`Limits`].
    ///
    /// Clause: `spec/seal.md`, section 5.
    pub fn prepare(self, random: &mut dyn RandomSource) -> Result<Prepared, SealError> {
        let certificate = self.check()?;
        let Digested {
            name_spaces,
            value_digests,
        } = Digested::new(&self.content.elements, self.digest_algorithm, random)?;
        let device_key = self
            .holder_key
            .as_ref()
            .unwrap_or_else(|| certificate.verifying_key())
            .to_cose_key();
        let device_key = coset::CborSerializable::to_vec(device_key)
            .ok()
            .and_then(|bytes| Cbor::decode(&bytes, &Limits::default()).ok())
            .ok_or(Misuse::DoesNotFit {
                what: "holder's key",
                rule: "it can be written as a COSE_Key",
            })?;
        let mut key_info = vec![("deviceKey", device_key)];
        if !self.authorised.is_empty() {
            let elements = self.authorised.iter().map(|(name_space, identifiers)| {
                (
                    name_space.clone(),
                    Cbor::Array(identifiers.iter().map(Cbor::text).collect()),
                )
            });
            key_info.push((
                "keyAuthorizations",
                Cbor::map([("dataElements", Cbor::map(elements))]),
            ));
        }
        let mut mso = vec![
            ("version", Cbor::text("1.0")),
            (
                "digestAlgorithm",
                Cbor::text(self.digest_algorithm.mso_name()),
            ),
            ("valueDigests", value_digests),
            ("deviceKeyInfo", Cbor::map(key_info)),
            ("docType", Cbor::text(self.content.doc_type.as_str())),
            ("validityInfo", validity_info(self.validity)),
        ];
        mso.extend(self.status.map(|status| ("status", status)));
        let payload = Cbor::map(mso).embedded().to_vec();
        let x5chain = match <[Vec<u8>; 1]>::try_from(self.chain) {
            Ok([only]) => coset::cbor::Value::Bytes(only), // RFC 9360: one certificate stands alone
            Err(many) => {
                coset::cbor::Value::Array(many.into_iter().map(coset::cbor::Value::Bytes).collect())
            }
        };
        let unprotected = coset::HeaderBuilder::new().value(X5CHAIN, x5chain).build();
        Ok(Prepared::new(
            name_spaces,
            self.algorithm,
            unprotected,
            payload,
            certificate.verifying_key().clone(),
        ))
    }

    /// Steps 1 to 6 of `spec/seal.md`, section 5: what every verifier would refuse is not sealed.
    fn check(&self) -> Result<SealingCertificate, SealError> {
        let mut reasons = Vec::new();
        let profile = Profile::of_doc_type(&self.content.doc_type);
        let demands = self.content.demands.as_ref();
        // 1. the certificate is a seal's
        let leaf = self
            .chain
            .first()
            .ok_or_else(|| SealError::WouldNotCount(vec![Reason::SealCertificateMissing]))?;
        let certificate = SealingCertificate::read(leaf, profile)
            .map_err(|reason| SealError::WouldNotCount(vec![reason]))?;
        // 2. the algorithm is one for its key, and the digest one that readers of this format have
        if !certificate.verifying_key().fits(self.algorithm) {
            reasons.push(Reason::SealKeyMismatch {
                algorithm: self.algorithm.name(),
            });
        }
        if demands.is_none() && !self.digest_algorithm.is_iso_18013_5() {
            reasons.push(Reason::DigestAlgorithm {
                name: self.digest_algorithm.mso_name().to_owned(),
            });
        }
        // 3. the seal is the issuer's
        if let Some(demands) = demands {
            reasons.extend(certificate.check_issuer_code(&demands.issuer_code).err());
        }
        // 4. the technical validity is consistent, within the certificate's, and begins no earlier than the licence's
        let TechnicalValidity {
            signed,
            valid_from,
            valid_until,
            ..
        } = self.validity;
        if valid_from < signed {
            reasons.push(Reason::ValidityInconsistent {
                rule: "validFrom is before signed",
            });
        }
        if valid_until <= valid_from {
            reasons.push(Reason::ValidityInconsistent {
                rule: "validUntil is not after validFrom",
            });
        }
        if signed < certificate.not_before() || signed > certificate.not_after() {
            reasons.push(Reason::ValidityOutsideCertificate {
                rule: "signed is outside the certificate's life",
            });
        }
        if demands.is_some() && valid_until > certificate.not_after() {
            reasons.push(Reason::ValidityOutsideCertificate {
                rule: "validUntil is after the certificate's end",
            });
        }
        if demands
            .and_then(|demands| demands.not_before)
            .is_some_and(|begin| valid_from < begin)
        {
            reasons.push(Reason::ValidityInconsistent {
                rule: "validFrom is before the licence's own valid_from",
            });
        }
        // 5. a type that needs a seal object has one; none can be added yet
        if demands.is_some_and(|demands| demands.seal_object == Policy::Required) {
            reasons.push(Reason::SealObjectMissing);
        }
        // 6. the status reference is as the type demands
        match (demands.map(|demands| demands.status), &self.status) {
            (Some(Policy::Required), None) => reasons.push(Reason::StatusReferenceMissing),
            (Some(Policy::Never), Some(_)) => reasons.push(Reason::StatusReferenceForbidden),
            _ => {}
        }
        if reasons.is_empty() {
            Ok(certificate)
        } else {
            Err(SealError::WouldNotCount(reasons))
        }
    }
}

fn validity_info(validity: TechnicalValidity) -> Cbor {
    let tdate = |time: UnixTime| Cbor::Tag(0, Box::new(Cbor::text(time.to_string())));
    let mut members = vec![
        ("signed", tdate(validity.signed)),
        ("validFrom", tdate(validity.valid_from)),
        ("validUntil", tdate(validity.valid_until)),
    ];
    members.extend(
        validity
            .expected_update
            .map(|update| ("expectedUpdate", tdate(update))),
    );
    Cbor::map(members)
}
