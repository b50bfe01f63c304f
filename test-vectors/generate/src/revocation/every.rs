//! Every certificate below the anchor is asked about, each by its issuer and number.

use super::{form::plain, *};
use crate::{authorities::root, pki::tlv};

pub(crate) fn make(out: &mut Out) {
    every(out);
    numbers(out);
}

fn every(out: &mut Out) {
    let chain: [&[u8]; 2] = [&leaf_under_middle(), &middle()];
    let below = || list(THE_MIDDLE, &[]);
    let named = |by: Party| list(by, &[revoked(SERIAL, Some(4))]);
    let sooner = by_root(&during(THE_ROOT, MADE, "2026-06-05T00:00:00Z", &[]));
    let mut case = |name: &str, lists: &[Vec<u8>], says: &str, codes: &[&str]| {
        let name = format!("every-{name}");
        let vector = under(out, &name, &chain, lists, says, codes, "rv-every");
        match (name.as_str(), codes) {
            ("every-good", _) => vector
                .expect("effective_until", "2026-06-05T00:00:00Z".into())
                .add(out),
            (_, []) => vector.add(out),
            _ => vector.twin("trust.revocation-every-good").add(out),
        }
    };
    case(
        "good",
        &[sooner, below()],
        "a fresh list of each CA of the path: the verdict counts until the first of them ends",
        &[],
    );
    case(
        "intermediate-revoked",
        &[named(THE_ROOT), below()],
        "the intermediate was revoked",
        &[REVOKED],
    );
    case(
        "leaf-revoked",
        &[good_list(), named(THE_MIDDLE)],
        "the sealing certificate below an intermediate was revoked",
        &[REVOKED],
    );
    case(
        "intermediate-not-known",
        &[below()],
        "the root's list is missing, so that nobody knows about the intermediate",
        &[MISSING],
    );
    case(
        "leaf-not-known",
        &[good_list()],
        "the intermediate's list is missing",
        &[MISSING],
    );
    case(
        "revoked-and-not-known",
        &[named(THE_ROOT)],
        "the intermediate was revoked, and nothing is known about the sealing certificate",
        &[REVOKED, MISSING],
    );
}

/// Serial numbers are compared as they are written, sign and all, and per issuer.
fn numbers(out: &mut Out) {
    let entry = |serial: &[u8]| {
        let mut draft = plain();
        let since = time("2026-05-20T00:00:00Z");
        draft.entries = vec![crate::pki::entry(&tlv(0x02, &[serial]), since, &[])];
        by_root(&draft)
    };
    let leaf = |serial: &[u8]| {
        let mut draft = leaf_draft(THE_SEAL, THE_ROOT);
        draft.serial = tlv(0x02, &[serial]);
        signed(&draft, ROOT_KEY)
    };
    for (name, own, listed, says, codes) in [
        (
            "longer",
            &[7][..],
            &[1, 7][..],
            "the list has a longer number that ends like the certificate's",
            &[][..],
        ),
        (
            "negative",
            &[0, 0x87],
            &[0x87],
            "the list has the negative number of the same bits",
            &[],
        ),
        (
            "with-sign",
            &[0, 0x87],
            &[0, 0x87],
            "the list has the certificate's number, which begins with a zero for its sign",
            &[REVOKED],
        ),
    ] {
        let name = format!("serial-{name}");
        let lists = [entry(listed)];
        under(out, &name, &[&leaf(own)], &lists, says, codes, "rv-revoked").add(out);
    }
    let mut other = ca_draft(THE_MIDDLE, THE_ROOT, 1);
    other.serial = tlv(0x02, &[&[9]]);
    let other = signed(&other, ROOT_KEY);
    let lists = [
        list(THE_ROOT, &[revoked(SERIAL, Some(1))]),
        list(THE_MIDDLE, &[]),
    ];
    under(
        out,
        "serial-of-another-issuer",
        &[&leaf_under_middle(), &other],
        &lists,
        "the root revoked another certificate that has the number of the sealing certificate",
        &[],
        "rv-revoked",
    )
    .add(out);
    let root = root();
    under(
        out,
        "of-the-anchor",
        &[&leaf_under_middle(), &other, &root],
        &lists,
        "the root's list has the number of its own certificate: an anchor is not asked about",
        &[],
        "rv-every",
    )
    .add(out);
}
