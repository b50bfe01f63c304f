//! Encoding and form of a certificate: sections 5.1 and 5.2.

use elicence::crypto::Signer;

use crate::{
    authorities::{NOT_BEFORE, ROOT, ROOT_KEY, SEAL, leaf, signed, time},
    out::Out,
    pki::{self, AUTHORITY_KEY, BASIC_CONSTRAINTS, Draft, KEY_USAGE, PURPOSES, date, tlv},
    trust::{MALFORMED, PROFILE, contents, leaf_with, leaves, life, ok, refused, the_leaf},
};

/// OBJECT IDENTIFIERs of signature algorithms.
const SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const SHA384: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03];
const ECDSA_SHA1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01];
const RSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
/// id-ecPublicKey, with its header.
const EC_KEY: &[u8] = &[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

pub(crate) fn make(out: &mut Out) {
    lengths(out);
    values(out);
    sets(out);
    times(out);
    ends(out);
    form(out);
    dates(out);
    algorithms(out);
    keys(out);
    signatures(out);
}

fn serial(der: &[u8]) -> Draft {
    Draft { serial: der.to_vec(), ..the_leaf() }
}

/// The subject with one more part.
fn subject_and(part: &[u8]) -> Draft {
    Draft { subject: tlv(0x30, &[contents(&pki::name(&SEAL)), part]), ..the_leaf() }
}

fn attribute(kind: u8, value: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, kind], value])
}

fn lengths(out: &mut Out) {
    let dates = [date(time(NOT_BEFORE)), date(time(crate::authorities::NOT_AFTER))].concat();
    let indefinite = Draft { validity: [&[0x30, 0x80], dates.as_slice(), &[0, 0]].concat(), ..the_leaf() };
    leaves(out, "t-der-length", MALFORMED, "trust.leaf", &[
        ("length-indefinite", indefinite, "the validity has an indefinite length"),
        ("length-not-shortest", serial(&[0x02, 0x81, 0x01, 0x07]), "a length of 1 in two bytes"),
        ("length-with-a-leading-zero", serial(&[&[0x02, 0x82, 0x00, 0x80][..], &[1; 128]].concat()), "a length of 128 in three bytes"),
        ("length-of-five-bytes", serial(&[0x02, 0x85, 0, 0, 0, 0, 1, 7]), "a length of five bytes"),
    ]);
}

fn values(out: &mut Out) {
    let critical = |value: &[u8]| {
        let id = [0x06, 0x03, 0x2a, 0x03, 0x04];
        let mut draft = the_leaf();
        draft.extensions.push(tlv(0x30, &[&id, &tlv(0x01, &[value]), &[0x04, 0x00]]));
        draft
    };
    leaves(out, "t-der-boolean", MALFORMED, "trust.extension-unknown-not-critical", &[
        ("critical-is-01", critical(&[0x01]), "a BOOLEAN of 01"),
        ("critical-of-two-bytes", critical(&[0xff, 0xff]), "a BOOLEAN of two bytes"),
        ("critical-false-written", critical(&[0x00]), "`critical FALSE` is written, which is the default"),
    ]);
    ok("basic-constraints-empty", &[&signed(&leaf_with(BASIC_CONSTRAINTS, true, &[0x30, 0x00]), ROOT_KEY)], "basicConstraints that leave out `cA`, which is FALSE by default")
        .add(out);
    leaves(out, "t-der-boolean", MALFORMED, "trust.basic-constraints-empty", &[
        ("ca-false-written", leaf_with(BASIC_CONSTRAINTS, true, &[0x30, 0x03, 0x01, 0x01, 0x00]), "`cA FALSE` is written, which is the default"),
    ]);
    ok("authority-key-with-issuer-and-serial", &[&signed(&authority_key(&[0x07]), ROOT_KEY)], "authorityKeyIdentifier with the issuer's name and serial number")
        .add(out);
    leaves(out, "t-der-integer", MALFORMED, "trust.leaf", &[
        ("serial-with-a-leading-zero", serial(&[0x02, 0x02, 0x00, 0x07]), "an INTEGER with a zero byte that it does not need"),
        ("serial-empty", serial(&[0x02, 0x00]), "an INTEGER without contents"),
    ]);
    leaves(out, "t-der-integer", MALFORMED, "trust.authority-key-with-issuer-and-serial", &[
        ("integer-under-an-implicit-tag", authority_key(&[0x00, 0x07]), "the serial number of authorityKeyIdentifier, whose tag does not say that it is an INTEGER, with a zero byte that it does not need"),
    ]);
    leaves(out, "t-der-bits", MALFORMED, "trust.leaf", &[
        ("padding-not-zero", leaf_with(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x81]), "keyUsage with a one among its unused bits"),
        ("padding-under-an-implicit-tag", reasons(&[0x07, 0x81]), "the reasons of a distribution point, whose tag does not say that they are a BIT STRING, with a one among the unused bits"),
    ]);
    let purpose = |oid: &[u8]| leaf_with(PURPOSES, true, &tlv(0x30, &[&tlv(0x06, &[oid])]));
    leaves(out, "t-der-oid", MALFORMED, "trust.leaf", &[
        ("oid-empty", purpose(&[]), "an OBJECT IDENTIFIER without contents"),
        ("oid-cut-short", purpose(&[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x82]), "an OBJECT IDENTIFIER that ends in the middle of a number"),
        ("oid-not-shortest", purpose(&[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x80, 0x02]), "the purpose of a document signer with its last number in two bytes"),
        ("oid-under-an-implicit-tag", leaf_with(&[0x55, 0x1d, 17], false, &tlv(0x30, &[&tlv(0x88, &[&[0x2a, 0x80, 0x03]])])), "a registered identifier in subjectAltName, not in its shortest form"),
    ]);
    leaves(out, "t-der-string", MALFORMED, "trust.leaf", &[
        ("string-not-printable", subject_and(&tlv(0x31, &[&attribute(0x0b, &tlv(0x13, &[b"office@example"]))])), "a PrintableString with an at sign"),
        ("string-not-utf-8", subject_and(&tlv(0x31, &[&attribute(0x0b, &tlv(0x0c, &[&[0xc3, 0x28]]))])), "a UTF8String that is not UTF-8"),
        ("string-not-ia5", leaf_with(&[0x55, 0x1d, 17], false, &tlv(0x30, &[&tlv(0x86, &["https://例.example".as_bytes()])])), "a URI with characters that an IA5String does not have"),
    ]);
}

