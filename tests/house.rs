//! Holds the house rules that no compiler holds: arrows between parts, and code table = enums = vectors.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use elicence::{
    DecodeErrorKind, Reason,
    issue::{FaultCode, Warning},
    licence::IdentifierError,
    status::StatusFault,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of these endings, in order.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("target") {
                found.extend(files(&path, endings));
            }
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|e| e == *ending))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What each part may use, besides itself and the parts that every part may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("error", &["codec"]), // links in its documentation
    ("reason", &[]),
    ("coded", &[]),
    ("time", &[]),
    ("codec", &["crypto"]), // the digest of an element
    ("crypto", &[]),
    ("licence", &["codec", "crypto"]),
    ("document", &["codec", "licence"]),
    ("trust", &["codec", "crypto", "licence", "document"]),
    ("status", &["codec", "crypto", "licence", "trust"]),
    ("issue", &["codec", "crypto", "licence"]),
    ("seal", &["codec", "crypto", "licence", "trust", "issue"]),
    (
        "embed",
        &["codec", "crypto", "licence", "trust", "issue", "seal"],
    ),
    ("verify", &["codec", "crypto", "licence", "trust", "status"]), // never issue or seal: a verifier shares no code with the signer
    (
        "recognise",
        &[
            "codec", "crypto", "licence", "document", "trust", "status", "verify",
        ],
    ),
];
const EVERYBODYS: &[&str] = &[
    "coded",
    "error",
    "reason",
    "time",
    "Reason",
    "DecodeError",
    "DecodeErrorKind",
    "Misuse",
];

#[test]
fn arrows_between_parts_go_one_way() {
    let src = root().join("src");
    let mut wrong = Vec::new();
    for path in files(&src, &["rs"]) {
        let inside = path.strip_prefix(&src).unwrap();
        let part = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        if matches!(part, "lib" | "manual") {
            continue;
        }
        let (_, allowed) = ARROWS
            .iter()
            .find(|(name, _)| *name == part)
            .unwrap_or_else(|| panic!("`{part}` has no row in ARROWS"));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap(); // tests may use what they like
        for used in parts_used(code) {
            if used != part
                && !allowed.contains(&used.as_str())
                && !EVERYBODYS.contains(&used.as_str())
            {
                wrong.push(format!("{} uses `{used}`", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names that follow `crate::`, grouped imports included.
fn parts_used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut used = BTreeSet::new();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            used.insert(word(after));
            continue;
        };
        let (mut depth, mut start) = (0_u32, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    used.insert(word(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    used
}

/// Every code that the library can give.
fn codes_of_the_library() -> BTreeSet<&'static str> {
    let all = [
        Reason::CODES,
        DecodeErrorKind::CODES,
        IdentifierError::CODES,
        FaultCode::CODES,
        Warning::CODES,
        StatusFault::CODES,
    ];
    let mut codes = BTreeSet::new();
    for code in all.into_iter().flatten() {
        assert!(codes.insert(*code), "`{code}` is given by two tables");
    }
    codes
}

#[test]
fn the_table_of_codes_is_that_of_the_library() {
    let table = fs::read_to_string(root().join("spec/reason-codes.md")).unwrap();
    let listed: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code)
        .collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), unique.len(), "a code stands in two rows");
    assert_eq!(unique, codes_of_the_library());
}

/// All vectors: file of the manifest, and the vector.
fn vectors() -> Vec<(PathBuf, serde_json::Value)> {
    let mut all = Vec::new();
    for path in files(&root().join("test-vectors"), &["json"]) {
        let json: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_default();
        for vector in json["vectors"].as_array().into_iter().flatten() {
            all.push((path.clone(), vector.clone()));
        }
    }
    all
}

#[test]
fn every_code_has_a_vector_and_every_vector_a_known_code() {
    let known = codes_of_the_library();
    let mut seen = BTreeSet::new();
    for (path, vector) in vectors() {
        let expect = &vector["expect"];
        let stated = [&expect["codes"], &expect["warnings"]].map(|codes| codes.as_array());
        for code in stated.into_iter().flatten().flatten() {
            let code = code.as_str().unwrap();
            assert!(
                known.contains(code),
                "{}: {}: no such code: {code}",
                path.display(),
                vector["id"]
            );
            seen.insert(code.to_owned());
        }
    }
    let missing: Vec<_> = known.iter().filter(|code| !seen.contains(**code)).collect();
    assert!(missing.is_empty(), "codes without a vector: {missing:#?}");
}

#[test]
fn vector_names_are_unique() {
    let mut seen = BTreeMap::new();
    for (path, vector) in vectors() {
        let id = vector["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{}: a vector without an id", path.display()))
            .to_owned();
        if let Some(other) = seen.insert(id.clone(), path.clone()) {
            panic!(
                "`{id}` stands in {} and in {}",
                other.display(),
                path.display()
            );
        }
    }
}

#[test]
fn every_must_of_the_spec_has_a_vector_and_every_clause_exists() {
    let mut anchors = BTreeSet::new();
    for path in files(&root().join("spec"), &["md"]) {
        let name = path
            .strip_prefix(root())
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        for after in fs::read_to_string(&path).unwrap().split("<a id=\"").skip(1) {
            let id = after.split('"').next().unwrap();
            assert!(
                anchors.insert(format!("{name}#{id}")),
                "the anchor {name}#{id} stands twice"
            );
        }
    }
    let mut named = BTreeSet::new();
    for (path, vector) in vectors() {
        let clauses = match &vector["clause"] {
            serde_json::Value::Array(many) => many.iter().filter_map(|c| c.as_str()).collect(),
            serde_json::Value::String(one) => vec![one.as_str()],
            _ => Vec::new(),
        };
        for clause in clauses.into_iter().filter(|clause| clause.contains('#')) {
            assert!(
                anchors.contains(clause),
                "{}: {}: no such clause: {clause}",
                path.display(),
                vector["id"]
            );
            named.insert(clause.to_owned());
        }
    }
    let missing: Vec<_> = anchors.difference(&named).collect();
    assert!(
        missing.is_empty(),
        "{} clauses without a vector: {missing:#?}",
        missing.len()
    );
}

#[test]
fn nothing_of_the_workplace_is_in_the_tree() {
    // Spelt apart, so that this file does not find itself.
    let words = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["registry.npm", "js.org"],
        ["pypi.or", "g/"],
    ]
    .map(|parts| parts.concat());
    for path in files(
        root(),
        &["rs", "md", "toml", "json", "cddl", "mjs", "py", "sh"],
    ) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for word in &words {
            assert!(
                !text.contains(word.as_str()),
                "{}: `{word}`",
                path.display()
            );
        }
    }
}
