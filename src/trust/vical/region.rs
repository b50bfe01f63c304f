//! The region of an entry: what the certificate states, narrowed by what the list says and never widened.

use crate::codec::vical::VicalEntry;
use crate::licence::Region;
use crate::trust::certificate::{COUNTRY, Certificate, STATE};
use crate::trust::signer::stated_region;

/// The region that the entry's certificate is trusted for.
///
/// Lists name countries that are none (`UT`) and states that no certificate has, and write one state as `US-MD` and
/// another as `AK`. So the certificate is asked first, and the list may only agree or name a part.
pub(super) fn of(entry: &VicalEntry, certificate: &Certificate) -> Result<Region, &'static str> {
    let subject = &certificate.subject;
    let own = stated_region(
        subject.only(COUNTRY),
        subject.only(STATE),
        subject.count(STATE),
    )?;
    let (country, state) = (entry.country.as_deref(), entry.state.as_deref());
    if country.is_none() && state.is_none() {
        return Ok(own);
    }
    // A state without a country is one of the certificate's.
    let country = country.or_else(|| subject.only(COUNTRY));
    let listed = stated_region(country, state, usize::from(state.is_some()))
        .map_err(|_| "`issuingCountry` and `stateOrProvinceName` are not codes of ISO 3166")?;
    if own.contains(&listed) {
        Ok(listed)
    } else if listed.contains(&own) {
        Ok(own)
    } else {
        Err("`issuingCountry` and `stateOrProvinceName` are not the certificate's")
    }
}