fn authority_key(serial: &[u8]) -> Draft {
    let issuer = tlv(0xa1, &[&tlv(0xa4, &[&pki::name(&ROOT)])]);
    leaf_with(AUTHORITY_KEY, false, &tlv(0x30, &[&tlv(0x80, &[b"a key"]), &issuer, &tlv(0x82, &[serial])]))
}

fn reasons(bits: &[u8]) -> Draft {
    let name = tlv(0xa0, &[&tlv(0xa0, &[&tlv(0x86, &[b"https://pki.example/list.crl"])])]);
    leaf_with(pki::DISTRIBUTION_POINTS, false, &tlv(0x30, &[&tlv(0x30, &[&name, &tlv(0x81, &[bits])])]))
}

fn sets(out: &mut Out) {
    let (unit, place) = (attribute(0x0b, &tlv(0x0c, &[b"unit"])), attribute(0x07, &tlv(0x0c, &[b"city"])));
    let with = |parts: &[&[u8]]| subject_and(&tlv(0x31, parts));
    ok("set-in-order", &[&signed(&with(&[&place, &unit]), ROOT_KEY)], "a part of the name with two attributes, in order").add(out);
    leaves(out, "t-der-set", MALFORMED, "trust.set-in-order", &[
        ("set-out-of-order", with(&[&unit, &place]), "a part of the name with two attributes, not in ascending order"),
        ("set-with-a-member-twice", with(&[&place, &place]), "a part of the name that has the same attribute twice"),
    ]);
}

fn times(out: &mut Out) {
    let from = date(time(NOT_BEFORE));
    let until = |tag: u8, text: &[u8]| Draft { validity: tlv(0x30, &[&from, &tlv(tag, &[text])]), ..the_leaf() };
    leaves(out, "t-der-time", MALFORMED, "trust.leaf", &[
        ("time-without-seconds", until(0x17, b"2612312359Z"), "a date without seconds"),
        ("time-with-an-offset", until(0x17, b"261231235959+0800"), "a date with an offset in the place of Z"),
        ("time-that-does-not-exist", until(0x17, b"270230000000Z"), "30 February"),
        ("time-with-a-fraction", until(0x18, b"20501231235959.5Z"), "a GeneralizedTime with half a second"),
        ("time-as-text", until(0x0c, b"261231235959Z"), "a date that is a UTF8String"),
    ]);
}

