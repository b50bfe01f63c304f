//! What the command line prints and the status it exits with; what it writes, and that a failure writes nothing.

mod binary;

use std::{
    fs,
    path::{Path, PathBuf},
};

use binary::{Run, folder, root, run};

const ANCHOR: &str = "examples/data/demo-ca.pem@elicence:*:CN-44";
const LICENCE: &str = "examples/data/business-licence.mdoc";
const NOW: &str = "2026-07-01T00:00:00Z";

/// Every file of `tests/cmd`: commands, what they print, and their status. `TRYCMD=overwrite` writes them anew.
#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .register_bin("elicence", binary::elicence().as_path())
        .env("NO_COLOR", "1")
        .case("tests/cmd/*.trycmd")
        .run();
}

/// A demo authority in a folder of its own.
struct Authority {
    folder: PathBuf,
}

impl Authority {
    fn new(name: &str, code: &str) -> Self {
        let folder = folder(name);
        let made = run(&[
            "demo-pki",
            "--out",
            folder.to_str().unwrap(),
            "--organisation",
            code,
            "--not-before",
            "2025-01-01T00:00:00Z",
        ]);
        assert_eq!(made.status, 0, "{made:?}");
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn seal(&self, draft: &str, out: &str, more: &[&str]) -> Run {
        let (cert, key, out) = (
            self.path("DEMO-seal.pem"),
            self.path("DEMO-seal.key.pem"),
            self.path(out),
        );
        let mut arguments = vec!["seal", draft, "--cert", &cert, "--key", &key, "--out", &out];
        arguments.extend(["--signed", "2026-06-01T00:00:00Z"]);
        arguments.extend(more);
        run(&arguments)
    }

    fn verify(&self, file: &str, more: &[&str]) -> Run {
        let (file, anchor) = (
            self.path(file),
            format!("{}@elicence:*:CN", self.path("DEMO-ca.pem")),
        );
        let mut arguments = vec!["verify", &file, "--anchor", &anchor, "--now", NOW];
        arguments.extend(more);
        run(&arguments)
    }
}

/// The names of what is in a folder, in order.
fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn draft(name: &str) -> String {
    format!("examples/data/drafts/{name}.json")
}

fn member(draft: &str, name: &str) -> String {
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root().join(draft)).unwrap()).unwrap();
    json["common"][name].as_str().unwrap().to_owned()
}

const GUANGZHOU: &str = "Y1440100TEM000037D";

#[test]
fn every_type_is_issued_sealed_verified_and_shown_in_three_languages() {
    for name in [
        "birth_certificate",
        "business_licence",
        "degree_certificate",
        "disability_certificate",
        "driving_licence",
        "food_business_permit",
        "marriage_certificate",
        "real_estate_title",
        "residence_permit",
        "tax_certificate",
    ] {
        let draft = draft(name);
        let authority = Authority::new(&format!("cli-{name}"), &member(&draft, "issuer_code"));
        // The checked draft makes the same licence: what `issue` wrote, `seal` takes.
        let checked = authority.path("checked.json");
        let issued = run(&["issue", &draft, "--out", &checked]);
        assert_eq!(
            (issued.status, issued.stdout.starts_with("ISSUED   ")),
            (0, true),
            "{name}: {issued:?}"
        );
        let again = run(&["issue", &checked]);
        assert_eq!(again.stdout, issued.stdout, "{name}");
        let sealed = authority.seal(&checked, "licence.mdoc", &[]);
        assert_eq!(sealed.status, 0, "{name}: {sealed:?}");
        for (lang, common) in [
            ("zh", "通用信息"),
            ("en", "Common to every licence"),
            ("ko", "공통 항목"),
        ] {
            let verified = authority.verify("licence.mdoc", &["--lang", lang]);
            assert_eq!(verified.status, 0, "{name} {lang}: {verified:?}");
            assert!(
                verified.stdout.starts_with("IN FORCE   ") && verified.stdout.contains(common),
                "{name} {lang}"
            );
            assert!(!verified.stdout.contains(": null"), "{name} {lang}");
        }
    }
}

