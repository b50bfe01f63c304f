//! A document as a tree of values that came as CBOR or as JSON, so that its shape is written down once for both.
//!
//! Each call reads one value, or says at which member it is not as expected. The path is put together only then.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::Cbor;
use crate::codec::reader::{Raw, Reader};
use crate::error::{DecodeError, DecodeErrorKind as Kind};
use crate::licence::{json::Json, value::Text};
use crate::time::UnixTime;

use super::{DocumentJsonError, MlText};

/// The largest number that every reader of JSON keeps.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

/// One value, and how it was reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'n> {
    value: Value<'n>,
    step: Step<'n>,
    parent: Option<&'n Self>,
}

/// The two forms.
#[derive(Clone, Copy, Debug)]
enum Value<'n> {
    Cbor(&'n Cbor),
    Json(&'n Json),
}

/// One step of a path.
#[derive(Clone, Copy, Debug)]
enum Step<'n> {
    Root,
    Member(&'n str),
    Index(usize),
}

/// The members of an object of the format, none of them unknown.
#[derive(Debug)]
pub(crate) struct Members<'n> {
    of: &'n Node<'n>,
    found: Vec<(&'static str, Value<'n>)>,
}

impl<'n> Node<'n> {
    pub(crate) const fn cbor(value: &'n Cbor) -> Self {
        Self {
            value: Value::Cbor(value),
            step: Step::Root,
            parent: None,
        }
    }

    pub(crate) const fn json(value: &'n Json) -> Self {
        Self {
            value: Value::Json(value),
            step: Step::Root,
            parent: None,
        }
    }

    /// The fault that this value is not right.
    pub(crate) fn fault(&self, kind: Kind) -> Fault {
        let mut path = Vec::new();
        let mut node = Some(self);
        while let Some(here) = node {
            match here.step {
                Step::Root => {}
                Step::Member(name) => path.push(OwnedStep::Member(name.to_owned())),
                Step::Index(index) => path.push(OwnedStep::Index(index)),
            }
            node = here.parent;
        }
        path.reverse();
        Fault {
            path,
            kind,
            unknown: None,
        }
    }

    /// The fault that the value has the right type, and is not one that may stand here.
    pub(crate) fn invalid<T>(&self, expected: &'static str) -> Result<T, Fault> {
        Err(self.fault(Kind::InvalidValue { expected }))
    }

    fn wrong<T>(&self, expected: &'static str) -> Result<T, Fault> {
        Err(self.fault(Kind::WrongType { expected }))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(
            self.value,
            Value::Cbor(Cbor::Null) | Value::Json(Json::Null)
        )
    }

    /// Whether it is a text, where a text or an object may stand.
    pub(crate) fn is_text(&self) -> bool {
        matches!(
            self.value,
            Value::Cbor(Cbor::Text(_)) | Value::Json(Json::Text(_))
        )
    }

