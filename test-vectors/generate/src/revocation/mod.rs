//! Revocation lists: each licence is right, and only the lists that are given with it differ.

pub(crate) mod answers;
pub(crate) mod entries;
pub(crate) mod every;
pub(crate) mod form;
pub(crate) mod reading;
pub(crate) mod scope;

use serde_json::json;

use crate::{
    authorities::{
        MIDDLE_KEY, Party, ROOT_KEY, THE_IACA, THE_MIDDLE, THE_ROOT, THE_SEAL, ca_draft, leaf,
        leaf_draft, signed, time,
    },
    good::{business, mdl},
    out::{Out, Vector},
    pki::{ListDraft, Revoked},
};

/// The times of a list that says nothing else; the time of judgement lies between them.
pub(super) const MADE: &str = "2026-05-25T00:00:00Z";
pub(super) const NEXT: &str = "2026-06-08T00:00:00Z";
/// The serial number of every certificate here that has no other.
pub(crate) const SERIAL: u64 = 7;
pub(super) const OTHER_SERIAL: u64 = 8;

pub(crate) const REVOKED: &str = "trust.certificate-revoked";
pub(super) const MISSING: &str = "trust.revocation-list-missing";
pub(super) const STALE: &str = "trust.revocation-list-stale";
pub(super) const UNUSABLE: &str = "trust.revocation-list-unusable";
/// The accepted twin: a fresh list without an entry for the certificate.
pub(super) const GOOD: &str = "trust.revocation-good";

/// A certificate that is revoked since before the time of judgement.
pub(crate) fn revoked(serial: u64, reason: Option<u8>) -> Revoked {
    Revoked {
        serial,
        since: time("2026-05-20T00:00:00Z"),
        reason,
        invalid: None,
    }
}

pub(super) fn draft(by: Party, revoked: &[Revoked]) -> ListDraft {
    during(by, MADE, NEXT, revoked)
}

pub(super) fn during(by: Party, made: &str, next: &str, revoked: &[Revoked]) -> ListDraft {
    ListDraft::new(&by.0, &by.1.public(), (time(made), time(next)), 1, revoked)
}

/// The list, signed by the authority that it names.
pub(crate) fn list(by: Party, revoked: &[Revoked]) -> Vec<u8> {
    draft(by, revoked).sign(&by.1.get()).unwrap()
}

/// The root's list of other certificates only.
pub(super) fn good_list() -> Vec<u8> {
    list(THE_ROOT, &[revoked(OTHER_SERIAL, None)])
}

pub(super) fn by_root(draft: &ListDraft) -> Vec<u8> {
    draft.sign(&ROOT_KEY.get()).unwrap()
}

/// The business licence under this chain, with these lists. The first code says whether it is refused or undetermined.
pub(super) fn under(
    out: &mut Out,
    name: &str,
    chain: &[&[u8]],
    lists: &[Vec<u8>],
    says: &str,
    codes: &[&str],
    clause: &str,
) -> Vector {
    let id = format!("trust.revocation-{name}");
    let bytes = business().with_chain(chain).write();
    let vector = if codes.is_empty() {
        Vector::accepted(&id, bytes, says)
    } else if codes.contains(&REVOKED) {
        Vector::refused(&id, bytes, says, codes)
            .critical()
            .twin(GOOD)
    } else {
        Vector::undecided(&id, bytes, says, codes)
            .critical()
            .twin(GOOD)
    };
    with_lists(out, name, vector, lists)
        .clause(&[clause])
        .flags(&["revocation"])
}

/// The lists as files; one that was written for another vector keeps its name.
pub(crate) fn with_lists(out: &mut Out, name: &str, vector: Vector, lists: &[Vec<u8>]) -> Vector {
    let several = lists.len() > 1;
    let files: Vec<String> = lists
        .iter()
        .enumerate()
        .map(|(place, der)| {
            let name = if several {
                format!("{name}-{place}")
            } else {
                name.to_owned()
            };
            out.shared("common/revocation/", &name, ".crl", der)
        })
        .collect();
    if files.is_empty() {
        vector
    } else {
        vector.given("revocation_lists", json!(files))
    }
}

/// A licence sealed straight under the root, with one list.
pub(super) fn one(
    out: &mut Out,
    name: &str,
    list: Vec<u8>,
    says: &str,
    codes: &[&str],
    clause: &str,
) -> Vector {
    under(out, name, &[&leaf()], &[list], says, codes, clause)
}

pub(super) fn middle() -> Vec<u8> {
    signed(&ca_draft(THE_MIDDLE, THE_ROOT, 1), ROOT_KEY)
}

pub(super) fn leaf_under_middle() -> Vec<u8> {
    signed(&leaf_draft(THE_SEAL, THE_MIDDLE), MIDDLE_KEY)
}

pub(crate) fn make(out: &mut Out) {
    one(
        out,
        "good",
        good_list(),
        "a fresh list of the root without an entry for the sealing certificate: the verdict counts until its nextUpdate",
        &[],
        "rv-missing",
    )
    .expect("effective_until", NEXT.into())
    .add(out);
    asked(out);
    foreign_documents(out);
}

fn asked(out: &mut Out) {
    Vector::accepted(
        "trust.revocation-not-asked",
        business().write(),
        "no list is given, and none is required: a note says that nobody asked",
    )
    .clause(&["rv-not-asked"])
    .flags(&["revocation"])
    .add(out);
    under(
        out,
        "required",
        &[&leaf()],
        &[],
        "no list is given, and one is required",
        &[MISSING],
        "rv-missing",
    )
    .given("revocation", "required".into())
    .add(out);
    under(
        out,
        "required-and-good",
        &[&leaf()],
        &[good_list()],
        "a list is required, and it is there",
        &[],
        "rv-missing",
    )
    .given("revocation", "required".into())
    .add(out);
    Vector::accepted(
        "trust.revocation-required-of-a-pin",
        business().write(),
        "a list is required, and the sealing certificate itself is trusted: a pin is not asked about",
    )
    .clause(&["rv-missing"])
    .flags(&["revocation"])
    .trust("seal-pinned")
    .given("revocation", "required".into())
    .notes(&["trust.note-pin-not-revocable"])
    .add(out);
    one(
        out,
        "of-another-authority",
        list(THE_IACA, &[]),
        "the list is of an authority that has nothing to do with it: now it is asked, and no list speaks",
        &[MISSING],
        "rv-missing",
    )
    .add(out);
}

fn foreign_documents(out: &mut Out) {
    let foreign = |id: &str, says: &str, codes: &[&str]| {
        let bytes = mdl().write();
        let vector = if codes.is_empty() {
            Vector::accepted(id, bytes, says)
        } else {
            Vector::refused(id, bytes, says, codes)
                .critical()
                .twin("trust.revocation-foreign-good")
        };
        vector
            .clause(&["rv-revoked"])
            .flags(&["revocation", "foreign"])
            .trust("maryland")
    };
    let good = foreign(
        "trust.revocation-foreign-good",
        "a driving licence, and a fresh list of its authority",
        &[],
    );
    let lists = [list(THE_IACA, &[])];
    with_lists(out, "foreign-good", good, &lists).add(out);
    let bad = foreign(
        "trust.revocation-foreign-revoked",
        "a driving licence whose signer was revoked",
        &[REVOKED],
    );
    let lists = [list(THE_IACA, &[revoked(SERIAL, Some(1))])];
    with_lists(out, "foreign-revoked", bad, &lists).add(out);
}
