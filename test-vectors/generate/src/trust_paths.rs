//! Paths: section 7.

use crate::{
    authorities::{
        CA_NOT_BEFORE, HOLDER_KEY, LOWER_KEY, MIDDLE_KEY, Party, ROOT, ROOT_KEY, THE_LOWER, THE_MIDDLE, THE_ROOT, THE_SEAL,
        THIEF_KEY, ca_draft, leaf, leaf_draft, root, signed, trust,
    },
    out::Out,
    pki::{self, Draft, Subject, extension, tlv},
    trust::{GUANGDONG, NO_PATH, TOO_LONG, leaf_of, life, middle, middle_draft, ok, refused, the_leaf},
    trust_extensions::{DNS, IP, MAIL, NAME_CONSTRAINTS, SUBJECT_NAMES, URI, permitting},
};

const THE_THIRD: Party = (Subject { cn: "Test Third", ..ROOT }, HOLDER_KEY);
/// The root's new key, under its old name.
const ROLLED: Party = (ROOT, THIEF_KEY);

pub(crate) fn make(out: &mut Out) {
    chaining(out);
    forgeries(out);
    twins(out);
    lengths(out);
    constraints(out);
}

fn ca(of: Party, by: Party, path_length: u8) -> Vec<u8> {
    signed(&ca_draft(of, by, path_length), by.1)
}

fn lower() -> Vec<u8> {
    ca(THE_LOWER, THE_MIDDLE, 0)
}

fn chaining(out: &mut Out) {
    let leaf_of_lower = leaf_of(THE_LOWER);
    ok("two-intermediates", &[&leaf_of_lower, &lower(), &middle()], "a path over two intermediates").add(out);
    ok("intermediates-in-any-order", &[&leaf_of_lower, &root(), &middle(), &lower()], "the same path with the root in the chain and the intermediates turned round")
        .flags(&["lenient"])
        .add(out);
    let (a, b) = (ca(THE_MIDDLE, THE_LOWER, 9), ca(THE_LOWER, THE_MIDDLE, 9));
    refused("cycle", &[&leaf_of(THE_MIDDLE), &a, &b], "two intermediates that vouch for each other", NO_PATH)
        .clause(&["t-path-none"])
        .flags(&["N28"])
        .twin("trust.cycle-with-a-way-out")
        .add(out);
    ok("cycle-with-a-way-out", &[&leaf_of(THE_MIDDLE), &a, &b, &middle()], "two intermediates that vouch for each other, and a certificate that leads to the anchor")
        .add(out);
    refused("unknown-root", &[&signed(&leaf_draft(THE_SEAL, THE_THIRD), THE_THIRD.1), &ca(THE_THIRD, THE_THIRD, 2)], "a chain that is right up to a root that nobody trusts", NO_PATH)
        .clause(&["t-path-none"])
        .flags(&["N7", "N18"])
        .critical()
        .twin("trust.leaf")
        .add(out);
    // Signed by the root's key, with its key identifier.
    for (name, issuer, says) in [
        ("issuer-of-another-name", pki::name(&THE_MIDDLE.0), "the issuer's name is another than the anchor's; key identifier and signature fit"),
        ("issuer-with-a-space-more", pki::name(&Subject { cn: "Test Root ", ..ROOT }), "the issuer's name ends in a space that the anchor's does not have"),
        ("issuer-in-other-case", pki::name(&Subject { cn: "test root", ..ROOT }), "the issuer's name in small letters, which other software takes for the same"),
        ("issuer-as-printable-string", as_printable(&pki::name(&ROOT)), "the issuer's name in another string type"),
    ] {
        refused(name, &[&signed(&Draft { issuer, ..the_leaf() }, ROOT_KEY)], says, NO_PATH)
            .clause(&["t-path-name"])
            .flags(&["N12"])
            .twin("trust.leaf")
            .add(out);
    }
}

/// The name with each UTF8String as PrintableString.
fn as_printable(name: &[u8]) -> Vec<u8> {
    let mut name = name.to_vec();
    for at in 0..name.len() - 3 {
        if name[at..at + 2] == [0x55, 0x04] && name[at + 3] == 0x0c {
            name[at + 3] = 0x13;
        }
    }
    name
}

