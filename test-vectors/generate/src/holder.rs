//! Phase 7: the holder's proof, and what the holder may state.

use elicence::crypto::{Algorithm, Signer, SoftwareKey};

use crate::{
    authorities::{HOLDER_KEY, KeyName, READER_KEY, SEAL_KEY, THIEF_KEY},
    cbor::{Node, bytes, int, map, text},
    document::Parts,
    good::{BUSINESS, MDL, MDL_SPACE, business, cose_key, ec2, mdl, unbound_business},
    keys::{coordinates, key_with_leading_zero},
    out::{Out, Vector},
    session::{Proof, document, response},
};

const ES256: i64 = -7;
const HMAC: i64 = 5;

pub(crate) fn make(out: &mut Out) {
    bound(out);
    bad_signatures(out);
    bad_macs(out);
    unknowns(out);
    keys(out);
    authorisations(out);
    policies(out);
}

fn whole(parts: &Parts, device_signed: Node) -> Vec<u8> {
    response(vec![document(
        &parts.doc_type(),
        parts.sign().node(),
        device_signed,
    )])
    .write()
}

fn accepted(name: &str, bytes: Vec<u8>, says: &str) -> Vector {
    Vector::accepted(&format!("verify.{name}"), bytes, says)
        .trust("maryland")
        .session("session")
        .holder("bound")
        .flags(&["holder"])
}

fn refused(name: &str, bytes: Vec<u8>, says: &str, code: &str) -> Vector {
    Vector::refused(&format!("verify.{name}"), bytes, says, &[code])
        .trust("maryland")
        .session("session")
        .critical()
        .flags(&["holder"])
        .twin("verify.holder-signature")
}

/// The mDL with this key as the holder's.
fn with_device_key(key: Node) -> Parts {
    let mut parts = mdl();
    parts.mso.at_mut("deviceKeyInfo").set("deviceKey", key);
    parts
}

fn mac_proof() -> Proof {
    Proof::new(MDL, HMAC)
}

fn bound(out: &mut Out) {
    let holder = HOLDER_KEY.get();
    accepted(
        "holder-signature",
        whole(&mdl(), Proof::new(MDL, ES256).signed(&holder)),
        "a DeviceResponse with the holder's signature over the session",
    )
    .clause(&["v-7.2e", "v-7.2b"])
    .flags(&["N8"])
    .add(out);
    accepted(
        "holder-mac",
        whole(
            &mdl(),
            mac_proof().maced(&HOLDER_KEY.public(), &READER_KEY.get()),
        ),
        "a DeviceResponse with the holder's MAC over the session",
    )
    .reader_key()
    .clause(&["v-7.2h", "v-7.2g"])
    .flags(&["N10", "N8"])
    .add(out);
    accepted(
        "holder-of-native",
        whole(&business(), Proof::new(BUSINESS, ES256).signed(&holder)),
        "a native licence with the holder's signature",
    )
    .trust("guangdong")
    .clause(&["v-7.2e"])
    .add(out);
    let parts = mdl();
    let single = document(
        MDL,
        parts.sign().node(),
        Proof::new(MDL, ES256).signed(&holder),
    )
    .write();
    accepted(
        "holder-in-a-single-document",
        single,
        "a Document outside a DeviceResponse, with the holder's signature",
    )
    .clause(&["v-7.2e", "v-2.1.1"])
    .add(out);
    for key in [
        KeyName("holder", Algorithm::Es384),
        KeyName("holder", Algorithm::Es512),
        KeyName("holder", Algorithm::EdDsa),
    ] {
        let parts = with_device_key(cose_key(key));
        let proof = Proof::new(MDL, key.1.cose_id()).signed(&key.get());
        accepted(
            &format!("holder-signature-{}", key.1.name().to_lowercase()),
            whole(&parts, proof),
            &format!("a holder's key for {}", key.1.name()),
        )
        .clause(&["v-7.2d", "v-7.2e"])
        .flags(&["algorithm"])
        .add(out);
    }
}

