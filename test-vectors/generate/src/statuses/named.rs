//! Signers whom a licence names: `spec/status.md`, section 4 (b).

use super::{
    anchors::{NOT_ALLOWED, elsewhere},
    licence, naming, referring,
    token::{
        By, MARYLAND_STATUS_SIGNER, OTHER_STATUS_KEY, STATUS_KEY, STATUS_SIGNER, STATUS_SIGNING,
        Token, maryland, office, office_with, with_purposes,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{
        IACA_KEY, MIDDLE_KEY, ROOT, ROOT_KEY, THE_IACA, THE_MIDDLE, THE_ROOT, TIANHE, ca_draft,
        signed, time,
    },
    good::{business, mdl},
    out::Out,
    pki::{Draft, Kind, Subject},
};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "named");
    named(asks);
    siblings(asks);
}

/// Nobody but the licence vouches for the signer.
fn named(asks: &mut Asks<'_>) {
    asks.trust = "maryland";
    let by = elsewhere(MARYLAND_STATUS_SIGNER);
    let other_root = signed(&ca_draft(THE_MIDDLE, THE_MIDDLE, 1), MIDDLE_KEY);
    let token = |status| Token::new(&format!("maryland-named-{status}"), status, &by);
    let naming = |certificate: &[u8]| referring(mdl(), naming(certificate));
    asks.verifier = Verifier::default().holding_for_it(&token(0));
    let says = "a list by the certificate that the document names";
    asks.good("named", naming(&by.chain[0]), says, "st-named");
    let says = "a list under the CA that the document names";
    asks.good("named-ca", naming(&other_root), says, "st-named");
    asks.differ_from("named");
    asks.verifier = Verifier::default().holding_for_it(&token(1));
    let says = "revoked by the certificate that the document names";
    asks.bad(
        "named-revokes",
        naming(&by.chain[0]),
        says,
        "st-named st-revoked",
        "status.revoked",
    );
    let says = "revoked under the CA that the document names";
    asks.bad(
        "named-ca-revokes",
        naming(&other_root),
        says,
        "st-named st-revoked",
        "status.revoked",
    );
    // Taken without the word of a document, nobody knows the signer: these are asked of the list itself.
    asks.verifier = Verifier::default();
    asks.differ_from("named-list");
    let of = |certificate: &[u8]| {
        let hex: String = super::naming(certificate)
            .write()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        vec![("status", hex.into())]
    };
    let list = || token(0).write();
    asks.given = of(&by.chain[0]);
    let says = "a list taken for a document that names its signer";
    asks.takes("named-list", list(), says, "st-named st-signer");
    asks.given = of(&other_root);
    let says = "a list taken for a document that names the CA of its signer";
    asks.takes("named-list-ca", list(), says, "st-named st-signer");
    let mut renewed = with_purposes(
        (MARYLAND_STATUS_SIGNER, OTHER_STATUS_KEY),
        THE_MIDDLE,
        &[STATUS_SIGNING],
    );
    renewed.serial = vec![0x02, 0x01, 0x2d];
    let another_root = signed(&ca_draft(THE_IACA, THE_IACA, 0), IACA_KEY);
    for (name, certificate, says) in [
        (
            "same-key",
            signed(&renewed, MIDDLE_KEY),
            "another certificate of the signer's key",
        ),
        (
            "other",
            maryland().chain[0].clone(),
            "another signer's certificate",
        ),
        ("ca-other", another_root, "another CA"),
        ("broken", vec![0x30, 0x00], "bytes that are no certificate"),
        ("empty", Vec::new(), "no bytes at all"),
    ] {
        asks.given = of(&certificate);
        let says = format!("a list taken for a document that names {says}");
        asks.refuses(
            &format!("named-list-{name}"),
            list(),
            &says,
            "st-named st-signer",
            NOT_ALLOWED,
        );
    }
    asks.given = Vec::new();
    let says = "a list whose signer nobody names, taken for no document";
    asks.refuses(
        "named-list-by-nobody",
        list(),
        says,
        "st-named st-signer",
        NOT_ALLOWED,
    );
    asks.given = of(&by.chain[0]);
    let says = "a list of another name, by the signer whom the document names";
    let other = token(0).named("https://status.example/2").write();
    asks.refuses(
        "named-list-of-another-name",
        other,
        says,
        "st-uri",
        "status.uri-mismatch",
    );
    asks.given = Vec::new();
}

/// What one licence names serves no other.
fn siblings(asks: &mut Asks<'_>) {
    asks.trust = "guangdong";
    asks.differ_from("named-native");
    let subject = Subject {
        organization_identifier: TIANHE,
        ..STATUS_SIGNER
    };
    let by = office_with(subject, STATUS_KEY);
    let token = Token::new("office-named", 0, &by);
    asks.verifier = Verifier::default().holding_for_it(&token);
    let native = referring(business(), naming(&by.chain[0]));
    let says = "a native licence names a signer of another office";
    asks.good("named-native", native, says, "st-named");
    // The CA above vouches for nobody here, since the licence names another certificate.
    let says = "a list held whose signer another licence names, and this one does not";
    asks.open(
        "named-by-another-licence",
        licence(),
        says,
        "v-5.3a st-named",
        NOT_ALLOWED,
    );
    let other = referring(business(), naming(&office().chain[0]));
    let says = "a list held whose signer another licence names, and this one names another";
    asks.open("named-another", other, says, "v-5.3a st-named", NOT_ALLOWED);
    let mut expired = with_purposes((subject, STATUS_KEY), THE_ROOT, &[STATUS_SIGNING]);
    expired.validity = Draft::new(
        &subject,
        &STATUS_KEY.public(),
        &ROOT,
        &ROOT_KEY.public(),
        (time("2026-01-01T00:00:00Z"), time("2026-05-31T23:59:59Z")),
        Kind::Sealer,
        7,
    )
    .validity;
    let by = By::new(STATUS_KEY, &expired, ROOT_KEY);
    asks.verifier = Verifier::default().holding_for_it(&Token::new("office-named-over", 0, &by));
    let native = referring(business(), naming(&by.chain[0]));
    let says = "the certificate of the signer, which the licence names, is over by a second";
    asks.open(
        "named-over",
        native,
        says,
        "st-named",
        "trust.certificate-expired",
    );
}