fn forgeries(out: &mut Out) {
    let mut twin = ca_draft(THE_ROOT, THE_ROOT, 2);
    twin.spki = THIEF_KEY.public().to_spki_der();
    let twin = signed(&twin, THIEF_KEY);
    let forged = signed(&the_leaf(), THIEF_KEY);
    let forged_middle = signed(&middle_draft(), THIEF_KEY);
    for (name, chain, says, sound) in [
        ("leaf-not-signed-by-the-anchor", vec![&forged], "name and key identifier of the anchor, and a signature by another key", "trust.leaf"),
        ("leaf-under-a-twin-of-the-anchor", vec![&forged, &twin], "the same, with a root in the chain that has name and key identifier of the anchor", "trust.leaf"),
        ("intermediate-not-signed-by-the-anchor", vec![&leaf_of(THE_MIDDLE), &forged_middle], "an intermediate with name and key identifier of the anchor, and a signature by another key", "trust.leaf-of-middle"),
    ] {
        let chain: Vec<&[u8]> = chain.iter().map(|der| der.as_slice()).collect();
        refused(name, &chain, says, NO_PATH).clause(&["t-path-key"]).flags(&["N12", "N16"]).critical().twin(sound).add(out);
    }
    let mut flipped = leaf();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    refused("signature-with-a-flipped-bit", &[&flipped], "the last bit of the signature is flipped", NO_PATH)
        .clause(&["t-path-key"])
        .flags(&["N12"])
        .critical()
        .twin("trust.leaf")
        .add(out);
    let expired = signed(&Draft { validity: life(CA_NOT_BEFORE, CA_NOT_BEFORE), ..middle_draft() }, ROOT_KEY);
    ok("bad-twins-of-an-intermediate", &[&leaf_of(THE_MIDDLE), &expired, &forged_middle, &middle()], "an expired and a forged certificate of the intermediate beside the right one")
        .flags(&["lenient"])
        .add(out);
}

/// Another office that took the same name.
fn twins(out: &mut Out) {
    let other = ca((ROOT, THIEF_KEY), (ROOT, THIEF_KEY), 2);
    let root = root();
    let beijing = "elicence:*:CN-11";
    out.trust("root-and-twin", &trust(&[(&root, GUANGDONG), (&other, beijing)], &[]));
    out.trust("twin-and-root", &trust(&[(&other, beijing), (&root, GUANGDONG)], &[]));
    for (name, anchors, says) in [
        ("twin-stands-second", "root-and-twin", "two anchors of one name, the one with the key stands first"),
        ("twin-stands-first", "twin-and-root", "two anchors of one name, the one with the key stands second"),
    ] {
        ok(name, &[&leaf()], says).clause(&["t-path-twin"]).flags(&["N16"]).trust(anchors).given("region", "CN-4401".into()).add(out);
    }
    refused("scope-of-the-twin", &[&leaf()], "the region lies in the scope of the anchor that has the name and not the key", "trust.region-out-of-scope")
        .clause(&["t-path-twin", "t-region"])
        .flags(&["N14", "N16"])
        .critical()
        .trust("twin-and-root")
        .given("region", "CN-11".into())
        .twin("trust.twin-stands-first")
        .add(out);
}

fn lengths(out: &mut Out) {
    let open_root = ca(THE_ROOT, THE_ROOT, 9);
    let closed_root = ca(THE_ROOT, THE_ROOT, 0);
    out.trust("root-open", &trust(&[(&open_root, GUANGDONG)], &[]));
    out.trust("root-closed", &trust(&[(&closed_root, GUANGDONG)], &[]));
    let (middle, lower, third) = (ca(THE_MIDDLE, THE_ROOT, 9), ca(THE_LOWER, THE_MIDDLE, 9), ca(THE_THIRD, THE_LOWER, 9));
    ok("two-intermediates-without-bound", &[&leaf_of(THE_LOWER), &lower, &middle], "two intermediates where every CA allows nine").trust("root-open").add(out);
    refused("three-intermediates", &[&leaf_of(THE_THIRD), &third, &lower, &middle], "three intermediates where every CA allows nine", TOO_LONG)
        .clause(&["t-path-long"])
        .flags(&["N12"])
        .trust("root-open")
        .twin("trust.two-intermediates-without-bound")
        .add(out);
    let closed = ca(THE_MIDDLE, THE_ROOT, 0);
    ok("intermediate-allows-none-below", &[&leaf_of(THE_MIDDLE), &closed], "an intermediate that allows none below it, and there is none").add(out);
    refused("intermediate-below-one-that-allows-none", &[&leaf_of(THE_LOWER), &lower, &closed], "an intermediate that allows none below it, and there is one", TOO_LONG)
        .clause(&["t-path-length"])
        .flags(&["N12", "boundary"])
        .critical()
        .twin("trust.intermediate-allows-none-below")
        .add(out);
    // The middle CA's new key, vouched for by its old one.
    let new_middle: Party = (THE_MIDDLE.0, LOWER_KEY);
    let self_issued = ca(new_middle, THE_MIDDLE, 0);
    let leaf_of_new = signed(&leaf_draft(THE_SEAL, new_middle), LOWER_KEY);
    refused("self-issued-below-one-that-allows-none", &[&leaf_of_new, &self_issued, &closed], "a self-issued certificate below an intermediate that allows none counts too", TOO_LONG)
        .clause(&["t-path-length"])
        .flags(&["N12"])
        .twin("trust.self-issued-below-one-that-allows-one")
        .add(out);
    ok("self-issued-below-one-that-allows-one", &[&leaf_of_new, &self_issued, &crate::trust::middle()], "a self-issued certificate below an intermediate that allows one").add(out);
    ok("anchor-allows-none", &[&leaf()], "an anchor that allows no intermediate, and there is none").trust("root-closed").add(out);
    refused("intermediate-below-an-anchor-that-allows-none", &[&leaf_of(THE_MIDDLE), &middle], "an anchor that allows no intermediate, and there is one", TOO_LONG)
        .clause(&["t-path-anchor-length"])
        .flags(&["N12", "boundary"])
        .critical()
        .trust("root-closed")
        .twin("trust.anchor-allows-none")
        .add(out);
    let rolled = ca(ROLLED, THE_ROOT, 0);
    ok("self-issued-below-an-anchor-that-allows-none", &[&signed(&leaf_draft(THE_SEAL, ROLLED), THIEF_KEY), &rolled], "the anchor's new key, vouched for by its old one, does not count against the anchor's bound")
        .clause(&["t-path-anchor-length"])
        .trust("root-closed")
        .add(out);
}

