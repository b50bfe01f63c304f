//! The signed object and the COSE structure around it.

use super::{malformed, position, value_of};
use crate::{
    cbor::{NULL, Node, bytes, map, tag, tdate, text},
    document::{Parts, Signed},
    good::{MDL_SPACE, mdl},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    signed_object(out);
    cose(out);
}

fn signed_object(out: &mut Out) {
    let spoilt = |edit: &dyn Fn(&mut Parts)| {
        let mut parts = mdl();
        edit(&mut parts);
        let whole = parts.write();
        let content = parts.mso.write();
        let at = position(&whole, &content);
        (whole, at, content)
    };
    for (member, name) in [
        ("version", "version"),
        ("digestAlgorithm", "digest-algorithm"),
        ("valueDigests", "value-digests"),
        ("deviceKeyInfo", "device-key-info"),
        ("docType", "doc-type"),
        ("validityInfo", "validity-info"),
    ] {
        let (whole, at, _) = spoilt(&|parts| _ = parts.mso.remove(member));
        malformed(
            &format!("mso-without-{name}"),
            whole,
            &format!("a signed object without {member}"),
            "missing-field",
            at,
            "issuerAuth.payload",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    for (member, name) in [
        ("signed", "signed"),
        ("validFrom", "valid-from"),
        ("validUntil", "valid-until"),
    ] {
        let (whole, at, content) = spoilt(&|parts| _ = parts.validity().remove(member));
        let at = at + value_of(&content, "validityInfo");
        malformed(
            &format!("mso-without-{name}"),
            whole,
            &format!("a signed object without {member}"),
            "missing-field",
            at,
            "validityInfo",
        )
        .clause(&["l-3.3"])
        .flags(&["N21"])
        .critical()
        .add(out);
    }
    for (name, value, says) in [
        (
            "offset",
            "2026-11-30T00:00:00+00:00",
            "an offset instead of Z",
        ),
        (
            "offset-and-z",
            "2026-11-30T00:00:00+00:00Z",
            "an offset and Z",
        ),
        (
            "fraction",
            "2026-11-30T00:00:00.5Z",
            "a fraction of a second",
        ),
        (
            "no-such-day",
            "2026-11-31T00:00:00Z",
            "a day that does not exist",
        ),
        ("day-only", "2026-11-30", "a day without a time"),
        ("lower-case", "2026-11-30t00:00:00z", "small letters"),
        ("leap-second", "2026-12-31T23:59:60Z", "a leap second"),
        ("empty", "", "nothing"),
    ] {
        let (whole, at, content) =
            spoilt(&|parts| parts.validity().set("validUntil", tdate(value)));
        let at = at + value_of(&content, "validUntil") + 1;
        malformed(
            &format!("time-{name}"),
            whole,
            &format!("validUntil with {says}"),
            "invalid-value",
            at,
            "validityInfo.validUntil",
        )
        .clause(&["l-3.14"])
        .flags(&["N21", "time"])
        .add(out);
    }
    for (name, value, says) in [
        (
            "without-tag",
            text("2026-11-30T00:00:00Z"),
            "without its tag",
        ),
        (
            "of-epoch-seconds",
            tag(1, Node::Uint(1_796_000_000)),
            "as seconds since 1970, tag 1",
        ),
        ("null", NULL, "that is null"),
        (
            "full-date",
            tag(1004, text("2026-11-30")),
            "as a full-date, tag 1004",
        ),
    ] {
        let (whole, at, content) =
            spoilt(&|parts| parts.validity().set("validUntil", value.clone()));
        let at = at + value_of(&content, "validUntil");
        malformed(
            &format!("time-{name}"),
            whole,
            &format!("validUntil {says}"),
            "wrong-type",
            at,
            "validityInfo.validUntil",
        )
        .clause(&["l-3.14"])
        .flags(&["N21", "time"])
        .add(out);
    }
    let (whole, at, content) = spoilt(&|parts| parts.mso.set("valueDigests", Node::Map(vec![])));
    malformed(
        "no-digests",
        whole,
        "valueDigests that is empty",
        "empty",
        at + value_of(&content, "valueDigests"),
        "valueDigests",
    )
    .clause(&["l-3.15"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) = spoilt(&|parts| _ = parts.digests("org.example.empty"));
    let at = at + value_of(&content, "org.example.empty") + 1;
    malformed(
        "name-space-without-digests",
        whole,
        "a name space of valueDigests that is empty",
        "empty",
        at,
        "valueDigests",
    )
    .clause(&["l-3.15"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) =
        spoilt(&|parts| parts.digests(MDL_SPACE).put_key(text("9"), bytes(&[0; 32])));
    let at = at
        + position(
            &content,
            &[text("9").write(), bytes(&[0; 32]).write()].concat(),
        );
    malformed(
        "digest-id-as-text-in-mso",
        whole,
        "a digestID of the signed object that is text",
        "wrong-type",
        at,
        "valueDigests",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let (whole, at, content) =
        spoilt(&|parts| _ = parts.mso.at_mut("deviceKeyInfo").remove("deviceKey"));
    let at = at + value_of(&content, "deviceKeyInfo");
    malformed(
        "no-device-key",
        whole,
        "a deviceKeyInfo without deviceKey",
        "missing-field",
        at,
        "deviceKeyInfo",
    )
    .clause(&["l-3.3"])
    .flags(&["N19"])
    .add(out);
    for (name, key, says) in [
        (
            "device-key-not-a-map",
            Node::Array(vec![]),
            "a deviceKey that is no map",
        ),
        (
            "device-key-without-type",
            Node::Map(vec![(Node::Nint(0), Node::Uint(1))]),
            "a deviceKey without a key type",
        ),
    ] {
        let (whole, at, content) = spoilt(&|parts| {
            parts
                .mso
                .at_mut("deviceKeyInfo")
                .set("deviceKey", key.clone())
        });
        let at = at + value_of(&content, "deviceKey");
        malformed(name, whole, says, "invalid-value", at, "deviceKey")
            .clause(&["l-3.16"])
            .flags(&["N19"])
            .add(out);
    }
    let parts = mdl();
    let whole = parts.sign_payload(parts.mso.write()).node().write();
    let at = position(&whole, &parts.mso.write());
    malformed(
        "payload-not-embedded",
        whole,
        "a payload that is the signed object without tag 24",
        "wrong-type",
        at,
        "issuerAuth.payload",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}

fn cose(out: &mut Out) {
    let with_auth = |edit: &dyn Fn(&Signed) -> Node| {
        let signed = mdl().sign();
        let auth = edit(&signed);
        let whole = map([("nameSpaces", signed.name_spaces), ("issuerAuth", auth)]).write();
        let at = value_of(&whole, "issuerAuth");
        (whole, at)
    };
    let members = |signed: &Signed| match signed.auth() {
        Node::Array(members) => members,
        _ => unreachable!(),
    };
    let (whole, at) = with_auth(&|signed| {
        let mut members = members(signed);
        members[2] = NULL;
        Node::Array(members)
    });
    malformed(
        "payload-detached",
        whole,
        "an issuerAuth without its payload",
        "missing-field",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.9"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| Node::Array(members(signed)[..3].to_vec()));
    malformed(
        "issuer-auth-of-three",
        whole,
        "an issuerAuth of three members",
        "invalid-value",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.13"])
    .flags(&["N19"])
    .add(out);
    let (whole, _) = with_auth(&|signed| Node::Array([members(signed), vec![NULL]].concat()));
    let at = whole.len() - 1;
    malformed(
        "issuer-auth-of-five",
        whole,
        "an issuerAuth of five members",
        "invalid-value",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.13"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| tag(18, signed.auth()));
    malformed(
        "issuer-auth-tagged",
        whole,
        "an issuerAuth with tag 18, which mdocs do not have",
        "wrong-type",
        at,
        "issuerAuth",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let (whole, at) = with_auth(&|signed| {
        let mut members = members(signed);
        members[0] = bytes(&[0x80]);
        Node::Array(members)
    });
    malformed(
        "protected-not-a-map",
        whole,
        "a protected header that is an array",
        "invalid-value",
        at + 2,
        "issuerAuth.protected",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}
