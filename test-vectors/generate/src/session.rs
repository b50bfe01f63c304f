//! The holder's part: a session, and the proof made in it.

use elicence::crypto::{KeyAgreement, Signer, SoftwareKey, VerifyingKey, device_mac_key};

use crate::{
    cbor::{NULL, Node, bytes, embedded, int, map, text},
    document::{mac_input, signature_input},
    keys::stream,
};

/// `SessionTranscript` of an OpenID4VP-like exchange: no engagement, no reader key, a handover.
pub(crate) fn transcript(name: &str) -> Vec<u8> {
    let handover = Node::Array(vec![
        text("ElicenceTestHandover"),
        bytes(&stream(&format!("nonce {name}"), 16)),
    ]);
    Node::Array(vec![NULL, NULL, handover]).write()
}

/// `SessionTranscriptBytes`.
pub(crate) fn transcript_bytes(name: &str) -> Vec<u8> {
    embedded(&transcript(name)).write()
}

/// What the holder signs or authenticates.
pub(crate) fn device_authentication(session: &str, doc_type: &str, name_spaces: &Node) -> Vec<u8> {
    let inside = Node::Array(vec![
        text("DeviceAuthentication"),
        Node::Raw(transcript(session)),
        text(doc_type),
        name_spaces.clone(),
    ]);
    embedded(&inside.write()).write()
}

/// The elements of the holder's own: `DeviceNameSpacesBytes`.
pub(crate) fn device_name_spaces(elements: &[(&str, &str, Node)]) -> Node {
    let mut all = Node::Map(Vec::new());
    for (name_space, id, value) in elements {
        if all.get(name_space).is_none() {
            all.set(name_space, Node::Map(Vec::new()));
        }
        all.at_mut(name_space).set(id, value.clone());
    }
    embedded(&all.write())
}

/// A proof in the making: each part may be spoilt before it is made.
#[derive(Clone)]
pub(crate) struct Proof {
    pub(crate) session: &'static str,
    pub(crate) doc_type: String,
    pub(crate) name_spaces: Node,
    pub(crate) protected: Node,
    pub(crate) unprotected: Node,
    pub(crate) payload: Node,
}

impl Proof {
    pub(crate) fn new(doc_type: &str, algorithm: i64) -> Self {
        Self {
            session: "session",
            doc_type: doc_type.to_owned(),
            name_spaces: device_name_spaces(&[]),
            protected: Node::Map(vec![(Node::Uint(1), int(algorithm))]),
            unprotected: Node::Map(Vec::new()),
            payload: NULL,
        }
    }

    pub(crate) fn stating(mut self, elements: &[(&str, &str, Node)]) -> Self {
        self.name_spaces = device_name_spaces(elements);
        self
    }

    fn message(&self) -> Vec<u8> {
        device_authentication(self.session, &self.doc_type, &self.name_spaces)
    }

    fn protected_bytes(&self) -> Vec<u8> {
        match &self.protected {
            Node::Map(members) if members.is_empty() => Vec::new(),
            header => header.write(),
        }
    }

    pub(crate) fn cose(&self, proof: &[u8]) -> Node {
        Node::Array(vec![
            Node::Bytes(self.protected_bytes()),
            self.unprotected.clone(),
            self.payload.clone(),
            bytes(proof),
        ])
    }

    pub(crate) fn signature(&self, key: &SoftwareKey) -> Node {
        self.cose(
            &key.sign(&signature_input(&self.protected_bytes(), &self.message()))
                .unwrap(),
        )
    }

    pub(crate) fn mac(&self, holder: &VerifyingKey, reader: &SoftwareKey) -> Node {
        let secret = reader.agree(holder).unwrap();
        let key = device_mac_key(&secret, &transcript_bytes(self.session));
        self.cose(&key.compute(&mac_input(&self.protected_bytes(), &self.message())))
    }

    pub(crate) fn device_signed(&self, auth: Node) -> Node {
        map([
            ("nameSpaces", self.name_spaces.clone()),
            ("deviceAuth", auth),
        ])
    }

    pub(crate) fn signed(&self, key: &SoftwareKey) -> Node {
        self.device_signed(map([("deviceSignature", self.signature(key))]))
    }

    pub(crate) fn maced(&self, holder: &VerifyingKey, reader: &SoftwareKey) -> Node {
        self.device_signed(map([("deviceMac", self.mac(holder, reader))]))
    }
}

pub(crate) fn document(doc_type: &str, issuer_signed: Node, device_signed: Node) -> Node {
    map([
        ("docType", text(doc_type)),
        ("issuerSigned", issuer_signed),
        ("deviceSigned", device_signed),
    ])
}

pub(crate) fn response(documents: Vec<Node>) -> Node {
    map([
        ("version", text("1.0")),
        ("documents", Node::Array(documents)),
        ("status", Node::Uint(0)),
    ])
}
