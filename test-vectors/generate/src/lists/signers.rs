//! Who signed a list: `spec/trust-lists.md`, section 5. Each signer is the one that the verifier pins.

use elicence::crypto::Algorithm;

use super::{
    document::List,
    federation::{
        FEDERATION, FEDERATION_OFFICE, GUANGDONG, GUANGDONG_KEY, GUANGDONG_OFFICE, ISSUED,
        LIST_SIGNER, NEXT_UPDATE, Operator, federation, guangdong, guangdong_office, operator,
        operator_of, signer_draft, subject, thief,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{KeyName, NOT_AFTER, leaf_life, time},
    cbor::{Node, bytes, int, tag, text},
    out::Out,
    pki::{
        BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, Subject, date, extension,
        name, tlv,
    },
};

const ALGORITHM: &[&str] = &["trust.list-algorithm-not-allowed"];
const CERTIFICATE: &[&str] = &["trust.list-signer-certificate"];
const NAME: &[&str] = &["trust.list-signer-name"];
const SIGNATURE: &[&str] = &["trust.list-signature-mismatch"];

pub(crate) fn make(out: &mut Out) {
    let pinned = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, pinned, "list");
    asks.flags = &["list", "N13"];
    algorithms(asks);
    signatures(asks);
    purposes(asks);
    ends(asks);
    times(asks);
    names(asks);
}

fn algorithms(asks: &mut Asks<'_>) {
    for (name, algorithm) in [
        ("es384", Algorithm::Es384),
        ("es512", Algorithm::Es512),
        ("eddsa", Algorithm::EdDsa),
    ] {
        let signer = operator(
            GUANGDONG_OFFICE,
            KeyName("list signer of another curve", algorithm),
        );
        asks.verifier = Verifier::pinning(GUANGDONG, &signer);
        let list = guangdong().by(&signer).write();
        let says = format!("a list that is signed with {}", name.to_uppercase());
        asks.takes(&format!("list-{name}"), list, &says, "tl-algorithm");
    }
    asks.verifier = Verifier::pinning(GUANGDONG, &guangdong_office());
    for (name, algorithm, says) in [
        ("unknown", int(-257), "RS256"),
        ("none", int(0), "the number 0"),
        ("as-text", text("ES256"), "the algorithm as text"),
        ("of-another-key", int(-35), "ES384 with a key of P-256"),
        ("of-hmac", int(5), "HMAC with SHA-256"),
    ] {
        let list = guangdong().with_header(1, algorithm).write();
        let says = format!("a list whose header names {says}");
        asks.refuses(
            &format!("list-algorithm-{name}"),
            list,
            &says,
            "tl-algorithm",
            ALGORITHM,
        );
    }
}

fn signatures(asks: &mut Asks<'_>) {
    let list = guangdong();
    let [protected, unprotected, payload, signature] = list.members();
    let mut refuses = |name: &str, members: [Node; 4], says: &str| {
        let document = tag(18, Node::Array(members.to_vec())).write();
        asks.refuses(
            &format!("list-signature-{name}"),
            document,
            says,
            "tl-signature",
            SIGNATURE,
        );
    };
    let parts = |protected: &Node, payload: &Node, signature: Node| {
        [
            protected.clone(),
            unprotected.clone(),
            payload.clone(),
            signature,
        ]
    };
    let right = signature.as_bytes();
    let mut spoilt = right.to_vec();
    spoilt[63] ^= 1;
    refuses(
        "spoilt",
        parts(&protected, &payload, bytes(&spoilt)),
        "one bit of the signature is another",
    );
    refuses(
        "short",
        parts(&protected, &payload, bytes(&right[..63])),
        "a signature of 63 bytes",
    );
    refuses(
        "empty",
        parts(&protected, &payload, bytes(b"")),
        "no signature",
    );
    refuses(
        "zero",
        parts(&protected, &payload, bytes(&[0; 64])),
        "a signature of zeros",
    );
    let other = guangdong().with("notAfter", crate::cbor::tdate("2026-09-02T00:00:00Z"));
    let other = bytes(&other.payload_bytes());
    refuses(
        "of-other-contents",
        parts(&protected, &other, signature.clone()),
        "the contents were changed after signing",
    );
    let chain = vec![
        bytes(&guangdong_office().certificate),
        bytes(&thief().certificate),
    ];
    let longer = list.clone().with_header(33, Node::Array(chain));
    let header = bytes(&longer.header_bytes());
    refuses(
        "of-another-header",
        parts(&header, &payload, signature.clone()),
        "a certificate was added after signing",
    );
    let forged = guangdong().by(&thief()).members()[3].clone();
    refuses(
        "of-another-key",
        parts(&protected, &payload, forged),
        "another key has signed",
    );
}