    /// A text as it stands.
    fn any_text(&self) -> Result<&'n str, Fault> {
        match self.value {
            Value::Cbor(Cbor::Text(text)) | Value::Json(Json::Text(text)) => Ok(text),
            _ => self.wrong("a text string"),
        }
    }

    /// A text of the format: not empty, of bounded length, in form C, on one line, turning no other text around.
    pub(crate) fn text(&self) -> Result<&'n str, Fault> {
        const EXPECTED: &str = "a text of 1 to 1024 bytes on one line, in normalisation form C";
        let text = self.any_text()?;
        if text.len() <= 1_024 && Text::new(text).is_ok() {
            Ok(text)
        } else {
            self.invalid(EXPECTED)
        }
    }

    /// A name that is compared to the letter: a text that is shorter.
    pub(crate) fn name(&self) -> Result<String, Fault> {
        let text = self.text()?;
        if text.len() <= 256 {
            Ok(text.to_owned())
        } else {
            self.invalid("a name of 1 to 256 bytes")
        }
    }

    /// An absolute URI (RFC 3986, 4.3) as far as its characters go; compared to the letter, never fetched.
    pub(crate) fn uri(&self) -> Result<String, Fault> {
        let text = self.any_text()?;
        if text.len() <= 1_024 && is_uri(text) {
            Ok(text.to_owned())
        } else {
            self.invalid("an absolute URI of at most 1024 characters")
        }
    }

    /// The tag of a language.
    pub(crate) fn language_tag(&self) -> Result<String, Fault> {
        match self.any_text()? {
            tag if is_language_tag(tag) => Ok(tag.to_owned()),
            _ => self.invalid("a language tag of BCP 47"),
        }
    }

    /// One of the words of the format.
    pub(crate) fn word<T: Copy>(
        &self,
        words: &[(&str, T)],
        expected: &'static str,
    ) -> Result<T, Fault> {
        let text = self.any_text()?;
        match words.iter().find(|(word, _)| *word == text) {
            Some((_, meaning)) => Ok(*meaning),
            None => self.invalid(expected),
        }
    }

    /// A byte string; in JSON as base64 (RFC 4648, section 4).
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Fault> {
        match self.value {
            Value::Cbor(Cbor::Bytes(bytes)) => Ok(bytes.clone()),
            Value::Cbor(_) => self.wrong("a byte string"),
            Value::Json(Json::Text(text)) => STANDARD
                .decode(text)
                .or_else(|_| self.invalid("bytes in base64, with padding")),
            Value::Json(_) => self.wrong("bytes in base64, with padding"),
        }
    }

    /// A `tdate` in UTC with whole seconds.
    pub(crate) fn instant(&self) -> Result<UnixTime, Fault> {
        const EXPECTED: &str = "a date and time in UTC, as 2026-01-01T00:00:00Z";
        let text = match self.value {
            Value::Cbor(Cbor::Tag(0, content)) => content.as_text(),
            Value::Json(json) => json.as_text(),
            Value::Cbor(_) => None,
        };
        let Some(text) = text else {
            return self.wrong(EXPECTED);
        };
        match UnixTime::parse_tdate(text) {
            // RFC 3339 lets a second 60 pass, and the reader of dates makes another instant of it.
            Some(time) if time.to_string() == text => Ok(time),
            _ => self.invalid(EXPECTED),
        }
    }

    fn integer(&self) -> Result<i128, Fault> {
        match self.value {
            Value::Cbor(Cbor::Integer(number)) => Ok(*number),
            Value::Json(Json::Integer(number)) => Ok((*number).into()),
            _ => self.wrong("an integer"),
        }
    }

    /// A number from 0 to 2⁵³ − 1.
    pub(crate) fn unsigned(&self) -> Result<u64, Fault> {
        match u64::try_from(self.integer()?) {
            Ok(number) if number <= LARGEST => Ok(number),
            _ => self.invalid("a number from 0 to 9007199254740991"),
        }
    }

    pub(crate) fn signed(&self) -> Result<i64, Fault> {
        i64::try_from(self.integer()?).or_else(|_| self.invalid("a number of 64 bits"))
    }

    pub(crate) fn boolean(&self) -> Result<bool, Fault> {
        match self.value {
            Value::Cbor(Cbor::Bool(value)) | Value::Json(Json::Bool(value)) => Ok(*value),
            _ => self.wrong("true or false"),
        }
    }

    /// One item of any kind: deterministic CBOR, in JSON as base64 of that.
    pub(crate) fn any(&self, limits: &crate::codec::Limits) -> Result<Cbor, Fault> {
        match self.value {
            Value::Cbor(item) => Ok(item.clone()),
            Value::Json(_) => {
                let bytes = self.bytes()?;
                match Cbor::decode(&bytes, limits) {
                    Ok(item) if item.to_vec() == bytes => Ok(item),
                    _ => self.invalid("an item of deterministic CBOR, in base64"),
                }
            }
        }
    }

    /// The members of an array.
    pub(crate) fn each<T>(
        &self,
        mut read: impl FnMut(&Node<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let child = |value, index| Node {
            value,
            step: Step::Index(index),
            parent: Some(self),
        };
        match self.value {
            Value::Cbor(Cbor::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| read(&child(Value::Cbor(item), index)))
                .collect(),
            Value::Json(Json::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| read(&child(Value::Json(item), index)))
                .collect(),
            _ => self.wrong("an array"),
        }
    }

    /// The members of an array that must have one.
    pub(crate) fn some<T>(
        &self,
        read: impl FnMut(&Node<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let all = self.each(read)?;
        if all.is_empty() {
            Err(self.fault(Kind::Empty))
        } else {
            Ok(all)
        }
    }

    /// Text in several languages, at least one.
    pub(crate) fn ml_text(&self) -> Result<MlText, Fault> {
        self.keyed(
            "language tags of BCP 47 as keys",
            is_language_tag,
            |value| value.text().map(str::to_owned),
        )
    }

    /// What stands under keys that the format does not name, at least one.
    pub(crate) fn keyed<T>(
        &self,
        expected: &'static str,
        is_key: impl Fn(&str) -> bool,
        mut read: impl FnMut(&Node<'_>) -> Result<T, Fault>,
    ) -> Result<BTreeMap<String, T>, Fault> {
        let mut all = BTreeMap::new();
        self.entries(|key, value| {
            let read = read(&value)?;
            if !is_key(key) {
                return self.invalid(expected);
            }
            match all.insert(key.to_owned(), read) {
                None => Ok(()),
                Some(_) => Err(value.fault(Kind::DuplicateKey)),
            }
        })?;
        if all.is_empty() {
            Err(self.fault(Kind::Empty))
        } else {
            Ok(all)
        }
    }

    /// The members of an object of the format, all of whose names are in `known`.
    pub(crate) fn object<'c>(
        &'c self,
        known: &'static [&'static str],
    ) -> Result<Members<'c>, Fault> {
        let mut found: Vec<(&'static str, Value<'c>)> = Vec::new();
        self.entries(|key, member| {
            let Some(name) = known.iter().copied().find(|name| *name == key) else {
                return Err(Fault {
                    unknown: Some((key.to_owned(), known)),
                    ..member.fault(Kind::InvalidValue {
                        expected: "no member but those of the format",
                    })
                });
            };
            if found.iter().any(|(other, _)| *other == name) {
                return Err(member.fault(Kind::DuplicateKey));
            }
            found.push((name, member.value));
            Ok(())
        })?;
        Ok(Members { of: self, found })
    }

    /// The members of an object that may have others, which are not looked at: `known` alone are read.
    pub(crate) fn open<'c>(&'c self, known: &'static [&'static str]) -> Result<Members<'c>, Fault> {
        let mut found: Vec<(&'static str, Value<'c>)> = Vec::new();
        let mut seen = BTreeSet::new();
        self.entries(|key, member| {
            if !seen.insert(key) {
                return Err(member.fault(Kind::DuplicateKey));
            }
            if let Some(name) = known.iter().copied().find(|name| *name == key) {
                found.push((name, member.value));
            }
            Ok(())
        })?;
        Ok(Members { of: self, found })
    }

    fn entries<'c>(
        &'c self,
        mut entry: impl FnMut(&'c str, Node<'c>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let child = |value, name| Node {
            value,
            step: Step::Member(name),
            parent: Some(self),
        };
        match self.value {
            Value::Cbor(Cbor::Map(members)) => members.iter().try_for_each(|(key, value)| {
                let Cbor::Text(name) = key else {
                    return self.invalid("text strings as keys");
                };
                entry(name, child(Value::Cbor(value), name))
            }),
            Value::Json(Json::Object(members)) => members
                .iter()
                .try_for_each(|(name, value)| entry(name, child(Value::Json(value), name))),
            Value::Cbor(_) => self.wrong("a map"),
            Value::Json(_) => self.wrong("an object"),
        }
    }
}

