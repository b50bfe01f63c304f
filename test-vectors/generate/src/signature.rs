//! Steps 2.2.1 and 2.2.2: the algorithm and the signature of the seal.

use elicence::{
    crypto::{Algorithm, Signer},
    licence::TypeRegistry,
    seal::Preparation,
};

use crate::{
    authorities::{
        HOLDER_KEY, KeyName, ROOT_KEY, SEAL, SEAL_KEY, THE_ROOT, THIEF_KEY, leaf, leaf_draft,
        signed,
    },
    cbor::{Heads, Node, bytes, int, text},
    document::{Parts, Signed, signature_input},
    good::{business, licence, sealed, shipped_draft, validity},
    out::{Out, Vector},
};

pub(crate) const KEYS: [KeyName; 5] = [
    SEAL_KEY,
    KeyName("seal", Algorithm::Es384),
    KeyName("seal", Algorithm::Es512),
    KeyName("seal", Algorithm::EdDsa),
    KeyName("seal", Algorithm::Sm2),
];

pub(crate) fn make(out: &mut Out) {
    algorithms(out);
    headers(out);
    signatures(out);
    chains(out);
}

/// A business licence sealed by the library with this key.
fn sealed_with(key: KeyName) -> Parts {
    let licence = licence(&shipped_draft("business_licence"), &TypeRegistry::builtin());
    let certificate = signed(&leaf_draft((SEAL, key), THE_ROOT), ROOT_KEY);
    let preparation = Preparation::new(licence, vec![certificate], key.1, validity())
        .with_holder_key(HOLDER_KEY.public());
    Parts::open(&sealed(preparation, key, key.1.name()), key).showing(&["holder_name"])
}

fn refused(name: &str, bytes: Vec<u8>, says: &str, code: &str) -> Vector {
    Vector::refused(&format!("seal.{name}"), bytes, says, &[code])
        .critical()
        .twin("verify.business-licence")
}

fn algorithms(out: &mut Out) {
    for key in KEYS {
        let name = key.1.name().to_lowercase();
        let with_features = |vector: Vector| {
            if key.1 == Algorithm::Sm2 {
                vector.feature("sm")
            } else {
                vector
            }
        };
        let good = sealed_with(key).sign();
        let id = format!("seal.{name}");
        with_features(
            Vector::accepted(
                &id,
                good.node().write(),
                &format!("sealed with {}", key.1.name()),
            )
            .clause(&["v-2.2.1c", "v-2.2.2a"])
            .flags(&["algorithm"]),
        )
        .add(out);
        let mut bad = good;
        let middle = bad.signature.len() / 2;
        bad.signature[middle] ^= 1;
        with_features(
            refused(
                &format!("{name}-bit-flipped"),
                bad.node().write(),
                "one bit of the signature is another",
                "seal.signature-mismatch",
            )
            .clause(&["v-2.2.2a"])
            .flags(&["N7"])
            .twin(&id),
        )
        .add(out);
        // The name of each algorithm that is not this key's.
        for other in KEYS.iter().filter(|other| other.1 != key.1) {
            let mut parts = sealed_with(key);
            parts.protected = Node::Map(vec![(Node::Uint(1), int(other.1.cose_id()))]);
            let vector = refused(
                &format!("{name}-called-{}", other.1.name().to_lowercase()),
                parts.write(),
                &format!(
                    "alg is {}, the key is one for {}",
                    other.1.name(),
                    key.1.name()
                ),
                "seal.key-mismatch",
            );
            let vector = vector.clause(&["v-2.2.1d"]).flags(&["N27"]).twin(&id);
            let sm = key.1 == Algorithm::Sm2 || other.1 == Algorithm::Sm2;
            if sm {
                vector.feature("sm").add(out)
            } else {
                vector.add(out)
            }
        }
    }
}

