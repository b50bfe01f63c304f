//! The three structures, their items and the holder's part: which members there are, of which type.

use super::{malformed, position, value_of};
use crate::{
    authorities::{HOLDER_KEY, READER_KEY},
    cbor::{NULL, Node, bytes, embedded, map, text},
    document::item,
    good::{MDL, MDL_SPACE, mdl},
    out::{Out, Vector},
    session::{Proof, document, response},
};

pub(crate) fn make(out: &mut Out) {
    structures(out);
    items(out);
    device(out);
}

fn structures(out: &mut Out) {
    let signed = mdl().sign();
    let auth = signed.auth();
    let proof = Proof::new(MDL, -7).signed(&HOLDER_KEY.get());
    let whole = document(MDL, signed.node(), proof);
    for (name, node, says) in [
        (
            "no-structure",
            map([("a", Node::Uint(1))]),
            "a map of none of the three forms",
        ),
        ("empty-map", Node::Map(vec![]), "an empty map"),
        (
            "two-structures-at-once",
            map([("issuerAuth", auth), ("issuerSigned", NULL)]),
            "a map that could be an IssuerSigned and a Document",
        ),
        (
            "document-and-response",
            {
                let mut both = whole.clone();
                both.set("documents", Node::Array(vec![]));
                both
            },
            "a map that could be a Document and a DeviceResponse",
        ),
    ] {
        malformed(name, node.write(), says, "unknown-structure", 0, "input")
            .clause(&["l-3.1", "v-2.1.1"])
            .flags(&["N19"])
            .add(out);
    }
    malformed(
        "not-a-map",
        vec![0x80],
        "an array",
        "wrong-type",
        0,
        "input",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    malformed(
        "number-key",
        vec![0xa1, 0x01, 0x02],
        "a map whose key is a number",
        "wrong-type",
        1,
        "input",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    for member in ["docType", "issuerSigned", "deviceSigned"] {
        let mut node = whole.clone();
        node.remove(member);
        let vector = if member == "issuerSigned" {
            malformed(
                "document-without-issuer-signed",
                node.write(),
                "a Document without issuerSigned",
                "unknown-structure",
                0,
                "input",
            )
            .clause(&["l-3.1"])
        } else {
            let says = format!("a Document without {member}");
            let name = format!(
                "document-without-{}",
                if member == "docType" {
                    "doc-type"
                } else {
                    "device-signed"
                }
            );
            malformed(&name, node.write(), &says, "missing-field", 0, "Document").clause(&["l-3.3"])
        };
        vector.flags(&["N19"]).add(out);
    }
    for member in ["version", "status"] {
        let mut node = response(vec![whole.clone()]);
        node.remove(member);
        malformed(
            &format!("response-without-{member}"),
            node.write(),
            &format!("a DeviceResponse without {member}"),
            "missing-field",
            0,
            "DeviceResponse",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    let mut none = response(vec![]);
    malformed(
        "response-with-no-document",
        none.write(),
        "a DeviceResponse with an empty list of documents",
        "empty",
        0,
        "documents",
    )
    .clause(&["l-3.5"])
    .flags(&["N19"])
    .add(out);
    none.remove("documents");
    malformed(
        "response-without-documents",
        none.write(),
        "a DeviceResponse without documents",
        "empty",
        0,
        "documents",
    )
    .clause(&["l-3.5"])
    .flags(&["N19"])
    .add(out);
    for (version, good) in [("1.1", true), ("2.0", false)] {
        let mut node = response(vec![whole.clone()]);
        node.set("version", text(version));
        let bytes = node.write();
        let id = format!("response-version-{version}");
        let says = format!("a DeviceResponse of version {version}");
        if good {
            Vector::accepted(&format!("licence.{id}"), bytes, &says)
                .trust("maryland")
                .session("session")
                .holder("bound")
                .clause(&["l-3.12"])
                .flags(&["N19"])
                .add(out);
        } else {
            malformed(&id, bytes, &says, "unknown-version", 9, "version")
                .clause(&["l-3.12"])
                .flags(&["N19"])
                .add(out);
        }
    }
    let mut node = response(vec![whole.clone()]);
    node.set("documents", whole);
    let bytes = node.write();
    let at = value_of(&bytes, "documents");
    malformed(
        "documents-not-a-list",
        bytes,
        "documents that is one Document and no list",
        "wrong-type",
        at,
        "documents",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
}

fn items(out: &mut Out) {
    let edit = |edit: &dyn Fn(&mut Node)| {
        let mut parts = mdl();
        parts.edit_item(MDL_SPACE, "family_name", edit);
        let content = parts
            .items(MDL_SPACE)
            .iter()
            .map(|item| Node::read(item).opened())
            .find(|content| {
                content.get("elementIdentifier") == Some(&text("family_name"))
                    || content.get("elementValue") == Some(&text("Example"))
            });
        (parts.write(), content.unwrap().write())
    };
    for (member, name) in [("random", "random"), ("elementValue", "element-value")] {
        let (whole, content) = edit(&|item| _ = item.remove(member));
        let at = position(&whole, &content);
        malformed(
            &format!("item-without-{name}"),
            whole,
            &format!("an item without {member}"),
            "missing-field",
            at,
            "IssuerSignedItem",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    for (length, good) in [(16, true), (15, false)] {
        let (whole, content) = edit(&|item| item.set("random", Node::Bytes(vec![7; length])));
        let at = position(&whole, &content) + position(&content, &vec![7; length]) + length;
        if good {
            Vector::accepted(
                "licence.random-of-16-bytes",
                whole,
                "an item with 16 random bytes",
            )
            .clause(&["l-3.8"])
            .flags(&["boundary"])
            .trust("maryland")
            .add(out);
        } else {
            malformed(
                "random-of-15-bytes",
                whole,
                "an item with 15 random bytes",
                "invalid-value",
                at,
                "random",
            )
            .clause(&["l-3.8"])
            .flags(&["boundary"])
            .add(out);
        }
    }
    let wrong: [(&str, &str, Node, &str); 4] = [
        ("digestID", "negative-digest-id", Node::Nint(0), "digestID"),
        (
            "random",
            "random-as-text",
            text("0123456789abcdef"),
            "random",
        ),
        (
            "elementIdentifier",
            "identifier-as-bytes",
            bytes(b"family_name"),
            "elementIdentifier",
        ),
        ("digestID", "digest-id-as-text", text("1"), "digestID"),
    ];
    for (member, name, value, field) in wrong {
        let content = {
            let mut content = Node::read(&item(Node::Uint(50), "odd", Node::Uint(1))).opened();
            content.set(member, value);
            content.write()
        };
        let mut parts = mdl();
        parts.put_item(MDL_SPACE, 99, embedded(&content).write(), &Node::Uint(50));
        let whole = parts.write();
        let at = position(&whole, &content) + value_of(&content, member);
        malformed(
            name,
            whole,
            &format!("an item whose {member} is of another type"),
            "wrong-type",
            at,
            field,
        )
        .clause(&["l-3.2"])
        .flags(&["N19"])
        .add(out);
    }
    let mut parts = mdl();
    let content = Node::read(&item(Node::Uint(50), "odd", Node::Uint(1))).opened();
    parts.put_item(MDL_SPACE, 99, content.write(), &Node::Uint(50));
    let whole = parts.write();
    let at = position(&whole, &content.write());
    malformed(
        "item-not-embedded",
        whole,
        "an item that is a map, not an embedded item",
        "wrong-type",
        at,
        "IssuerSignedItem",
    )
    .clause(&["l-3.2"])
    .flags(&["N19"])
    .add(out);
    let mut signed = mdl().sign();
    signed.name_spaces = Node::Map(vec![]);
    let whole = signed.node().write();
    let at = value_of(&whole, "nameSpaces");
    malformed(
        "no-name-space",
        whole,
        "nameSpaces that is there and empty",
        "empty",
        at,
        "nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    let mut signed = mdl().sign();
    signed
        .name_spaces
        .set("org.example.empty", Node::Array(vec![]));
    let whole = signed.node().write();
    let at = value_of(&whole, "org.example.empty") + 1;
    malformed(
        "name-space-without-items",
        whole,
        "a name space without items",
        "empty",
        at,
        "nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    let mut node = mdl().sign().node();
    node.remove("nameSpaces");
    Vector::accepted(
        "licence.without-name-spaces",
        node.write(),
        "a foreign IssuerSigned that shows no element at all",
    )
    .clause(&["l-3.4"])
    .flags(&["lenient"])
    .trust("maryland")
    .add(out);
}

fn device(out: &mut Out) {
    let key = HOLDER_KEY.get();
    let proof = Proof::new(MDL, -7);
    let signature = proof.signature(&key);
    let issuer_signed = mdl().sign().node();
    let with = |auth: Node| document(MDL, issuer_signed.clone(), proof.device_signed(auth)).write();
    let mac = Proof::new(MDL, 5).mac(&HOLDER_KEY.public(), &READER_KEY.get());
    for (name, auth, says) in [
        (
            "two-proofs",
            map([("deviceSignature", signature), ("deviceMac", mac)]),
            "both deviceSignature and deviceMac",
        ),
        (
            "no-proof",
            Node::Map(vec![]),
            "neither deviceSignature nor deviceMac",
        ),
    ] {
        let whole = with(auth);
        let at = value_of(&whole, "deviceAuth");
        malformed(
            name,
            whole,
            &format!("a deviceAuth with {says}"),
            "invalid-value",
            at,
            "deviceAuth",
        )
        .clause(&["l-3.10"])
        .flags(&["N19"])
        .critical()
        .add(out);
    }
    let mut attached = proof.clone();
    attached.payload = bytes(b"attached");
    let whole = with(map([("deviceSignature", attached.signature(&key))]));
    let at = position(&whole, b"attached");
    malformed(
        "proof-with-payload",
        whole,
        "a deviceSignature with an attached payload",
        "invalid-value",
        at,
        "deviceAuth",
    )
    .clause(&["l-3.11"])
    .flags(&["N19"])
    .critical()
    .add(out);
    let mut empty = proof.clone();
    empty.name_spaces = embedded(&map([("org.example", Node::Map(vec![]))]).write());
    let whole = document(MDL, issuer_signed.clone(), empty.signed(&key)).write();
    let at = value_of(&whole, "org.example") + 1;
    malformed(
        "holder-name-space-without-elements",
        whole,
        "a name space of the holder's own without elements",
        "empty",
        at,
        "deviceSigned.nameSpaces",
    )
    .clause(&["l-3.4"])
    .flags(&["N19"])
    .add(out);
    for member in ["nameSpaces", "deviceAuth"] {
        let mut device_signed = proof.signed(&key);
        device_signed.remove(member);
        let whole = document(MDL, issuer_signed.clone(), device_signed).write();
        let at = value_of(&whole, "deviceSigned");
        let name = if member == "nameSpaces" {
            "name-spaces"
        } else {
            "proof"
        };
        malformed(
            &format!("device-signed-without-{name}"),
            whole,
            &format!("a deviceSigned without {member}"),
            "missing-field",
            at,
            "deviceSigned",
        )
        .clause(&["l-3.3"])
        .flags(&["N19"])
        .add(out);
    }
    let good = document(MDL, issuer_signed.clone(), proof.signed(&key));
    let mut bad = good.clone();
    bad.remove("docType");
    let first = response(vec![good, bad.clone()]).write();
    let at = position(&first, &bad.write());
    malformed(
        "set-with-a-malformed-document",
        first,
        "a right document and one that is not of the format",
        "missing-field",
        at,
        "Document",
    )
    .clause(&["v-malformed"])
    .flags(&["N25"])
    .add(out);
}