fn bad_signatures(out: &mut Out) {
    let holder = HOLDER_KEY.get();
    let proof = || Proof::new(MDL, ES256);
    let mismatch = |name: &str, device_signed: Node, says: &str| {
        refused(
            name,
            whole(&mdl(), device_signed),
            says,
            "verify.device-signature-mismatch",
        )
        .clause(&["v-7.2e"])
        .flags(&["N8"])
    };
    let other = Proof {
        session: "other",
        ..proof()
    };
    mismatch(
        "holder-of-another-session",
        other.signed(&holder),
        "the proof was made in another session: a replay",
    )
    .add(out);
    let signature = proof().signature(&holder);
    let Node::Array(mut members) = signature else {
        unreachable!()
    };
    let mut flipped = members[3].as_bytes().to_vec();
    flipped[40] ^= 1;
    members[3] = bytes(&flipped);
    let spoilt = proof().device_signed(map([("deviceSignature", Node::Array(members))]));
    mismatch(
        "holder-signature-bit-flipped",
        spoilt,
        "one bit of the holder's signature is another",
    )
    .add(out);
    mismatch(
        "holder-signature-by-another-key",
        proof().signed(&THIEF_KEY.get()),
        "the proof is by another key",
    )
    .flags(&["N18"])
    .add(out);
    let other_type = Proof {
        doc_type: "org.example.other".to_owned(),
        ..proof()
    };
    mismatch(
        "holder-signature-for-another-type",
        other_type.signed(&holder),
        "the proof names another type of document",
    )
    .add(out);
    let stating = proof().stating(&[("org.example", "x", Node::Uint(1))]);
    let swapped = map([
        ("nameSpaces", proof().name_spaces),
        (
            "deviceAuth",
            map([("deviceSignature", stating.signature(&holder))]),
        ),
    ]);
    mismatch(
        "holder-elements-removed",
        swapped,
        "elements that the holder stated were taken out after signing",
    )
    .add(out);

    let algorithm = |name: &str, protected: Node, unprotected: Node, says: &str| {
        let proof = Proof {
            protected,
            unprotected,
            ..proof()
        };
        refused(
            name,
            whole(&mdl(), proof.signed(&holder)),
            says,
            "verify.device-algorithm-not-allowed",
        )
        .clause(&["v-7.2d"])
        .flags(&["N27"])
    };
    let alg = |value: Node| Node::Map(vec![(Node::Uint(1), value)]);
    let none = || Node::Map(vec![]);
    algorithm(
        "holder-alg-missing",
        none(),
        none(),
        "the proof names no algorithm",
    )
    .add(out);
    algorithm(
        "holder-alg-unprotected",
        none(),
        alg(int(ES256)),
        "the proof's algorithm is outside the protected header",
    )
    .add(out);
    algorithm(
        "holder-alg-text",
        alg(text("ES256")),
        none(),
        "the proof's algorithm is text",
    )
    .add(out);
    algorithm(
        "holder-alg-of-another-key",
        alg(int(-35)),
        none(),
        "the proof says ES384, the key is one for ES256",
    )
    .add(out);
    algorithm(
        "holder-alg-unknown",
        alg(int(-257)),
        none(),
        "the proof says RS256",
    )
    .add(out);
    let critical = Node::Map(vec![
        (Node::Uint(1), int(ES256)),
        (Node::Uint(2), Node::Array(vec![text("org.example.must")])),
        (text("org.example.must"), Node::Uint(0)),
    ]);
    algorithm(
        "holder-critical-header",
        critical,
        none(),
        "the proof has a critical header member",
    )
    .add(out);

    refused(
        "type-presented-as-another",
        response(vec![document(
            "org.example.other",
            mdl().sign().node(),
            Proof::new("org.example.other", ES256).signed(&holder),
        )])
        .write(),
        "sealed as a driving licence, presented as another type, with the holder's proof for that",
        "verify.type-mismatch",
    )
    .clause(&["v-2.2.3"])
    .flags(&["N3"])
    .add(out);
}

