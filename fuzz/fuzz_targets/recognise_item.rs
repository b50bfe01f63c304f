//! An item that is accepted comes back from its JSON, asks for nothing that may not be shown, and can be looked at.
#![no_main]
use elicence::{
    licence::{Language, TypeRegistry, types::Withheld},
    recognise::requirement::{ItemContents, ServiceItem, lint},
};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let Ok(contents) = ItemContents::from_json(text) else {
        return;
    };
    assert_eq!(
        ItemContents::from_json(&contents.to_json()).as_ref(),
        Ok(&contents)
    );
    let types = TypeRegistry::builtin();
    let Ok(item) = ServiceItem::new(contents, &types) else {
        return;
    };
    for ask in item.ask() {
        for document in ask.alternatives.iter().flat_map(|set| &set.documents) {
            let Some(definition) = types.latest(&document.evidence.doc_type) else {
                continue;
            };
            let choices = document.choices.iter().flat_map(|choice| &choice.any_of);
            let all = document.elements.iter().chain(&document.holder);
            for element in all.chain(choices) {
                let found = definition.element(&element.namespace, &element.identifier);
                let found = found.unwrap_or_else(|| panic!("{element}"));
                assert_ne!(found.withheld(), Withheld::Must, "{element}");
            }
        }
    }
    for finding in lint(&item, &types) {
        for language in Language::ALL {
            assert!(!finding.text(language).is_empty());
        }
    }
});
