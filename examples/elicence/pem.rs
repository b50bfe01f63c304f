//! Certificates and revocation lists in files: DER, or PEM; of certificates one or more.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    codec::Limits,
    trust::{certificate_from_pem_or_der, revocation_list_from_pem_or_der},
};

use crate::{answer::Trouble, files};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The one certificate of a file.
pub(crate) fn certificate(path: &Path) -> Result<Vec<u8>, Trouble> {
    let bytes = files::read(path, files::SMALL)?;
    certificate_from_pem_or_der(&bytes)
        .map_err(|error| Trouble::new(format!("`{}`: {error}", path.display())))
}

/// The one revocation list of a file; PEM takes up half as much again.
pub(crate) fn revocation_list(path: &Path) -> Result<Vec<u8>, Trouble> {
    let bytes = files::read(path, 2 * Limits::REVOCATION_LIST_BYTES)?;
    revocation_list_from_pem_or_der(&bytes)
        .map_err(|error| Trouble::new(format!("`{}`: {error}", path.display())))
}

/// The certificates of a file, the seal's own first.
pub(crate) fn chain(path: &Path) -> Result<Vec<Vec<u8>>, Trouble> {
    let bytes = files::read(path, files::SMALL)?;
    let blocks: Vec<&[u8]> = match core::str::from_utf8(&bytes) {
        Ok(text) => text
            .split_inclusive(END)
            .filter(|part| !part.trim().is_empty())
            .map(str::as_bytes)
            .collect(),
        Err(_) => vec![&bytes],
    };
    let read = |block: &[u8]| certificate_from_pem_or_der(block);
    blocks
        .into_iter()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| Trouble::new(format!("`{}`: {error}", path.display())))
}

/// A certificate as PEM, lines of 64 characters (RFC 7468).
pub(crate) fn armour(der: &[u8]) -> String {
    let base64 = STANDARD.encode(der);
    let mut text = format!("{BEGIN}\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text + END + "\n"
}
