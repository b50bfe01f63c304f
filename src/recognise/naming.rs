//! What a reader calls things: the labels of the definitions at hand, in the reader's language, beside the name to the
//! letter. Where there is no label, the name alone.

use crate::document::MlText;
use crate::licence::{
    COMMON_NAME_SPACE, Labels, Language, LicenceType, Names, Region, TypeRegistry,
    types::{ColumnKind, ElementKind},
};

use super::agreement::Element;
use super::shown;

/// A language, and the definitions that have labels in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming<'t> {
    pub(super) language: Language,
    types: &'t TypeRegistry,
}

impl<'t> Naming<'t> {
    pub(super) const fn new(language: Language, types: &'t TypeRegistry) -> Self {
        Self { language, types }
    }

    /// A label with the name in brackets, or the name alone.
    fn labelled(&self, label: Option<&str>, name: &str) -> String {
        let name = shown::quoted(name);
        match (label.map(shown::line), self.language) {
            (None, _) => name,
            (Some(label), Language::Zh) => format!("{label}（{name}）"),
            (Some(label), Language::En) => format!("{label} ({name})"),
            (Some(label), Language::Ko) => format!("{label}({name})"),
        }
    }

    /// A province with its code in brackets; below it the province and the code, because the code alone names the place.
    pub(super) fn region(&self, region: &Region) -> String {
        let whole = region.as_str().len() == "CN-44".len();
        match self.province(region) {
            Some(name) if !whole => format!("{name} {}", shown::quoted(region.as_str())),
            name => self.labelled(name, region.as_str()),
        }
    }

    /// The province that the region is or lies in, where it has a name.
    pub(super) fn province(&self, region: &Region) -> Option<&'static str> {
        let names: Names = region.province_names()?;
        Some(match self.language {
            Language::Zh => names.zh,
            Language::En => names.en,
            Language::Ko => names.ko,
        })
    }

    /// A licence type with its name to the letter.
    pub(super) fn doc_type(&self, doc_type: &str) -> String {
        self.labelled(self.type_label(doc_type), doc_type)
    }

    /// What a licence type is called.
    pub(super) fn type_label(&self, doc_type: &str) -> Option<&'t str> {
        Some(self.types.latest(doc_type)?.labels().get(self.language))
    }

    /// An element of one of `doc_types`; labelled where those that are known agree.
    pub(super) fn element(&self, element: &Element, doc_types: &[&str]) -> String {
        let mut label = None;
        for definition in self.definitions(element, doc_types) {
            let Some(found) = definition.element(&element.namespace, &element.identifier) else {
                continue;
            };
            let mut text = found.labels().get(self.language).to_owned();
            if let Some(member) = &element.member {
                let Some(column) = column(found.kind(), member) else {
                    label = None;
                    break;
                };
                text = format!("{text} / {}", column.labels().get(self.language));
            }
            match &label {
                Some(before) if *before != text => {
                    label = None;
                    break;
                }
                _ => label = Some(text),
            }
        }
        let label = label.map(|label| format!("“{label}”"));
        self.labelled(label.as_deref(), &element.to_string())
    }

    /// A code of an element of one of `doc_types`.
    pub(super) fn code(&self, element: &Element, code: &str, doc_types: &[&str]) -> String {
        let label = self
            .definitions(element, doc_types)
            .find_map(|definition| code_labels(definition, element, code))
            .map(|labels| labels.get(self.language));
        self.code_labelled(label, code)
    }

    /// A code of a list that every licence has, such as `issuer_level`.
    pub(super) fn common_code(&self, list: &str, code: &str) -> String {
        let label = self
            .types
            .iter()
            .find_map(|definition| definition.code_list(list)?.labels(code))
            .map(|labels| labels.get(self.language));
        self.code_labelled(label, code)
    }

    fn code_labelled(&self, label: Option<&str>, code: &str) -> String {
        let code = shown::quoted(code);
        match (label.map(shown::line), self.language) {
            (None, _) => code,
            (Some(label), Language::Zh) => format!("{code}（{label}）"),
            (Some(label), Language::En) => format!("{code} ({label})"),
            (Some(label), Language::Ko) => format!("{code}({label})"),
        }
    }

    /// Text of an agreement in the reader's language; where it has none, in English or any other, with its tag.
    pub(super) fn text(&self, text: &MlText) -> String {
        let (tag, words) = match self.own(text) {
            Some(words) => (None, words),
            None => match text.get_key_value("en").or_else(|| text.iter().next()) {
                Some((tag, words)) => (Some(tag), words),
                None => return String::new(),
            },
        };
        let words = shown::line(words);
        match (tag.map(|tag| shown::line(tag)), self.language) {
            (None, _) => words,
            (Some(tag), Language::Zh) => format!("{words}（{tag}）"),
            (Some(tag), Language::En) => format!("{words} ({tag})"),
            (Some(tag), Language::Ko) => format!("{words}({tag})"),
        }
    }

    /// The text under the tag of the language, or under one that begins with it (`zh-Hans`).
    fn own<'a>(&self, text: &'a MlText) -> Option<&'a String> {
        let tag = self.language.tag();
        text.get(tag).or_else(|| {
            text.iter()
                .find(|(key, _)| {
                    key.strip_prefix(tag)
                        .is_some_and(|rest| rest.starts_with('-'))
                })
                .map(|(_, words)| words)
        })
    }

    /// The definitions that may have the element: those of its licence types, else that of its name space.
    fn definitions<'a>(
        &self,
        element: &'a Element,
        doc_types: &'a [&'a str],
    ) -> impl Iterator<Item = &'t LicenceType> + use<'a, 't> {
        let types = self.types;
        let own = (element.namespace != COMMON_NAME_SPACE).then_some(element.namespace.as_str());
        let listed = doc_types
            .iter()
            .copied()
            .filter(move |_| own.is_none())
            .chain(own);
        listed.filter_map(|doc_type| types.latest(doc_type))
    }
}

/// What the code means in this element of the type.
fn code_labels<'t>(
    definition: &'t LicenceType,
    element: &Element,
    code: &str,
) -> Option<&'t Labels> {
    let kind = definition
        .element(&element.namespace, &element.identifier)?
        .kind();
    match (&element.member, kind) {
        (None, ElementKind::Code(list)) => list.labels(code),
        (Some(member), _) => match column(kind, member)?.kind() {
            ColumnKind::Code(list) => list.labels(code),
            _ => None,
        },
        _ => None,
    }
}

fn column<'t>(kind: &'t ElementKind, member: &str) -> Option<&'t crate::licence::types::Column> {
    match kind {
        ElementKind::Table { columns, .. } => columns.iter().find(|column| column.id() == member),
        _ => None,
    }
}
