//! Keys, which have no names.

use crate::crypto::DigestAlgorithm;
use crate::document::matched::matched;
use crate::trust::list::DigitalIdentity;

use super::Change;

/// Keys of a service or a pointer: one for one is a replacement.
pub(super) fn identities(
    of: &str,
    old: &[DigitalIdentity],
    new: &[DigitalIdentity],
    changes: &mut Vec<Change>,
) {
    let keys = matched(old, new, |identity| identity);
    if let ([before], [after]) = (keys.removed.as_slice(), keys.added.as_slice()) {
        changes.push(Change::KeyReplaced {
            of: of.to_owned(),
            old: shown(before),
            new: shown(after),
        });
        return;
    }
    changes.extend(keys.added.iter().map(|identity| Change::KeyAdded {
        of: of.to_owned(),
        key: shown(identity),
    }));
    changes.extend(keys.removed.iter().map(|identity| Change::KeyRemoved {
        of: of.to_owned(),
        key: shown(identity),
    }));
    if !keys.in_order {
        changes.push(Change::Reordered {
            what: format!("the keys of {of}"),
        });
    }
}

fn shown(identity: &DigitalIdentity) -> String {
    match identity {
        DigitalIdentity::Certificate(der) => format!("certificate {}", fingerprint(der)),
        DigitalIdentity::Key(spki) => format!("key {}", fingerprint(spki)),
    }
}

/// The first eight bytes of the SHA-256, enough to tell keys apart on a screen.
pub(super) fn fingerprint(der: &[u8]) -> String {
    let digest = DigestAlgorithm::Sha256.digest(&[der]);
    hex(digest.as_bytes().get(..8).unwrap_or_default())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
