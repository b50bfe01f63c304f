//! The days of a foreign document: which of its name spaces has them does not depend on what is shown.

use elicence::crypto::Algorithm;
use serde_json::json;

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

pub(crate) fn make(out: &mut Out) {
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
    let certificate = signed(
        &draft((office, key), (above, IACA_KEY), Kind::Sealer),
        IACA_KEY,
    );
    let pinned = trust(&[], &[(&certificate, Some("iso18013:*:CN-44"))]);
    out.trust("foreign-office-of-guangdong", &pinned);

    // Enacted since 2026-03-01; the type's own name space says a day after it, the other one a day before.
    let contract = agreement("foreign-days", |a| {
        a["requireEnactedAt"] = json!(["issuance"]);
        let provision = &mut a["equivalences"][0];
        provision["pointedType"] = MDL.into();
        provision["pointingType"] = "org.elicence.driving_licence.1".into();
        provision["attributeMap"] = json!([]);
    });
    let two_days = |own: &str, other: &str| -> Parts {
        let mut licence = mdl().with_chain(&[&certificate]);
        licence.set(MDL_SPACE, "issue_date", date(own));
        licence.add(OTHER, "issue_date", date(other));
        licence
    };
    let mut asks = Asks::new(out, agreed(&[&contract]), "foreign-days");
    asks.trust = Some("foreign-office-of-guangdong");
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
