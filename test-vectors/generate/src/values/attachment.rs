//! l-5.17: files, inside or outside.

use super::{accepted, refused};
use crate::{
    cbor::{Node, bytes, int, map, text},
    keys::stream,
    out::Out,
};

pub(super) fn digest(algorithm: i64, length: usize) -> Node {
    map([
        ("alg", int(algorithm)),
        ("value", bytes(&stream("a file", length))),
    ])
}

fn inside(media: &str, name: &str, length: usize) -> Node {
    map([
        ("media", text(media)),
        ("name", text(name)),
        ("data", bytes(&vec![0; length])),
    ])
}

fn outside(digest: Node, size: Node) -> Node {
    map([
        ("media", text("application/pdf")),
        ("name", text("plan.pdf")),
        ("digest", digest),
        ("size", size),
    ])
}

fn pdf(length: usize) -> Node {
    inside("application/pdf", "plan.pdf", length)
}

fn edited(mut value: Node, edit: impl FnOnce(&mut Node)) -> Node {
    edit(&mut value);
    value
}

pub(super) fn make(out: &mut Out) {
    let clause = &["l-5.17"];
    for (name, value, says) in [
        ("largest", pdf(100), "a file inside of the most bytes"),
        (
            "outside",
            outside(digest(-16, 32), int(100)),
            "digest and size of a file outside, of the most bytes",
        ),
        (
            "path",
            inside("application/pdf", "../../plan.pdf", 9),
            "a name that looks like a path: it is none, and nobody follows it",
        ),
    ] {
        accepted(
            &format!("attachment-{name}"),
            says,
            clause,
            "attachment",
            value,
        )
        .flags(&["boundary"])
        .add(out);
    }
    let sha_256 = || digest(-16, 32);
    for (name, value, says, twin) in [
        (
            "both",
            edited(pdf(9), |file| {
                file.set("digest", sha_256());
                file.set("size", int(9));
            }),
            "bytes, and digest and size too",
            "attachment",
        ),
        (
            "data-and-size",
            edited(pdf(9), |file| file.set("size", int(9))),
            "bytes and a size",
            "attachment",
        ),
        (
            "neither",
            edited(pdf(9), |file| _ = file.remove("data")),
            "neither bytes nor digest and size",
            "attachment",
        ),
        (
            "digest-alone",
            edited(outside(sha_256(), int(9)), |file| _ = file.remove("size")),
            "a digest without a size",
            "attachment-outside",
        ),
        (
            "size-alone",
            edited(outside(sha_256(), int(9)), |file| _ = file.remove("digest")),
            "a size without a digest",
            "attachment-outside",
        ),
        (
            "media",
            inside("text/html", "plan.pdf", 9),
            "a media type that the element does not take",
            "attachment",
        ),
        (
            "media-parameter",
            inside("application/pdf; v=1", "plan.pdf", 9),
            "a media type with a parameter",
            "attachment",
        ),
        (
            "too-large",
            pdf(101),
            "a byte more than the element has",
            "attachment-largest",
        ),
        (
            "outside-too-large",
            outside(sha_256(), int(101)),
            "the size of a file of a byte more than the element has",
            "attachment-outside",
        ),
        (
            "negative-size",
            outside(sha_256(), int(-1)),
            "a negative size",
            "attachment-outside",
        ),
        (
            "size-text",
            outside(sha_256(), text("9")),
            "a size that is text",
            "attachment-outside",
        ),
        (
            "without-name",
            edited(pdf(9), |file| _ = file.remove("name")),
            "no name",
            "attachment",
        ),
        (
            "data-text",
            edited(pdf(9), |file| file.set("data", text("%PDF"))),
            "bytes that are text",
            "attachment",
        ),
    ] {
        refused(
            &format!("attachment-{name}"),
            says,
            clause,
            "attachment",
            value,
            twin,
        )
        .add(out);
    }
    refused(
        "attachment-name-empty",
        "a name of no character",
        &["l-5.2"],
        "attachment",
        inside("application/pdf", "", 9),
        "attachment",
    )
    .add(out);
    refused(
        "attachment-name-u202e",
        "a name with the character U+202E, which shows its ending as another one",
        &["l-5.3"],
        "attachment",
        inside("application/pdf", "plan\u{202e}fdp.exe", 9),
        "attachment",
    )
    .critical()
    .add(out);
    let short = outside(digest(-16, 31), int(9));
    refused(
        "attachment-digest-short",
        "a SHA-256 of 31 bytes",
        &["l-5.19"],
        "attachment",
        short,
        "attachment-outside",
    )
    .add(out);
    let more = edited(pdf(9), |file| {
        file.set("url", text("https://files.example/plan.pdf"))
    });
    refused(
        "attachment-another-member",
        "a member that the grammar does not have",
        &["l-5.1"],
        "attachment",
        more,
        "attachment",
    )
    .add(out);
}
