//! The contents of a list as its keeper writes them: JSON, with files in place of certificates and keys.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use clap::ValueEnum;
use elicence::{
    crypto::VerifyingKey,
    time::UnixTime,
    trust::list::{ListContents, TrustList},
};
use serde_json::Value;

use crate::{answer::Trouble, files, pem};

/// A list to begin with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Example {
    /// The authorities of one region
    Regional,
    /// The lists of the members of a federation
    ListOfLists,
}

const REGIONAL: &str = include_str!("example-regional.json");
const LIST_OF_LISTS: &str = include_str!("example-list-of-lists.json");

const DAY: i64 = 86_400;

/// The example, issued now, for a month, and counting for two more.
pub(super) fn example(kind: Example, issued: UnixTime) -> String {
    let text = match kind {
        Example::Regional => REGIONAL,
        Example::ListOfLists => LIST_OF_LISTS,
    };
    let after = |days| issued.saturating_add(days * DAY).to_string();
    text.replace("<ISSUED>", &issued.to_string())
        .replace("<NEXT UPDATE>", &after(30))
        .replace("<NOT AFTER>", &after(90))
}

/// The contents of the issue after `previous`, made at `issued` and counting for as long as that one did.
pub(super) fn next(previous: &TrustList, issued: UnixTime) -> String {
    let before = previous.contents();
    let made = before.list_issue_date_time.seconds();
    let again = |time: UnixTime| issued.saturating_add(time.seconds().saturating_sub(made));
    let next_update = before.next_update.map(again);
    ListContents::next(previous, issued, next_update, again(before.not_after)).to_json()
}

/// Reads the contents and puts what is in each file that they name in its place.
///
/// `{"certificate": {"file": "ca.pem"}}` stands for the certificate, `{"key": {"file": "key.pem"}}` for the public key. A
/// file is named relative to the contents and lies beside or below them.
pub(super) fn read(path: &Path) -> Result<String, Trouble> {
    let text = files::read_text(path)?;
    if !text.contains("\"file\"") {
        return Ok(text); // as it stands, so that the library finds a member given twice
    }
    let mut contents: Value = serde_json::from_str(&text).map_err(|e| {
        let (path, line, column) = (path.display(), e.line(), e.column());
        Trouble::new(format!(
            "`{path}` is not JSON (line {line}, column {column})"
        ))
    })?;
    fill(
        &mut contents,
        path.parent().unwrap_or_else(|| Path::new("")),
    )?;
    Ok(contents.to_string())
}

fn fill(value: &mut Value, folder: &Path) -> Result<(), Trouble> {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match (name.as_str(), file_of(member)) {
                    ("certificate", Some(file)) => {
                        let der = pem::certificate(&files::beside(folder, file)?)?;
                        *member = Value::String(STANDARD.encode(der));
                    }
                    ("key", Some(file)) => {
                        let spki = public_key(&files::beside(folder, file)?)?;
                        *member = Value::String(STANDARD.encode(spki));
                    }
                    _ => fill(member, folder)?,
                }
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, folder)),
        _ => Ok(()),
    }
}

/// The name in `{"file": …}` and nothing else.
fn file_of(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get("file")?.as_str()
}

fn public_key(path: &Path) -> Result<Vec<u8>, Trouble> {
    let key = VerifyingKey::from_pem(&files::read_text(path)?).map_err(|error| {
        Trouble::new(format!("`{}` is not a public key: {error}", path.display()))
    })?;
    Ok(key.to_spki_der())
}
