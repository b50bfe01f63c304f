//! The certificate of who signed a list: `spec/trust-lists.md`, section 5. Each signer is the one that the verifier pins.

use elicence::crypto::Algorithm;

use super::{
    document::List,
    federation::{
        FEDERATION, FEDERATION_OFFICE, GUANGDONG, GUANGDONG_KEY, GUANGDONG_OFFICE, ISSUED,
        LIST_SIGNER, NEXT_UPDATE, Operator, federation, guangdong, guangdong_office, operator_of,
        signer_draft, subject,
    },
    verifier::{Asks, Verifier},
};
use crate::{
    authorities::{KeyName, NOT_AFTER, leaf_life, time},
    cbor::text,
    out::Out,
    pki::{
        BASIC_CONSTRAINTS, DOCUMENT_SIGNER, Draft, KEY_USAGE, PURPOSES, Subject, date, extension,
        name, tlv,
    },
};

const CERTIFICATE: &[&str] = &["trust.list-signer-certificate"];
const NAME: &[&str] = &["trust.list-signer-name"];

pub(crate) fn make(out: &mut Out) {
    let pinned = Verifier::pinning(GUANGDONG, &guangdong_office());
    let asks = &mut Asks::new(out, pinned, "list");
    asks.flags = &["list", "N13"];
    purposes(asks);
    ends(asks);
    times(asks);
    names(asks);
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
