//! Members that every document of ours has in the same form.

use crate::codec::{Cbor, Limits};
use crate::licence::{Region, value::DigestValue};

use super::tree::{Fault, Node};
use super::write::{Object, instant, text};
use super::{Extension, Interval};

impl Node<'_> {
    pub(crate) fn region(&self) -> Result<Region, Fault> {
        Region::parse(self.text()?).or_else(|_| self.invalid("a region in its one spelling"))
    }

    /// To the letter, and no pattern: `*` is a type that no licence has.
    pub(crate) fn doc_type(&self) -> Result<String, Fault> {
        let name = self.name()?;
        if is_doc_type(&name) {
            Ok(name)
        } else {
            self.invalid("a docType: printable, no asterisk and no comma")
        }
    }

    pub(crate) fn digest(&self) -> Result<DigestValue, Fault> {
        let digest = self.object(&["alg", "value"])?;
        let (algorithm, value) = (
            digest.need("alg")?.signed()?,
            digest.need("value")?.bytes()?,
        );
        DigestValue::new(algorithm, value)
            .map_or_else(|| self.invalid("a digest of its algorithm's length"), Ok)
    }

    pub(crate) fn interval(&self) -> Result<Interval, Fault> {
        let interval = self.object(&["from", "until"])?;
        Ok(Interval {
            from: interval.need("from")?.instant()?,
            until: interval.may("until", |node| node.instant())?,
        })
    }

    pub(crate) fn extension(&self) -> Result<Extension, Fault> {
        let extension = self.object(&["id", "critical", "value"])?;
        Ok(Extension {
            id: extension.need("id")?.uri()?,
            critical: extension.need("critical")?.boolean()?,
            value: extension.need("value")?.any(&Limits::default())?,
        })
    }
}

/// Whether the text may name a type of licence.
pub(crate) fn is_doc_type(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && b != b'*' && b != b',')
}

pub(crate) fn interval(interval: &Interval) -> Cbor {
    let mut out = Object::new();
    out.put("from", instant(interval.from));
    out.may("until", interval.until.map(instant));
    out.done()
}

pub(crate) fn extension(extension: &Extension) -> Cbor {
    let mut out = Object::new();
    out.put("id", text(&extension.id));
    out.put("critical", Cbor::Bool(extension.critical));
    out.put("value", extension.value.clone());
    out.done()
}
