//! Steps 2.1.3 and 2.1.4: the elements are the ones that were sealed.

use elicence::crypto::DigestAlgorithm;

use crate::{
    cbor::{FALSE, Heads, Node, date, embedded, text},
    document::{COMMON, item},
    good::{MDL_SPACE, business, business_digested, mdl},
    out::{Out, Vector},
};

pub(crate) fn make(out: &mut Out) {
    let good = business().write();
    out.file("verify/business-licence.diag", crate::diag::print(&good));
    Vector::accepted(
        "verify.business-licence",
        good,
        "a business licence that shows what it must and a little more",
    )
    .clause(&["v-2.1.4b", "v-2.2.2a", "v-2.2.2b", "v-5.1.3d"])
    .holder("not-bound")
    .add(out);
    forged(out);
    unsealed(out);
    algorithms(out);
    as_received(out);
    identifiers(out);
}

fn forged(out: &mut Out) {
    for (place, id, value) in [
        ("first", "family_name", text("Other")),
        ("middle", "issue_date", date("2024-05-07")),
        ("last", "age_over_18", FALSE),
    ] {
        let mut parts = mdl();
        parts.forge(MDL_SPACE, id, value);
        Vector::refused(
            &format!("verify.value-changed-{place}"),
            parts.write(),
            &format!("the value of the {place} element, {id}, was changed after sealing"),
            &["verify.digest-mismatch"],
        )
        .clause(&["v-2.1.4b"])
        .flags(&["N1", "N4", "N30"])
        .critical()
        .trust("maryland")
        .twin("verify.mdl")
        .add(out);
    }
    let mut parts = business();
    for (id, value) in [
        ("holder_name", "广州市伪造贸易有限公司"),
        ("number", "91440100TEM0010140"),
    ] {
        parts.forge(COMMON, id, text(value));
    }
    Vector::refused(
        "verify.two-values-changed",
        parts.write(),
        "two values were changed: both are reported",
        &["verify.digest-mismatch", "verify.digest-mismatch"],
    )
    .clause(&["v-2.1.4b", "v-primary"])
    .flags(&["N1", "N4"])
    .critical()
    .twin("verify.business-licence")
    .add(out);
}

fn unsealed(out: &mut Out) {
    let mut parts = mdl();
    let extra = item(Node::Uint(90), "portrait_note", text("added"));
    parts.items(MDL_SPACE).push(extra);
    Vector::refused(
        "verify.element-added",
        parts.write(),
        "an element was added whose digestID the signed object does not have",
        &["verify.digest-missing"],
    )
    .clause(&["v-2.1.4a"])
    .flags(&["N5"])
    .critical()
    .trust("maryland")
    .twin("verify.mdl")
    .add(out);
    let mut parts = mdl();
    parts
        .items("org.example.added")
        .push(item(Node::Uint(0), "rank", text("admiral")));
    Vector::refused(
        "verify.name-space-added",
        parts.write(),
        "a whole name space was added that the signed object does not have, with a digestID that another one has",
        &["verify.digest-missing"],
    )
    .clause(&["v-2.1.4a"])
    .flags(&["N5"])
    .critical()
    .trust("maryland")
    .twin("verify.mdl")
    .add(out);
    let mut parts = mdl();
    let moved = parts.items(MDL_SPACE).pop().unwrap();
    parts.items("org.example.other").push(moved);
    parts.add("org.example.other", "anchor", text("sealed"));
    parts.items("org.example.other").pop();
    Vector::refused(
        "verify.element-moved",
        parts.write(),
        "an element was moved to another sealed name space",
        &["verify.digest-missing"],
    )
    .clause(&["v-2.1.4a"])
    .flags(&["N5"])
    .critical()
    .trust("maryland")
    .twin("verify.mdl")
    .add(out);
}

fn algorithms(out: &mut Out) {
    for algorithm in DigestAlgorithm::ALL {
        let name = algorithm.mso_name().to_lowercase();
        let sm = if *algorithm == DigestAlgorithm::Sm3 {
            "sm"
        } else {
            ""
        };
        let id = format!("verify.digest-{name}");
        let mut vector = Vector::accepted(
            &id,
            business_digested(*algorithm).write(),
            &format!("the elements are digested with {}", algorithm.mso_name()),
        )
        .clause(&["v-2.1.3"])
        .flags(&["N6", "algorithm"]);
        if !sm.is_empty() {
            vector = vector.feature("sm");
        }
        vector.add(out);
    }
    let refused = [
        (
            "unknown",
            "SHA-1",
            "a digest algorithm that is not on the list",
        ),
        (
            "lower-case",
            "sha-256",
            "the name of the digest algorithm in lower case",
        ),
        ("empty", "", "an empty name of the digest algorithm"),
    ];
    for (name, algorithm, says) in refused {
        let mut parts = business();
        parts.mso.set("digestAlgorithm", text(algorithm));
        Vector::refused(
            &format!("verify.digest-{name}"),
            parts.write(),
            says,
            &["verify.digest-algorithm"],
        )
        .clause(&["v-2.1.3"])
        .flags(&["N6"])
        .critical()
        .twin("verify.digest-sha-256")
        .add(out);
    }
    let mut parts = business();
    parts.mso.set("digestAlgorithm", text("SHA-384"));
    let count = parts.name_spaces.iter().map(|(_, items)| items.len()).sum();
    Vector::refused(
        "verify.digest-of-another-algorithm",
        parts.write(),
        "the digests are SHA-256, the signed object says SHA-384",
        &vec!["verify.digest-mismatch"; count],
    )
    .clause(&["v-2.1.3", "v-2.1.4b"])
    .flags(&["N6"])
    .critical()
    .twin("verify.digest-sha-384")
    .add(out);
}

