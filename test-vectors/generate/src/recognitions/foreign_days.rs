//! The days of a foreign document: which of its name spaces has them does not depend on what is shown.

use elicence::crypto::Algorithm;
use serde_json::{Value, json};

use super::{Asks, agreed};
use crate::{
    agreements::agreement,
    authorities::{DOCUMENT_SIGNER_KEY, IACA_KEY, KeyName, draft, signed, trust},
    cbor::date,
    document::Parts,
    good::{MDL, MDL_SPACE, mdl},
    out::Out,
    pki::{Kind, Subject},
};

/// A name space of nobody in particular.
const OTHER: &str = "org.example.dates";

/// The name under which the verifier trusts the foreign office.
pub(super) const OFFICE: &str = "foreign-office-of-guangdong";

/// The certificate of an office abroad, by hand of Guangdong.
fn office() -> Vec<u8> {
    let office = Subject {
        c: "CN",
        st: "CN-44",
        o: "Test Foreign Office",
        organization_identifier: "",
        cn: "Test Foreign Signer",
    };
    let above = Subject {
        cn: "Test Foreign CA",
        ..office
    };
    let key = KeyName(DOCUMENT_SIGNER_KEY.0, Algorithm::Es256);
    signed(
        &draft((office, key), (above, IACA_KEY), Kind::Sealer),
        IACA_KEY,
    )
}

/// A driving licence of the foreign office that was issued on this day.
pub(super) fn dated(day: &str) -> Parts {
    let mut licence = mdl().with_chain(&[&office()]);
    licence.set(MDL_SPACE, "issue_date", date(day));
    licence
}

/// Makes the one provision about foreign driving licences.
pub(super) fn contract_about(agreement: &mut Value) {
    let provision = &mut agreement["equivalences"][0];
    provision["pointedType"] = MDL.into();
    provision["pointingType"] = "org.elicence.driving_licence.1".into();
    provision["attributeMap"] = json!([]);
}

pub(crate) fn make(out: &mut Out) {
    let pinned = trust(&[], &[(&office(), Some("iso18013:*:CN-44"))]);
    out.trust(OFFICE, &pinned);

    // Enacted since 2026-03-01; the type's own name space says a day after it, the other one a day before.
    let contract = agreement("foreign-days", |a| {
        a["requireEnactedAt"] = json!(["issuance"]);
        contract_about(a);
    });
    let two_days = |own: &str, other: &str| -> Parts {
        let mut licence = dated(own);
        licence.add(OTHER, "issue_date", date(other));
        licence
    };
    let mut asks = Asks::new(out, agreed(&[&contract]), "foreign-days");
    asks.trust = Some(OFFICE);
    asks.answers(
        "foreign-days",
        &two_days("2026-03-15", "2020-01-01"),
        "two days of issue, and the one in the name space of the type is in the time of the agreement",
        "r-foreign-days",
        ("recognised", &[]),
    );
    asks.answers(
        "foreign-days-other",
        &two_days("2020-01-01", "2026-03-15"),
        "two days of issue, and the one in the name space of the type is before the agreement",
        "r-foreign-days",
        ("not-recognised", &["recognise.agreement-not-yet"]),
    );
    let mut chosen = two_days("2020-01-01", "2026-03-15");
    chosen.withhold(MDL_SPACE, "issue_date");
    asks.answers(
        "foreign-days-chosen",
        &chosen,
        "the day in the name space of the type is withheld, so that the other one would be the only one",
        "r-foreign-days",
        ("not-recognised", &["recognise.issuance-unknown"]),
    );
}
