//! Files: read within a limit; written whole and new, or not at all.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Component, Path, PathBuf},
};

use crate::answer::Trouble;

/// The most bytes of a draft, a definition, a key or a certificate file.
pub(crate) const SMALL: usize = 16 << 20;

/// Reads a file of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Trouble> {
    let bytes = read_prefix(path, limit.saturating_add(1))?;
    if bytes.len() > limit {
        return Err(Trouble::new(format!(
            "`{}` is larger than {limit} bytes",
            path.display()
        )));
    }
    Ok(bytes)
}

/// Reads the first `limit` bytes of a file, for a reader that has its own limit and its own word for going beyond it.
pub(crate) fn read_prefix(path: &Path, limit: usize) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: io::Error| {
        Trouble::new(format!("cannot read `{}`: {}", path.display(), say(&error)))
    };
    let file = File::open(path).map_err(trouble)?;
    let mut bytes = Vec::new();
    file.take(u64::try_from(limit).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)
        .map_err(trouble)?;
    Ok(bytes)
}

/// Reads a text file (UTF-8) of at most [`SMALL`] bytes.
pub(crate) fn read_text(path: &Path) -> Result<String, Trouble> {
    String::from_utf8(read(path, SMALL)?)
        .map_err(|_| Trouble::new(format!("`{}` is not text in UTF-8", path.display())))
}

/// The path of a file that another file names, beside or below that, so that what came from elsewhere cannot fetch what
/// it likes.
pub(crate) fn beside(folder: &Path, name: &str) -> Result<PathBuf, Trouble> {
    let inside = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if inside {
        Ok(folder.join(name))
    } else {
        Err(Trouble::new(format!(
            "the file `{name}` is named, which is not beside or below the file that names it"
        )))
    }
}

/// One file to be written.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    /// Whether only its owner may read it.
    pub(crate) private: bool,
}

impl Output {
    pub(crate) fn new(path: &Path, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.to_owned(),
            bytes: bytes.into(),
            private: false,
        }
    }

    pub(crate) fn private(path: &Path, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            private: true,
            ..Self::new(path, bytes)
        }
    }
}

/// Refuses a path where something is: no command overwrites, so input and output are never one file.
pub(crate) fn check_new(path: &Path) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        return Err(
            Trouble::new(format!("`{}` is there already", path.display()))
                .with_hint("nothing is overwritten: name another file, or move this one away"),
        );
    }
    Ok(())
}

/// Writes all of them or none.
pub(crate) fn write_new(outputs: &[Output]) -> Result<(), Trouble> {
    outputs
        .iter()
        .try_for_each(|output| check_new(&output.path))?;
    for (done, output) in outputs.iter().enumerate() {
        if let Err(error) = write_one(output) {
            outputs
                .iter()
                .take(done)
                .for_each(|written| drop(fs::remove_file(&written.path)));
            return Err(Trouble::new(format!(
                "cannot write `{}`: {}",
                output.path.display(),
                say(&error)
            )));
        }
    }
    Ok(())
}

/// Keeps whoever else asks away from a folder for as long as the file lives, where the system can.
pub(crate) fn lock(folder: &Path) -> Result<Option<File>, Trouble> {
    let Ok(file) = File::open(folder) else {
        return Ok(None); // not every system opens folders
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(Trouble::new(format!(
            "`{}` is being changed by somebody else",
            folder.display()
        ))),
        _ => Ok(Some(file)),
    }
}

/// Puts a file in the place of one that is there, if one is: a state that is kept, and nothing else.
pub(crate) fn replace(output: &Output) -> Result<(), Trouble> {
    let path = &output.path;
    let written = write_part(output).and_then(|part| {
        let renamed = fs::rename(&part, path);
        renamed.inspect_err(|_| drop(fs::remove_file(&part)))
    });
    written.map_err(|error| {
        Trouble::new(format!(
            "cannot write `{}`: {}",
            path.display(),
            say(&error)
        ))
    })
}

fn write_one(output: &Output) -> io::Result<()> {
    let part = write_part(output)?;
    let placed = place(&part, &output.path);
    drop(fs::remove_file(&part));
    placed
}

/// To a file beside it first, so that nobody ever sees half of it.
fn write_part(output: &Output) -> io::Result<PathBuf> {
    let mut name = output
        .path
        .file_name()
        .ok_or(io::ErrorKind::InvalidFilename)?
        .to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = output.path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if output.private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(&part)?;
    match file.write_all(&output.bytes).and_then(|()| file.sync_all()) {
        Ok(()) => Ok(part),
        Err(error) => {
            drop(fs::remove_file(&part));
            Err(error)
        }
    }
}

/// A link fails where the name is taken; where the file system has no links, a rename has to do.
fn place(part: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(part, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(part, path),
        linked => linked,
    }
}

/// In words, lower case, without the number of the operating system.
pub(crate) fn say(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        kind => kind.to_string(),
    }
}
