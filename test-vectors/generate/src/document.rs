//! A sealed document taken apart, changed and put together again, under a right seal or not.

use elicence::crypto::{DigestAlgorithm, Signer};

use crate::{
    authorities::KeyName,
    cbor::{Node, bytes, embedded, int, map, text},
};

pub(crate) const COMMON: &str = "org.elicence.1";

/// `IssuerSigned` in its parts.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Name space, and its items with their tag 24.
    pub(crate) name_spaces: Vec<(String, Vec<Vec<u8>>)>,
    pub(crate) mso: Node,
    pub(crate) protected: Node,
    pub(crate) unprotected: Node,
    /// Who signs when it is put together.
    pub(crate) key: KeyName,
}

/// `issuerAuth` in its parts, signed.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) name_spaces: Node,
    pub(crate) protected: Node,
    pub(crate) unprotected: Node,
    pub(crate) payload: Node,
    pub(crate) signature: Vec<u8>,
}

impl Parts {
    pub(crate) fn open(issuer_signed: &[u8], key: KeyName) -> Self {
        let whole = Node::read(issuer_signed);
        let Node::Map(name_spaces) = whole.at("nameSpaces") else {
            panic!("no name spaces")
        };
        let items = |items: &Node| match items {
            Node::Array(items) => items.iter().map(Node::write).collect(),
            _ => panic!("no items"),
        };
        let Node::Array(auth) = whole.at("issuerAuth") else {
            panic!("no issuerAuth")
        };
        let [protected, unprotected, payload, _] = auth.as_slice() else {
            panic!("not four")
        };
        Self {
            name_spaces: name_spaces
                .iter()
                .map(|(ns, list)| (ns.as_text().to_owned(), items(list)))
                .collect(),
            mso: Node::read(payload.as_bytes()).opened(),
            protected: Node::read(protected.as_bytes()),
            unprotected: unprotected.clone(),
            key,
        }
    }

    pub(crate) fn doc_type(&self) -> String {
        self.mso.at("docType").as_text().to_owned()
    }

    pub(crate) fn with_key(mut self, key: KeyName) -> Self {
        self.key = key;
        self.protected = Node::Map(vec![(Node::Uint(1), int(key.1.cose_id()))]);
        self
    }

    pub(crate) fn with_chain(mut self, chain: &[&[u8]]) -> Self {
        let x5chain = match chain {
            [only] => bytes(only),
            many => Node::Array(many.iter().map(|der| bytes(der)).collect()),
        };
        self.unprotected.put_key(Node::Uint(33), x5chain);
        self
    }

    /// Withholds every element that is neither always disclosed nor in `also`.
    pub(crate) fn showing(mut self, also: &[&str]) -> Self {
        const ALWAYS: [&str; 8] = [
            "type_digest",
            "issuer_code",
            "region",
            "issue_date",
            "valid_from",
            "valid_until",
            "category",
            "seal",
        ];
        for (name_space, items) in &mut self.name_spaces {
            items.retain(|item| {
                let id = identifier(item);
                (name_space == COMMON && ALWAYS.contains(&id.as_str()))
                    || also.contains(&id.as_str())
            });
        }
        self.name_spaces.retain(|(_, items)| !items.is_empty());
        self
    }

    pub(crate) fn items(&mut self, name_space: &str) -> &mut Vec<Vec<u8>> {
        let place = self.name_spaces.iter().position(|(ns, _)| ns == name_space);
        let place = place.unwrap_or_else(|| {
            self.name_spaces.push((name_space.to_owned(), Vec::new()));
            self.name_spaces.len() - 1
        });
        &mut self.name_spaces[place].1
    }

    fn place(&self, name_space: &str, id: &str) -> usize {
        let (_, items) = self
            .name_spaces
            .iter()
            .find(|(ns, _)| ns == name_space)
            .unwrap();
        items
            .iter()
            .position(|item| identifier(item) == id)
            .unwrap_or_else(|| panic!("no {id}"))
    }

    /// Leaves the element out of what is shown; its digest stays.
    pub(crate) fn withhold(&mut self, name_space: &str, id: &str) {
        let place = self.place(name_space, id);
        self.items(name_space).remove(place);
        self.name_spaces.retain(|(_, items)| !items.is_empty());
    }

    /// Another value, with the digest of the old one: what a forger can do.
    pub(crate) fn forge(&mut self, name_space: &str, id: &str, value: Node) {
        let place = self.place(name_space, id);
        let item = &mut self.items(name_space)[place];
        let mut content = Node::read(item).opened();
        content.set("elementValue", value);
        *item = embedded(&content.write()).write();
    }

    /// Another value, sealed as if it had been there from the beginning.
    pub(crate) fn set(&mut self, name_space: &str, id: &str, value: Node) {
        self.edit_item(name_space, id, |item| item.set("elementValue", value));
    }