impl<'n> Members<'n> {
    pub(crate) fn get(&self, name: &'static str) -> Option<Node<'n>> {
        let (_, value) = self.found.iter().find(|(found, _)| *found == name)?;
        Some(Node {
            value: *value,
            step: Step::Member(name),
            parent: Some(self.of),
        })
    }

    pub(crate) fn need(&self, name: &'static str) -> Result<Node<'n>, Fault> {
        self.get(name)
            .ok_or_else(|| self.of.fault(Kind::MissingField { name }))
    }

    /// Reads a member that may be absent.
    pub(crate) fn may<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&Node<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.get(name).map(|node| read(&node)).transpose()
    }
}

/// What is not as the format has it, and where.
#[derive(Debug)]
pub(crate) struct Fault {
    path: Vec<OwnedStep>,
    kind: Kind,
    /// The name of the member that is not known, and those that are.
    unknown: Option<(String, &'static [&'static str])>,
}

#[derive(Debug)]
enum OwnedStep {
    Member(String),
    Index(usize),
}

impl Fault {
    /// As an error of the CBOR `bytes`, which begin at `base` in the whole input. Names the place in the words of the
    /// format and never in those of the input.
    pub(crate) fn in_cbor(mut self, bytes: &[u8], base: usize) -> DecodeError {
        let at = locate(bytes, base, &self.path);
        if self.unknown.is_some() {
            self.path.pop();
        }
        DecodeError::new(self.kind, at, format!("payload{}", Dotted(&self.path)))
    }

