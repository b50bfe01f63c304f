//! l-5.11 to l-5.13: pictures, of which the header is read.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{accepted, refused};
use crate::{
    cbor::{Node, bytes, int, map, text},
    out::Out,
    types::PIXEL,
};

pub(super) fn make(out: &mut Out) {
    content(out);
    sizes(out);
    bounds(out);
}

fn pixel() -> Vec<u8> {
    STANDARD.decode(PIXEL).unwrap()
}

/// The header of a PNG of these pixels, and nothing behind it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = pixel();
    head[16..20].copy_from_slice(&width.to_be_bytes());
    head[20..24].copy_from_slice(&height.to_be_bytes());
    head.truncate(33);
    head
}

/// The header of a JPEG of these pixels: start, an application segment, the frame.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut head = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08".to_vec();
    head.extend(height.to_be_bytes());
    head.extend(width.to_be_bytes());
    head.extend(b"\x01\x01\x11\x00");
    head
}

fn picture(media: &str, data: &[u8]) -> Node {
    map([("media", text(media)), ("data", bytes(data))])
}

fn stated(width: Node, height: Node) -> Node {
    let mut picture = picture("image/png", &pixel());
    picture.set("width", width);
    picture.set("height", height);
    picture
}

fn content(out: &mut Out) {
    let clause = &["l-5.11"];
    accepted(
        "picture-jpeg",
        "a JPEG",
        clause,
        "photograph",
        picture("image/jpeg", &jpeg(3, 2)),
    )
    .add(out);
    for (name, value, says, twin) in [
        (
            "png-as-jpeg",
            picture("image/jpeg", &pixel()),
            "a PNG that says it is a JPEG",
            "photograph",
        ),
        (
            "jpeg-as-png",
            picture("image/png", &jpeg(3, 2)),
            "a JPEG that says it is a PNG",
            "picture-jpeg",
        ),
        (
            "svg",
            picture("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "a drawing that says it is a PNG",
            "photograph",
        ),
        ("empty", picture("image/png", b""), "no byte", "photograph"),
        (
            "short",
            picture("image/png", &pixel()[..23]),
            "a PNG that ends inside its size",
            "photograph",
        ),
        (
            "jpeg-without-frame",
            picture("image/jpeg", b"\xff\xd8\xff\xd9"),
            "a JPEG without a frame",
            "picture-jpeg",
        ),
        (
            "no-width",
            picture("image/png", &png(0, 1)),
            "a PNG of no pixel across",
            "photograph",
        ),
        (
            "no-height",
            picture("image/png", &png(1, 0)),
            "a PNG of no pixel down",
            "photograph",
        ),
        (
            "jpeg-no-height",
            picture("image/jpeg", &jpeg(3, 0)),
            "a JPEG of no pixel down",
            "picture-jpeg",
        ),
    ] {
        refused(
            &format!("picture-{name}"),
            says,
            clause,
            "photograph",
            value,
            twin,
        )
        .add(out);
    }
    let mut more = picture("image/png", &pixel());
    more.set("comment", text("甲"));
    let mut less = picture("image/png", &pixel());
    less.remove("media");
    for (name, value, says) in [
        (
            "another-member",
            more,
            "a member that the grammar does not have",
        ),
        ("without-media", less, "no media type"),
    ] {
        refused(
            &format!("picture-{name}"),
            says,
            &["l-5.1"],
            "photograph",
            value,
            "photograph",
        )
        .add(out);
    }
}

fn sizes(out: &mut Out) {
    let clause = &["l-5.12"];
    accepted(
        "picture-stated",
        "the size of the header stated",
        clause,
        "photograph",
        stated(int(1), int(1)),
    )
    .add(out);
    let mut one = picture("image/png", &pixel());
    one.set("height", int(1));
    accepted(
        "picture-stated-height",
        "the height of the header stated, the width not",
        clause,
        "photograph",
        one,
    )
    .add(out);
    for (name, value, says) in [
        (
            "width",
            stated(int(2), int(1)),
            "another width than the header's",
        ),
        (
            "height",
            stated(int(1), int(2)),
            "another height than the header's",
        ),
        ("zero", stated(int(0), int(1)), "a width of zero"),
        ("negative", stated(int(-1), int(1)), "a negative width"),
        ("text", stated(text("1"), int(1)), "a width that is text"),
    ] {
        refused(
            &format!("picture-stated-other-{name}"),
            says,
            clause,
            "photograph",
            value,
            "picture-stated",
        )
        .add(out);
    }
    let mut two_to_32 = stated(int(1), int(1));
    two_to_32.set("width", int((1 << 32) + 1));
    refused(
        "picture-stated-beyond-32-bits",
        "2³² and the width of the header",
        clause,
        "photograph",
        two_to_32,
        "picture-stated",
    )
    .flags(&["boundary", "N24"])
    .add(out);
}

fn bounds(out: &mut Out) {
    let clause = &["l-5.13"];
    let padded = |length: usize| {
        let mut data = pixel();
        data.resize(length, 0);
        picture("image/png", &data)
    };
    accepted(
        "picture-largest",
        "the most bytes of the element",
        clause,
        "picture",
        padded(4000),
    )
    .flags(&["boundary"])
    .add(out);
    refused(
        "picture-too-large",
        "one byte more than the element has",
        clause,
        "picture",
        padded(4001),
        "picture-largest",
    )
    .flags(&["boundary"])
    .add(out);
    accepted(
        "picture-at-the-limit",
        "as many bytes as the reader takes",
        clause,
        "photograph",
        padded(1000),
    )
    .flags(&["boundary"])
    .limit("picture_bytes", 1000)
    .add(out);
    refused(
        "picture-over-the-limit",
        "a byte more than the reader takes",
        clause,
        "photograph",
        padded(1001),
        "picture-at-the-limit",
    )
    .flags(&["boundary", "N28"])
    .limit("picture_bytes", 1000)
    .add(out);
    accepted(
        "picture-most-pixels",
        "40,000,000 pixels",
        clause,
        "photograph",
        picture("image/png", &png(8000, 5000)),
    )
    .flags(&["boundary"])
    .add(out);
    for (name, width, height, says) in [
        (
            "too-many-pixels",
            40_000_001,
            1,
            "one pixel more than 40,000,000",
        ),
        (
            "pixels-beyond-32-bits",
            65_536,
            65_537,
            "65,536 times 65,537 pixels, which 32 bits do not hold",
        ),
        (
            "pixels-beyond-63-bits",
            u32::MAX,
            u32::MAX,
            "the most pixels that a header can declare",
        ),
    ] {
        let value = picture("image/png", &png(width, height));
        refused(
            &format!("picture-{name}"),
            says,
            clause,
            "photograph",
            value,
            "picture-most-pixels",
        )
        .flags(&["boundary", "N28"])
        .add(out);
    }
    refused(
        "picture-other-media",
        "a JPEG where the element takes PNG",
        clause,
        "picture",
        picture("image/jpeg", &jpeg(1, 1)),
        "picture",
    )
    .add(out);
    refused(
        "picture-unknown-media",
        "a media type that no picture has",
        clause,
        "photograph",
        picture("image/gif", b"GIF89a\x01\x00\x01\x00"),
        "photograph",
    )
    .add(out);
}
