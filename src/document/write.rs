//! The payload of a document in the making: members by name, the encoder sorts them.

use crate::codec::Cbor;
use crate::time::UnixTime;

use super::MlText;

/// A map in the making; the encoder sorts.
#[derive(Debug)]
pub(crate) struct Object(Vec<(Cbor, Cbor)>);

impl Object {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn put(&mut self, name: &str, value: Cbor) {
        self.0.push((Cbor::text(name), value));
    }

    pub(crate) fn may(&mut self, name: &str, value: Option<Cbor>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// A member that is absent where there is nothing to say, so that there are not two ways to say it.
    pub(crate) fn some<T>(&mut self, name: &str, items: &[T], write: impl Fn(&T) -> Cbor) {
        if !items.is_empty() {
            self.put(name, array(items, write));
        }
    }

    pub(crate) fn done(self) -> Cbor {
        Cbor::Map(self.0)
    }
}

pub(crate) fn array<T>(items: &[T], write: impl Fn(&T) -> Cbor) -> Cbor {
    Cbor::Array(items.iter().map(write).collect())
}

pub(crate) fn text(text: &str) -> Cbor {
    Cbor::text(text)
}

pub(crate) fn texts(all: &[String]) -> Cbor {
    array(all, |one| text(one))
}

pub(crate) fn ml_text(all: &MlText) -> Cbor {
    Cbor::map(all.iter().map(|(tag, value)| (tag, text(value))))
}

pub(crate) fn number(number: u64) -> Cbor {
    Cbor::Integer(number.into())
}

pub(crate) fn instant(instant: UnixTime) -> Cbor {
    Cbor::Tag(0, Box::new(Cbor::text(instant.to_string())))
}
