//! One document with what a reader of it should find, and its two files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ciborium::Value;
use serde_json::json;

use crate::plain::{member, plain};

/// What goes wrong in this crate is read by a person, never matched on.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Name space → element identifier → value in the form of [`plain`].
pub type Elements = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// Which of the three shapes of ISO/IEC 18013-5 a sample has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// `IssuerSigned`: name spaces and issuer's seal, no docType beside them.
    IssuerSigned,
    /// `Document`, with or without `deviceSigned`.
    Document,
    /// `DeviceResponse` with exactly one document.
    Response,
}

impl Form {
    const ALL: [Self; 3] = [Self::IssuerSigned, Self::Document, Self::Response];

    /// The end of a sample's file name.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::IssuerSigned => ".issuer-signed.cbor",
            Self::Document => ".document.cbor",
            Self::Response => ".response.cbor",
        }
    }
}

/// One document and what a reader of it should find.
#[derive(Debug, Clone)]
pub struct Sample {
    /// File name without its end.
    pub name: String,
    /// Shape of `bytes`.
    pub form: Form,
    /// The document, as sealed.
    pub bytes: Vec<u8>,
    /// The docType that the issuer signed.
    pub doc_type: String,
    /// RFC 3339, UTC: the instant to judge at.
    pub now: String,
    /// The root certificate (DER) that a peer shall build to; without it, no peer is asked about the chain.
    pub issuer_root: Option<Vec<u8>>,
    /// The readers that are asked: of `isomdl`, `elicence`, `auth0`, `pymdoccbor`. None named: all.
    pub peers: Vec<String>,
    /// What every reader must find, all of it and no more.
    pub elements: Elements,
    /// Of a document with a fault (see [`crate::faulty`]): who refuses it. The others are known not to look.
    pub refused_by: Option<Vec<String>>,
}

impl Sample {
    /// Describes a document by a plain CBOR reading of it.
    ///
    /// # Errors
    /// When the bytes do not have the shape that `form` says, or a response has other than one document.
    pub fn describe(
        name: &str,
        form: Form,
        bytes: Vec<u8>,
        now: &str,
        root: Option<&[u8]>,
    ) -> Result<Self, Trouble> {
        let whole: Value = ciborium::from_reader(bytes.as_slice())?;
        let issuer_signed = issuer_signed(form, &whole)?;
        let mut elements = Elements::new();
        for (name_space, items) in member(issuer_signed, "nameSpaces")
            .and_then(Value::as_map)
            .ok_or("no nameSpaces")?
        {
            let inner = elements
                .entry(
                    name_space
                        .as_text()
                        .ok_or("name space is no text")?
                        .to_owned(),
                )
                .or_default();
            for item in items.as_array().ok_or("name space holds no array")? {
                let item = embedded(item)?;
                let identifier = member(&item, "elementIdentifier")
                    .and_then(Value::as_text)
                    .ok_or("no identifier")?;
                let value = member(&item, "elementValue").ok_or("no value")?;
                if inner.insert(identifier.to_owned(), plain(value)).is_some() {
                    return Err(format!("{identifier} stands twice").into());
                }
            }
        }
        let payload = member(issuer_signed, "issuerAuth")
            .and_then(untagged)
            .ok_or("no payload")?;
        let mso = embedded(&ciborium::from_reader::<Value, _>(payload)?)?;
        Ok(Self {
            name: name.to_owned(),
            form,
            doc_type: member(&mso, "docType")
                .and_then(Value::as_text)
                .ok_or("no docType")?
                .to_owned(),
            now: now.to_owned(),
            issuer_root: root.map(<[u8]>::to_vec),
            peers: Vec::new(),
            elements,
            refused_by: None,
            bytes,
        })
    }

    /// Says whether a peer is asked about this sample.
    #[must_use]
    pub fn is_for(&self, peer: &str) -> bool {
        self.peers.is_empty() || self.peers.iter().any(|name| name == peer)
    }

    /// Writes `<name>.<form>.cbor`, `<name>.json` and, with a root, `<name>.root.der`.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Trouble> {
        let root = format!("{}.root.der", self.name);
        let description = json!({
            "doc_type": self.doc_type,
            "now": self.now,
            "issuer_root": self.issuer_root.as_ref().map(|_| &root),
            "peers": self.peers,
            "elements": self.elements,
            "refused_by": self.refused_by,
        });
        if let Some(der) = &self.issuer_root {
            fs::write(folder.join(&root), der)?;
        }
        fs::write(
            folder.join(format!("{}{}", self.name, self.form.suffix())),
            &self.bytes,
        )?;
        fs::write(
            folder.join(format!("{}.json", self.name)),
            serde_json::to_vec_pretty(&description)?,
        )?;
        Ok(())
    }

    /// Reads all samples of a folder, sorted by name.
    ///
    /// # Errors
    /// When a file cannot be read, or a document has no description beside it.
    pub fn read_all(folder: &Path) -> Result<Vec<Self>, Trouble> {
        let mut samples = Vec::new();
        for entry in fs::read_dir(folder)? {
            let file = entry?
                .file_name()
                .into_string()
                .map_err(|_| "a file name is not text")?;
            for form in Form::ALL {
                if let Some(name) = file.strip_suffix(form.suffix()) {
                    samples.push(
                        Self::read(folder, name, form)
                            .map_err(|trouble| format!("{file}: {trouble}"))?,
                    );
                }
            }
        }
        samples.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(samples)
    }

    fn read(folder: &Path, name: &str, form: Form) -> Result<Self, Trouble> {
        let description: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join(format!("{name}.json")))?)?;
        let text = |key: &str| {
            description[key]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| format!("{key} is missing"))
        };
        let root = description["issuer_root"]
            .as_str()
            .map(|file| fs::read(folder.join(file)))
            .transpose()?;
        let peers = description["peers"].as_array().into_iter().flatten();
        Ok(Self {
            name: name.to_owned(),
            form,
            bytes: fs::read(folder.join(format!("{name}{}", form.suffix())))?,
            doc_type: text("doc_type")?,
            now: text("now")?,
            issuer_root: root,
            peers: peers
                .filter_map(serde_json::Value::as_str)
                .map(str::to_owned)
                .collect(),
            elements: serde_json::from_value(description["elements"].clone())?,
            refused_by: serde_json::from_value(description["refused_by"].clone())?,
        })
    }
}

/// Finds `IssuerSigned` in a sample.
pub(crate) fn issuer_signed(form: Form, whole: &Value) -> Result<&Value, Trouble> {
    let document = match form {
        Form::IssuerSigned => return Ok(whole),
        Form::Document => whole,
        Form::Response => match member(whole, "documents")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
        {
            Some([document]) => document,
            _ => return Err("a response must have one document".into()),
        },
    };
    member(document, "issuerSigned").ok_or_else(|| "no issuerSigned".into())
}

pub(crate) fn embedded(tagged: &Value) -> Result<Value, Trouble> {
    match tagged {
        Value::Tag(24, inner) => Ok(ciborium::from_reader(
            inner.as_bytes().ok_or("tag 24 holds no bytes")?.as_slice(),
        )?),
        _ => Err("not embedded CBOR (tag 24)".into()),
    }
}

fn untagged(issuer_auth: &Value) -> Option<&[u8]> {
    let sign1 = match issuer_auth {
        Value::Tag(18, inner) => inner,
        other => other,
    };
    sign1.as_array()?.get(2)?.as_bytes().map(Vec::as_slice)
}