fn headers(out: &mut Out) {
    let with_protected = |protected: Node| {
        let mut parts = business();
        parts.protected = protected;
        parts
    };
    let alg = |value: Node| Node::Map(vec![(Node::Uint(1), value)]);
    for (name, protected, says, clause) in [
        (
            "alg-missing",
            Node::Map(vec![]),
            "a protected header without alg",
            "v-2.2.1b",
        ),
        ("alg-text", alg(text("ES256")), "alg as text", "v-2.2.1b"),
        ("alg-rs256", alg(int(-257)), "alg RS256", "v-2.2.1c"),
        (
            "alg-hmac",
            alg(int(5)),
            "alg HMAC 256/256, which is no signature",
            "v-2.2.1c",
        ),
        ("alg-es256k", alg(int(-47)), "alg ES256K", "v-2.2.1c"),
        (
            "alg-brainpool",
            alg(int(-265)),
            "alg ESB256, over a Brainpool curve",
            "v-2.2.1c",
        ),
        (
            "alg-esp256",
            alg(int(-9)),
            "alg ESP256, which mdocs do not have",
            "v-2.2.1c",
        ),
        (
            "alg-unknown",
            alg(int(-65_000_000)),
            "alg of private use that nobody knows",
            "v-2.2.1c",
        ),
    ] {
        refused(
            name,
            with_protected(protected).write(),
            says,
            "seal.algorithm-not-allowed",
        )
        .clause(&[clause])
        .flags(&["N27"])
        .add(out);
    }
    let mut empty = business().sign();
    empty.protected = bytes(b"");
    empty.signature = SEAL_KEY
        .get()
        .sign(&signature_input(b"", empty.payload.as_bytes()))
        .unwrap();
    refused(
        "protected-empty",
        empty.node().write(),
        "a protected header of no bytes",
        "seal.algorithm-not-allowed",
    )
    .clause(&["v-2.2.1b"])
    .flags(&["N27"])
    .add(out);
    let mut parts = with_protected(Node::Map(vec![]));
    parts.unprotected.put_key(Node::Uint(1), int(-7));
    refused(
        "alg-unprotected",
        parts.write(),
        "alg in the unprotected header only",
        "seal.algorithm-not-allowed",
    )
    .clause(&["v-2.2.1b"])
    .flags(&["N27"])
    .add(out);
    let mut parts = business();
    parts.unprotected.put_key(Node::Uint(1), int(-257));
    Vector::accepted(
        "seal.alg-in-both-headers",
        parts.write(),
        "alg in the protected header, and another one outside that nobody uses",
    )
    .clause(&["v-2.2.1b"])
    .flags(&["N27", "lenient"])
    .add(out);
    let critical = Node::Map(vec![
        (Node::Uint(1), int(-7)),
        (Node::Uint(2), Node::Array(vec![text("org.example.must")])),
        (text("org.example.must"), Node::Uint(1)),
    ]);
    refused(
        "critical-header",
        with_protected(critical).write(),
        "crit names a header member that nobody knows",
        "seal.critical-header",
    )
    .clause(&["v-2.2.1a"])
    .flags(&["N18"])
    .add(out);
    let not_critical = Node::Map(vec![
        (Node::Uint(1), int(-7)),
        (Node::Uint(99), Node::Uint(1)),
    ]);
    Vector::accepted(
        "seal.unknown-header",
        with_protected(not_critical).write(),
        "a header member that nobody knows and that is not critical",
    )
    .clause(&["v-2.2.1a"])
    .flags(&["N18", "lenient"])
    .add(out);
    let mut parts = business();
    parts
        .unprotected
        .put_key(text("org.elicence.ses"), bytes(b"not a seal"));
    Vector::accepted(
        "seal.seal-object-without-element",
        parts.write(),
        "bytes under org.elicence.ses while the element seal says none: they are not looked at",
    )
    .clause(&["v-4.2a"])
    .flags(&["seal"])
    .add(out);
}

