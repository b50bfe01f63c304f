//! A status list token in its parts, written and signed by hand, so that any of them can be spoilt.

use elicence::crypto::{Algorithm, Signer};

use crate::{
    authorities::{
        DOCUMENT_SIGNER, IACA_KEY, KeyName, Party, ROOT_KEY, SEAL, THE_IACA, THE_ROOT, leaf_draft,
        signed, time,
    },
    cbor::{Node, bytes, int, map, tag, text},
    document::signature_input,
    pki::{Draft, PURPOSES, Subject, extension, tlv},
};

/// The list of every vector that is not about names, and the place of the licence in it.
pub(super) const URI: &str = "https://status.example/1";
pub(super) const INDEX: u64 = 412;
pub(super) const ENTRIES: u64 = 1_000;

/// What every list says of its time, unless a vector is about it.
pub(super) const MADE: &str = "2026-05-31T00:00:00Z";
pub(super) const ENDS: &str = "2026-06-07T00:00:00Z";

/// The labels of claims.
pub(super) const SUB: u64 = 2;
pub(super) const EXP: u64 = 4;
pub(super) const IAT: u64 = 6;
pub(super) const TTL: u64 = 65_534;
pub(super) const STATUS_LIST: u64 = 65_533;
pub(super) const IDENTIFIER_LIST: u64 = 65_530;

/// 1.3.6.1.5.5.7.3.30.
pub(super) const STATUS_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];
/// 1.0.18013.5.1.2.
pub(super) const DOCUMENT_SIGNING: &[u8] = &[0x28, 0x81, 0x8c, 0x5d, 0x05, 0x01, 0x02];

pub(super) const STATUS_KEY: KeyName = KeyName("status signer", Algorithm::Es256);
pub(super) const OTHER_STATUS_KEY: KeyName = KeyName("other status signer", Algorithm::Es256);

/// The office that seals the business licence.
pub(super) const STATUS_SIGNER: Subject<'static> = Subject {
    cn: "Test Status Signer",
    ..SEAL
};
pub(super) const MARYLAND_STATUS_SIGNER: Subject<'static> = Subject {
    cn: "Test mDL Status Signer",
    ..DOCUMENT_SIGNER
};

/// Who signs a list.
#[derive(Clone)]
pub(super) struct By {
    pub(super) key: KeyName,
    pub(super) chain: Vec<Vec<u8>>,
}

impl By {
    pub(super) fn new(key: KeyName, draft: &Draft, issuer: KeyName) -> Self {
        Self {
            key,
            chain: vec![signed(draft, issuer)],
        }
    }
}

/// A certificate with these purposes before it is signed.
pub(super) fn with_purposes(of: Party, by: Party, purposes: &[&[u8]]) -> Draft {
    let purposes: Vec<Vec<u8>> = purposes.iter().map(|id| tlv(0x06, &[id])).collect();
    let purposes: Vec<&[u8]> = purposes.iter().map(Vec::as_slice).collect();
    leaf_draft(of, by).with(
        PURPOSES,
        Some(extension(PURPOSES, true, &tlv(0x30, &purposes))),
    )
}

/// The status signer of the office that seals.
pub(super) fn office() -> By {
    office_with(STATUS_SIGNER, STATUS_KEY)
}

/// Another under the same CA.
pub(super) fn office_with(subject: Subject<'static>, key: KeyName) -> By {
    let draft = with_purposes((subject, key), THE_ROOT, &[STATUS_SIGNING]);
    By::new(key, &draft, ROOT_KEY)
}

/// The status signer of Maryland.
pub(super) fn maryland() -> By {
    let party = (MARYLAND_STATUS_SIGNER, STATUS_KEY);
    let draft = with_purposes(party, THE_IACA, &[STATUS_SIGNING]);
    By::new(STATUS_KEY, &draft, IACA_KEY)
}

/// One list before it is signed.
#[derive(Clone)]
pub(super) struct Token {
    /// Its file below `common/statuses`, where another vector takes it before.
    pub(super) name: String,
    pub(super) protected: Node,
    pub(super) unprotected: Node,
    pub(super) claims: Node,
    pub(super) tags: Vec<u64>,
    pub(super) by: By,
}

impl Token {
    /// A list of two bits in which the licence has this status.
    pub(super) fn new(name: &str, status: u8, by: &By) -> Self {
        Self::of(name, &packed(2, ENTRIES, &[(INDEX, status)]), 2, by)
    }

    /// A list with these bytes.
    pub(super) fn of(name: &str, statuses: &[u8], bits: u64, by: &By) -> Self {
        let list = map([("bits", Node::Uint(bits)), ("lst", bytes(&zlib(statuses)))]);
        Self::with_list(name, STATUS_LIST, list, "application/statuslist+cwt", by)
    }

