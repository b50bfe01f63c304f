//! Runs every manifest of `test-vectors/`: one named test for each vector.

#[path = "vectors_support/run.rs"]
mod run;
mod vectors_support;

use std::collections::BTreeSet;

use libtest_mimic::{Arguments, Failed, Trial};
use run::{enter, judge, make, take};
use vectors_support::{Vector, all, manifests, root};

fn main() {
    let arguments = Arguments::from_args();
    let vectors = all();
    let mut trials: Vec<Trial> = vectors
        .iter()
        .cloned()
        .map(|vector| Trial::test(vector.id.clone(), move || hold(&vector)))
        .collect();
    trials.push(Trial::test(
        "every_file_is_in_a_manifest_and_every_name_in_a_manifest_is_a_file",
        listed,
    ));
    trials.push(Trial::test("every_twin_is_an_accepted_vector", {
        move || twins(&vectors)
    }));
    trials.push(Trial::test(
        "every_prefix_of_a_document_is_malformed",
        prefixes,
    ));
    libtest_mimic::run(&arguments, trials).exit();
}

/// The vector's expectation, member by member.
fn hold(vector: &Vector) -> Result<(), Failed> {
    if let Some(feature) = vector.missing_feature() {
        println!("skipped {}: it needs the feature {feature}", vector.id);
        return Ok(());
    }
    let found = if ["life-cycle", "allocator"]
        .iter()
        .any(|kind| vector.json["kind"] == *kind)
    {
        enter(vector)
    } else if vector.json["kind"].is_string() {
        take(vector)
    } else if vector.json["file"].is_string() {
        judge(vector)
    } else {
        make(vector)
    };
    let expect = &vector.json["expect"];
    let mut wrong = Vec::new();
    for (member, value) in expect.as_object().unwrap() {
        let actual = found.member(member);
        if actual != *value {
            wrong.push(format!("{member}: expected {value}, found {actual}"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "{}\n{}\n{}",
            vector.json["says"],
            wrong.join("\n"),
            found.explanation
        )
        .into())
    }
}

fn listed() -> Result<(), Failed> {
    let (mut wrong, mut named) = (Vec::new(), BTreeSet::new());
    let manifests = manifests();
    for (folder, manifest) in &manifests {
        for file in manifest["vectors"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|v| v["file"].as_str())
        {
            let path = folder.join(file);
            if !path.is_file() {
                wrong.push(format!("{} is not there", path.display()));
            }
            if !named.insert(path.clone()) {
                wrong.push(format!("{} is named twice", path.display()));
            }
        }
    }
    let folders: BTreeSet<_> = manifests.iter().map(|(folder, _)| folder).collect();
    for entry in folders
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
    {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "cbor" || e == "crl") && !named.contains(&path) {
            wrong.push(format!("{} is in no manifest", path.display()));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

fn twins(vectors: &[Vector]) -> Result<(), Failed> {
    let accepted = |id: &str| {
        vectors.iter().any(|v| {
            v.id == id
                && ["in-force", "ok", "sealed", "taken", "recognised"]
                    .iter()
                    .any(|good| v.json["expect"]["result"] == *good)
        })
    };
    let wrong: Vec<_> = vectors
        .iter()
        .filter_map(|v| Some((&v.id, v.json["twin"].as_str()?)))
        .filter(|(_, twin)| !accepted(twin))
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("{wrong:?}").into())
    }
}

fn prefixes() -> Result<(), Failed> {
    let whole = std::fs::read(root().join("verify/mdl.cbor")).unwrap();
    for end in 0..whole.len() {
        match elicence::verify::Presented::decode(&whole[..end]) {
            Err(error) if error.code() == "codec.truncated" => {}
            other => return Err(format!("{end}: {:?}", other.err()).into()),
        }
    }
    Ok(())
}
