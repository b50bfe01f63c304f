//! Drafts: `{"file": "scan.png", …}` in place of the bytes, which the library, having no files, does not know.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

use crate::{answer::Trouble, files};

/// Reads a draft and puts the content of each file that it names into it.
///
/// A file is named relative to the draft and lies beside or below it, so that a draft from elsewhere cannot fetch what
/// it likes into a licence.
pub(crate) fn read(path: &Path) -> Result<String, Trouble> {
    let text = files::read_text(path)?;
    if !text.contains("\"file\"") {
        return Ok(text); // as it stands, so that the library finds a member given twice
    }
    let mut draft: Value = serde_json::from_str(&text).map_err(|e| {
        Trouble::new(format!(
            "`{}` is not JSON (line {}, column {})",
            path.display(),
            e.line(),
            e.column()
        ))
    })?;
    fill(&mut draft, path.parent().unwrap_or_else(|| Path::new("")))?;
    Ok(draft.to_string())
}

fn fill(value: &mut Value, folder: &Path) -> Result<(), Trouble> {
    match value {
        Value::Object(members) => {
            // Only a picture or an attachment, which say what they are: a table may have a column `file`.
            if let Some(Value::String(name)) = members.get("file")
                && members.contains_key("media")
                && !members.contains_key("base64")
            {
                let name = name.clone();
                let bytes = files::read(&files::beside(folder, &name)?, files::SMALL)?;
                members.remove("file");
                members.insert("base64".to_owned(), Value::String(STANDARD.encode(bytes)));
            }
            members
                .values_mut()
                .try_for_each(|member| fill(member, folder))
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, folder)),
        _ => Ok(()),
    }
}
