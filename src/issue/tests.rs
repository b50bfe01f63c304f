use super::*;
use crate::licence::TypeRegistry;

fn sample(name: &str) -> String {
    let path = format!(
        "{}/examples/data/drafts/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn every_sample_draft_is_issued() {
    let registry = TypeRegistry::builtin();
    for definition in registry.iter() {
        let name = definition.doc_type().split('.').nth(2).unwrap();
        let draft = Draft::from_json(&sample(name)).unwrap();
        match issue(&draft, definition, &Limits::default()) {
            Ok(licence) => println!(
                "{name}: {} elements, {:?}",
                licence.elements().len(),
                licence.warnings()
            ),
            Err(error) => panic!("{name}: {error}"),
        }
    }
}