fn bad_macs(out: &mut Out) {
    let (holder, reader) = (HOLDER_KEY.public(), READER_KEY.get());
    let mismatch = |name: &str, device_signed: Node, says: &str| {
        refused(
            name,
            whole(&mdl(), device_signed),
            says,
            "verify.device-mac-mismatch",
        )
        .clause(&["v-7.2h"])
        .flags(&["N10", "N8"])
        .reader_key()
        .twin("verify.holder-mac")
    };
    let Node::Array(members) = mac_proof().mac(&holder, &reader) else {
        unreachable!()
    };
    let with_tag = |tag: &[u8]| {
        let mut members = members.clone();
        members[3] = bytes(tag);
        mac_proof().device_signed(map([("deviceMac", Node::Array(members))]))
    };
    let tag = members[3].as_bytes();
    let mut flipped = tag.to_vec();
    flipped[31] ^= 0x80;
    mismatch(
        "holder-mac-bit-flipped",
        with_tag(&flipped),
        "one bit of the holder's MAC is another",
    )
    .add(out);
    mismatch(
        "holder-mac-cut",
        with_tag(&tag[..16]),
        "the first 16 bytes of the holder's MAC",
    )
    .add(out);
    mismatch("holder-mac-empty", with_tag(&[]), "a MAC of no bytes").add(out);
    let other = Proof {
        session: "other",
        ..mac_proof()
    };
    mismatch(
        "holder-mac-of-another-session",
        other.maced(&holder, &reader),
        "the MAC was made in another session: a replay",
    )
    .add(out);
    mismatch(
        "holder-mac-for-another-reader",
        mac_proof().maced(&holder, &THIEF_KEY.get()),
        "the MAC was made for another reader",
    )
    .flags(&["N9"])
    .add(out);
    mismatch(
        "holder-mac-by-another-key",
        mac_proof().maced(&THIEF_KEY.public(), &reader),
        "the MAC is by another key",
    )
    .add(out);
    for (name, alg, says) in [
        ("holder-mac-hmac-512", 7, "HMAC 512/512"),
        ("holder-mac-hmac-64", 4, "HMAC 256/64"),
        ("holder-mac-es256", ES256, "ES256"),
    ] {
        let proof = Proof::new(MDL, alg).maced(&holder, &reader);
        refused(
            name,
            whole(&mdl(), proof),
            &format!("a MAC whose algorithm is {says}"),
            "verify.device-algorithm-not-allowed",
        )
        .clause(&["v-7.2f"])
        .flags(&["N27", "N10"])
        .reader_key()
        .twin("verify.holder-mac")
        .add(out);
    }
    let proof = Proof {
        protected: Node::Map(vec![]),
        unprotected: Node::Map(vec![(Node::Uint(1), int(HMAC))]),
        ..mac_proof()
    };
    refused(
        "holder-mac-alg-unprotected",
        whole(&mdl(), proof.maced(&holder, &reader)),
        "a MAC whose algorithm is outside the protected header",
        "verify.device-algorithm-not-allowed",
    )
    .clause(&["v-7.2f"])
    .flags(&["N27"])
    .reader_key()
    .twin("verify.holder-mac")
    .add(out);
}

