//! The store of trust lists and the state of a status list in their folders: what a refusal leaves as it was, and what a
//! file that somebody changed can and cannot do.

mod binary;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use binary::{Run, folder, root, run};
use elicence::crypto::{Signer, SoftwareKey};

const LIST: &str = "https://lists.example/guangzhou";
const NOW: &str = "2026-05-01T00:00:00Z";
const LATER: &str = "2026-07-02T00:00:00Z";

/// An operator with keys, two issues of its list, and a verifier's store that is yet to be made.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(name: &str) -> Self {
        let place = Self {
            folder: folder(name),
        };
        for name in ["guangzhou-1.json", "guangzhou-2.json"] {
            let from = root().join("tests/cmd/trust-journey.in").join(name);
            fs::copy(from, place.folder.join(name)).unwrap();
        }
        let made = place.run(&[
            "demo-pki",
            "--out",
            "@guangzhou",
            "--not-before",
            "2026-01-01T00:00:00Z",
        ]);
        assert_eq!(made.status, 0, "{made:?}");
        place.make("guangzhou-1.json", "1.cbor", &[]);
        place.make("guangzhou-2.json", "2.cbor", &["--previous", "@1.cbor"]);
        place
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// Runs with every `@name` as the path of that file in the folder, also after a `=`.
    fn run(&self, arguments: &[&str]) -> Run {
        let here = |argument: &&str| argument.replace('@', &self.path(""));
        run(&arguments.iter().map(here).collect::<Vec<_>>())
    }

    fn make(&self, contents: &str, out: &str, more: &[&str]) {
        let (contents, out) = (format!("@{contents}"), format!("@{out}"));
        let (cert, key) = ("@guangzhou/DEMO-list.pem", "@guangzhou/DEMO-list.key.pem");
        let mut arguments = vec!["trust", "make", &contents, "--cert", cert, "--key", key];
        arguments.extend(["--out", &out]);
        arguments.extend(more);
        let made = self.run(&arguments);
        assert_eq!(made.status, 0, "{made:?}");
    }

    fn update(&self, more: &[&str]) -> Run {
        let mut arguments = vec!["trust", "update", "@store"];
        arguments.extend(more);
        self.run(&arguments)
    }

    /// The store with the first issue.
    fn begin(&self) {
        let pin = format!("{LIST}=@guangzhou/DEMO-list.pem");
        let updated = self.update(&["@1.cbor", "--root", &pin, "--now", NOW]);
        assert_eq!(updated.status, 0, "{updated:?}");
    }

    fn check(&self, now: &str) -> Run {
        self.run(&[
            "trust",
            "check",
            "@guangzhou/DEMO-seal.pem",
            "--trust",
            "@store",
            "--crl",
            "@guangzhou/DEMO-ca.crl",
            "--type",
            "org.elicence.business_licence.1",
            "--region",
            "CN-4401",
            "--at",
            now,
        ])
    }

    fn key(&self, name: &str) -> SoftwareKey {
        let pem = fs::read_to_string(self.folder.join("guangzhou").join(name)).unwrap();
        SoftwareKey::from_pkcs8_pem(&pem).unwrap()
    }
}

/// Every file of a folder with what it holds.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_list_that_is_refused_leaves_the_store_as_it_was_and_takes_the_others_along() {
    let place = Place::new("trust-refused");
    place.begin();
    let before = contents(&place.folder.join("store"));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        ["roots.json", "state.cbor"]
    );
    let mut broken = fs::read(place.folder.join("2.cbor")).unwrap();
    *broken.last_mut().unwrap() ^= 1;
    fs::write(place.folder.join("broken.cbor"), broken).unwrap();
    fs::write(place.folder.join("no.crl"), "no").unwrap();
    for (more, status, says) in [
        (vec!["@broken.cbor"], 1, "trust.list-signature-mismatch"),
        (
            vec!["@broken.cbor", "@2.cbor"],
            1,
            "trust.list-signature-mismatch",
        ),
        (
            vec!["@2.cbor", "--status", "@1.cbor"],
            1,
            "codec.invalid-value",
        ),
        (vec!["@2.cbor", "--crl", "@no.crl"], 2, ""),
        (vec!["@2.cbor", "@nowhere.cbor"], 2, ""),
        (
            vec![
                "@guangzhou/DEMO-list.pem",
                "--root",
                "urn:x=@guangzhou/DEMO-ca.pem",
            ],
            1,
            "codec.",
        ),
    ] {
        let updated = place.update(&[more.as_slice(), &["--now", LATER]].concat());
        assert_eq!(updated.status, status, "{more:?}: {updated:?}");
        assert!(updated.stdout.contains(says), "{more:?}: {updated:?}");
        assert_eq!(contents(&place.folder.join("store")), before, "{more:?}");
    }
}

