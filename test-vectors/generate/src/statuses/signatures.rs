//! The signature of a token, and the certificate by itself. `spec/status.md`, sections 4 and 5.

use elicence::crypto::Algorithm;

use super::{
    token::{
        By, DOCUMENT_SIGNING, STATUS_KEY, STATUS_SIGNER, STATUS_SIGNING, Token, office,
        with_purposes,
    },
    tokens::token,
    verifier::Asks,
};
use crate::{
    authorities::{KeyName, ROOT_KEY, THE_ROOT},
    cbor::{Node, int},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "token");
    signatures(asks);
    purposes(asks);
}

fn signatures(asks: &mut Asks<'_>) {
    const MISMATCH: &str = "status.signature-mismatch";
    const ALGORITHM: &str = "status.algorithm-not-allowed";
    asks.flags = &["trust"];
    let other = KeyName("another status signer", Algorithm::Es256);
    let by = By {
        key: other,
        chain: office().chain,
    };
    let says = "a list signed by another key than the certificate's";
    asks.refuses(
        "signature-by-another-key",
        Token::new("", 0, &by).write(),
        says,
        "st-signature",
        MISMATCH,
    );
    let spoilt = token().with_signature(&[7; 64]);
    asks.refuses(
        "signature-of-nothing",
        spoilt,
        "64 bytes for a signature",
        "st-signature",
        MISMATCH,
    );
    let spoilt = token().with_signature(&[0; 64]);
    asks.refuses(
        "signature-of-zeros",
        spoilt,
        "zeros for a signature",
        "st-signature",
        MISMATCH,
    );
    let spoilt = token().with_signature(&[]);
    asks.refuses(
        "signature-empty",
        spoilt,
        "an empty signature",
        "st-signature",
        MISMATCH,
    );
    let signed = Node::read(&Token::new("", 1, &office()).write());
    let Node::Tag(_, signed) = signed else {
        panic!("no tag")
    };
    let Node::Array(members) = *signed else {
        panic!("no array")
    };
    let spoilt = token().with_signature(members[3].as_bytes());
    let says = "the signature of a list with another status";
    asks.refuses(
        "signature-of-another-list",
        spoilt,
        says,
        "st-signature",
        MISMATCH,
    );
    for (name, number, says) in [
        ("of-another-curve", -35, "ES384 with a key for ES256"),
        ("of-rsa", -37, "PS256"),
        ("of-a-mac", 5, "HMAC"),
        ("unknown", -9_999, "an algorithm that nobody knows"),
    ] {
        let spoilt = token().header(1, int(number)).write();
        asks.refuses(
            &format!("algorithm-{name}"),
            spoilt,
            says,
            "st-algorithm",
            ALGORITHM,
        );
    }
    let without = token().without_header(1).write();
    asks.refuses(
        "algorithm-missing",
        without,
        "no algorithm",
        "st-algorithm",
        ALGORITHM,
    );
    let outside = token().without_header(1).unprotected(1, int(-7)).write();
    asks.refuses(
        "algorithm-outside",
        outside,
        "the algorithm in the unprotected header",
        "st-algorithm",
        ALGORITHM,
    );
    let critical = token()
        .header(2, Node::Array(vec![int(99)]))
        .header(99, int(1))
        .write();
    asks.refuses(
        "critical-header",
        critical,
        "a critical member that nobody knows",
        "st-algorithm",
        ALGORITHM,
    );
    let without = token().without_header(33).write();
    let says = "a list without certificates";
    asks.refuses(
        "chain-missing",
        without,
        says,
        "st-signer",
        "status.signer-not-allowed",
    );
}

fn purposes(asks: &mut Asks<'_>) {
    const USAGE: &str = "trust.certificate-usage";
    const SERVER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
    const ANY: &[u8] = &[0x55, 0x1d, 0x25, 0];
    let with = |purposes: &[&[u8]]| {
        let draft = with_purposes((STATUS_SIGNER, STATUS_KEY), THE_ROOT, purposes);
        Token::new("", 0, &By::new(STATUS_KEY, &draft, ROOT_KEY)).write()
    };
    for (name, purposes, says) in [
        ("sealing", vec![DOCUMENT_SIGNING], "sealing"),
        (
            "sealing-too",
            vec![STATUS_SIGNING, DOCUMENT_SIGNING],
            "status signing and sealing",
        ),
        ("server", vec![SERVER], "a server's identity"),
        ("any", vec![ANY], "everything, and nothing by name"),
    ] {
        let says = format!("a list by a certificate for {says}");
        asks.refuses(
            &format!("purpose-{name}"),
            with(&purposes),
            &says,
            "st-purpose",
            USAGE,
        );
    }
    let draft = crate::authorities::leaf_draft((STATUS_SIGNER, STATUS_KEY), THE_ROOT)
        .with(crate::pki::PURPOSES, None);
    let list = Token::new("", 0, &By::new(STATUS_KEY, &draft, ROOT_KEY)).write();
    let says = "a list by a certificate that states no purpose";
    asks.refuses("purpose-unstated", list, says, "st-purpose", USAGE);
}