    pub(crate) fn edit_item(&mut self, name_space: &str, id: &str, edit: impl FnOnce(&mut Node)) {
        let place = self.place(name_space, id);
        let mut content = Node::read(&self.items(name_space)[place]).opened();
        edit(&mut content);
        let tagged = embedded(&content.write()).write();
        self.put_item(name_space, place, tagged, &content.at("digestID").clone());
    }

    /// Puts these bytes in the place of an item, and their digest into the MSO.
    pub(crate) fn put_item(
        &mut self,
        name_space: &str,
        place: usize,
        tagged: Vec<u8>,
        digest_id: &Node,
    ) {
        let digest = self.digest(&tagged);
        let items = self.items(name_space);
        if place < items.len() {
            items[place] = tagged;
        } else {
            items.push(tagged);
        }
        self.digests(name_space)
            .put_key(digest_id.clone(), bytes(&digest));
    }

    /// The digests of a name space, which is made where it is not there.
    pub(crate) fn digests(&mut self, name_space: &str) -> &mut Node {
        let all = self.mso.at_mut("valueDigests");
        if all.get(name_space).is_none() {
            all.set(name_space, Node::Map(Vec::new()));
        }
        all.at_mut(name_space)
    }

    /// One more element, sealed.
    pub(crate) fn add(&mut self, name_space: &str, id: &str, value: Node) {
        let digest_id = Node::Uint(self.digests(name_space).members().len() as u64);
        self.add_numbered(name_space, id, value, &digest_id);
    }

    pub(crate) fn add_numbered(
        &mut self,
        name_space: &str,
        id: &str,
        value: Node,
        digest_id: &Node,
    ) {
        let tagged = item(digest_id.clone(), id, value);
        let end = self.items(name_space).len();
        self.put_item(name_space, end, tagged, digest_id);
    }

    pub(crate) fn algorithm(&self) -> DigestAlgorithm {
        let name = self.mso.at("digestAlgorithm").as_text();
        DigestAlgorithm::from_mso_name(name).unwrap_or(DigestAlgorithm::Sha256)
    }

    pub(crate) fn digest(&self, tagged: &[u8]) -> Vec<u8> {
        self.algorithm().digest(&[tagged]).as_bytes().to_vec()
    }

    pub(crate) fn validity(&mut self) -> &mut Node {
        self.mso.at_mut("validityInfo")
    }

    pub(crate) fn sign(&self) -> Signed {
        self.sign_payload(embedded(&self.mso.write()).write())
    }

    pub(crate) fn sign_payload(&self, payload: Vec<u8>) -> Signed {
        let protected = self.protected.write();
        let signature = self
            .key
            .get()
            .sign(&signature_input(&protected, &payload))
            .unwrap();
        let name_spaces = self.name_spaces.iter().map(|(name_space, items)| {
            (
                text(name_space),
                Node::Array(items.iter().cloned().map(Node::Raw).collect()),
            )
        });
        Signed {
            name_spaces: Node::Map(name_spaces.collect()),
            protected: Node::Bytes(protected),
            unprotected: self.unprotected.clone(),
            payload: Node::Bytes(payload),
            signature,
        }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        self.sign().node().write()
    }
}

impl Signed {
    pub(crate) fn auth(&self) -> Node {
        Node::Array(vec![
            self.protected.clone(),
            self.unprotected.clone(),
            self.payload.clone(),
            bytes(&self.signature),
        ])
    }

    /// The `IssuerSigned`.
    pub(crate) fn node(&self) -> Node {
        map([
            ("nameSpaces", self.name_spaces.clone()),
            ("issuerAuth", self.auth()),
        ])
    }
}

/// An item with its tag: `digest_id`, 32 bytes that follow from the identifier, the value.
pub(crate) fn item(digest_id: Node, id: &str, value: Node) -> Vec<u8> {
    let random = crate::keys::stream(&format!("salt of {id}"), 32);
    let content = map([
        ("digestID", digest_id),
        ("random", Node::Bytes(random)),
        ("elementIdentifier", text(id)),
        ("elementValue", value),
    ]);
    embedded(&content.write()).write()
}

pub(crate) fn identifier(item: &[u8]) -> String {
    Node::read(item)
        .opened()
        .at("elementIdentifier")
        .as_text()
        .to_owned()
}

/// What a COSE_Sign1 signs (RFC 9052, 4.4).
pub(crate) fn signature_input(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Node::Array(vec![
        text("Signature1"),
        bytes(protected),
        bytes(b""),
        bytes(payload),
    ])
    .write()
}

/// What a COSE_Mac0 is over (RFC 9052, 6.3).
pub(crate) fn mac_input(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    Node::Array(vec![
        text("MAC0"),
        bytes(protected),
        bytes(b""),
        bytes(payload),
    ])
    .write()
}