#[test]
fn a_licence_with_a_holders_key_is_not_bound_until_the_holder_proves_it() {
    let authority = Authority::new("cli-holder", GUANGZHOU);
    let jwk = authority.path("holder.jwk");
    let (x, y) = (
        "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
        "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    );
    fs::write(
        &jwk,
        format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#),
    )
    .unwrap();
    assert_eq!(
        authority
            .seal(
                &draft("business_licence"),
                "bound.mdoc",
                &["--holder-key", &jwk, "--digest", "SHA-384"]
            )
            .status,
        0
    );
    let verified = authority.verify("bound.mdoc", &[]);
    assert!(
        verified
            .stdout
            .lines()
            .next()
            .unwrap()
            .ends_with("; holder: not-bound"),
        "{}",
        verified.stdout
    );
    let required = authority.verify("bound.mdoc", &["--holder", "required"]);
    assert_eq!(required.status, 1);
    assert!(
        required.stdout.contains("verify.holder-not-bound"),
        "{}",
        required.stdout
    );
}

#[test]
fn sealing_in_two_steps_takes_only_the_signature_of_the_seal() {
    use elicence::crypto::{Signer, SoftwareKey};
    let authority = Authority::new("cli-two-steps", GUANGZHOU);
    let (draft, cert) = (draft("tax_certificate"), authority.path("DEMO-seal.pem"));
    let (state, message, signature) = (
        authority.path("state"),
        authority.path("message"),
        authority.path("signature"),
    );
    let prepared = run(&[
        "seal",
        &draft,
        "--cert",
        &cert,
        "--prepare",
        &state,
        "--to-be-signed",
        &message,
    ]);
    assert_eq!(prepared.status, 0, "{prepared:?}");

    let key = |name: &str| {
        SoftwareKey::from_pkcs8_pem(&fs::read_to_string(authority.path(name)).unwrap()).unwrap()
    };
    let out = authority.path("licence.mdoc");
    let complete = || {
        run(&[
            "seal",
            "--complete",
            &state,
            "--signature",
            &signature,
            "--out",
            &out,
        ])
    };
    fs::write(
        &signature,
        key("DEMO-ca.key.pem")
            .sign(&fs::read(&message).unwrap())
            .unwrap(),
    )
    .unwrap();
    let refused = complete();
    assert_eq!(refused.status, 1);
    assert!(
        refused.stdout.starts_with("NOT SEALED   ")
            && refused.stdout.contains("seal.signature-mismatch"),
        "{refused:?}"
    );
    assert!(!Path::new(&out).exists());

    fs::write(
        &signature,
        key("DEMO-seal.key.pem")
            .sign(&fs::read(&message).unwrap())
            .unwrap(),
    )
    .unwrap();
    assert_eq!(complete().status, 0);
    assert_eq!(
        run(&[
            "verify",
            &out,
            "--anchor",
            &format!("{}@elicence:*:CN-4401", authority.path("DEMO-ca.pem"))
        ])
        .status,
        0
    );
}

#[test]
fn a_digest_or_a_holders_key_that_cannot_be_used_seals_nothing() {
    let authority = Authority::new("cli-unusable", GUANGZHOU);
    let before = listing(&authority.folder);
    let key = authority.path("DEMO-seal.key.pem");
    for (more, says) in [
        (
            ["--digest", "MD5"],
            "elicence: error: --digest: `MD5` is not known\n",
        ),
        (
            ["--holder-key", &key],
            "elicence: error: the holder's key is not a public key: ",
        ),
        (
            ["--valid-until", "tomorrow"],
            "elicence: error: invalid value 'tomorrow' for '--valid-until <RFC3339>': ",
        ),
    ] {
        let sealed = authority.seal(&draft("business_licence"), "licence.mdoc", &more);
        assert_eq!((sealed.status, sealed.stdout.as_str()), (2, ""), "{more:?}");
        assert!(sealed.stderr.starts_with(says), "{}", sealed.stderr);
        assert_eq!(listing(&authority.folder), before, "{more:?}");
    }
}

#[test]
fn every_algorithm_of_a_seal_verifies() {
    for algorithm in ["ES384", "ES512", "EdDSA", "SM2"] {
        let folder = folder(&format!("cli-{algorithm}"));
        let out = folder.to_str().unwrap();
        assert_eq!(
            run(&[
                "demo-pki",
                "--out",
                out,
                "--algorithm",
                algorithm,
                "--not-before",
                "2025-01-01T00:00:00Z"
            ])
            .status,
            0
        );
        let authority = Authority { folder };
        assert_eq!(
            authority
                .seal(&draft("business_licence"), "licence.mdoc", &[])
                .status,
            0,
            "{algorithm}"
        );
        let verified = authority.verify("licence.mdoc", &["--trail"]);
        assert_eq!(verified.status, 0, "{algorithm}: {verified:?}");
        assert!(
            verified
                .stdout
                .contains(&format!("algorithm: {algorithm}\n")),
            "{}",
            verified.stdout
        );
    }
}

#[test]
fn a_changed_state_file_seals_nothing() {
    let authority = Authority::new("cli-changed-state", GUANGZHOU);
    let (draft, cert) = (draft("business_licence"), authority.path("DEMO-seal.pem"));
    let (state, message, out) = (
        authority.path("state"),
        authority.path("message"),
        authority.path("out"),
    );
    assert_eq!(
        run(&[
            "seal",
            &draft,
            "--cert",
            &cert,
            "--prepare",
            &state,
            "--to-be-signed",
            &message
        ])
        .status,
        0
    );
    let text = fs::read_to_string(&state).unwrap();
    fs::write(&state, text.replace("5000000.00", "9000000.00")).unwrap();
    let run = run(&[
        "seal",
        "--complete",
        &state,
        "--signature",
        &message,
        "--out",
        &out,
    ]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .starts_with("elicence: error: the state file does not lead to the bytes"),
        "{}",
        run.stderr
    );
    assert!(!Path::new(&out).exists());
}

#[test]
fn bytes_that_are_not_a_licence_are_malformed_with_code_and_place() {
    let folder = folder("cli-malformed");
    let licence = fs::read(root().join(LICENCE)).unwrap();
    let with_tail = [licence.as_slice(), b"\0"].concat();
    for (name, bytes, code) in [
        ("empty", &licence[..0], "codec.truncated"),
        ("half", &licence[..licence.len() / 2], "codec.truncated"),
        ("tail", &with_tail, "codec.trailing-bytes"),
        ("text", b"licence".as_slice(), "codec."),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        let verified = run(&["verify", path, "--anchor", ANCHOR]);
        assert_eq!(verified.status, 1, "{name}");
        assert!(
            verified.stdout.starts_with("MALFORMED   ") && verified.stdout.contains(code),
            "{name}: {}",
            verified.stdout
        );
        let inspected = run(&["inspect", path]);
        assert_eq!(inspected.status, 1, "{name}");
        assert!(
            inspected.stdout.starts_with("NOT VERIFIED   malformed\n"),
            "{name}: {}",
            inspected.stdout
        );
        let report: serde_json::Value =
            serde_json::from_str(&run(&["verify", path, "--anchor", ANCHOR, "--json"]).stdout)
                .unwrap();
        assert_eq!(report["result"], "malformed");
    }
}

#[test]
fn what_is_refused_shows_no_data_and_saves_no_picture() {
    let folder = folder("cli-refused");
    let pictures = folder.join("pictures");
    let refused = run(&[
        "verify",
        LICENCE,
        "--anchor",
        "examples/data/demo-ca.pem@elicence:*:CN-11",
        "--now",
        NOW,
        "--trail",
        "--save-pictures",
        pictures.to_str().unwrap(),
    ]);
    assert_eq!(refused.status, 1);
    assert!(
        !refused.stdout.contains("广州市示例贸易有限公司"),
        "{}",
        refused.stdout
    );
    assert!(!pictures.exists(), "not even the folder");
}

#[test]
fn pictures_are_saved_under_the_name_of_their_element_and_never_overwritten() {
    let pictures = folder("cli-pictures");
    let arguments = [
        "verify",
        LICENCE,
        "--anchor",
        ANCHOR,
        "--now",
        NOW,
        "--save-pictures",
        pictures.to_str().unwrap(),
    ];
    assert_eq!(run(&arguments).status, 0);
    assert_eq!(listing(&pictures), ["1-qr_code.png"]);
    assert!(
        fs::read(pictures.join("1-qr_code.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let again = run(&arguments);
    assert_eq!((again.status, again.stdout.as_str()), (2, ""));
}

#[test]
fn nothing_is_overwritten_and_a_failure_leaves_nothing() {
    let authority = Authority::new("cli-overwrite", GUANGZHOU);
    let before = listing(&authority.folder);
    // A faulty draft, a certificate that is no seal's, a key of another certificate, a validity beyond the certificate.
    let (cert, ca, key, ca_key) = (
        authority.path("DEMO-seal.pem"),
        authority.path("DEMO-ca.pem"),
        authority.path("DEMO-seal.key.pem"),
        authority.path("DEMO-ca.key.pem"),
    );
    let (out, good) = (authority.path("out.mdoc"), draft("business_licence"));
    let faulty = "tests/cmd/drafts/faulty.json";
    for (arguments, status, says) in [
        (
            vec![
                "seal", faulty, "--cert", &cert, "--key", &key, "--out", &out,
            ],
            1,
            "NOT ISSUED",
        ),
        (
            vec![
                "seal", &good, "--cert", &ca, "--key", &ca_key, "--out", &out,
            ],
            1,
            "NOT SEALED",
        ),
        (
            vec![
                "seal", &good, "--cert", &cert, "--key", &ca_key, "--out", &out,
            ],
            2,
            "",
        ),
        (
            vec![
                "seal", &good, "--cert", &cert, "--key", &cert, "--out", &out,
            ],
            2,
            "",
        ),
        (
            vec![
                "seal",
                &good,
                "--cert",
                &cert,
                "--key",
                &key,
                "--out",
                &out,
                "--valid-until",
                "2099-01-01T00:00:00Z",
            ],
            1,
            "NOT SEALED",
        ),
        (vec!["issue", faulty, "--out", &out], 1, "NOT ISSUED"),
    ] {
        let run = run(&arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert!(run.stdout.starts_with(says), "{run:?}");
        assert_eq!(listing(&authority.folder), before, "{arguments:?}");
    }
    // An output that is there stays as it is, also where it is the input.
    fs::write(&out, "mine").unwrap();
    let checked = authority.path("checked.json");
    fs::copy(root().join(&good), &checked).unwrap();
    for arguments in [
        vec!["seal", &good, "--cert", &cert, "--key", &key, "--out", &out],
        vec![
            "seal",
            &good,
            "--cert",
            &cert,
            "--prepare",
            &out,
            "--to-be-signed",
            "never",
        ],
        vec!["issue", &good, "--out", &out],
        vec!["issue", &checked, "--out", &checked],
        vec!["demo-pki", "--out", authority.folder.to_str().unwrap()],
    ] {
        let run = run(&arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(
            run.stderr
                .contains(" is there already\nelicence: hint: nothing is overwritten"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
    assert_eq!(
        fs::read(&checked).unwrap(),
        fs::read(root().join(&good)).unwrap()
    );
    assert_eq!(listing(&authority.folder).len(), before.len() + 2);
}

#[cfg(unix)]
#[test]
fn keys_licences_and_pictures_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let authority = Authority::new("cli-modes", GUANGZHOU);
    assert_eq!(
        authority
            .seal(&draft("business_licence"), "licence.mdoc", &[])
            .status,
        0
    );
    let mode = |name: &str| {
        fs::metadata(authority.path(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o077
    };
    assert_eq!(
        (
            mode("DEMO-seal.key.pem"),
            mode("DEMO-ca.key.pem"),
            mode("licence.mdoc")
        ),
        (0, 0, 0)
    );
}

#[test]
fn a_draft_names_files_beside_it_and_no_others() {
    use base64::Engine as _;
    let folder = folder("cli-files");
    let text = fs::read_to_string(root().join(draft("business_licence"))).unwrap();
    let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let base64 = json["elements"]["qr_code"]["base64"]
        .as_str()
        .unwrap()
        .to_owned();
    let picture = base64::engine::general_purpose::STANDARD
        .decode(base64)
        .unwrap();
    fs::write(folder.join("code.png"), picture).unwrap();
    let path = folder.join("draft.json");
    for (file, status) in [
        ("code.png", 0),
        ("missing.png", 2),
        ("../cli-files/code.png", 2),
        ("/etc/hostname", 2),
    ] {
        json["elements"]["qr_code"] = serde_json::json!({"media": "image/png", "file": file});
        fs::write(&path, json.to_string()).unwrap();
        let run = run(&["issue", path.to_str().unwrap()]);
        assert_eq!(run.status, status, "{file}: {run:?}");
    }
}

#[test]
fn faults_show_the_values_only_when_asked_and_only_on_standard_error() {
    let quiet = run(&["issue", "tests/cmd/drafts/faulty.json"]);
    assert_eq!(quiet.status, 1);
    assert!(
        !format!("{quiet:?}").contains("91440100TEM001013X"),
        "{quiet:?}"
    );
    let shown = run(&["issue", "tests/cmd/drafts/faulty.json", "--show-values"]);
    assert_eq!(shown.stdout, quiet.stdout);
    assert!(
        shown.stderr.contains("91440100TEM001013X"),
        "{}",
        shown.stderr
    );
}

#[test]
fn text_in_a_licence_cannot_move_the_cursor() {
    // The name would turn the line red and hide the rest of it, were it printed as it is.
    let folder = folder("cli-escape");
    let bytes = fs::read(root().join(LICENCE)).unwrap();
    let (name, evil) = ("张三".as_bytes(), b"\x1b[31m\x08");
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    let mut changed = bytes;
    changed[at..at + name.len()].copy_from_slice(evil);
    let path = folder.join("evil.mdoc");
    fs::write(&path, changed).unwrap();
    let inspected = run(&["inspect", path.to_str().unwrap()]);
    assert_eq!(inspected.status, 0, "{inspected:?}");
    assert!(
        inspected.stdout.contains("\\u{1b}[31m\\u{8}"),
        "{}",
        inspected.stdout
    );
    assert!(
        !inspected
            .stdout
            .chars()
            .any(|c| c.is_control() && c != '\n')
    );
}
