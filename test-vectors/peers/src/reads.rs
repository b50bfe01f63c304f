//! The peer `isomdl` as a reader.

use isomdl::cbor;
use isomdl::definitions::helpers::Tag24;
use isomdl::definitions::x509::X5Chain;
use isomdl::definitions::x509::trust_anchor::{TrustAnchor, TrustAnchorRegistry, TrustPurpose};
use isomdl::definitions::x509::validation::ValidationRuleset;
use isomdl::definitions::x509::x5chain::{CertificateWithDer, X5CHAIN_COSE_HEADER_LABEL};
use isomdl::definitions::{DigestAlgorithm, DigestIds, IssuerSigned, Mso};
use isomdl::presentation::authentication::mdoc::issuer_authentication;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::plain::plain;
use crate::sample::{self, Elements, Form, Sample, Trouble};

/// What the peer says of one sample, and what was added because it says nothing.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reading {
    /// The peer: does the issuer's signature fit the certificate in the document?
    pub signature: Result<(), String>,
    /// The peer: faults of certificate and root, judged by the clock of this machine. `None`: it was not asked.
    pub certificates: Option<Vec<String>>,
    /// The docType that the issuer signed, as the peer reads it.
    pub doc_type: String,
    /// The elements, as the peer reads them.
    pub elements: Elements,
    /// Ours, over the bytes as the peer keeps them: elements whose digest the issuer did not sign.
    pub digests_that_differ: Vec<String>,
}

impl Reading {
    /// What the peer itself has against the sample.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        let mut refusals: Vec<String> = self.certificates.iter().flatten().cloned().collect();
        refusals.extend(
            self.signature
                .as_ref()
                .err()
                .map(|reason| format!("signature: {reason}")),
        );
        refusals
    }
}

/// Lets the peer read a sample.
///
/// The peer's own entry takes one encrypted response with a driving licence, so its parts are called here: decode,
/// `issuer_authentication`, and its certificate rules for driving licences when the sample names a root.
///
/// # Errors
/// When the peer cannot decode the sample.
pub fn read(sample: &Sample) -> Result<Reading, Trouble> {
    let issuer_signed = decode(sample)?;
    let chain = x5chain(&issuer_signed)?;
    let certificates = sample
        .issuer_root
        .as_deref()
        .map(|root| certificate_faults(&chain, root))
        .transpose()?;
    let payload = issuer_signed
        .issuer_auth
        .payload
        .as_deref()
        .ok_or("the payload is detached")?;
    let mso: Tag24<Mso> = cbor::from_slice(payload)?;
    let mso = mso.into_inner();

    let mut elements = Elements::new();
    let mut digests_that_differ = Vec::new();
    let none = DigestIds::new();
    for (name_space, items) in issuer_signed.namespaces.iter().flat_map(|all| all.iter()) {
        let signed = mso.value_digests.get(name_space).unwrap_or(&none);
        for item in items.iter() {
            let found = item.as_ref();
            let digest = digest(mso.digest_algorithm, &cbor::to_vec(item)?);
            if signed
                .get(&found.digest_id)
                .is_none_or(|expected| expected.as_ref() != digest)
            {
                digests_that_differ.push(format!("{name_space}/{}", found.element_identifier));
            }
            let inner = elements.entry(name_space.clone()).or_default();
            inner.insert(
                found.element_identifier.clone(),
                plain(&found.element_value),
            );
        }
    }
    Ok(Reading {
        signature: issuer_authentication(chain, &issuer_signed)
            .map_err(|refused| refused.to_string()),
        certificates,
        doc_type: mso.doc_type,
        elements,
        digests_that_differ,
    })
}

/// Compares what the peer read with what it should have read; an empty list is agreement.
#[must_use]
pub fn faults(sample: &Sample, reading: &Reading) -> Vec<String> {
    let mut faults = reading.refusals();
    faults.extend(
        reading
            .digests_that_differ
            .iter()
            .map(|name| format!("digest of {name} differs")),
    );
    if reading.doc_type != sample.doc_type {
        faults.push(format!(
            "docType {} instead of {}",
            reading.doc_type, sample.doc_type
        ));
    }
    if reading.elements != sample.elements {
        faults.push("elements differ".to_owned());
    }
    faults
}

fn decode(sample: &Sample) -> Result<IssuerSigned, Trouble> {
    if sample.form == Form::IssuerSigned {
        return Ok(cbor::from_slice(&sample.bytes)?);
    }
    // The peer's `Document` insists on `deviceSigned`, which a licence not yet presented does not have.
    let whole = ciborium::from_reader(sample.bytes.as_slice())?;
    Ok(cbor::from_slice(&cbor::to_vec(sample::issuer_signed(
        sample.form,
        &whole,
    )?)?)?)
}

fn x5chain(issuer_signed: &IssuerSigned) -> Result<X5Chain, Trouble> {
    // Through CBOR, since the peer's header type belongs to another generation of `coset` than ours.
    let sign1 =
        cbor::into_value(&issuer_signed.issuer_auth).map_err(|error| format!("{error:?}"))?;
    let sign1 = if let ciborium::Value::Tag(_, inner) = &sign1 {
        inner
    } else {
        &sign1
    };
    let header = sign1
        .as_array()
        .and_then(|parts| parts.get(1))
        .and_then(ciborium::Value::as_map);
    let found = header
        .into_iter()
        .flatten()
        .find(|(label, _)| *label == X5CHAIN_COSE_HEADER_LABEL.into());
    let (_, chain) = found.ok_or("no x5chain in the unprotected header")?;
    Ok(X5Chain::from_cbor(chain.clone())?)
}

fn certificate_faults(chain: &X5Chain, root: &[u8]) -> Result<Vec<String>, Trouble> {
    let certificate = CertificateWithDer::from_der(root)?.inner;
    let anchors = TrustAnchorRegistry {
        anchors: vec![TrustAnchor {
            certificate,
            purpose: TrustPurpose::Iaca,
        }],
    };
    Ok(ValidationRuleset::Mdl.validate(chain, &anchors).errors)
}

fn digest(algorithm: DigestAlgorithm, item: &[u8]) -> Vec<u8> {
    match algorithm {
        DigestAlgorithm::SHA256 => Sha256::digest(item).to_vec(),
        DigestAlgorithm::SHA384 => Sha384::digest(item).to_vec(),
        DigestAlgorithm::SHA512 => Sha512::digest(item).to_vec(),
    }
}
