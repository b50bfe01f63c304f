//! For which certificates a list speaks: `issuingDistributionPoint`, and what the certificate says of its lists.

use super::{
    form::{ISSUING_POINT, plain, unusable},
    *,
};
use crate::{
    authorities::signed,
    pki::{DISTRIBUTION_POINTS, ListDraft, extension, tlv},
};

/// What every certificate here names.
const OWN: &[u8] = b"https://pki.example/list.crl";
const OTHER: &[u8] = b"https://pki.example/other.crl";

pub(crate) fn make(out: &mut Out) {
    partial(out);
    unreadable(out);
    points(out);
    points_of_the_certificate(out);
    kinds(out);
}

/// A list of this scope.
fn scoped(members: &[&[u8]]) -> ListDraft {
    raw(true, &tlv(0x30, members))
}

fn raw(critical: bool, value: &[u8]) -> ListDraft {
    plain().with(
        ISSUING_POINT,
        Some(extension(ISSUING_POINT, critical, value)),
    )
}

fn full_name(uris: &[&[u8]]) -> Vec<u8> {
    let names: Vec<Vec<u8>> = uris.iter().map(|uri| tlv(0x86, &[uri])).collect();
    let names: Vec<&[u8]> = names.iter().map(Vec::as_slice).collect();
    tlv(0xa0, &[&tlv(0xa0, &names)])
}

fn partial(out: &mut Out) {
    for (name, member, says) in [
        (
            "attribute-certificates",
            tlv(0x85, &[&[0xff]]),
            "is for attribute certificates only",
        ),
        (
            "some-reasons",
            tlv(0x83, &[&[0x06, 0x40]]),
            "is for the reason keyCompromise only",
        ),
    ] {
        unusable(
            out,
            &format!("scope-{name}"),
            &scoped(&[&member]),
            says,
            "rv-scope-partial",
        );
    }
}

fn unreadable(out: &mut Out) {
    let own = full_name(&[OWN]);
    let unit = tlv(
        0x30,
        &[&[0x06, 0x03, 0x55, 0x04, 0x03], &tlv(0x0c, &[b"List"])],
    );
    let relative = tlv(0xa0, &[&tlv(0xa1, &[&unit])]);
    let users = tlv(0x81, &[&[0xff]]);
    let authorities = tlv(0x82, &[&[0xff]]);
    let whole = tlv(0x30, &[&own]);
    for (name, draft, says) in [
        (
            "relative",
            scoped(&[&relative]),
            "names its distribution point relative to the issuer",
        ),
        (
            "trailing",
            raw(true, &[&whole[..], &[0]].concat()),
            "has a byte behind the value of its scope",
        ),
        ("garbage", raw(true, b"all"), "has a scope that is no DER"),
        (
            "unknown-field",
            scoped(&[&own, &tlv(0x86, &[&[0xff]])]),
            "has a scope with a member that nobody knows",
        ),
        (
            "not-critical",
            raw(false, &whole),
            "has a scope that is not critical",
        ),
        ("empty", scoped(&[]), "has a scope without members"),
        (
            "default-written",
            scoped(&[&own, &tlv(0x81, &[&[0x00]])]),
            "has a scope that writes a default",
        ),
        (
            "boolean",
            scoped(&[&own, &tlv(0x81, &[&[0x01]])]),
            "has a scope with a BOOLEAN of 01",
        ),
        (
            "order",
            scoped(&[&users, &own]),
            "has a scope whose members are not in order",
        ),
        (
            "both-kinds",
            scoped(&[&users, &authorities]),
            "is for sealing certificates only and for CAs only",
        ),
        (
            "point-without-names",
            scoped(&[&full_name(&[])]),
            "names a distribution point without names",
        ),
    ] {
        unusable(
            out,
            &format!("scope-{name}"),
            &draft,
            says,
            "rv-scope-unreadable",
        );
    }
}