    /// As an error for whoever wrote the JSON: what was expected where.
    pub(crate) fn in_json(mut self) -> DocumentJsonError {
        let rule = match &self.unknown {
            None => self.kind.to_string(),
            Some((name, known)) => {
                self.path.pop();
                let name = name.escape_debug();
                format!(
                    "unknown member `{name}`, expected one of: {}",
                    known.join(", ")
                )
            }
        };
        let path = Dotted(&self.path).to_string();
        DocumentJsonError::new(path.strip_prefix('.').unwrap_or(&path), rule)
    }
}

/// `.trustedEntities[3].services[0]`; keys that are no names of the format (language tags) are left as they are if they
/// are short and plain.
struct Dotted<'p>(&'p [OwnedStep]);

impl core::fmt::Display for Dotted<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            OwnedStep::Index(index) => write!(f, "[{index}]"),
            OwnedStep::Member(name)
                if name.len() <= 64
                    && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') =>
            {
                write!(f, ".{name}")
            }
            OwnedStep::Member(_) => f.write_str(".?"),
        })
    }
}

/// Where the value at `path` begins, or the last value on the way that is there.
fn locate(bytes: &[u8], base: usize, path: &[OwnedStep]) -> usize {
    let mut here = Raw { bytes, at: base };
    for step in path {
        let mut found = None;
        let mut reader = Reader::inside(here);
        let _ = match step {
            OwnedStep::Member(name) => reader.map("", |reader, key| {
                let value = reader.raw("")?;
                if key == name.as_str() {
                    found = Some(value);
                }
                Ok(())
            }),
            OwnedStep::Index(index) => {
                let mut next = 0;
                reader.array("", |reader| {
                    let value = reader.raw("")?;
                    if next == *index {
                        found = Some(value);
                    }
                    next = next.saturating_add(1);
                    Ok(())
                })
            }
        };
        match found {
            Some(value) => here = value,
            None => break,
        }
    }
    here.at
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.is_empty()
        && rest.bytes().all(|b| {
            b.is_ascii_graphic()
                && !matches!(
                    b,
                    b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
                )
        })
}

/// The shape of BCP 47 (RFC 5646, 2.1): parts of 1 to 8 letters and digits, the first of 2 or more letters.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    tag.len() <= 35
        && parts.next().is_some_and(|first| {
            (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
        })
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}
