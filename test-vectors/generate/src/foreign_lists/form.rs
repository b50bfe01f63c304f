//! What a VICAL may look like: real ones differ from the standard in harmless ways, and those are taken.

use super::{maker::*, *};
use crate::cbor::{Heads, Node, int, map, text};

pub(crate) fn make(out: &mut Out) {
    forms(out);
    members(out);
    broken(out);
    limits(out);
}

fn forms(out: &mut Out) {
    let tagged = List {
        tagged: true,
        ..List::new()
    };
    let inside = List {
        chain_protected: true,
        ..List::new()
    };
    let with_root = List::under(vec![list_signer(), issuer(), list_root()]);
    let mut loose = List::new();
    loose
        .payload
        .set("certificateInfos", Node::Array(loose.entries.clone()));
    let loose = loose.write_over(&loose.payload.write_with(Heads::Indefinite));
    for (name, bytes, says) in [
        (
            "tagged",
            tagged.write(),
            "a VICAL with the tag of COSE_Sign1",
        ),
        (
            "chain-protected",
            inside.write(),
            "a VICAL whose x5chain stands in the protected header",
        ),
        (
            "with-root",
            with_root.write(),
            "a VICAL whose x5chain has the provider's root too",
        ),
        (
            "indefinite",
            loose,
            "a VICAL whose payload is not in deterministic CBOR",
        ),
        ("empty", List::of([]).write(), "a VICAL without entries"),
    ] {
        taken(out, name, bytes, says, "fl-signature").add(out);
    }
}

fn members(out: &mut Out) {
    let odd = with(
        maryland(),
        "CertificateProfile",
        types(&["1.0.18013.5.1.7"]),
    );
    let odd = with(odd, "notBefore", crate::cbor::tdate("2019-12-31T12:00:00Z"));
    let odd = with(odd, "issuingAuthority", text("MVA"));
    for (name, list, says) in [
        (
            "member-misspelt",
            List::new().with("Extensions", map([])),
            "a VICAL with a member `Extensions`, which the standard writes in small letters",
        ),
        (
            "entry-members",
            List::of([odd]),
            "a VICAL whose entry has more members, and a notBefore that is twelve hours off",
        ),
        (
            "version-1-1",
            List::new().with("version", text("1.1")),
            "a VICAL of version 1.1",
        ),
        (
            "without-issue-id",
            List::new().without("vicalIssueID"),
            "a VICAL without vicalIssueID",
        ),
    ] {
        taken(out, name, list.write(), says, "fl-signature").add(out);
    }
}

fn broken(out: &mut Out) {
    let whole = List::new().write();
    let detached = {
        let mut parts = List::new().parts(&List::new().payload());
        parts[2] = crate::cbor::NULL;
        Node::Array(parts).write()
    };
    let mut twice = List::new();
    twice
        .payload
        .members()
        .push((text("date"), crate::cbor::tdate(MADE)));
    let typeless = List::of([without(maryland(), &["docType"])]);
    for (name, bytes, says, code) in [
        (
            "trailing",
            [&whole[..], &[0]].concat(),
            "with a byte behind it",
            "codec.trailing-bytes",
        ),
        (
            "truncated",
            whole[..whole.len() - 1].to_vec(),
            "without its last byte",
            "codec.truncated",
        ),
        (
            "detached",
            detached,
            "without its payload",
            "codec.missing-field",
        ),
        (
            "member-twice",
            twice.write(),
            "with two dates",
            "codec.duplicate-key",
        ),
        (
            "version-2",
            List::new().with("version", text("2.0")).write(),
            "of version 2",
            "codec.unknown-version",
        ),
        (
            "without-date",
            List::new().without("date").write(),
            "without a date",
            "codec.missing-field",
        ),
        (
            "date-as-number",
            List::new().with("date", int(0)).write(),
            "whose date is a number",
            "codec.wrong-type",
        ),
        (
            "entry-without-types",
            typeless.write(),
            "with an entry without docType",
            "codec.missing-field",
        ),
        (
            "entry-of-no-type",
            List::of([with(maryland(), "docType", types(&[]))]).write(),
            "with an entry whose docType is empty",
            "codec.empty",
        ),
    ] {
        malformed(out, name, bytes, says, code).add(out);
    }
}

fn limits(out: &mut Out) {
    let of = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("org.example.{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        List::of([with(maryland(), "docType", types(&names))]).write()
    };
    taken(
        out,
        "types-at-limit",
        of(256),
        "a VICAL whose entry has 256 docTypes",
        "fl-scope",
    )
    .flags(&["boundary"])
    .add(out);
    malformed(
        out,
        "types-over-limit",
        of(257),
        "whose entry has 257 docTypes",
        "codec.over-limit",
    )
    .flags(&["boundary"])
    .twin("trust.vical-types-at-limit")
    .add(out);
}