/// What the certificate names decides, to the byte.
fn points(out: &mut Out) {
    let upper: &[u8] = b"https://PKI.example/list.crl";
    for (name, uris, says, codes) in [
        (
            "own",
            vec![OWN],
            "a list for the distribution point that the certificate names",
            &[][..],
        ),
        (
            "own-among-others",
            vec![OTHER, OWN],
            "a list with two names, the second that of the certificate",
            &[],
        ),
        (
            "other",
            vec![OTHER],
            "a list for another distribution point",
            &[MISSING],
        ),
        (
            "other-letters",
            vec![upper],
            "a list whose point has the same name in other letters",
            &[MISSING],
        ),
    ] {
        let list = by_root(&scoped(&[&full_name(&uris)]));
        let name = format!("scope-point-{name}");
        let vector = one(out, &name, list, says, codes, "rv-scope-point");
        match codes {
            [] => vector.add(out),
            _ => vector.twin("trust.revocation-scope-point-own").add(out),
        }
    }
    let mut silent = scoped(&[&full_name(&[OTHER])]);
    silent.entries = vec![revoked(SERIAL, Some(1)).entry()];
    one(
        out,
        "scope-point-other-that-revokes",
        by_root(&silent),
        "a list for another distribution point, with the certificate's number: it speaks of it neither well nor badly",
        &[MISSING],
        "rv-scope-point",
    )
    .twin("trust.revocation-scope-point-own")
    .add(out);
}

fn points_of_the_certificate(out: &mut Out) {
    let directory = tlv(0xa4, &[&crate::pki::name(&crate::authorities::ROOT)]);
    let own = full_name(&[OWN]);
    let other = tlv(0x30, &[&full_name(&[OTHER])]);
    for (name, points, says, codes) in [
        (
            "second",
            vec![other, tlv(0x30, &[&own])],
            "the certificate names the list's point second",
            &[][..],
        ),
        (
            "with-reasons",
            vec![tlv(0x30, &[&own, &tlv(0x81, &[&[0x06, 0x40]])])],
            "the certificate names the list's point for one reason only",
            &[MISSING],
        ),
        (
            "with-issuer",
            vec![tlv(0x30, &[&own, &tlv(0xa2, &[&directory])])],
            "the certificate names the list's point under another issuer of lists",
            &[MISSING],
        ),
    ] {
        let points: Vec<&[u8]> = points.iter().map(Vec::as_slice).collect();
        let value = tlv(0x30, &points);
        let leaf = leaf_draft(THE_SEAL, THE_ROOT).with(
            DISTRIBUTION_POINTS,
            Some(extension(DISTRIBUTION_POINTS, false, &value)),
        );
        let lists = [by_root(&scoped(&[&own]))];
        let leaf = signed(&leaf, ROOT_KEY);
        let name = format!("scope-certificate-{name}");
        let vector = under(out, &name, &[&leaf], &lists, says, codes, "rv-scope-point");
        match codes {
            [] => vector.add(out),
            _ => vector
                .twin("trust.revocation-scope-certificate-second")
                .add(out),
        }
    }
}

fn kinds(out: &mut Out) {
    let users = by_root(&scoped(&[&tlv(0x81, &[&[0xff]])]));
    let authorities = by_root(&scoped(&[&tlv(0x82, &[&[0xff]])]));
    let twin = "trust.revocation-scope-kind-own";
    one(
        out,
        "scope-kind-own",
        users.clone(),
        "a list for sealing certificates only",
        &[],
        "rv-scope-kind",
    )
    .add(out);
    one(
        out,
        "scope-kind-other",
        authorities.clone(),
        "a list for CAs only, of a sealing certificate",
        &[MISSING],
        "rv-scope-kind",
    )
    .twin(twin)
    .add(out);
    let below = list(THE_MIDDLE, &[]);
    let chain: [&[u8]; 2] = [&leaf_under_middle(), &middle()];
    under(
        out,
        "scope-kind-own-of-a-ca",
        &chain,
        &[below.clone(), authorities],
        "a list for CAs only, of an intermediate",
        &[],
        "rv-scope-kind",
    )
    .add(out);
    under(
        out,
        "scope-kind-other-of-a-ca",
        &chain,
        &[below, users],
        "a list for sealing certificates only, of an intermediate",
        &[MISSING],
        "rv-scope-kind",
    )
    .twin("trust.revocation-scope-kind-own-of-a-ca")
    .add(out);
}
