//! Agreements in files and folders, taken into what a judgement asks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use elicence::{
    recognise::{Agreements, agreement::Agreement},
    time::UnixTime,
    trust::store::TrustStore,
};

use super::rows_of;
use crate::{
    answer::{Trouble, warn},
    files,
    layout::harmless,
};

/// The files at `path`: itself, or those in the folder, by name.
fn files_at(path: &Path) -> Result<Vec<PathBuf>, Trouble> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| {
        let why = files::say(&error);
        Trouble::new(format!(
            "cannot read the folder `{}`: {why}",
            path.display()
        ))
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !hidden {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Takes every agreement in `paths`, older issues first; one that is refused is named and counts for nothing.
pub(crate) fn take(
    agreements: &mut Agreements,
    paths: &[PathBuf],
    store: &TrustStore,
    now: UnixTime,
) -> Result<(), Trouble> {
    let mut documents = Vec::new();
    for path in paths {
        for file in files_at(path)? {
            let bytes = files::read_prefix(&file, Agreement::BYTES.saturating_add(1))?;
            let number = Agreement::decode(&bytes)
                .map_or(0, |agreement| agreement.contents().sequence_number);
            documents.push((number, file, bytes));
        }
    }
    documents.sort();
    for (_, file, bytes) in documents {
        match agreements.load(&bytes, store, now) {
            Ok(loaded) => {
                for note in loaded.notes {
                    warn(harmless(&format!("`{}`: {note}", file.display())));
                }
            }
            Err(error) => warn(format!(
                "the agreement `{}` is not used:\n{}",
                harmless(&file.display().to_string()),
                rows_of(&error).trim_end()
            )),
        }
    }
    Ok(())
}
