//! What rests on the authorities of a VICAL: documents of the types that it names, in the region, until it ends.

use super::{maker::*, *};
use crate::{
    authorities::{
        IACA, IACA_KEY, Party, ROOT_KEY, THE_IACA, THE_ROOT, THE_SIGNER, THIEF_KEY, ca_draft,
        leaf_draft, signed,
    },
    cbor::{Node, text},
    good::{MDL, business, mdl},
    pki::Subject,
    revocation,
};

const PHOTO_ID: &str = "org.iso.23220.photoid.1";
const UNDER: &str = "trust.vical-document";

pub(crate) fn make(out: &mut Out) {
    types_served(out);
    ends(out);
    regions(out);
    keys(out);
    native(out);
    revoked(out);
}

/// A driving licence under the authorities of this list and no other.
fn under(
    out: &mut Out,
    name: &str,
    list: &List,
    says: &str,
    codes: &[&str],
    clause: &str,
) -> Vector {
    let takes = json!([before(out, name, list)]);
    document(name, mdl().write(), says, codes, clause).given("takes", takes)
}

fn document(name: &str, bytes: Vec<u8>, says: &str, codes: &[&str], clause: &str) -> Vector {
    let id = match name {
        "" => UNDER.to_owned(),
        name => format!("{UNDER}-{name}"),
    };
    let vector = match codes {
        [] => Vector::accepted(&id, bytes, says).notes(&["trust.note-revocation-not-asked"]),
        // A newer list would say more.
        ["trust.list-expired"] => Vector::undecided(&id, bytes, says, codes)
            .critical()
            .twin(UNDER),
        _ => Vector::refused(&id, bytes, says, codes)
            .critical()
            .twin(UNDER),
    };
    vector
        .by_lists()
        .clause(&[clause])
        .flags(&["vical", "foreign"])
}

fn types_served(out: &mut Out) {
    let of = |list: &[&str]| List::of([with(maryland(), "docType", types(list))]);
    let takes = json!([before(out, "taken", &List::new())]);
    document(
        "",
        mdl().write(),
        "a driving licence, and a VICAL with its authority: it counts until the list ends",
        &[],
        "fl-scope",
    )
    .given("takes", takes)
    .expect("region", json!(["US-MD"]))
    .expect("effective_until", NEXT.into())
    .add(out);
    under(
        out,
        "second-type",
        &of(&[PHOTO_ID, MDL]),
        "a driving licence, and its authority is listed for photo identities and driving licences",
        &[],
        "fl-scope",
    )
    .add(out);
    under(
        out,
        "other-type",
        &of(&[PHOTO_ID]),
        "a driving licence, and its authority is listed for photo identities only",
        &["trust.out-of-scope"],
        "fl-scope",
    )
    .add(out);
    under(
        out,
        "type-prefix",
        &of(&["org.iso.18013.5.1"]),
        "a driving licence, and its authority is listed for a type that its own begins with",
        &["trust.out-of-scope"],
        "fl-scope",
    )
    .add(out);
    under(
        out,
        "entry-left-out",
        &List::of([with(maryland(), "ski", crate::cbor::bytes(&[0; 20]))]),
        "a driving licence, and the entry of its authority was left out",
        &["trust.no-path"],
        "fl-scope",
    )
    .add(out);
    under(
        out,
        "empty-list",
        &List::of([]),
        "a driving licence, and a VICAL without entries",
        &["trust.no-path"],
        "fl-scope",
    )
    .add(out);
}

/// The list was taken in time; the document is judged later.
fn ends(out: &mut Out) {
    let takes = json!([before(out, "taken", &List::new())]);
    let mut at = |name: &str, at: &str, says: &str, codes: &[&str]| {
        document(name, mdl().write(), says, codes, "fl-anchors-end")
            .flags(&["time", "boundary"])
            .given("takes", takes.clone())
            .now(at)
            .add(out);
    };
    at(
        "last-second",
        NEXT,
        "a driving licence in the second in which the VICAL ends",
        &[],
    );
    at(
        "list-over",
        "2026-06-02T00:00:01Z",
        "a driving licence one second after the VICAL ended",
        &["trust.list-expired"],
    );
    let older = before_at(
        out,
        "older",
        &List::during("2026-05-30T00:00:00Z", "2026-05-31T00:00:00Z"),
        "2026-05-30T12:00:00Z",
    );
    let newer = before(out, "taken", &List::new());
    document(
        "newer-list",
        mdl().write(),
        "a driving licence, and two VICALs with its authority, the first of which is over",
        &[],
        "fl-anchors-end",
    )
    .given("takes", json!([older, newer]))
    .add(out);
}