#[test]
fn a_store_is_not_made_by_an_update_that_is_refused() {
    let place = Place::new("trust-not-made");
    let pin = format!("{LIST}=@guangzhou/DEMO-status.pem");
    let updated = place.update(&["@1.cbor", "--root", &pin, "--now", NOW]);
    assert_eq!(updated.status, 1, "{updated:?}");
    assert!(updated.stdout.contains("trust.list-signer-unknown"));
    assert!(!place.folder.join("store").exists());
}

#[test]
fn several_issues_of_one_list_are_taken_in_their_order_whatever_that_of_the_files() {
    let place = Place::new("trust-order");
    let pin = format!("{LIST}=@guangzhou/DEMO-list.pem");
    let updated = place.update(&["@2.cbor", "@1.cbor", "--root", &pin, "--now", LATER]);
    assert_eq!(updated.status, 0, "{updated:?}");
    let says = "1.cbor: issue 1 of `https://lists.example/guangzhou`, the first that is held";
    assert!(updated.stdout.contains(says), "{}", updated.stdout);
    let says = "2.cbor: issue 2 of `https://lists.example/guangzhou`, after issue 1";
    assert!(updated.stdout.contains(says), "{}", updated.stdout);
    let again = place.update(&["@2.cbor", "--now", LATER]);
    assert!(again.stdout.starts_with("UNCHANGED   "), "{again:?}");
}

