//! Attacks on foreign lists, with lists made for the purpose.

mod entries;
mod field;
mod maker;
mod serving;
mod signatures;
mod times;

use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::tests::pki;

use super::{CheckedVical, Vical, VicalTerms};
use maker::List;

const MDL: &str = "org.iso.18013.5.1.mDL";
const PHOTO_ID: &str = "org.iso.23220.photoid.1";

fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

fn now() -> UnixTime {
    time("2026-06-01T12:00:00Z")
}

/// Checked under the provider's root, at [`now`], on no terms.
fn check(list: &List) -> Result<CheckedVical, Vec<Reason>> {
    check_on(list, &VicalTerms::new())
}

fn check_on(list: &List, terms: &VicalTerms) -> Result<CheckedVical, Vec<Reason>> {
    Vical::decode(&list.encode())
        .unwrap()
        .check(&[&maker::root()], terms, now())
}

fn codes<T: core::fmt::Debug>(outcome: Result<T, Vec<Reason>>) -> Vec<&'static str> {
    outcome.unwrap_err().iter().map(Reason::code).collect()
}

/// The rules of the notes, each with the place of its entry.
fn notes(checked: &CheckedVical) -> Vec<(String, &'static str)> {
    let notes = checked.notes().iter().map(|note| match note {
        Reason::ListEntryLeftOut { entry, rule } => (entry.clone(), *rule),
        other => panic!("{other:?}"),
    });
    notes.collect()
}

/// Scopes as they are written on the command line.
fn scopes(checked: &CheckedVical) -> Vec<String> {
    let scopes = checked.anchors().map(|(_, scope)| {
        let crate::trust::DocTypes::Only(types) = &scope.doc_types else {
            panic!("every type")
        };
        let types: Vec<&str> = types.iter().map(String::as_str).collect();
        let regions: Vec<&str> = scope.regions.iter().map(|r| r.as_str()).collect();
        format!(
            "{}:{}:{}",
            scope.profile,
            types.join(","),
            regions.join(",")
        )
    });
    scopes.collect()
}