fn ends(out: &mut Out) {
    refused("byte-after-the-certificate", &[&[leaf().as_slice(), &[0]].concat()], "one byte after the certificate", MALFORMED)
        .clause(&["t-der-trailing"])
        .twin("trust.leaf")
        .add(out);
    refused("certificate-cut-short", &[&leaf()[..leaf().len() - 1]], "the last byte of the certificate is not there", MALFORMED)
        .clause(&["t-der-length"])
        .twin("trust.leaf")
        .add(out);
    leaves(out, "t-der-trailing", MALFORMED, "trust.leaf", &[
        ("byte-after-the-value-of-an-extension", leaf_with(KEY_USAGE, true, &[0x03, 0x02, 0x07, 0x80, 0x00]), "one byte after the value of keyUsage"),
    ]);
    // The certificate, what is signed, the subject, its part, the attribute: the value is on level 6.
    let nested = |level: usize| {
        let value = (level..16).fold(tlv(0x30, &[]), |inside, _| tlv(0x30, &[&inside]));
        subject_and(&tlv(0x31, &[&attribute(0x0d, &value)]))
    };
    ok("nested-16-levels", &[&signed(&nested(6), ROOT_KEY)], "values in values, 16 levels from the certificate down").add(out);
    leaves(out, "t-der-depth", MALFORMED, "trust.nested-16-levels", &[
        ("nested-17-levels", nested(5), "values in values, 17 levels from the certificate down"),
    ]);
}

fn form(out: &mut Out) {
    leaves(out, "t-version", PROFILE, "trust.leaf", &[
        ("version-absent", Draft { version: Vec::new(), ..the_leaf() }, "a certificate of version 1"),
        ("version-2", Draft { version: vec![0xa0, 0x03, 0x02, 0x01, 0x01], ..the_leaf() }, "a certificate of version 2"),
        ("version-4", Draft { version: vec![0xa0, 0x03, 0x02, 0x01, 0x03], ..the_leaf() }, "a certificate of version 4"),
    ]);
    ok("serial-of-20-bytes", &[&signed(&serial(&tlv(0x02, &[&[1; 20]])), ROOT_KEY)], "a serial number of 20 bytes").add(out);
    leaves(out, "t-serial", PROFILE, "trust.serial-of-20-bytes", &[
        ("serial-zero", serial(&[0x02, 0x01, 0x00]), "serial number 0"),
        ("serial-negative", serial(&[0x02, 0x01, 0xff]), "serial number -1"),
        ("serial-of-21-bytes", serial(&tlv(0x02, &[&[1; 21]])), "a serial number of 21 bytes"),
    ]);
    let after_key = |more: &[u8]| Draft { spki: [the_leaf().spki, more.to_vec()].concat(), ..the_leaf() };
    leaves(out, "t-unique-ids", MALFORMED, "trust.leaf", &[
        ("unique-id-of-the-issuer", after_key(&[0x81, 0x02, 0x00, 0x01]), "a unique identifier of the issuer"),
        ("unique-id-of-the-subject", after_key(&[0x82, 0x02, 0x00, 0x01]), "a unique identifier of the subject"),
    ]);
    leaves(out, "t-name-empty", PROFILE, "trust.leaf", &[
        ("subject-empty", Draft { subject: tlv(0x30, &[]), ..the_leaf() }, "a subject without any part"),
        ("issuer-empty", Draft { issuer: tlv(0x30, &[]), ..the_leaf() }, "an issuer without any part"),
    ]);
}

fn dates(out: &mut Out) {
    let lived = |validity: Vec<u8>| Draft { validity, ..the_leaf() };
    let general = tlv(0x30, &[&date(time(NOT_BEFORE)), &tlv(0x18, &[b"20261231235959Z"])]);
    leaves(out, "t-validity-reversed", PROFILE, "trust.leaf", &[
        ("validity-reversed", lived(life("2026-12-31T23:59:59Z", NOT_BEFORE)), "a validity that ends before it begins"),
    ]);
    ok("date-of-2050", &[&signed(&lived(life(NOT_BEFORE, "2050-01-01T00:00:00Z")), ROOT_KEY)], "a date of 2050 as GeneralizedTime").add(out);
    leaves(out, "t-date-form", PROFILE, "trust.date-of-2050", &[
        ("date-of-2026-as-generalized-time", lived(general), "a date of 2026 as GeneralizedTime"),
    ]);
}