fn unknowns(out: &mut Out) {
    let signed = whole(&mdl(), Proof::new(MDL, ES256).signed(&HOLDER_KEY.get()));
    let undecided = |name: &str, bytes: Vec<u8>, says: &str, code: &str| {
        Vector::undecided(&format!("verify.{name}"), bytes, says, &[code])
            .trust("maryland")
            .holder("unchecked")
            .flags(&["holder"])
            .critical()
    };
    undecided(
        "holder-without-transcript",
        signed,
        "a DeviceResponse, and no session to check its proof against",
        "verify.transcript-missing",
    )
    .clause(&["v-7.2b", "v-indeterminate"])
    .flags(&["N8"])
    .twin("verify.holder-signature")
    .add(out);
    let maced = whole(
        &mdl(),
        mac_proof().maced(&HOLDER_KEY.public(), &READER_KEY.get()),
    );
    undecided(
        "holder-without-reader-key",
        maced,
        "a MAC, and no reader's key to check it with",
        "verify.reader-key-missing",
    )
    .clause(&["v-7.2g", "v-indeterminate"])
    .session("session")
    .flags(&["N9", "N10"])
    .twin("verify.holder-mac")
    .add(out);
    let holder = HOLDER_KEY.get();
    let (x, y) = coordinates(&holder);
    for (name, key, says) in [
        ("secp256k1", ec2(8, &x, &y), "a holder's key on secp256k1"),
        (
            "brainpool",
            ec2(256, &x, &y),
            "a holder's key on brainpoolP256r1",
        ),
        (
            "no-point",
            ec2(1, &x, &x),
            "a holder's key that is no point of its curve",
        ),
        (
            "x448",
            Node::Map(vec![
                (int(1), int(1)),
                (int(-1), int(5)),
                (int(-2), bytes(&[9; 56])),
            ]),
            "a holder's key on X448",
        ),
    ] {
        let parts = with_device_key(key);
        let bytes = whole(&parts, Proof::new(MDL, ES256).signed(&holder));
        undecided(
            &format!("holder-key-{name}"),
            bytes,
            says,
            "verify.device-key-unsupported",
        )
        .clause(&["v-7.2c"])
        .session("session")
        .flags(&["N18"])
        .twin("verify.holder-signature")
        .add(out);
    }
}

/// Keys whose encoding others got wrong.
fn keys(out: &mut Out) {
    for (place, name) in [(0, "x"), (1, "y")] {
        let key = key_with_leading_zero(place);
        let (x, y) = coordinates(&key);
        let parts = with_device_key(ec2(1, &x, &y));
        let id = format!("holder-key-leading-zero-{name}");
        accepted(
            &id,
            whole(&parts, Proof::new(MDL, ES256).signed(&key)),
            &format!("a holder's key whose {name} begins with a zero byte"),
        )
        .clause(&["v-7.2e"])
        .flags(&["N24"])
        .add(out);
        let mac = mac_proof().maced(&key.verifying_key(), &READER_KEY.get());
        accepted(
            &format!("{id}-mac"),
            whole(&parts, mac),
            &format!("a MAC by a holder's key whose {name} begins with a zero byte"),
        )
        .reader_key()
        .clause(&["v-7.2h"])
        .flags(&["N24", "N10"])
        .add(out);
        let cut = if place == 0 {
            ec2(1, &x[1..], &y)
        } else {
            ec2(1, &x, &y[1..])
        };
        let parts = with_device_key(cut);
        Vector::undecided(
            &format!("verify.holder-key-{name}-cut"),
            whole(&parts, Proof::new(MDL, ES256).signed(&key)),
            &format!("the same with the zero byte of {name} left out: 31 bytes"),
            &["verify.device-key-unsupported"],
        )
        .trust("maryland")
        .session("session")
        .clause(&["v-7.2c"])
        .flags(&["N24"])
        .holder("unchecked")
        .twin(&format!("verify.{id}"))
        .add(out);
    }
    let compressed = |key: &SoftwareKey| {
        let (x, y) = coordinates(key);
        Node::Map(vec![
            (int(1), int(2)),
            (int(-1), int(1)),
            (int(-2), bytes(&x)),
            (int(-3), Node::Simple(20 + (y[31] & 1))),
        ])
    };
    let key = HOLDER_KEY.get();
    accepted(
        "holder-key-compressed",
        whole(
            &with_device_key(compressed(&key)),
            Proof::new(MDL, ES256).signed(&key),
        ),
        "a holder's key whose y is one bit",
    )
    .clause(&["v-7.2e"])
    .flags(&["lenient"])
    .add(out);
    let mut with_extras = cose_key(HOLDER_KEY);
    with_extras.put_key(int(2), bytes(b"kid"));
    with_extras.put_key(int(3), int(ES256));
    accepted(
        "holder-key-with-kid-and-alg",
        whole(
            &with_device_key(with_extras),
            Proof::new(MDL, ES256).signed(&key),
        ),
        "a holder's key with kid and alg",
    )
    .clause(&["v-7.2e"])
    .flags(&["lenient"])
    .add(out);
}

