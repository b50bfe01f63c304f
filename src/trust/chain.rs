//! The certificates of a chain, each by itself, before any path.

use crate::reason::Reason;
use crate::time::UnixTime;

use super::certificate::Certificate;
use super::profile::{self, Place, Rules};

/// A certificate of the chain that is not the leaf, or why it is none.
pub(super) struct Other {
    place: Place,
    pub(super) certificate: Result<Certificate, Reason>,
}

/// Reads every certificate; the leaf must hold by itself.
pub(super) fn read(
    chain: &[&[u8]],
    rules: &Rules,
    at: UnixTime,
) -> Result<(Certificate, Vec<Other>), Vec<Reason>> {
    let mut ders = chain.iter().copied();
    let der = ders.next().unwrap_or_default();
    let leaf = Certificate::read(der)
        .and_then(|leaf| profile::check(&leaf, Place::Leaf, rules).map(|()| leaf))
        .map_err(|fault| vec![fault.at(Place::Leaf)])?;
    profile::check_time(&leaf, Place::Leaf, at).map_err(|reason| vec![reason])?;
    let others = ders.enumerate().map(|(index, der)| {
        let place = Place::Intermediate(index + 1);
        Other {
            place,
            certificate: Certificate::read(der).map_err(|fault| fault.at(place)),
        }
    });
    Ok((leaf, others.collect()))
}

/// The certificates that may stand between leaf and anchor, and what is wrong with those that may not.
///
/// Of one that can be read, a fault is only remembered if the path might have led through it.
pub(super) fn usable<'a>(
    others: &'a [Other],
    leaf: &Certificate,
    rules: &Rules,
    at: UnixTime,
) -> (Vec<&'a Certificate>, Vec<Reason>) {
    let read = || others.iter().filter_map(|o| o.certificate.as_ref().ok());
    let (mut used, mut against) = (Vec::new(), Vec::new());
    for other in others {
        let certificate = match &other.certificate {
            Ok(certificate) => certificate,
            Err(reason) => {
                against.push(reason.clone());
                continue;
            }
        };
        let checked = profile::check(certificate, other.place, rules)
            .map_err(|fault| fault.at(other.place))
            .and_then(|()| profile::check_time(certificate, other.place, at));
        match checked {
            Ok(()) => used.push(certificate),
            Err(reason)
                if core::iter::once(leaf)
                    .chain(read())
                    .any(|c| c.issuer.raw == certificate.subject.raw) =>
            {
                against.push(reason)
            }
            Err(_) => {}
        }
    }
    (used, against)
}
