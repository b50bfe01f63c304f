//! Budgets: the last document that is read, and the first that is not.

use crate::{
    authorities::HOLDER_KEY,
    cbor::{Node, bytes, map, text},
    document::{Parts, item},
    good::{MDL, MDL_SPACE, mdl},
    out::{Out, Vector},
    session::{Proof, document, response},
    structure::position,
};

pub(crate) fn make(out: &mut Out) {
    elements(out);
    elements_of_one_document(out);
    digests(out);
    sizes(out);
    names_documents_items(out);
}

/// The mDL with so many elements in all.
fn with_elements(count: u64) -> Parts {
    let mut parts = mdl();
    for number in 7..count {
        parts.add(MDL_SPACE, &format!("e{number}"), Node::Uint(number));
    }
    parts
}

fn over(name: &str, whole: Vec<u8>, says: &str, at: usize, field: &str, twin: &str) -> Vector {
    Vector::malformed(
        &format!("licence.{name}"),
        whole,
        says,
        "codec.over-limit",
        at,
        field,
    )
    .flags(&["N28", "boundary"])
    .twin(&format!("licence.{twin}"))
}

fn elements(out: &mut Out) {
    Vector::accepted(
        "licence.elements-1024",
        with_elements(1024).write(),
        "a document of 1,024 elements",
    )
    .clause(&["l-2.12"])
    .flags(&["N28", "boundary"])
    .trust("maryland")
    .add(out);
    let whole = with_elements(1025).write();
    let at = position(&whole, &item(Node::Uint(1024), "e1024", Node::Uint(1024)));
    over(
        "elements-1025",
        whole,
        "a document of 1,025 elements",
        at,
        "nameSpaces",
        "elements-1024",
    )
    .clause(&["l-2.12"])
    .add(out);
}

/// A document's items count together, over its name spaces; those of the holder by themselves; another document's not.
fn elements_of_one_document(out: &mut Out) {
    const OTHER: &str = "org.example";
    let mut parts = mdl();
    parts.add(OTHER, "a", Node::Uint(1));
    let whole = parts.write();
    let at = position(&whole, &item(Node::Uint(0), "a", Node::Uint(1)));
    let (twin, clause) = ("elements-of-two-name-spaces", &["l-2.12"]);
    Vector::accepted(
        &format!("licence.{twin}"),
        whole.clone(),
        "eight elements in two name spaces where eight are allowed",
    )
    .clause(clause)
    .flags(&["N28", "boundary"])
    .trust("maryland")
    .limit("elements", 8)
    .add(out);
    over(
        "elements-of-two-name-spaces-one-too-many",
        whole,
        "the same where seven are allowed",
        at,
        "nameSpaces",
        twin,
    )
    .clause(clause)
    .limit("elements", 7)
    .add(out);

    let mut parts = mdl();
    let names: Vec<String> = (0..8).map(|number| format!("e{number}")).collect();
    let listed = Node::Array(names.iter().take(7).map(|name| text(name)).collect());
    let authorised = map([("dataElements", map([(OTHER, listed)]))]);
    parts
        .mso
        .at_mut("deviceKeyInfo")
        .set("keyAuthorizations", authorised);
    let stating = |count: usize| {
        let elements: Vec<(&str, &str, Node)> = names
            .iter()
            .take(count)
            .map(|name| (OTHER, name.as_str(), Node::Uint(1)))
            .collect();
        let proof = Proof::new(MDL, -7).stating(&elements);
        document(MDL, parts.sign().node(), proof.signed(&HOLDER_KEY.get()))
    };
    let twin = "elements-of-the-holder";
    let two = response(vec![stating(7), stating(7)]).write();
    Vector::accepted(&format!("licence.{twin}"), two, "two documents, each with seven elements and seven of the holder's own, where seven are allowed")
        .clause(clause)
        .flags(&["N28", "boundary"])
        .trust("maryland")
        .session("session")
        .limit("elements", 7)
        .documents(&["in-force"; 2])
        .add(out);
    let whole = stating(8).write();
    let last = text("e7").write();
    let at = whole
        .windows(last.len())
        .rposition(|window| window == last)
        .unwrap()
        + last.len();
    over(
        "elements-of-the-holder-one-too-many",
        whole,
        "eight elements of the holder's own",
        at,
        "deviceSigned.nameSpaces",
        twin,
    )
    .clause(clause)
    .limit("elements", 7)
    .add(out);
}