/// A list by whoever has this certificate, whom the verifier pins.
fn by(asks: &mut Asks<'_>, draft: &Draft) -> List {
    by_operator(asks, &operator_of(draft, GUANGDONG_KEY))
}

fn by_operator(asks: &mut Asks<'_>, signer: &Operator) -> List {
    asks.verifier = Verifier::pinning(GUANGDONG, signer);
    guangdong().by(signer)
}

fn draft() -> Draft {
    signer_draft(
        &subject(GUANGDONG_OFFICE, "Test List Signer"),
        GUANGDONG_KEY,
    )
}

fn purposes(asks: &mut Asks<'_>) {
    const ANY: &[u8] = &[0x55, 0x1d, 37, 0];
    const OTHER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x01];
    let with = |critical: bool, purposes: &[&[u8]]| {
        let all: Vec<Vec<u8>> = purposes.iter().map(|p| tlv(0x06, &[p])).collect();
        let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        draft().with(
            PURPOSES,
            Some(extension(PURPOSES, critical, &tlv(0x30, &all))),
        )
    };
    for (name, draft, says) in [
        ("uncritical", with(false, &[LIST_SIGNER]), "not critical"),
        (
            "among-others",
            with(true, &[OTHER, LIST_SIGNER]),
            "beside another purpose",
        ),
    ] {
        let list = by(asks, &draft).write();
        let says = format!("the signer's purpose is stated, {says}");
        asks.takes(
            &format!("list-signer-purpose-{name}"),
            list,
            &says,
            "tl-signer-purpose",
        );
    }
    for (name, draft, says) in [
        (
            "unstated",
            draft().with(PURPOSES, None),
            "states no purpose",
        ),
        ("any", with(false, &[ANY]), "may do anything"),
        (
            "other",
            with(true, &[OTHER]),
            "states the purpose beside it",
        ),
        ("sealing", with(true, &[DOCUMENT_SIGNER]), "seals licences"),
        (
            "sealing-too",
            with(true, &[LIST_SIGNER, DOCUMENT_SIGNER]),
            "signs lists and seals licences",
        ),
    ] {
        let list = by(asks, &draft).write();
        let says = format!("the signer's certificate {says}");
        asks.refuses(
            &format!("list-signer-purpose-{name}"),
            list,
            &says,
            "tl-signer-purpose",
            CERTIFICATE,
        );
    }
}

fn ends(asks: &mut Asks<'_>) {
    let usage = |bits: &[u8]| draft().with(KEY_USAGE, Some(extension(KEY_USAGE, true, bits)));
    let ca = tlv(0x30, &[&[0x01, 0x01, 0xff]]);
    let mut version_1 = draft();
    version_1.version = Vec::new();
    let mut nobody = draft();
    nobody.subject = tlv(0x30, &[]);
    let unknown = &[0x2a, 0x03, 0x04];
    for (name, draft, says) in [
        (
            "ca",
            draft().with(
                BASIC_CONSTRAINTS,
                Some(extension(BASIC_CONSTRAINTS, true, &ca)),
            ),
            "is a CA's",
        ),
        (
            "without-usage",
            draft().with(KEY_USAGE, None),
            "has no keyUsage",
        ),
        (
            "not-signing",
            usage(&[0x03, 0x02, 0x06, 0x40]),
            "has contentCommitment only",
        ),
        (
            "certifying",
            usage(&[0x03, 0x02, 0x02, 0x84]),
            "signs certificates too",
        ),
        ("version-1", version_1, "is of version 1"),
        ("nobody", nobody, "names nobody"),
        (
            "critical",
            draft().with(unknown, Some(extension(unknown, true, &[0x05, 0x00]))),
            "has a critical extension that nobody knows",
        ),
    ] {
        let list = by(asks, &draft).write();
        let says = format!("the signer's certificate {says}");
        asks.refuses(
            &format!("list-signer-{name}"),
            list,
            &says,
            "tl-signer-end",
            CERTIFICATE,
        );
    }
    let right = operator_of(&draft(), GUANGDONG_KEY);
    let spoilt = Operator {
        certificate: [right.certificate.as_slice(), &[0]].concat(),
        ..right
    };
    let list = by_operator(asks, &spoilt).write();
    let says = "a byte follows the signer's certificate";
    asks.refuses(
        "list-signer-followed",
        list,
        says,
        "tl-signer-end",
        CERTIFICATE,
    );
}

