//! One type has one authoritative source in one territory at one time (一数一源).
//!
//! Two rows overlap when they are of one type, one territory contains the other, and their times have an instant in
//! common. Who answers then is the keeper's to say, and not to be guessed by whoever reads the list.

use std::collections::{BTreeMap, BTreeSet};

use crate::licence::Region;
use crate::reason::Reason;

use super::check::{Found, services};
use super::{AuthoritativeSource, Interval, ListContents, ServiceType};

/// Every rule about the sources of a list.
pub(super) fn check(list: &ListContents, found: &mut Found) {
    references(list, found);
    let mut of_types: BTreeMap<&str, ByTerritory<'_>> = BTreeMap::new();
    for source in &list.authoritative_sources {
        let rows = of_types.entry(&source.doc_type).or_default();
        rows.entry(&source.territory)
            .or_default()
            .push(source.validity);
    }
    for (doc_type, mut rows) in of_types {
        rows.values_mut()
            .for_each(|times| times.sort_by_key(|time| time.from));
        for (territory, times) in &rows {
            if is_ambiguous(territory, times, &rows) {
                found.push(Reason::ListSourceAmbiguous {
                    doc_type: doc_type.to_owned(),
                    territory: territory.as_str().to_owned(),
                });
            }
        }
    }
}

/// What a row names is there.
fn references(list: &ListContents, found: &mut Found) {
    let entities: BTreeSet<&str> = list
        .trusted_entities
        .iter()
        .map(|entity| entity.entity_id.as_str())
        .collect();
    let issuers: BTreeSet<&str> = services(list)
        .filter(|(_, service)| service.service_type == ServiceType::LicenceIssuance)
        .map(|(_, service)| service.service_id.as_str())
        .collect();
    for source in &list.authoritative_sources {
        let AuthoritativeSource {
            owner, validity, ..
        } = source;
        found.must(
            entities.contains(owner.as_str()),
            owner,
            "the owner of a type is an entity of the list",
        );
        for issuer in &source.issuers {
            found.must(
                issuers.contains(issuer.as_str()),
                issuer,
                "an issuer of a type is a licence issuance service of the list",
            );
        }
        found.unique(
            "issuers of one source",
            source.issuers.iter().map(String::as_str),
        );
        found.must(
            validity.until.is_none_or(|until| validity.from < until),
            &source.doc_type,
            "the time of a source ends after it begins",
        );
        found.must(
            list.scheme_territory.contains(&source.territory),
            &source.doc_type,
            "the territory of a source lies inside that of the list",
        );
    }
}

/// The times of one type's rows, for each territory in their order.
type ByTerritory<'l> = BTreeMap<&'l Region, Vec<Interval>>;

/// Whether a row of `territory` overlaps another of it, or one of a territory that contains it.
///
/// A region has at most three above it, and each of its times is looked up among theirs.
fn is_ambiguous(territory: &Region, times: &[Interval], rows: &ByTerritory<'_>) -> bool {
    if times
        .iter()
        .zip(times.iter().skip(1))
        .any(|(a, b)| a.overlaps(b))
    {
        return true;
    }
    let above = core::iter::successors(territory.parent(), Region::parent);
    above
        .filter_map(|region| rows.get(&region))
        .any(|others| times.iter().any(|time| overlaps_one_of(time, others)))
}

/// Whether `time` overlaps one of `others`, which are in their order.
///
/// If no two of those overlap, only the last that begins before `time` does and the one after can; if two do, the list is
/// void for that already.
fn overlaps_one_of(time: &Interval, others: &[Interval]) -> bool {
    let after = others.partition_point(|other| other.from <= time.from);
    let neighbours = [after.checked_sub(1), Some(after)];
    neighbours
        .into_iter()
        .flatten()
        .filter_map(|index| others.get(index))
        .any(|other| time.overlaps(other))
}