#[test]
fn a_list_whose_pin_was_taken_back_vouches_for_nobody_and_keeps_its_floor() {
    let place = Place::new("trust-pin-gone");
    place.begin();
    assert_eq!(place.check(NOW).status, 0);
    let updated = place.update(&["@2.cbor", "--now", LATER]);
    assert_eq!(updated.status, 0, "{updated:?}");
    let roots = place.folder.join("store/roots.json");
    let pins = fs::read_to_string(&roots).unwrap();
    fs::write(&roots, r#"{"format": "elicence.roots.1", "roots": []}"#).unwrap();
    let checked = place.check(NOW);
    assert_eq!(checked.status, 1, "{checked:?}");
    assert!(checked.stdout.contains("trust.no-path"), "{checked:?}");
    assert!(checked.stderr.contains("is left out"), "{checked:?}");
    // An update without the pin forgets the list, and not what nobody may go back behind.
    assert_eq!(place.update(&["--now", LATER]).status, 0);
    fs::write(&roots, pins).unwrap();
    let back = place.update(&["@1.cbor", "--now", LATER]);
    assert_eq!(back.status, 1, "{back:?}");
    assert!(back.stdout.contains("trust.list-rollback"), "{back:?}");
}

#[test]
fn what_somebody_wrote_into_the_store_is_trouble_or_left_out_and_never_trusted() {
    let place = Place::new("trust-tampered");
    place.begin();
    let state = place.folder.join("store/state.cbor");
    let good = fs::read(&state).unwrap();
    let needle = b"org.elicence.business_licence.1";
    let at = good
        .windows(needle.len())
        .position(|w| w == needle)
        .unwrap();
    let mut changed = good.clone();
    changed[at + needle.len() - 1] = b'2';
    fs::write(&state, changed).unwrap();
    let checked = place.check(NOW);
    assert_eq!(checked.status, 1, "{checked:?}");
    assert!(checked.stderr.contains("is left out"), "{checked:?}");
    for junk in [&b""[..], b"no state", &good[..good.len() - 1]] {
        fs::write(&state, junk).unwrap();
        let checked = place.check(NOW);
        assert_eq!((checked.status, checked.stdout.as_str()), (2, ""));
        assert!(
            checked.stderr.contains("is not a state: "),
            "{}",
            checked.stderr
        );
    }
    fs::write(&state, &good).unwrap();
    let roots = place.folder.join("store/roots.json");
    for junk in [
        "",
        "{}",
        r#"{"format": "elicence.roots.2", "roots": []}"#,
        r#"{"format": "elicence.roots.1", "roots": [{"list": "urn:x", "certificate": "?"}]}"#,
    ] {
        fs::write(&roots, junk).unwrap();
        assert_eq!(place.check(NOW).status, 2, "{junk}");
    }
}

#[test]
fn a_list_is_signed_elsewhere_with_the_bytes_that_were_written_for_that() {
    let place = Place::new("trust-elsewhere");
    let prepared = place.run(&[
        "trust",
        "make",
        "@guangzhou-1.json",
        "--cert",
        "@guangzhou/DEMO-list.pem",
        "--out",
        "@prepared",
        "--to-be-signed",
        "@message",
    ]);
    assert_eq!(prepared.status, 0, "{prepared:?}");
    let message = fs::read(place.folder.join("message")).unwrap();
    let sign = || {
        place.run(&[
            "trust",
            "sign",
            "@prepared",
            "--signature",
            "@signature",
            "--out",
            "@signed.cbor",
        ])
    };
    for (key, status, word) in [
        ("DEMO-seal.key.pem", 1, "NOT SIGNED   "),
        ("DEMO-list.key.pem", 0, "SIGNED   "),
        ("DEMO-list.key.pem", 2, ""),
    ] {
        let signature = place.key(key).sign(&message).unwrap();
        fs::write(place.folder.join("signature"), signature).unwrap();
        let signed = sign();
        assert_eq!(signed.status, status, "{key}: {signed:?}");
        assert!(signed.stdout.starts_with(word), "{key}: {signed:?}");
        assert_eq!(place.folder.join("signed.cbor").exists(), status != 1);
    }
    // Who changes what was prepared gets no signature for it, neither by key nor by the signature of before.
    let text = fs::read_to_string(place.folder.join("prepared")).unwrap();
    let changed = text.replace("CN-4401", "CN-4403");
    assert_ne!(changed, text);
    fs::write(place.folder.join("changed"), changed).unwrap();
    let key = "@guangzhou/DEMO-list.key.pem";
    let signed = place.run(&["trust", "sign", "@changed", "--key", key, "--out", "@no"]);
    assert_eq!(signed.status, 2, "{signed:?}");
    let says = "the prepared list does not lead to the bytes that were to be signed";
    assert!(signed.stderr.contains(says), "{signed:?}");
}

#[test]
fn the_examples_make_lists_with_the_demo_keys() {
    let place = Place::new("trust-examples");
    for kind in ["regional", "list-of-lists"] {
        let issued = "2026-03-01T00:00:00Z";
        let example = place.run(&["trust", "make", "--example", kind, "--issued", issued]);
        let contents = place.folder.join("guangzhou").join(format!("{kind}.json"));
        fs::write(&contents, &example.stdout).unwrap();
        let lint = place.run(&["trust", "lint", contents.to_str().unwrap(), "--now", issued]);
        assert_eq!(lint.status, 0, "{lint:?}");
        place.make(
            &format!("guangzhou/{kind}.json"),
            &format!("{kind}.cbor"),
            &[],
        );
    }
}

#[test]
fn an_index_is_given_once_and_the_register_is_its_owners_only() {
    let place = Place::new("status-register");
    let made = place.run(&[
        "status",
        "make",
        "@register.json",
        "--uri",
        "https://status.example/1",
        "--entries",
        "8",
    ]);
    assert_eq!(made.status, 0, "{made:?}");
    let mut given = Vec::new();
    for _ in 0..8 {
        let set = place.run(&["status", "set", "@register.json", "new", "issue"]);
        assert_eq!(set.status, 0, "{set:?}");
        given.push(set.stdout.split(' ').nth(4).unwrap().to_owned());
    }
    given.sort();
    assert_eq!(given, ["0", "1", "2", "3", "4", "5", "6", "7"]);
    let before = fs::read(place.folder.join("register.json")).unwrap();
    let full = place.run(&["status", "set", "@register.json", "new", "issue"]);
    assert_eq!(full.status, 1);
    assert!(full.stdout.contains("status.index-exhausted"), "{full:?}");
    let illegal = place.run(&[
        "status",
        "set",
        "@register.json",
        "3",
        "resume",
        "--ground",
        "x",
    ]);
    assert_eq!(illegal.status, 1);
    assert_eq!(
        fs::read(place.folder.join("register.json")).unwrap(),
        before
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let register = fs::metadata(place.folder.join("register.json")).unwrap();
        assert_eq!(register.permissions().mode() & 0o077, 0);
    }
}

#[test]
fn a_second_change_waits_for_the_first() {
    let place = Place::new("trust-locked");
    place.begin();
    let lock = fs::File::open(place.folder.join("store")).unwrap();
    if lock.try_lock().is_err() {
        println!("skipped: this system does not lock folders");
        return;
    }
    let updated = place.update(&["@2.cbor", "--now", LATER]);
    assert_eq!(updated.status, 2, "{updated:?}");
    assert!(
        updated.stderr.contains("is being changed by somebody else"),
        "{updated:?}"
    );
    lock.unlock().unwrap();
    assert_eq!(place.update(&["@2.cbor", "--now", LATER]).status, 0);
    assert_eq!(place.check(LATER).status, 1);
}