/// The CA states the country only; the list and the signer of the document each name a state.
fn regions(out: &mut Out) {
    let country: Party = (Subject { st: "", ..IACA }, IACA_KEY);
    let signer = signed(&leaf_draft(THE_SIGNER, country), IACA_KEY);
    let of = |state: &str| {
        let entry = entry(&ca_draft(country, country, 0), IACA_KEY);
        List::of([with(entry, "stateOrProvinceName", text(state))])
    };
    for (name, state, says, codes) in [
        (
            "region-narrowed",
            "US-MD",
            "a driving licence of Maryland, and the authority is listed for Maryland",
            &[][..],
        ),
        (
            "region-outside",
            "US-VA",
            "a driving licence of Maryland, and the authority is listed for Virginia",
            &["trust.region-unconfirmed"],
        ),
    ] {
        let takes = json!([before(out, name, &of(state))]);
        let bytes = mdl().with_chain(&[&signer]).write();
        let vector = document(name, bytes, says, codes, "fl-scope").given("takes", takes);
        match codes {
            [] => vector.add(out),
            _ => vector.twin("trust.vical-document-region-narrowed").add(out),
        }
    }
}

fn keys(out: &mut Out) {
    let thief: Party = (THE_IACA.0, THIEF_KEY);
    let twin = entry(&ca_draft(thief, thief, 0), THIEF_KEY);
    let other = with(twin.clone(), "docType", types(&[PHOTO_ID]));
    let own = with(maryland(), "docType", types(&[PHOTO_ID]));
    for (name, list, says, codes) in [
        (
            "twin-first",
            List::of([other, maryland()]),
            "two authorities of one name, the other one listed first and for another type",
            &[][..],
        ),
        (
            "twin-only",
            List::of([twin.clone()]),
            "another authority of the same name is listed",
            &["trust.no-path"],
        ),
        (
            "twin-for-the-type",
            List::of([twin, own]),
            "two authorities of one name, and the other one is listed for driving licences",
            &["trust.out-of-scope"],
        ),
    ] {
        let says = format!("a driving licence, and {says}");
        under(out, name, &list, &says, codes, "fl-scope").add(out);
    }
}

/// The root of Guangdong, listed for a native type, for driving licences, and for both.
fn native(out: &mut Out) {
    const NATIVE: &str = "org.elicence.business_licence.1";
    let of = |list: &[&str]| -> Node {
        let entry = entry(&ca_draft(THE_ROOT, THE_ROOT, 2), ROOT_KEY);
        let entry = with(entry, "issuingCountry", text("CN"));
        let entry = with(entry, "stateOrProvinceName", text("CN-44"));
        with(entry, "docType", types(list))
    };
    for (name, list, says, code) in [
        (
            "native",
            of(&[MDL]),
            "for driving licences",
            "trust.wrong-profile",
        ),
        (
            "native-type-dropped",
            of(&[NATIVE, MDL]),
            "for its very type and for driving licences",
            "trust.wrong-profile",
        ),
        (
            "native-type-only",
            of(&[NATIVE]),
            "for its very type",
            "trust.no-path",
        ),
    ] {
        let says = format!("a business licence whose authority a VICAL lists {says}");
        let takes = json!([before(out, name, &List::of([list]))]);
        document(name, business().write(), &says, &[code], "fl-native")
            .given("takes", takes)
            .twin("verify.business-licence")
            .add(out);
    }
}

/// A listed authority is one to be asked about revocation too.
fn revoked(out: &mut Out) {
    let takes = json!([before(out, "taken", &List::new())]);
    let entry = revocation::revoked(revocation::SERIAL, Some(1));
    for (name, revoked, says, codes) in [
        (
            "not-revoked",
            vec![],
            "a driving licence under a VICAL, and a fresh revocation list of its authority",
            &[][..],
        ),
        (
            "revoked",
            vec![entry],
            "a driving licence under a VICAL, and its signer was revoked",
            &[revocation::REVOKED],
        ),
    ] {
        let vector =
            document(name, mdl().write(), says, codes, "fl-scope").given("takes", takes.clone());
        let lists = [revocation::list(THE_IACA, &revoked)];
        let vector = revocation::with_lists(out, name, vector, &lists);
        match codes {
            [] => vector.notes(&[]).add(out),
            _ => vector.twin("trust.vical-document-not-revoked").add(out),
        }
    }
}
