//! Diagnostic notation (RFC 8949, section 8) of a document, embedded items opened.

use core::fmt::Write;

use crate::cbor::Node;

pub(crate) fn print(bytes: &[u8]) -> String {
    let mut out = String::new();
    show(&mut out, &Node::read(bytes), 0);
    out.push('\n');
    out
}

fn show(out: &mut String, node: &Node, level: usize) {
    match node {
        Node::Uint(number) => write!(out, "{number}").unwrap(),
        Node::Nint(number) => write!(out, "{}", -1 - i128::from(*number)).unwrap(),
        Node::Bytes(bytes) => {
            out.push_str("h'");
            bytes
                .iter()
                .for_each(|byte| write!(out, "{byte:02x}").unwrap());
            out.push('\'');
        }
        Node::Text(text) => write!(out, "{text:?}").unwrap(),
        Node::Array(members) => {
            let members = members.iter().map(|member| (None, member)).collect();
            list(out, ('[', ']'), members, level);
        }
        Node::Map(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (Some(key), value))
                .collect();
            list(out, ('{', '}'), members, level);
        }
        Node::Tag(24, content) => {
            out.push_str("24(<< ");
            show(out, &Node::read(content.as_bytes()), level);
            out.push_str(" >>)");
        }
        Node::Tag(number, content) => {
            write!(out, "{number}(").unwrap();
            show(out, content, level);
            out.push(')');
        }
        Node::Simple(20) => out.push_str("false"),
        Node::Simple(21) => out.push_str("true"),
        Node::Simple(22) => out.push_str("null"),
        Node::Simple(23) => out.push_str("undefined"),
        Node::Simple(value) => write!(out, "simple({value})").unwrap(),
        Node::Raw(raw) => {
            let octets = <[u8; 8]>::try_from(&raw[1..]).expect("only doubles are printed");
            write!(out, "{:?}", f64::from_be_bytes(octets)).unwrap();
        }
    }
}

fn list(
    out: &mut String,
    (open, close): (char, char),
    members: Vec<(Option<&Node>, &Node)>,
    level: usize,
) {
    out.push(open);
    let last = members.len();
    for (place, (key, value)) in members.into_iter().enumerate() {
        write!(out, "\n{}", "  ".repeat(level + 1)).unwrap();
        if let Some(key) = key {
            show(out, key, level + 1);
            out.push_str(": ");
        }
        show(out, value, level + 1);
        if place + 1 < last {
            out.push(',');
        }
    }
    if last > 0 {
        write!(out, "\n{}", "  ".repeat(level)).unwrap();
    }
    out.push(close);
}
