//! The entries of a list: which serial numbers, since when, why.
//!
//! A list may have hundreds of thousands. Each is checked once and kept as three numbers, in the order of the serial
//! numbers; what it says is read again when it is asked for.

use crate::codec::der::{self, DerFault, Reader, Tlv, tag};
use crate::time::UnixTime;

use super::extensions;
use super::list::{self, Fault};

/// Where the entries stand in the list, by serial number.
#[derive(Debug, Default)]
pub(super) struct Entries {
    sorted: Vec<Place>,
}

/// Offsets from the start of the list, which the limit on its size keeps small.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The contents of the serial number.
    serial: (u32, u32),
    /// One byte after the entry.
    end: u32,
}

/// What is said about one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) revoked: UnixTime,
    pub(super) invalid: Option<UnixTime>,
    pub(super) cause: Cause,
}

/// `CRLReason` (RFC 5280, 5.3.1); absent means unspecified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Unspecified,
    KeyCompromise,
    CaCompromise,
    AffiliationChanged,
    Superseded,
    CessationOfOperation,
    CertificateHold,
    RemoveFromList,
    PrivilegeWithdrawn,
    AaCompromise,
}

impl Cause {
    fn read(value: &[u8]) -> Option<Self> {
        Some(match value {
            [0] => Self::Unspecified,
            [1] => Self::KeyCompromise,
            [2] => Self::CaCompromise,
            [3] => Self::AffiliationChanged,
            [4] => Self::Superseded,
            [5] => Self::CessationOfOperation,
            [6] => Self::CertificateHold,
            [8] => Self::RemoveFromList,
            [9] => Self::PrivilegeWithdrawn,
            [10] => Self::AaCompromise,
            _ => return None,
        })
    }

    /// As it stands in a reason.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::RemoveFromList => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
            Self::AaCompromise => "aACompromise",
        }
    }

    /// The key stayed with its holder, so what was sealed before is good.
    pub(super) const fn leaves_the_key_alone(self) -> bool {
        matches!(
            self,
            Self::AffiliationChanged
                | Self::Superseded
                | Self::CessationOfOperation
                | Self::PrivilegeWithdrawn
        )
    }

    /// A later list may say otherwise.
    pub(super) const fn may_be_lifted(self) -> bool {
        matches!(self, Self::CertificateHold | Self::RemoveFromList)
    }
}

impl Entries {
    /// Checks every entry of `revokedCertificates`; the inner error is the rule that makes the whole list unusable.
    pub(super) fn read(revoked: &Tlv<'_>) -> Result<Result<Self, &'static str>, DerFault> {
        let mut list = revoked.inside();
        if list.is_empty() {
            return Err(revoked.fault("a list of revoked certificates is not empty"));
        }
        let (mut sorted, mut unusable) = (Vec::new(), None);
        while !list.is_empty() {
            let whole = list.expect(tag::SEQUENCE, "an entry is a SEQUENCE")?;
            let mut members = whole.inside();
            let serial = members.expect(tag::INTEGER, "the serial number is an INTEGER")?;
            match read_rest(members) {
                Ok(_) => {}
                Err(Fault::Unusable(rule)) => unusable = unusable.or(Some(rule)),
                Err(Fault::Malformed(fault)) => return Err(fault),
            }
            let place = Place::of(&whole, &serial);
            sorted.push(place.ok_or_else(|| whole.fault("an entry lies beyond four gigabytes"))?);
        }
        // Stable, so that entries of one number stay in the order of the list.
        let serial_of = |place: &Place| {
            let from = usize::try_from(place.serial.0)
                .ok()?
                .checked_sub(revoked.contents_at())?;
            let length = usize::try_from(place.serial.1).ok()?;
            revoked.value.get(from..from.checked_add(length)?)
        };
        sorted.sort_by(|a, b| serial_of(a).cmp(&serial_of(b)));
        Ok(unusable.map_or(Ok(Self { sorted }), Err))
    }

    /// The entries of one serial number; `list` is the DER of the whole list.
    pub(super) fn of(&self, list: &[u8], serial: &[u8]) -> Vec<Entry> {
        let from = self
            .sorted
            .partition_point(|place| place.serial_in(list) < serial);
        self.sorted
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|place| place.serial_in(list) == serial)
            .filter_map(|place| place.read(list))
            .collect()
    }
}

