//! Reading a definition member by member, so that every fault has its path.

use crate::licence::{Labels, json::Json, types::TypeFault, value::Text};

/// The faults met so far.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<TypeFault>);

impl Faults {
    pub(super) fn add(&mut self, at: &str, rule: impl Into<String>) {
        self.0.push(TypeFault {
            at: at.to_owned(),
            rule: rule.into(),
        });
    }

    pub(super) fn into_vec(self) -> Vec<TypeFault> {
        self.0
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A value in the definition and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) path: String,
    pub(super) json: &'a Json,
}

impl<'a> Node<'a> {
    pub(super) fn text(&self, faults: &mut Faults) -> Option<&'a str> {
        let text = self.json.as_text().filter(|text| !text.is_empty());
        if text.is_none() {
            faults.add(&self.path, "must be a string that is not empty");
        }
        text
    }

    pub(super) fn items(&self, faults: &mut Faults) -> Vec<Self> {
        let Json::Array(items) = self.json else {
            faults.add(
                &self.path,
                format!("must be an array, not {}", self.json.kind()),
            );
            return Vec::new();
        };
        items
            .iter()
            .enumerate()
            .map(|(i, json)| Self {
                path: format!("{}[{i}]", self.path),
                json,
            })
            .collect()
    }

    /// Opens an object that may have these members and no others.
    pub(super) fn object(self, allowed: &[&str], faults: &mut Faults) -> Option<Members<'a>> {
        let members = self.any_object(faults)?;
        for (name, _) in members.members {
            if !allowed.contains(&name.as_str()) {
                faults.add(&members.path, format!("has an unknown member `{name}`"));
            }
        }
        Some(members)
    }

    /// Opens an object whose members are names of the definition's own.
    pub(super) fn any_object(self, faults: &mut Faults) -> Option<Members<'a>> {
        let Json::Object(members) = self.json else {
            faults.add(
                &self.path,
                format!("must be an object, not {}", self.json.kind()),
            );
            return None;
        };
        if let Some(name) = self.json.duplicate() {
            faults.add(&self.path, format!("has the member `{name}` twice"));
        }
        Some(Members {
            path: self.path,
            members,
        })
    }
}

/// The members of an object.
#[derive(Clone, Debug)]
pub(super) struct Members<'a> {
    pub(super) path: String,
    members: &'a [(String, Json)],
}

impl<'a> Members<'a> {
    pub(super) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        self.members.iter().map(|(name, json)| {
            (
                name.as_str(),
                Node {
                    path: self.path_of(name),
                    json,
                },
            )
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<Node<'a>> {
        self.members
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, json)| Node {
                path: self.path_of(name),
                json,
            })
    }

    pub(super) fn need(&self, name: &str, faults: &mut Faults) -> Option<Node<'a>> {
        let node = self.get(name);
        if node.is_none() {
            faults.add(&self.path_of(name), "is missing");
        }
        node
    }

    pub(super) fn text(&self, name: &str, faults: &mut Faults) -> Option<&'a str> {
        self.need(name, faults)?.text(faults)
    }

    pub(super) fn optional_text(&self, name: &str, faults: &mut Faults) -> Option<&'a str> {
        self.get(name)?.text(faults)
    }

    /// A whole number that fits `T`; `default` where it is left out, a fault where that is `None`.
    pub(super) fn number<T: TryFrom<i64>>(
        &self,
        name: &str,
        default: Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        let Some(node) = self.get(name) else {
            if default.is_none() {
                faults.add(&self.path_of(name), "is missing");
            }
            return default;
        };
        let number = match node.json {
            Json::Integer(n) => T::try_from(*n).ok(),
            _ => None,
        };
        if number.is_none() {
            faults.add(&node.path, "must be a whole number in range");
        }
        number
    }

    pub(super) fn flag(&self, name: &str, faults: &mut Faults) -> bool {
        match self.get(name) {
            None => false,
            Some(Node {
                json: Json::Bool(flag),
                ..
            }) => *flag,
            Some(node) => {
                faults.add(&node.path, "must be true or false");
                false
            }
        }
    }

    pub(super) fn items(&self, name: &str, faults: &mut Faults) -> Vec<Node<'a>> {
        self.need(name, faults)
            .map(|node| node.items(faults))
            .unwrap_or_default()
    }

    pub(super) fn optional_items(&self, name: &str, faults: &mut Faults) -> Vec<Node<'a>> {
        self.get(name)
            .map(|node| node.items(faults))
            .unwrap_or_default()
    }

    pub(super) fn texts(&self, name: &str, faults: &mut Faults) -> Vec<String> {
        self.items(name, faults)
            .iter()
            .filter_map(|item| item.text(faults).map(str::to_owned))
            .collect()
    }

    /// One of the words of a closed list.
    pub(super) fn choice<T: Clone>(
        &self,
        name: &str,
        words: &[(&str, T)],
        faults: &mut Faults,
    ) -> Option<T> {
        let text = self.text(name, faults)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let list: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            faults.add(
                &self.path_of(name),
                format!("must be one of: {}", list.join(", ")),
            );
        }
        found.map(|(_, value)| value.clone())
    }

    /// The member `names`: a label in each of the three languages.
    pub(super) fn labels(&self, faults: &mut Faults) -> Option<Labels> {
        let names = self
            .need("names", faults)?
            .object(&["zh", "en", "ko"], faults)?;
        let mut label = |language| {
            let text = names.text(language, faults)?;
            // A label may stand in a licence (`type_name`), so it keeps the rules of text.
            if Text::new(text).is_err() {
                faults.add(
                    &names.path_of(language),
                    "must be in NFC without control characters",
                );
            }
            Some(text.to_owned())
        };
        let (zh, en, ko) = (label("zh"), label("en"), label("ko"));
        Some(Labels::new(zh?, en?, ko?))
    }
}
