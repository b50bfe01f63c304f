//! The list inside a token: its bits, its stream, its size. `spec/status.md`, section 3.

use super::{
    token::zlib,
    tokens::{INVALID, MISSING, WRONG_TYPE, token},
    verifier::Asks,
};
use crate::{
    cbor::{bytes, int, text},
    out::Out,
};

pub(crate) fn make(out: &mut Out) {
    let asks = &mut Asks::new(out, "token");
    asks.flags = &["N19"];
    lists(asks);
    asks.flags = &["N20"];
    bombs(asks);
}

fn lists(asks: &mut Asks<'_>) {
    for (name, value) in [
        ("zero", int(0)),
        ("three", int(3)),
        ("sixteen", int(16)),
        ("negative", int(-1)),
        ("text", text("2")),
        ("258", int(258)),
    ] {
        let spoilt = token().member("bits", value).write();
        asks.refuses(
            &format!("bits-{name}"),
            spoilt,
            "a number of bits that no list has",
            "st-bits",
            INVALID,
        );
    }
    for member in ["bits", "lst"] {
        let spoilt = token().without_member(member).write();
        let says = format!("a status list without `{member}`");
        asks.refuses(
            &format!("list-without-{member}"),
            spoilt,
            &says,
            "st-bits",
            MISSING,
        );
    }
    let says = "`lst` as text";
    asks.refuses(
        "lst-text",
        token().member("lst", text("eNrbuRgAAhcBXQ")).write(),
        says,
        "st-bits",
        WRONG_TYPE,
    );
    let whole = zlib(&[0; 250]);
    let edited = |edit: &dyn Fn(&mut Vec<u8>)| {
        let mut stream = whole.clone();
        edit(&mut stream);
        stream
    };
    let last = whole.len() - 1;
    for (name, stream, says) in [
        (
            "garbage",
            b"no stream at all".to_vec(),
            "that is no zlib stream",
        ),
        (
            "raw",
            whole[2..last - 3].to_vec(),
            "of deflate without zlib around it",
        ),
        (
            "gzip",
            [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], &whole[2..]].concat(),
            "of gzip",
        ),
        (
            "check-sum",
            edited(&|s| s[last] ^= 1),
            "with a wrong check sum",
        ),
        (
            "without-check-sum",
            whole[..last - 3].to_vec(),
            "without its check sum",
        ),
        ("cut", whole[..last / 2].to_vec(), "that ends early"),
        ("with-more", edited(&|s| s.push(0)), "with a byte after it"),
        (
            "twice",
            [whole.as_slice(), &whole].concat(),
            "and a second one after it",
        ),
        ("header", edited(&|s| s[1] = 0x02), "with a wrong header"),
        (
            "with-dictionary",
            edited(&|s| s[1] = 0x20),
            "that asks for a dictionary",
        ),
        ("empty", Vec::new(), "of no bytes"),
    ] {
        let spoilt = token().member("lst", bytes(&stream)).write();
        let says = format!("a zlib stream {says}");
        asks.refuses(&format!("lst-{name}"), spoilt, &says, "st-bits", INVALID);
    }
    let empty = token().member("lst", bytes(&zlib(&[]))).write();
    asks.refuses(
        "lst-of-nothing",
        empty,
        "a list without entries",
        "st-bits",
        "codec.empty",
    );
}

/// 64 MiB and a little more of zeros, in one deflate block with a code of its own: two bits for each 258 bytes.
fn bomb() -> (Vec<u8>, u32) {
    const RUNS: u32 = 260_112;
    let size = 1 + 258 * RUNS;
    let mut bits: Vec<u8> = Vec::new();
    let low = |bits: &mut Vec<u8>, value: u32, count: u32| {
        bits.extend((0..count).map(|bit| u8::from(value >> bit & 1 == 1)));
    };
    low(&mut bits, 0b101, 3); // last block, its own codes
    low(&mut bits, 29, 5); // 286 codes of literals and lengths
    low(&mut bits, 0, 5); // 1 of distances
    low(&mut bits, 14, 4); // 18 lengths of codes of lengths: 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
        let length = match symbol {
            18 => 1,
            1 | 2 => 2,
            _ => 0,
        };
        low(&mut bits, length, 3);
    }
    // The codes are 18: 0, 1: 10, 2: 11; a run of zeros says its length less 11.
    let zeros = |bits: &mut Vec<u8>, count: u32| {
        bits.push(0);
        low(bits, count - 11, 7);
    };
    bits.extend([1, 1]); // literal 0: two bits
    zeros(&mut bits, 138);
    zeros(&mut bits, 117);
    bits.extend([1, 1]); // end of block: two bits
    zeros(&mut bits, 28);
    bits.extend([1, 0]); // 258 bytes: one bit
    bits.extend([1, 0]); // at the distance 1: one bit
    bits.extend([1, 0]); // a literal 0
    bits.extend(std::iter::repeat_n(0, 2 * RUNS as usize));
    bits.extend([1, 1]);
    let mut out = vec![0x78, 0xda];
    out.extend(bits.chunks(8).map(|byte| {
        byte.iter()
            .enumerate()
            .fold(0, |byte, (place, bit)| byte | bit << place)
    }));
    out.extend((((size % 65_521) << 16) | 1).to_be_bytes());
    (out, size)
}

fn bombs(asks: &mut Asks<'_>) {
    let (stream, size) = bomb();
    assert!(size > 64 << 20 && stream.len() < 70_000);
    let spoilt = token().member("lst", bytes(&stream)).write();
    let says = format!(
        "a list that takes {} bytes and inflates to {size}",
        stream.len()
    );
    asks.refuses(
        "lst-over-the-limit",
        spoilt,
        &says,
        "st-bomb",
        "codec.over-limit",
    );
}