impl Place {
    fn of(whole: &Tlv<'_>, serial: &Tlv<'_>) -> Option<Self> {
        let small = |n: usize| u32::try_from(n).ok();
        Some(Self {
            serial: (small(serial.contents_at())?, small(serial.value.len())?),
            end: small(whole.at + whole.whole.len())?,
        })
    }

    fn after_serial(&self) -> usize {
        usize::try_from(self.serial.0.saturating_add(self.serial.1)).unwrap_or(usize::MAX)
    }

    fn serial_in<'a>(&self, list: &'a [u8]) -> &'a [u8] {
        let from = usize::try_from(self.serial.0).unwrap_or(usize::MAX);
        list.get(from..self.after_serial()).unwrap_or_default()
    }

    fn read(&self, list: &[u8]) -> Option<Entry> {
        let end = usize::try_from(self.end).ok()?;
        let rest = list.get(self.after_serial()..end)?;
        read_rest(Reader::new(rest)).ok()
    }
}

/// What follows the serial number.
fn read_rest(mut members: Reader<'_>) -> Result<Entry, Fault> {
    let date = members.next()?;
    if !matches!(date.tag, tag::UTC_TIME | tag::GENERALIZED_TIME) {
        return Err(date
            .fault("a date is a UTCTime or a GeneralizedTime")
            .into());
    }
    let extensions = members.optional(tag::SEQUENCE)?;
    members.finish("an entry has at most three members")?;
    let (mut reason, mut invalid) = (None, None);
    let (mut fault, mut seen) = (None, Vec::<&[u8]>::new());
    if let Some(list) = extensions {
        let mut list = list.inside();
        if list.is_empty() {
            return Err(list.fault("a list of extensions is not empty").into());
        }
        while !list.is_empty() {
            let extension = extensions::next(&mut list)?;
            if seen.contains(&extension.id) {
                fault = fault.or(Some("no extension is there twice"));
            } else if seen.len() == AT_MOST {
                fault = fault.or(Some("an entry has at most eight extensions"));
            } else {
                seen.push(extension.id);
            }
            match extension.id {
                REASON => reason = Some(extension.value),
                INVALIDITY => invalid = Some(extension.value),
                CERTIFICATE_ISSUER => fault = fault.or(Some("it is not indirect")),
                _ if extension.critical => {
                    fault = fault.or(Some("no unknown extension of an entry is critical"))
                }
                _ => {}
            }
        }
    }
    let cause = reason.map(|value| {
        let value = der::single(value, tag::ENUMERATED, "a reason is ENUMERATED").ok()?;
        Cause::read(value.value)
    });
    let invalid = invalid.map(|value| {
        der::single(value, tag::GENERALIZED_TIME, "a GeneralizedTime")
            .ok()
            .and_then(|value| der::time(&value))
    });
    match (fault, cause, invalid) {
        (Some(rule), ..) => Err(Fault::Unusable(rule)),
        (None, Some(None), _) => Err(Fault::Unusable("the reason of an entry can be read")),
        (None, _, Some(None)) => Err(Fault::Unusable(
            "the invalidity date of an entry can be read",
        )),
        (None, cause, invalid) => Ok(Entry {
            revoked: list::date(&date)?,
            invalid: invalid.flatten(),
            cause: cause.flatten().unwrap_or(Cause::Unspecified),
        }),
    }
}

/// Extensions of an entry that are looked at: four kinds are registered.
const AT_MOST: usize = 8;

const REASON: &[u8] = &[0x55, 0x1d, 21];
const INVALIDITY: &[u8] = &[0x55, 0x1d, 24];
const CERTIFICATE_ISSUER: &[u8] = &[0x55, 0x1d, 29];
