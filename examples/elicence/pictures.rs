//! Pictures of a verified licence, each to a file of its own.

use std::{fs, path::Path};

use elicence::{
    codec::{Cbor, Limits},
    licence::{
        Value,
        value::{Media, ValueKind},
    },
};

use crate::{
    answer::{Trouble, talk},
    files::{self, Output},
    render::Shown,
};

/// Writes every picture to `folder`, as `<document>-<element>.<ending>`.
///
/// The name comes from the element's identifier, of which only letters, digits and `_` are kept, never from content.
pub(crate) fn save(folder: &Path, documents: &[Vec<Shown<'_>>]) -> Result<(), Trouble> {
    let mut outputs: Vec<Output> = Vec::new();
    for (number, elements) in documents.iter().enumerate() {
        for element in elements {
            let Some((bytes, ending)) = picture(element.value) else {
                continue;
            };
            let name: String = element
                .identifier
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                .take(64)
                .collect();
            let mut path = folder.join(format!("{}-{name}.{ending}", number + 1));
            let mut copy = 2;
            while outputs.iter().any(|output| output.path == path) {
                path = folder.join(format!("{}-{name}-{copy}.{ending}", number + 1));
                copy += 1;
            }
            outputs.push(Output::private(&path, bytes));
        }
    }
    if outputs.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|e| {
        Trouble::new(format!(
            "cannot make the folder `{}`: {}",
            folder.display(),
            files::say(&e)
        ))
    })?;
    files::write_new(&outputs)?;
    outputs
        .iter()
        .for_each(|output| talk(&format!("elicence: saved `{}`", output.path.display())));
    Ok(())
}

/// A picture of a native licence, or the bytes of a foreign one that begin as a JPEG, PNG or JPEG 2000 file does.
fn picture(value: &Cbor) -> Option<(Vec<u8>, &'static str)> {
    if let Cbor::Bytes(bytes) = value {
        let endings: [(&[u8], &str); 4] = [
            (b"\xff\xd8\xff", "jpg"),
            (b"\x89PNG", "png"),
            (b"\0\0\0\x0cjP  ", "jp2"),
            (b"\xff\x4f\xff\x51", "j2k"),
        ];
        let ending = endings
            .into_iter()
            .find(|(magic, _)| bytes.starts_with(magic))?
            .1;
        return Some((bytes.clone(), ending));
    }
    match Value::from_cbor(ValueKind::Picture, value, &Limits::default()).ok()? {
        Value::Picture(picture) => {
            let ending = if picture.media() == Media::Png {
                "png"
            } else {
                "jpg"
            };
            Some((picture.data().to_vec(), ending))
        }
        _ => None,
    }
}
