//! A trust list in its parts, written and signed by hand, so that any of them can be spoilt.

use elicence::crypto::{DigestAlgorithm, Signer};

use super::federation::Operator;
use crate::{
    cbor::{Node, bytes, int, map, tag, tdate, text},
    document::signature_input,
};

/// The type of the document.
pub(crate) const TYP: &str = "application/elicence-trustlist+cbor";

/// One issue of a list before it is signed.
#[derive(Clone)]
pub(crate) struct List {
    /// Its file below `common/lists`, where another vector takes it before.
    name: String,
    pub(crate) payload: Node,
    /// The members of the protected header.
    pub(crate) protected: Node,
    pub(crate) unprotected: Node,
    signer: Operator,
}

impl List {
    pub(crate) fn new(name: &str, payload: Node, signer: &Operator) -> Self {
        let list = Self {
            name: name.to_owned(),
            payload,
            protected: Node::Map(Vec::new()),
            unprotected: Node::Map(Vec::new()),
            signer: signer.clone(),
        };
        list.by(signer)
    }

    /// The same, signed by somebody else.
    pub(crate) fn by(mut self, signer: &Operator) -> Self {
        self.signer = signer.clone();
        self.header(1, int(signer.key.1.cose_id()));
        self.header(16, text(TYP));
        self.header(33, bytes(&signer.certificate));
        self
    }

    pub(crate) fn called(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    pub(crate) fn with(mut self, member: &str, value: Node) -> Self {
        self.payload.set(member, value);
        self
    }

    pub(crate) fn without(mut self, member: &str) -> Self {
        self.payload.remove(member);
        self
    }

    pub(crate) fn edited(mut self, edit: impl FnOnce(&mut Node)) -> Self {
        edit(&mut self.payload);
        self
    }

    /// Sets a member of the protected header.
    pub(crate) fn header(&mut self, label: u64, value: Node) {
        self.protected.put_key(Node::Uint(label), value);
    }

    pub(crate) fn with_header(mut self, label: u64, value: Node) -> Self {
        self.header(label, value);
        self
    }

    pub(crate) fn without_header(mut self, label: u64) -> Self {
        let members = self.protected.members();
        members.retain(|(key, _)| *key != Node::Uint(label));
        self
    }

    pub(crate) fn with_unprotected(mut self, label: u64, value: Node) -> Self {
        self.unprotected.put_key(Node::Uint(label), value);
        self
    }

    /// The instants of issue, next update and end.
    pub(crate) fn dated(self, issued: &str, next: &str, last: &str) -> Self {
        self.with("listIssueDateTime", tdate(issued))
            .with("nextUpdate", tdate(next))
            .with("notAfter", tdate(last))
    }

    /// The next issue, with the same contents.
    pub(crate) fn next(&self, issued: &str) -> Self {
        let Node::Uint(number) = *self.payload.at("sequenceNumber") else {
            panic!("a number")
        };
        let digest = map([("alg", int(-16)), ("value", bytes(&self.digest()))]);
        let previous = map([("sequenceNumber", Node::Uint(number)), ("digest", digest)]);
        let stem = self.name.trim_end_matches(|c: char| c.is_ascii_digit());
        self.clone()
            .called(&format!("{stem}{}", number + 1))
            .with("sequenceNumber", Node::Uint(number + 1))
            .with("previousIssue", previous)
            .with("listIssueDateTime", tdate(issued))
    }

    /// SHA-256 of what is signed.
    pub(crate) fn digest(&self) -> Vec<u8> {
        let input = signature_input(&self.header_bytes(), &self.payload_bytes());
        let digest = DigestAlgorithm::Sha256.digest(&[&input]);
        digest.as_bytes().to_vec()
    }

    pub(crate) fn header_bytes(&self) -> Vec<u8> {
        sorted(&self.protected).write()
    }

    pub(crate) fn payload_bytes(&self) -> Vec<u8> {
        sorted(&self.payload).write()
    }

    /// The signed document.
    pub(crate) fn write(&self) -> Vec<u8> {
        self.write_as(&self.header_bytes(), &self.payload_bytes())
    }

    /// The same with these bytes in it, whatever they are, under a right signature.
    pub(crate) fn write_as(&self, protected: &[u8], payload: &[u8]) -> Vec<u8> {
        let members = self.members_as(protected, payload);
        tag(18, Node::Array(members.to_vec())).write()
    }

    /// The four members of the document.
    pub(crate) fn members(&self) -> [Node; 4] {
        self.members_as(&self.header_bytes(), &self.payload_bytes())
    }

    fn members_as(&self, protected: &[u8], payload: &[u8]) -> [Node; 4] {
        let input = signature_input(protected, payload);
        let signature = self.signer.key.get().sign(&input).unwrap();
        [
            bytes(protected),
            sorted(&self.unprotected),
            bytes(payload),
            bytes(&signature),
        ]
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// The member at this place of an array.
pub(crate) fn item(array: &mut Node, place: usize) -> &mut Node {
    &mut items(array)[place]
}

pub(crate) fn items(array: &mut Node) -> &mut Vec<Node> {
    let Node::Array(items) = array else {
        panic!("not an array")
    };
    items
}

/// Keys in bytewise order of their encodings (RFC 8949, 4.2.1), in every map.
pub(crate) fn sorted(node: &Node) -> Node {
    match node {
        Node::Map(members) => {
            let mut members: Vec<(Node, Node)> = members
                .iter()
                .map(|(key, value)| (key.clone(), sorted(value)))
                .collect();
            members.sort_by_key(|(key, _)| key.write());
            Node::Map(members)
        }
        Node::Array(items) => Node::Array(items.iter().map(sorted).collect()),
        Node::Tag(number, content) => tag(*number, sorted(content)),
        other => other.clone(),
    }
}