fn digests(out: &mut Out) {
    let with = |count: u64| {
        let mut parts = mdl();
        for number in 7..count {
            // Decoys: digests of nothing that is shown.
            parts
                .digests(MDL_SPACE)
                .members()
                .push((Node::Uint(number), bytes(&[0xd0; 32])));
        }
        parts
    };
    Vector::accepted(
        "licence.digests-4096",
        with(4096).write(),
        "a signed object of 4,096 digests",
    )
    .clause(&["l-2.13"])
    .flags(&["N28", "boundary"])
    .trust("maryland")
    .add(out);
    let whole = with(4097).write();
    let last = [Node::Uint(4096).write(), bytes(&[0xd0; 32]).write()].concat();
    let at = position(&whole, &last) + Node::Uint(4096).write().len();
    over(
        "digests-4097",
        whole,
        "a signed object of 4,097 digests",
        at,
        "valueDigests",
        "digests-4096",
    )
    .clause(&["l-2.13"])
    .add(out);
}

/// Under lower limits, so that no file here is of many megabytes.
fn sizes(out: &mut Out) {
    let mut parts = mdl();
    parts.add(MDL_SPACE, "note", text("for sizes"));
    let whole = parts.write();
    let length = whole.len();
    for (limit, clause, field) in [
        ("licence_bytes", "l-2.11", "issuerSigned"),
        ("set_bytes", "l-2.10", "input"),
    ] {
        let name = limit.replace('_', "-");
        let twin = format!("{name}-as-allowed");
        Vector::accepted(
            &format!("licence.{twin}"),
            whole.clone(),
            &format!("a document of as many bytes as `{limit}` allows"),
        )
        .clause(&[clause])
        .flags(&["N28", "boundary"])
        .trust("maryland")
        .limit(limit, length)
        .add(out);
        over(
            &format!("{name}-one-too-many"),
            whole.clone(),
            &format!("a document of one byte more than `{limit}` allows"),
            0,
            field,
            &twin,
        )
        .clause(&[clause])
        .limit(limit, length - 1)
        .add(out);
    }
}

fn names_documents_items(out: &mut Out) {
    for (length, good) in [(256, true), (257, false)] {
        let name = "n".repeat(length);
        let mut parts = mdl();
        parts.add(MDL_SPACE, &name, Node::Uint(1));
        let (whole, says) = (
            parts.write(),
            format!("an element whose name has {length} bytes"),
        );
        if good {
            Vector::accepted("licence.name-bytes-256", whole, &says)
                .clause(&["l-2.12"])
                .flags(&["N28", "boundary"])
                .trust("maryland")
                .add(out);
        } else {
            let at = position(&whole, &text(&name).write());
            over(
                "name-bytes-257",
                whole,
                &says,
                at,
                "elementIdentifier",
                "name-bytes-256",
            )
            .clause(&["l-2.12"])
            .add(out);
        }
    }
    let one = document(
        MDL,
        mdl().sign().node(),
        Proof::new(MDL, -7).signed(&HOLDER_KEY.get()),
    );
    let set = response(vec![one.clone(), one.clone(), one.clone()]).write();
    let at = set.len() - one.write().len() - (text("status").write().len() + 1);
    Vector::accepted(
        "licence.documents-as-allowed",
        set.clone(),
        "three documents where three are allowed",
    )
    .clause(&["l-2.11"])
    .flags(&["N28", "boundary"])
    .trust("maryland")
    .session("session")
    .limit("documents", 3)
    .documents(&["in-force"; 3])
    .add(out);
    over(
        "documents-one-too-many",
        set,
        "three documents where two are allowed",
        at,
        "documents",
        "documents-as-allowed",
    )
    .clause(&["l-2.11"])
    .limit("documents", 2)
    .add(out);
    Vector::malformed(
        "licence.items-one-too-many",
        vec![0x84, 0, 0, 0, 0],
        "five items of CBOR where four are allowed",
        "codec.over-limit",
        4,
        "input",
    )
    .clause(&["l-2.10"])
    .flags(&["N28", "boundary"])
    .limit("items", 4)
    .add(out);
}
