//! Signers who share the anchor of a licence: `spec/status.md`, section 4 (c).

use super::{
    foreign, licence,
    token::{
        By, OTHER_STATUS_KEY, STATUS_SIGNER, STATUS_SIGNING, Token, maryland, office, office_with,
        with_purposes,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{
        MIDDLE_KEY, THE_MIDDLE, THE_ROOT, THIEF_KEY, TIANHE, ca_draft, iaca, root, signed, trust,
    },
    out::Out,
    pki::Subject,
};

pub(super) const NOT_ALLOWED: &str = "status.signer-not-allowed";

pub(crate) fn make(out: &mut Out) {
    let other_root = signed(&ca_draft(THE_MIDDLE, THE_MIDDLE, 1), MIDDLE_KEY);
    let two = trust(
        &[
            (&root(), "elicence:*:CN-44"),
            (&other_root, "elicence:*:CN-44"),
        ],
        &[],
    );
    out.trust("guangdong-two-roots", &two);
    let two = trust(
        &[
            (&iaca(), "iso18013:*:US-MD"),
            (&other_root, "iso18013:*:US-MD"),
        ],
        &[],
    );
    out.trust("maryland-two-roots", &two);
    let asks = &mut Asks::new(out, "valid");
    anchors(asks);
}

/// A status signer of this name under the second root.
pub(super) fn elsewhere(subject: Subject<'static>) -> By {
    let party = (subject, OTHER_STATUS_KEY);
    let draft = with_purposes(party, THE_MIDDLE, &[STATUS_SIGNING]);
    By::new(OTHER_STATUS_KEY, &draft, MIDDLE_KEY)
}

fn anchors(asks: &mut Asks<'_>) {
    for (name, code, says) in [
        (
            "other-office",
            TIANHE,
            "another office under the same anchor",
        ),
        (
            "no-office",
            "",
            "somebody of no office under the same anchor",
        ),
    ] {
        let subject = Subject {
            organization_identifier: code,
            ..STATUS_SIGNER
        };
        let by = office_with(subject, OTHER_STATUS_KEY);
        for status in [0, 1] {
            let token = Token::new(&format!("{name}-{status}"), status, &by);
            asks.verifier = Verifier::default().holding(&token);
            let id = format!(
                "anchor-{name}-{}",
                ["valid", "revoked"][usize::from(status)]
            );
            let says = format!("a native licence, and a list with {status} by {says}");
            asks.open(&id, licence(), &says, "v-5.3a st-anchor", NOT_ALLOWED);
        }
    }
    let renewed = office_with(STATUS_SIGNER, OTHER_STATUS_KEY);
    asks.verifier = Verifier::default().holding(&Token::new("office-renewed", 0, &renewed));
    let says = "a native licence, and a list by another key of the same office";
    asks.good("anchor-same-office", licence(), says, "st-anchor");
    asks.trust = "guangdong-two-roots";
    let by = elsewhere(STATUS_SIGNER);
    asks.verifier = Verifier::default().holding(&Token::new("elsewhere-0", 0, &by));
    let says = "a list by a certificate of the same office under another anchor";
    asks.open(
        "anchor-another",
        licence(),
        says,
        "v-5.3a st-anchor",
        NOT_ALLOWED,
    );
    let revoked = Token::new("office-1", 1, &office());
    let newer = Token::new("elsewhere-newer", 0, &by).made("2026-05-31T12:00:00Z");
    asks.verifier = Verifier::default().holding(&revoked).holding(&newer);
    let says = "revoked, and a newer list of that name under another anchor";
    asks.bad(
        "anchor-another-displaces-nothing",
        licence(),
        says,
        "st-anchor",
        "status.revoked",
    );
    asks.trust = "maryland-two-roots";
    asks.verifier = Verifier::default().holding(&Token::new("maryland-0", 0, &maryland()));
    let says = "a foreign document, and a list under its anchor";
    asks.good("foreign-anchor-same", foreign(), says, "st-anchor");
    asks.differ_from("foreign-anchor-same");
    asks.verifier = Verifier::default().holding(&Token::new(
        "maryland-elsewhere",
        0,
        &elsewhere(super::token::MARYLAND_STATUS_SIGNER),
    ));
    let says = "a foreign document, and a list under another anchor";
    asks.open(
        "foreign-anchor-another",
        foreign(),
        says,
        "v-5.3a st-anchor",
        NOT_ALLOWED,
    );
    asks.trust = "guangdong";
    asks.verifier = Verifier::default();
    asks.differ_from("made-now");
    let thief = office_with(STATUS_SIGNER, THIEF_KEY);
    let mut own = thief;
    let self_made = with_purposes(
        (STATUS_SIGNER, THIEF_KEY),
        (STATUS_SIGNER, THIEF_KEY),
        &[STATUS_SIGNING],
    );
    own.chain = vec![signed(&self_made, THIEF_KEY)];
    let list = Token::new("", 0, &own).write();
    let says = "a list by somebody who made the certificate himself";
    asks.refuses("signer-self-made", list, says, "st-signer", NOT_ALLOWED);
    let by = By::new(
        THIEF_KEY,
        &with_purposes((STATUS_SIGNER, THIEF_KEY), THE_ROOT, &[STATUS_SIGNING]),
        THIEF_KEY,
    );
    let says = "a certificate that names the CA and is not signed by it";
    asks.refuses(
        "signer-of-a-false-ca",
        Token::new("", 0, &by).write(),
        says,
        "st-signer",
        NOT_ALLOWED,
    );
}
