//! Phase 5, the two validities: the technical one of the signed object and the legal one of the licence.

use super::{compared::Fact, native, presented::PresentedDocument, trail::Trail};
use crate::{
    Reason,
    codec::mso::ValidityInfo,
    licence::{Region, is_native},
    time::{Date, UnixTime},
    trust::TrustedSigner,
};

/// Offsets from UTC in use on Earth, in minutes: Baker Island to the Line Islands.
const WESTERNMOST: i16 = -12 * 60;
const EASTERNMOST: i16 = 14 * 60;

/// 5.1.1 to 5.1.3. Returns the last second of the legal validity, where it has one.
pub(super) fn check(
    document: &PresentedDocument<'_>,
    signer: Option<&TrustedSigner>,
    facts: &native::Facts,
    now: UnixTime,
    trail: &mut Trail,
) -> Option<UnixTime> {
    let validity = document.issuer_signed.mso.validity;
    let native = is_native(&document.doc_type);
    trail.conclude("5.1.1", inconsistencies(validity, signer, native, now));
    check_technical(validity, now, trail);
    if native {
        let listed = signer.and_then(TrustedSigner::listing);
        let offset = facts.region.as_ref().and_then(Region::utc_offset_minutes);
        let offset = offset.or_else(|| listed?.utc_offset_minutes);
        return check_legal(facts, offset, now, trail);
    }
    None // what of a foreign document's data is its legal validity, only its type's standard knows
}

/// 5.1.1: `signed` is a claim, so it may only make things worse.
fn inconsistencies(
    validity: ValidityInfo,
    signer: Option<&TrustedSigner>,
    native: bool,
    now: UnixTime,
) -> Vec<Reason> {
    let ValidityInfo {
        signed,
        valid_from,
        valid_until,
        ..
    } = validity;
    let mut reasons = Vec::new();
    if signed > now {
        reasons.push(Reason::SignedInFuture { signed, now });
    }
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
    if let Some(signer) = signer {
        if signed < signer.not_before() || signed > signer.not_after() {
            reasons.push(Reason::ValidityOutsideCertificate {
                rule: "signed is outside the certificate's life",
            });
        }
        if native && valid_until > signer.not_after() {
            reasons.push(Reason::ValidityOutsideCertificate {
                rule: "validUntil is after the certificate's end",
            });
        }
    }
    reasons
}

/// 5.1.2: both ends belong to the validity.
fn check_technical(validity: ValidityInfo, now: UnixTime, trail: &mut Trail) {
    let ValidityInfo {
        valid_from,
        valid_until,
        ..
    } = validity;
    let reason = if now < valid_from {
        Some(Reason::MsoNotYetValid { valid_from, now })
    } else if now > valid_until {
        Some(Reason::MsoExpired { valid_until, now })
    } else {
        None
    };
    let check = match reason {
        Some(reason) => trail.fail("5.1.2", reason),
        None => trail.pass("5.1.2"),
    };
    check.compared.extend([
        ("now", Fact::Time(now)),
        ("valid_from", Fact::Time(valid_from)),
        ("valid_until", Fact::Time(valid_until)),
    ]);
}

/// 5.1.3: in civil days of the issuing region, the last day included; `offset` is that of its clocks.
fn check_legal(
    facts: &native::Facts,
    offset: Option<i16>,
    now: UnixTime,
    trail: &mut Trail,
) -> Option<UnixTime> {
    const STEP: &str = "5.1.3";
    let (Some(region), Some(valid_until)) = (&facts.region, &facts.valid_until) else {
        return None; // 2.1.5 or 2.1.6 says why
    };
    // Where the type lets `valid_from` be withheld, sealing has made sure that the technical validity begins no earlier.
    let begun = facts.valid_from.map_or(Known::Yes, |from| {
        passed(offset, now, |offset| from.starts_at(offset))
    });
    let (over, end) = match valid_until {
        native::End::Open => (Known::No, None),
        native::End::On(last) => {
            let after = |offset| last.ends_at(offset).saturating_add(1);
            (
                passed(offset, now, after),
                Some(last.ends_at(offset.unwrap_or(EASTERNMOST))),
            )
        }
    };
    match (begun, over, facts.valid_from, valid_until) {
        (Known::No, _, Some(valid_from), _) => {
            _ = trail.fail(STEP, Reason::NotYetValid { valid_from, now })
        }
        (_, Known::Yes, _, native::End::On(last)) => {
            _ = trail.fail(
                STEP,
                Reason::Expired {
                    valid_until: *last,
                    now,
                },
            )
        }
        (Known::Yes, Known::No, ..) => _ = trail.pass(STEP),
        _ => {
            _ = trail.unknown(
                STEP,
                Reason::OffsetUnknown {
                    region: region.to_string(),
                },
            )
        }
    }
    let check = |name, day: Option<Date>| day.map(|day| (name, Fact::Day(day)));
    let until = if let native::End::On(last) = valid_until {
        Some(*last)
    } else {
        None
    };
    let compared = [
        check(
            "valid_from",
            facts.valid_from.filter(|_| !facts.private_days),
        ),
        check("valid_until", until),
    ];
    trail.compare(
        compared
            .into_iter()
            .flatten()
            .chain([("now", Fact::Time(now))]),
    );
    end
}

/// An answer that may depend on an offset nobody has told us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
    Depends,
}

/// Whether `now` has reached an instant that lies at some clock time where clocks are `offset` minutes ahead of UTC.
fn passed(offset: Option<i16>, now: UnixTime, instant: impl Fn(i16) -> UnixTime) -> Known {
    let reached = |offset| now >= instant(offset);
    let (first, last) = match offset {
        Some(offset) => (reached(offset), reached(offset)),
        None => (reached(EASTERNMOST), reached(WESTERNMOST)), // a day begins in the east
    };
    match (first, last) {
        (true, true) => Known::Yes,
        (false, _) => Known::No,
        (true, false) => Known::Depends,
    }
}