    /// The identifiers of what was revoked.
    pub(super) fn of_identifiers(name: &str, identifiers: &[&[u8]], by: &By) -> Self {
        let members = identifiers
            .iter()
            .map(|id| (bytes(id), Node::Map(Vec::new())));
        let list = map([("identifiers", Node::Map(members.collect()))]);
        let typ = "application/identifierlist+cwt";
        Self::with_list(name, IDENTIFIER_LIST, list, typ, by)
    }

    fn with_list(name: &str, label: u64, list: Node, typ: &str, by: &By) -> Self {
        let seconds = |at: &str| int(time(at).seconds());
        let claims = [
            (SUB, text(URI)),
            (EXP, seconds(ENDS)),
            (IAT, seconds(MADE)),
            (label, list),
        ];
        let token = Self {
            name: name.to_owned(),
            protected: Node::Map(Vec::new()),
            unprotected: Node::Map(Vec::new()),
            claims: Node::Map(claims.map(|(k, v)| (Node::Uint(k), v)).to_vec()),
            tags: vec![18],
            by: by.clone(),
        };
        let token = token.header(1, int(by.key.1.cose_id()));
        token.header(16, text(typ)).chain(&by.chain)
    }

    fn chain(self, chain: &[Vec<u8>]) -> Self {
        let chain = match chain {
            [only] => bytes(only),
            many => Node::Array(many.iter().map(|der| bytes(der)).collect()),
        };
        self.header(33, chain)
    }

    pub(super) fn named(mut self, uri: &str) -> Self {
        self.claims.put_key(Node::Uint(SUB), text(uri));
        self
    }

    pub(super) fn made(self, at: &str) -> Self {
        let seconds = int(time(at).seconds());
        self.claim(IAT, seconds)
    }

    pub(super) fn ends(self, at: &str) -> Self {
        let seconds = int(time(at).seconds());
        self.claim(EXP, seconds)
    }

    pub(super) fn claim(mut self, label: u64, value: Node) -> Self {
        self.claims.put_key(Node::Uint(label), value);
        self
    }

    pub(super) fn without(mut self, label: u64) -> Self {
        let members = self.claims.members();
        members.retain(|(key, _)| *key != Node::Uint(label));
        self
    }

    /// The same with another member of the list.
    pub(super) fn member(mut self, name: &str, value: Node) -> Self {
        self.list().set(name, value);
        self
    }

    pub(super) fn without_member(mut self, name: &str) -> Self {
        self.list().remove(name);
        self
    }

    fn list(&mut self) -> &mut Node {
        let found = self.claims.members().iter_mut();
        let mut found = found.filter(|(key, _)| *key == Node::Uint(STATUS_LIST));
        &mut found.next().unwrap().1
    }

    pub(super) fn header(mut self, label: u64, value: Node) -> Self {
        self.protected.put_key(Node::Uint(label), value);
        self
    }

    pub(super) fn without_header(mut self, label: u64) -> Self {
        let members = self.protected.members();
        members.retain(|(key, _)| *key != Node::Uint(label));
        self
    }

    pub(super) fn unprotected(mut self, label: u64, value: Node) -> Self {
        self.unprotected.put_key(Node::Uint(label), value);
        self
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let (protected, payload) = (self.protected.write(), self.claims.write());
        let input = signature_input(&protected, &payload);
        let signature = self.by.key.get().sign(&input).unwrap();
        self.with_signature(&signature)
    }

    pub(super) fn with_signature(&self, signature: &[u8]) -> Vec<u8> {
        let token = Node::Array(vec![
            bytes(&self.protected.write()),
            self.unprotected.clone(),
            bytes(&self.claims.write()),
            bytes(signature),
        ]);
        let tagged = self.tags.iter().rev();
        tagged
            .fold(token, |inner, tagging| tag(*tagging, inner))
            .write()
    }
}

/// So many entries, the first in the lowest bits of the first byte; all 0 but these.
pub(super) fn packed(bits: u64, entries: u64, statuses: &[(u64, u8)]) -> Vec<u8> {
    let per_byte = 8 / bits;
    let mut packed = vec![0; usize::try_from(entries.div_ceil(per_byte)).unwrap()];
    for (index, status) in statuses {
        let byte = usize::try_from(index / per_byte).unwrap();
        packed[byte] |= status << (index % per_byte * bits);
    }
    packed
}

/// A zlib stream (RFC 1950) of one stored block: nothing to compress, nothing to doubt.
pub(super) fn zlib(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in content {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(content);
    out.extend((b << 16 | a).to_be_bytes());
    out
}