fn signatures(out: &mut Out) {
    let good = business().sign();
    let with = |signature: Vec<u8>| {
        Signed {
            signature,
            ..good.clone()
        }
        .node()
        .write()
    };
    let (r, s) = good.signature.split_at(32);
    let integer = |bytes: &[u8]| crate::pki::tlv(0x02, &[&[0], bytes]);
    for (name, signature, says) in [
        ("signature-empty", vec![], "a signature of no bytes"),
        ("signature-zero", vec![0; 64], "a signature of zeros"),
        (
            "signature-short",
            good.signature[..63].to_vec(),
            "a signature of 63 bytes",
        ),
        (
            "signature-long",
            [good.signature.as_slice(), &[0]].concat(),
            "a signature of 65 bytes",
        ),
        (
            "signature-der",
            crate::pki::tlv(0x30, &[&integer(r), &integer(s)]),
            "a signature in DER",
        ),
        (
            "signature-r-zero",
            [&[0; 32], s].concat(),
            "a signature whose r is zero",
        ),
        (
            "signature-halves-swapped",
            [s, r].concat(),
            "a signature with s before r",
        ),
    ] {
        refused(name, with(signature), says, "seal.signature-mismatch")
            .clause(&["v-2.2.2a"])
            .flags(&["N7"])
            .add(out);
    }
    let mut parts = business();
    parts.key = THIEF_KEY;
    refused(
        "signed-by-another-key",
        parts.write(),
        "signed by a key that is not the certificate's",
        "seal.signature-mismatch",
    )
    .clause(&["v-2.2.2a"])
    .flags(&["N7"])
    .add(out);
    let mut parts = business();
    parts
        .validity()
        .set("validUntil", crate::cbor::tdate("2026-11-30T00:00:01Z"));
    let changed = Signed {
        payload: parts.sign().payload,
        ..good.clone()
    };
    refused(
        "payload-changed",
        changed.node().write(),
        "the signed object was changed after signing",
        "seal.signature-mismatch",
    )
    .clause(&["v-2.2.2a", "v-2.2.2b"])
    .flags(&["N7"])
    .add(out);
    let longer = Signed {
        protected: bytes(&[0xa1, 0x01, 0x38, 0x06]),
        ..good.clone()
    };
    refused(
        "protected-written-anew",
        longer.node().write(),
        "the protected header in another encoding than was signed",
        "seal.signature-mismatch",
    )
    .clause(&["v-2.2.2b", "l-2.9"])
    .flags(&["N11"])
    .twin("seal.protected-in-long-form")
    .add(out);
    let protected = [0xa1, 0x01, 0x38, 0x06];
    let signature = SEAL_KEY
        .get()
        .sign(&signature_input(&protected, good.payload.as_bytes()))
        .unwrap();
    let long = Signed {
        protected: bytes(&protected),
        signature,
        ..good.clone()
    };
    Vector::accepted(
        "seal.protected-in-long-form",
        long.node().write(),
        "a protected header that is not in the shortest form, signed so",
    )
    .clause(&["v-2.2.2b", "l-2.9", "l-2.8"])
    .flags(&["N11", "lenient"])
    .add(out);
    let parts = business();
    let payload = crate::cbor::embedded(&parts.mso.write_with(Heads::Indefinite)).write();
    let whole = Signed {
        payload: bytes(&payload),
        ..good.clone()
    };
    refused(
        "payload-written-anew",
        whole.node().write(),
        "the signed object in another encoding than was signed",
        "seal.signature-mismatch",
    )
    .clause(&["v-2.2.2b", "l-2.9"])
    .flags(&["N11"])
    .add(out);
}

fn chains(out: &mut Out) {
    let with = |x5chain: Option<Node>| {
        let mut parts = business();
        parts.unprotected = Node::Map(
            x5chain
                .map(|chain| (Node::Uint(33), chain))
                .into_iter()
                .collect(),
        );
        parts
    };
    for (name, x5chain, says) in [
        ("chain-missing", None, "no x5chain"),
        (
            "chain-empty",
            Some(Node::Array(vec![])),
            "an x5chain without certificates",
        ),
        (
            "chain-of-text",
            Some(text("MIIB")),
            "an x5chain that is text",
        ),
        (
            "chain-with-text",
            Some(Node::Array(vec![bytes(&leaf()), text("MIIB")])),
            "an x5chain with a member that is text",
        ),
    ] {
        refused(
            name,
            with(x5chain).write(),
            says,
            "seal.certificate-missing",
        )
        .clause(&["v-3.1a"])
        .flags(&["N7"])
        .add(out);
    }
    let mut parts = business();
    parts.protected.put_key(Node::Uint(33), bytes(&leaf()));
    refused(
        "chain-in-both-headers",
        parts.write(),
        "x5chain in both headers",
        "seal.certificate-missing",
    )
    .clause(&["v-3.1a"])
    .flags(&["N26"])
    .add(out);
    let mut parts = with(None);
    parts.protected.put_key(Node::Uint(33), bytes(&leaf()));
    Vector::accepted(
        "seal.chain-protected",
        parts.write(),
        "x5chain in the protected header",
    )
    .clause(&["v-3.1a"])
    .flags(&["lenient"])
    .add(out);
    let single = with(Some(Node::Array(vec![bytes(&leaf())])));
    Vector::accepted(
        "seal.chain-as-array-of-one",
        single.write(),
        "an x5chain that is an array of one certificate",
    )
    .clause(&["v-3.1a"])
    .flags(&["lenient"])
    .add(out);
}