fn algorithms(out: &mut Out) {
    let of = |oid: &[u8], parameters: &[u8]| tlv(0x30, &[&tlv(0x06, &[oid]), parameters]);
    let both = |algorithm: Vec<u8>| Draft { inner_algorithm: algorithm.clone(), outer_algorithm: algorithm, ..the_leaf() };
    leaves(out, "t-algorithm-twice", PROFILE, "trust.leaf", &[
        ("algorithm-differs-outside", Draft { outer_algorithm: of(SHA384, &[]), ..the_leaf() }, "ECDSA with SHA-256 inside and with SHA-384 outside"),
        ("algorithm-differs-inside", Draft { inner_algorithm: of(SHA384, &[]), ..the_leaf() }, "ECDSA with SHA-384 inside and with SHA-256 outside"),
        ("algorithm-differs-in-parameters", Draft { outer_algorithm: of(SHA256, &[0x05, 0x00]), ..the_leaf() }, "the same algorithm inside and outside, with parameters outside only"),
    ]);
    leaves(out, "t-algorithm-list", PROFILE, "trust.leaf", &[
        ("algorithm-sha-1", both(of(ECDSA_SHA1, &[])), "ECDSA with SHA-1"),
        ("algorithm-rsa", both(of(RSA_SHA256, &[0x05, 0x00])), "RSA with SHA-256"),
        ("algorithm-with-null", both(of(SHA256, &[0x05, 0x00])), "ECDSA with SHA-256 and parameters NULL"),
    ]);
    leaves(out, "t-path-key", "trust.no-path", "trust.leaf", &[
        ("algorithm-not-the-one-used", both(of(SHA384, &[])), "said to be ECDSA with SHA-384 inside and outside, and made with SHA-256"),
    ]);
}

fn keys(out: &mut Out) {
    let good = the_leaf().spki;
    let point = &good[good.len() - 64..];
    let on = |curve: &[u8], bits: &[u8]| Draft { spki: tlv(0x30, &[&tlv(0x30, &[EC_KEY, curve]), &tlv(0x03, &[&[0], bits])]), ..the_leaf() };
    let p256: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
    let p192: &[u8] = &[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x01];
    let uncompressed = [&[4], point].concat();
    let mut off_curve = uncompressed.clone();
    off_curve[64] ^= 1;
    let compressed = [&[2 + (point[63] & 1)], &point[..32]].concat();
    let rsa = tlv(0x30, &[
        &tlv(0x30, &[&[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]]),
        &tlv(0x03, &[&[0], &tlv(0x30, &[&tlv(0x02, &[&[0x7f; 128]]), &[0x02, 0x03, 0x01, 0x00, 0x01]])]),
    ]);
    leaves(out, "t-key", PROFILE, "trust.leaf", &[
        ("key-with-explicit-parameters", on(&explicit_p256(), &uncompressed), "a key on P-256, with the parameters of the curve written out"),
        ("key-on-another-curve", on(p192, &[&[4][..], &[7; 48]].concat()), "a key on P-192"),
        ("key-off-the-curve", on(p256, &off_curve), "a key whose point is not on the curve"),
        ("key-at-infinity", on(p256, &[0]), "a key that is the point at infinity"),
        ("key-compressed", on(p256, &compressed), "a key whose point is compressed"),
        ("key-rsa", Draft { spki: rsa, ..the_leaf() }, "an RSA key"),
    ]);
}

/// `ECParameters` of P-256 (SEC 1, C.2) with its real values, so that a reader who takes them finds the right key.
fn explicit_p256() -> Vec<u8> {
    let hex = |text: &str| -> Vec<u8> { (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect() };
    let prime = hex("00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    let field = tlv(0x30, &[&[0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x01, 0x01], &tlv(0x02, &[&prime])]);
    let a = hex("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc");
    let b = hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    let curve = tlv(0x30, &[&tlv(0x04, &[&a]), &tlv(0x04, &[&b])]);
    let base = hex(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    );
    let order = hex("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    tlv(0x30, &[&[0x02, 0x01, 0x01], &field, &curve, &tlv(0x04, &[&base]), &tlv(0x02, &[&order]), &[0x02, 0x01, 0x01]])
}

fn signatures(out: &mut Out) {
    let draft = the_leaf();
    let to_be_signed = draft.to_be_signed();
    let of_bits = |bits: &[u8]| tlv(0x30, &[&to_be_signed, &draft.outer_algorithm, &tlv(0x03, &[bits])]);
    let fixed = ROOT_KEY.get().sign(&to_be_signed).unwrap();
    let mut broken = fixed.clone();
    broken[63] &= 0xfe;
    for (name, der, says, code, clause) in [
        ("signature-empty", of_bits(&[0]), "a signature without a byte", MALFORMED, "t-signature-empty"),
        ("signature-not-of-whole-bytes", of_bits(&[&[1], broken.as_slice()].concat()), "a signature that ends one bit before a byte", MALFORMED, "t-signature-empty"),
        ("signature-of-fixed-length", of_bits(&[&[0], fixed.as_slice()].concat()), "a signature of 64 bytes as COSE has it, not as Ecdsa-Sig-Value", "trust.no-path", "t-path-key"),
        ("signature-of-zeros", of_bits(&[0, 0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00]), "a signature whose two numbers are zero", "trust.no-path", "t-path-key"),
    ] {
        refused(name, &[&der], says, code).clause(&[clause]).critical().twin("trust.leaf").add(out);
    }
}