/// Other encodings of one item, each digested as it is written.
fn as_received(out: &mut Out) {
    let content = |order: [usize; 4]| {
        let members = [
            (text("digestID"), Node::Uint(50)),
            (
                text("random"),
                Node::Bytes(crate::keys::stream("salt of order", 32)),
            ),
            (text("elementIdentifier"), text("order")),
            (
                text("elementValue"),
                crate::cbor::map([("b", Node::Uint(1)), ("a", Node::Uint(2))]),
            ),
        ];
        Node::Map(order.map(|place| members[place].clone()).to_vec())
    };
    let with = |tagged: Vec<u8>| {
        let mut parts = mdl();
        let end = parts.items(MDL_SPACE).len();
        parts.put_item(MDL_SPACE, end, tagged, &Node::Uint(50));
        parts
    };
    let mut orders = Vec::new();
    for a in 0..4 {
        for b in 0..4 {
            for c in 0..4 {
                let order = [a, b, c, 6_usize.wrapping_sub(a + b + c)];
                let mut sorted = order;
                sorted.sort_unstable();
                if sorted == [0, 1, 2, 3] {
                    orders.push(order);
                }
            }
        }
    }
    for order in orders {
        let name = order.map(|place| ["d", "r", "i", "v"][place]).concat();
        let parts = with(embedded(&content(order).write()).write());
        Vector::accepted(
            &format!("verify.item-order-{name}"),
            parts.write(),
            "the members of an item in this order (digestID, random, elementIdentifier, elementValue), sealed so",
        )
        .clause(&["v-2.1.4c", "l-2.8", "l-2.9"])
        .flags(&["N11", "lenient"])
        .trust("maryland")
        .add(out);
    }
    for (name, inner, outer, says) in [
        (
            "long-form",
            Heads::Long,
            Heads::Shortest,
            "an item with every head in nine bytes",
        ),
        (
            "indefinite",
            Heads::Indefinite,
            Heads::Shortest,
            "an item with indefinite lengths",
        ),
        (
            "long-tag",
            Heads::Shortest,
            Heads::Long,
            "tag and length of the item's byte string in nine bytes",
        ),
        (
            "chunked",
            Heads::Shortest,
            Heads::Indefinite,
            "the item's byte string in two chunks",
        ),
    ] {
        let parts = with(embedded(&content([0, 1, 2, 3]).write_with(inner)).write_with(outer));
        let bytes = parts.write();
        Vector::accepted(
            &format!("verify.item-{name}"),
            bytes,
            &format!("{says}, sealed so"),
        )
        .clause(&["v-2.1.4c", "l-2.8", "l-2.9"])
        .flags(&["N11", "lenient"])
        .trust("maryland")
        .add(out);
        let mut parts = mdl();
        let end = parts.items(MDL_SPACE).len();
        parts.put_item(
            MDL_SPACE,
            end,
            embedded(&content([0, 1, 2, 3]).write()).write(),
            &Node::Uint(50),
        );
        parts.items(MDL_SPACE)[end] =
            embedded(&content([0, 1, 2, 3]).write_with(inner)).write_with(outer);
        Vector::refused(
            &format!("verify.item-{name}-written-anew"),
            parts.write(),
            &format!("{says}, but sealed in the shortest form: the same value, other bytes"),
            &["verify.digest-mismatch"],
        )
        .clause(&["v-2.1.4c", "l-2.9"])
        .flags(&["N11", "N1"])
        .trust("maryland")
        .twin(&format!("verify.item-{name}"))
        .add(out);
    }
}

fn identifiers(out: &mut Out) {
    for (name, number) in [
        ("2-31-less-1", (1_u64 << 31) - 1),
        ("2-31", 1 << 31),
        ("2-32", 1 << 32),
        ("2-53-and-1", (1 << 53) + 1),
        ("2-64-less-1", u64::MAX),
    ] {
        let mut parts = mdl();
        parts.add_numbered(MDL_SPACE, "numbered", text("far"), &Node::Uint(number));
        let id = format!("verify.digest-id-{name}");
        Vector::accepted(
            &id,
            parts.write(),
            &format!("an element with digestID {number}"),
        )
        .clause(&["v-2.1.4a"])
        .flags(&["N24"])
        .trust("maryland")
        .add(out);
        let mut parts = mdl();
        parts.add_numbered(MDL_SPACE, "numbered", text("far"), &Node::Uint(number));
        let digest = parts.digests(MDL_SPACE).members().pop().unwrap().1;
        // What a reader would see that cuts the number to 32 or 53 bits.
        let neighbour = number.wrapping_sub(1);
        parts
            .digests(MDL_SPACE)
            .put_key(Node::Uint(neighbour), digest);
        Vector::refused(
            &format!("{id}-beside"),
            parts.write(),
            &format!("an element with digestID {number}, whose digest stands under {neighbour}"),
            &["verify.digest-missing"],
        )
        .clause(&["v-2.1.4a"])
        .flags(&["N24"])
        .trust("maryland")
        .twin(&id)
        .add(out);
    }
}
