//! VICALs: whether one is its provider's, whether it counts, which entries are taken, and what rests on them.

pub(crate) mod entries;
pub(crate) mod form;
pub(crate) mod judged;
mod maker;
pub(crate) mod signatures;
pub(crate) mod signers;
pub(crate) mod times;

use serde_json::{Value, json};

use crate::{
    authorities::{NOW, pem, time},
    out::{Out, Vector},
};
use maker::{List, list_root};

pub(super) const KIND: &str = "vical";
/// The accepted twin of what differs in one thing.
pub(super) const TWIN: &str = "trust.vical";
pub(super) const LEFT_OUT: &str = "trust.note-list-entry-left-out";

pub(crate) fn make(out: &mut Out) {
    let vector = Vector::taken(
        TWIN,
        KIND,
        List::new().write(),
        "a VICAL with one authority",
    );
    by_root(out, vector, "fl-signature").add(out);
}

/// The file of a certificate that a verifier knows a provider by.
pub(super) fn known(out: &mut Out, name: &str, der: &[u8]) -> Value {
    out.certificate(&format!("provider-{name}"), &pem(der))
        .into()
}

/// The provider is known by its root.
fn by_root(out: &mut Out, vector: Vector, clause: &str) -> Vector {
    let root = known(out, "root", &list_root());
    vector
        .clause(&[clause])
        .flags(&["vical"])
        .given("provider", json!([root]))
}

pub(super) fn taken(out: &mut Out, name: &str, bytes: Vec<u8>, says: &str, clause: &str) -> Vector {
    let vector = Vector::taken(&format!("trust.vical-{name}"), KIND, bytes, says);
    by_root(out, vector, clause).flags(&["lenient"])
}

pub(super) fn refused(
    out: &mut Out,
    name: &str,
    bytes: Vec<u8>,
    says: &str,
    codes: &[&str],
    clause: &str,
) -> Vector {
    let id = format!("trust.vical-{name}");
    let vector = Vector::not_taken(&id, KIND, bytes, says, "refused", codes);
    by_root(out, vector, clause).critical().twin(TWIN)
}

pub(super) fn malformed(
    out: &mut Out,
    name: &str,
    bytes: Vec<u8>,
    says: &str,
    code: &str,
) -> Vector {
    let id = format!("trust.vical-{name}");
    let says = format!("a VICAL {says}");
    let vector = Vector::not_taken(&id, KIND, bytes, &says, "malformed", &[code]);
    by_root(out, vector, "fl-signature")
        .flags(&["strict"])
        .twin(TWIN)
}

/// A list that was taken before, at the time of judgement.
fn before(out: &mut Out, name: &str, list: &List) -> Value {
    before_at(out, name, list, NOW)
}

fn before_at(out: &mut Out, name: &str, list: &List, at: &str) -> Value {
    let file = out.shared("common/foreign-lists/", name, ".cbor", &list.write());
    let root = known(out, "root", &list_root());
    json!({ "kind": KIND, "file": file, "now": time(at).seconds(), "provider": [root] })
}