fn constraints(out: &mut Out) {
    let network = [192, 0, 2, 0, 255, 255, 255, 0];
    let cases: [(&str, u8, &[u8], &[u8], Option<&[u8]>); 4] = [
        ("dns", DNS, b"example.org", b"ca.example.com", Some(b"ca.example.org")),
        ("ip", IP, &network, &[198, 51, 100, 1], Some(&[192, 0, 2, 1])),
        ("mail", MAIL, b"example.org", b"ca@example.org", None),
        ("uri", URI, b"example.org", b"https://ca.example.com/", None),
    ];
    for (form, tag, base, outside, inside) in cases {
        let above = if form == "dns" { "root-permits-example-org".to_owned() } else { format!("root-permits-{form}") };
        if form != "dns" {
            let root = signed(&ca_draft(THE_ROOT, THE_ROOT, 2).with(NAME_CONSTRAINTS, Some(permitting(&tlv(tag, &[base])))), ROOT_KEY);
            out.trust(&above, &trust(&[(&root, GUANGDONG)], &[]));
        }
        let named = |name: &[u8]| {
            let names = extension(SUBJECT_NAMES, false, &tlv(0x30, &[&tlv(tag, &[name])]));
            signed(&middle_draft().with(SUBJECT_NAMES, Some(names)), ROOT_KEY)
        };
        let twin = match inside {
            Some(inside) => {
                let name = format!("{form}-name-inside-the-constraints");
                ok(&name, &[&leaf_of(THE_MIDDLE), &named(inside)], &format!("an intermediate with a name of form {form} that the anchor permits"))
                    .trust(&above)
                    .add(out);
                name
            }
            None => {
                let name = format!("no-{form}-name-under-constraints");
                ok(&name, &[&leaf_of(THE_MIDDLE), &middle()], &format!("an anchor with name constraints of form {form}, and no such name below")).trust(&above).add(out);
                name
            }
        };
        let says = match form {
            "mail" => "an intermediate with a mail name that the anchor permits: mail names are not compared".to_owned(),
            _ => format!("an intermediate with a name of form {form} that the anchor does not permit"),
        };
        refused(&format!("{form}-name-outside-the-constraints"), &[&leaf_of(THE_MIDDLE), &named(outside)], &says, "trust.name-constraint")
            .clause(&["t-path-constraint"])
            .flags(&["N12"])
            .trust(&above)
            .twin(&format!("trust.{twin}"))
            .add(out);
    }
    // Of the intermediate's own.
    let constrained = middle_draft().with(NAME_CONSTRAINTS, Some(permitting(&tlv(DNS, &[b"example.org"]))));
    let middle = signed(&constrained, ROOT_KEY);
    let lower = |host: &[u8]| {
        let names = extension(SUBJECT_NAMES, false, &tlv(0x30, &[&tlv(DNS, &[host])]));
        signed(&ca_draft(THE_LOWER, THE_MIDDLE, 0).with(SUBJECT_NAMES, Some(names)), MIDDLE_KEY)
    };
    ok("name-inside-what-an-intermediate-permits", &[&leaf_of(THE_LOWER), &lower(b"lower.example.org"), &middle], "a CA with a name that the intermediate above it permits").add(out);
    refused("name-outside-what-an-intermediate-permits", &[&leaf_of(THE_LOWER), &lower(b"lower.example.com"), &middle], "a CA with a name that the intermediate above it does not permit", "trust.name-constraint")
        .clause(&["t-path-constraint"])
        .flags(&["N12"])
        .twin("trust.name-inside-what-an-intermediate-permits")
        .add(out);
    // Self-issued: bound as well.
    let names = extension(SUBJECT_NAMES, false, &tlv(0x30, &[&tlv(DNS, &[b"ca.example.com"])]));
    let rolled = signed(&ca_draft(ROLLED, THE_ROOT, 1).with(SUBJECT_NAMES, Some(names)), ROOT_KEY);
    refused("self-issued-name-outside-the-constraints", &[&signed(&leaf_draft(THE_SEAL, ROLLED), THIEF_KEY), &rolled], "a self-issued certificate with a name that the anchor does not permit", "trust.name-constraint")
        .clause(&["t-path-constraint"])
        .trust("root-permits-example-org")
        .twin("trust.dns-name-inside-the-constraints")
        .add(out);
}