fn authorisations(out: &mut Out) {
    let holder = HOLDER_KEY.get();
    let element = [(MDL_SPACE, "location", text("gate 4"))];
    let with = |authorisations: Option<Node>| {
        let mut parts = mdl();
        if let Some(authorisations) = authorisations {
            parts
                .mso
                .at_mut("deviceKeyInfo")
                .set("keyAuthorizations", authorisations);
        }
        whole(
            &parts,
            Proof::new(MDL, ES256).stating(&element).signed(&holder),
        )
    };
    let elements = |name_space: &str, id: &str| {
        map([(
            "dataElements",
            Node::Map(vec![(text(name_space), Node::Array(vec![text(id)]))]),
        )])
    };
    let name_spaces = |name_space: &str| map([("nameSpaces", Node::Array(vec![text(name_space)]))]);
    for (name, authorisation, says) in [
        (
            "by-element",
            elements(MDL_SPACE, "location"),
            "the holder states an element that is authorised by name",
        ),
        (
            "by-name-space",
            name_spaces(MDL_SPACE),
            "the holder states an element of an authorised name space",
        ),
    ] {
        accepted(
            &format!("holder-states-{name}"),
            with(Some(authorisation)),
            says,
        )
        .clause(&["v-7.1b"])
        .flags(&["N22"])
        .expect("elements", serde_json::json!([8]))
        .add(out);
    }
    for (name, authorisation, says) in [
        (
            "unauthorised",
            None,
            "the holder states an element and is authorised for nothing",
        ),
        (
            "another-element",
            Some(elements(MDL_SPACE, "portrait")),
            "the holder is authorised for another element",
        ),
        (
            "of-another-name-space",
            Some(elements("org.example", "location")),
            "the holder is authorised for that element of another name space",
        ),
        (
            "another-name-space",
            Some(name_spaces("org.example")),
            "the holder is authorised for another name space",
        ),
    ] {
        refused(
            &format!("holder-states-{name}"),
            with(authorisation),
            says,
            "verify.device-element-unauthorised",
        )
        .clause(&["v-7.1a"])
        .flags(&["N22"])
        .holder("bound")
        .twin("verify.holder-states-by-element")
        .add(out);
    }
}

fn policies(out: &mut Out) {
    let unbound = unbound_business();
    Vector::accepted(
        "verify.holder-none",
        unbound.write(),
        "a licence without a holder's key: the signed object has the sealing key",
    )
    .clause(&["v-7-none"])
    .holder("none")
    .flags(&["holder"])
    .add(out);
    Vector::refused(
        "verify.holder-none-required",
        unbound.write(),
        "the same where the verifier asks for the holder's proof",
        &["verify.holder-not-bound"],
    )
    .clause(&["v-7.3"])
    .holder_required()
    .holder("none")
    .flags(&["holder"])
    .twin("verify.holder-none")
    .add(out);
    let by_seal = whole(
        &unbound,
        Proof::new(BUSINESS, ES256).signed(&SEAL_KEY.get()),
    );
    Vector::refused(
        "verify.holder-is-the-seal",
        by_seal,
        "a licence without a holder's key, with a proof by the sealing key",
        &["verify.device-key-is-sealing-key"],
    )
    .clause(&["v-7.2a"])
    .session("session")
    .holder("none")
    .critical()
    .flags(&["holder"])
    .twin("verify.holder-none")
    .add(out);
    Vector::refused(
        "verify.holder-not-bound-required",
        business().write(),
        "a bare IssuerSigned where the verifier asks for the holder's proof",
        &["verify.holder-not-bound"],
    )
    .clause(&["v-7.3"])
    .holder_required()
    .holder("not-bound")
    .critical()
    .flags(&["holder"])
    .twin("verify.holder-bound-required")
    .add(out);
    accepted(
        "holder-bound-required",
        whole(
            &business(),
            Proof::new(BUSINESS, ES256).signed(&HOLDER_KEY.get()),
        ),
        "the holder's proof where the verifier asks for it",
    )
    .trust("guangdong")
    .holder_required()
    .clause(&["v-7.3"])
    .add(out);
}
