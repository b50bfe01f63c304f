//! Makes VICALs, every part open to be spoilt.

use elicence::crypto::{Algorithm, Signer};

use crate::{
    authorities::{IACA_KEY, KeyName, Party, THE_IACA, ca_draft, leaf_draft, signed},
    cbor::{Node, bytes, int, map, tag, tdate, text},
    good::MDL,
    pki::{Draft, PURPOSES, SUBJECT_KEY, Subject, extension, tlv},
};

/// When the list of these vectors was made, and when the next is due; the time of judgement lies between them.
pub(super) const MADE: &str = "2026-05-31T12:00:00Z";
pub(super) const NEXT: &str = "2026-06-02T00:00:00Z";

/// 1.0.18013.5.1.8
pub(super) const LIST_SIGNER: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x08];

const ROOT: Subject<'static> = Subject {
    c: "US",
    st: "",
    o: "Test Association",
    organization_identifier: "",
    cn: "Test List Root",
};

pub(super) const THE_LIST_ROOT: Party = (ROOT, KeyName("list root", Algorithm::Es256));
pub(super) const THE_ISSUER: Party = (
    Subject {
        cn: "Test List Issuer",
        ..ROOT
    },
    KeyName("list issuer", Algorithm::Es256),
);
pub(super) const THE_LIST_SIGNER: Party = (
    Subject {
        cn: "Test List Signer",
        ..ROOT
    },
    KeyName("list signer", Algorithm::Es256),
);

pub(super) fn list_root() -> Vec<u8> {
    signed(&ca_draft(THE_LIST_ROOT, THE_LIST_ROOT, 1), THE_LIST_ROOT.1)
}

pub(super) fn issuer() -> Vec<u8> {
    signed(&ca_draft(THE_ISSUER, THE_LIST_ROOT, 0), THE_LIST_ROOT.1)
}

pub(super) fn signer_draft() -> Draft {
    leaf_draft(THE_LIST_SIGNER, THE_ISSUER).with(PURPOSES, Some(purposes(&[LIST_SIGNER])))
}

pub(super) fn purposes(list: &[&[u8]]) -> Vec<u8> {
    let list: Vec<Vec<u8>> = list.iter().map(|oid| tlv(0x06, &[oid])).collect();
    let list: Vec<&[u8]> = list.iter().map(Vec::as_slice).collect();
    extension(PURPOSES, true, &tlv(0x30, &list))
}

pub(super) fn list_signer() -> Vec<u8> {
    signed(&signer_draft(), THE_ISSUER.1)
}

/// A list before it is signed.
#[derive(Clone)]
pub(super) struct List {
    pub(super) payload: Node,
    pub(super) entries: Vec<Node>,
    pub(super) chain: Vec<Vec<u8>>,
    pub(super) key: KeyName,
    pub(super) protected: Vec<(Node, Node)>,
    pub(super) unprotected: Vec<(Node, Node)>,
    pub(super) chain_protected: bool,
    pub(super) tagged: bool,
}

impl List {
    /// A list with Maryland's authority, for driving licences.
    pub(super) fn new() -> Self {
        Self {
            payload: map([
                ("version", text("1.0")),
                ("vicalProvider", text("Test Association")),
                ("date", tdate(MADE)),
                ("vicalIssueID", int(7)),
                ("nextUpdate", tdate(NEXT)),
            ]),
            entries: vec![maryland()],
            chain: vec![list_signer(), issuer()],
            key: THE_LIST_SIGNER.1,
            protected: vec![(int(1), int(-7))],
            unprotected: Vec::new(),
            chain_protected: false,
            tagged: false,
        }
    }

    pub(super) fn of(entries: impl IntoIterator<Item = Node>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
            ..Self::new()
        }
    }

    /// Made at one time, the next due at another.
    pub(super) fn during(made: &str, next: &str) -> Self {
        Self::new()
            .with("date", tdate(made))
            .with("nextUpdate", tdate(next))
    }

    pub(super) fn with(mut self, member: &str, value: Node) -> Self {
        self.payload.set(member, value);
        self
    }

    pub(super) fn without(mut self, member: &str) -> Self {
        let _ = self.payload.remove(member);
        self
    }

    /// Signed with the key of the list's signer, under this chain.
    pub(super) fn under(chain: Vec<Vec<u8>>) -> Self {
        Self {
            chain,
            ..Self::new()
        }
    }

    pub(super) fn payload(&self) -> Vec<u8> {
        let mut payload = self.payload.clone();
        payload.set("certificateInfos", Node::Array(self.entries.clone()));
        payload.write()
    }

    pub(super) fn write(&self) -> Vec<u8> {
        self.write_over(&self.payload())
    }

    /// The list with whatever stands in its payload.
    pub(super) fn write_over(&self, payload: &[u8]) -> Vec<u8> {
        let parts = self.parts(payload);
        if self.tagged {
            tag(18, Node::Array(parts)).write()
        } else {
            Node::Array(parts).write()
        }
    }

    /// The four members of `COSE_Sign1`.
    pub(super) fn parts(&self, payload: &[u8]) -> Vec<Node> {
        let chain = Node::Array(self.chain.iter().map(|der| bytes(der)).collect());
        let (mut protected, mut unprotected) = (self.protected.clone(), self.unprotected.clone());
        match (self.chain.is_empty(), self.chain_protected) {
            (true, _) => {}
            (_, true) => protected.push((int(33), chain)),
            (_, false) => unprotected.push((int(33), chain)),
        }
        let protected = Node::Map(protected).write();
        let message = Node::Array(vec![
            text("Signature1"),
            bytes(&protected),
            bytes(&[]),
            bytes(payload),
        ]);
        let signature = self.key.get().sign(&message.write()).unwrap();
        vec![
            bytes(&protected),
            Node::Map(unprotected),
            bytes(payload),
            bytes(&signature),
        ]
    }
}

/// What a careful provider writes about a CA that signs itself.
pub(super) fn entry(draft: &Draft, key: KeyName) -> Node {
    let identifier = draft
        .extensions
        .iter()
        .find(|e| e.windows(3).any(|id| id == SUBJECT_KEY))
        .unwrap();
    map([
        ("certificate", bytes(&signed(draft, key))),
        ("serialNumber", tag(2, bytes(&draft.serial[2..]))),
        ("ski", bytes(&identifier[identifier.len() - 20..])),
        ("docType", types(&[MDL])),
        ("issuingCountry", text("US")),
        ("stateOrProvinceName", text("US-MD")),
        ("issuer", bytes(&draft.issuer)),
        ("subject", bytes(&draft.subject)),
    ])
}

pub(super) fn maryland() -> Node {
    entry(&ca_draft(THE_IACA, THE_IACA, 0), IACA_KEY)
}

pub(super) fn types(list: &[&str]) -> Node {
    Node::Array(list.iter().map(|name| text(name)).collect())
}

/// The entry with this member in place of its own.
pub(super) fn with(mut entry: Node, member: &str, value: Node) -> Node {
    entry.set(member, value);
    entry
}

pub(super) fn without(mut entry: Node, members: &[&str]) -> Node {
    for member in members {
        let _ = entry.remove(member);
    }
    entry
}