fn times(asks: &mut Asks<'_>) {
    asks.flags = &["list", "time", "boundary"];
    let list = by(asks, &draft());
    let says = "a list that ends with its signer's certificate";
    let whole = list.clone().dated(ISSUED, NEXT_UPDATE, NOT_AFTER).write();
    asks.takes("list-ends-with-signer", whole, says, "tl-signer-end-time");
    asks.differ_from("list-ends-with-signer");
    let says = "a list that ends one second after its signer's certificate";
    let longer = list
        .clone()
        .dated(ISSUED, NEXT_UPDATE, "2027-01-01T00:00:00Z")
        .write();
    asks.refuses(
        "list-ends-after-signer",
        longer,
        says,
        "tl-signer-end-time",
        CERTIFICATE,
    );
    let from = |instant: &str| {
        let mut draft = draft();
        draft.validity = tlv(0x30, &[&date(time(instant)), &date(leaf_life().1)]);
        draft
    };
    let list = by(asks, &from("2026-06-01T00:00:00Z")).write();
    let says = "the signer's certificate is valid from this second on";
    asks.takes("list-signer-from-now", list, says, "tl-signer-time");
    asks.differ_from("list-signer-from-now");
    let list = by(asks, &from("2026-06-01T00:00:01Z")).write();
    let says = "the signer's certificate is valid from the next second on";
    asks.refuses(
        "list-signer-not-yet",
        list,
        says,
        "tl-signer-time",
        CERTIFICATE,
    );
    let until = |instant: &str| {
        let mut draft = draft();
        draft.validity = tlv(0x30, &[&date(leaf_life().0), &date(time(instant))]);
        draft
    };
    // Of a list that is no longer than its signer, the end is past together with the signer's.
    let ending = "2026-05-31T23:59:59Z";
    let list = by(asks, &until(ending)).dated(ISSUED, ending, ending);
    asks.now = ending;
    let says = "the last second of the list and of its signer's certificate";
    asks.takes(
        "list-signer-last-second",
        list.write(),
        says,
        "tl-signer-time",
    );
    asks.differ_from("list-signer-last-second");
    asks.now = "2026-06-01T00:00:00Z";
    let says = "one second after the end of the list and of its signer's certificate";
    asks.refuses(
        "list-signer-expired",
        list.write(),
        says,
        "tl-signer-time",
        CERTIFICATE,
    );
    asks.flags = &["list", "N13"];
    asks.differ_from("list");
}

fn names(asks: &mut Asks<'_>) {
    let of = |subject: &Subject<'_>| signer_draft(subject, GUANGDONG_KEY);
    let right = subject(GUANGDONG_OFFICE, "Test List Signer");
    let attribute = |id: u8, tag: u8, value: &str| {
        let value = tlv(tag, &[value.as_bytes()]);
        tlv(
            0x31,
            &[&tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, id], &value])],
        )
    };
    let more = |attribute: Vec<u8>| {
        let whole = name(&right);
        let mut draft = draft();
        draft.subject = tlv(0x30, &[&whole[2..], &attribute]);
        draft
    };
    for (name, draft, says, clause) in [
        (
            "organisation-other",
            of(&Subject {
                o: "Test Office",
                ..right
            }),
            "another organisation",
            "tl-signer-organisation",
        ),
        (
            "organisation-in-capitals",
            of(&Subject {
                o: "TEST LIST OFFICE 44",
                ..right
            }),
            "the operator in other letters",
            "tl-signer-organisation",
        ),
        (
            "organisation-missing",
            of(&Subject { o: "", ..right }),
            "no organisation",
            "tl-signer-organisation",
        ),
        (
            "organisation-twice",
            more(attribute(0x0a, 0x0c, "Test Office")),
            "two organisations, the operator first",
            "tl-signer-organisation",
        ),
        (
            "country-other",
            of(&Subject { c: "US", ..right }),
            "another country",
            "tl-signer-country",
        ),
        (
            "country-missing",
            of(&Subject { c: "", ..right }),
            "no country",
            "tl-signer-country",
        ),
        (
            "country-twice",
            more(attribute(0x06, 0x13, "US")),
            "two countries, the right one first",
            "tl-signer-country",
        ),
    ] {
        let list = by(asks, &draft).write();
        let says = format!("the signer's certificate names {says}");
        asks.refuses(&format!("list-signer-{name}"), list, &says, clause, NAME);
    }
    let names = crate::cbor::map([("en", text("Another name")), ("zh", text(GUANGDONG_OFFICE))]);
    let list = by(asks, &draft()).with("schemeOperatorName", names).write();
    let says = "the signer's organisation is the operator in one of two languages";
    asks.takes(
        "list-operator-in-two-languages",
        list,
        says,
        "tl-signer-organisation",
    );
    let key = KeyName("list of lists", Algorithm::Es256);
    let stateless = signer_draft(
        &Subject {
            c: "",
            ..subject(FEDERATION_OFFICE, "Test List Signer")
        },
        key,
    );
    let signer = operator_of(&stateless, key);
    asks.verifier = Verifier::pinning(FEDERATION, &signer);
    let says = "a federation's list, by a signer of no country";
    asks.takes(
        "list-of-lists-of-no-country",
        federation().by(&signer).write(),
        says,
        "tl-signer-country",
    );
}
