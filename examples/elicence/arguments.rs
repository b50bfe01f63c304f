//! Arguments that several subcommands have.

use std::{
    fs,
    path::{Path, PathBuf},
};

use elicence::{
    licence::{Language, LicenceType, TypeRegistry},
    time::UnixTime,
};

use crate::{
    answer::{Trouble, warn},
    files,
};

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// Chinese
    Zh,
    /// English
    #[default]
    En,
    /// Korean
    Ko,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
            Lang::Ko => Self::Ko,
        }
    }
}

/// Definitions of licence types beyond those that ship.
#[derive(clap::Args)]
pub(crate) struct Definitions {
    /// Also use the definitions of licence types in this folder (`*.json`)
    #[arg(long = "types", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Definitions {
    pub(crate) fn load(&self) -> Result<TypeRegistry, Trouble> {
        let mut registry = TypeRegistry::builtin();
        let Some(folder) = &self.folder else {
            return Ok(registry);
        };
        let listing = fs::read_dir(folder).map_err(|e| {
            Trouble::new(format!(
                "cannot read the folder `{}`: {}",
                folder.display(),
                files::say(&e)
            ))
        })?;
        let mut paths: Vec<PathBuf> = listing
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        paths.sort();
        for path in paths {
            let text = files::read_text(&path)?;
            let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            if json.get("format").and_then(|format| format.as_str()) != Some("org.elicence.type.1")
            {
                warn(format!(
                    "`{}` is not a definition of a licence type, passed over",
                    path.display()
                ));
                continue;
            }
            registry.add_json(&text).map_err(|error| {
                let faults: Vec<String> = error.faults().iter().map(ToString::to_string).collect();
                Trouble::new(format!(
                    "`{}` is not consistent: {}",
                    path.display(),
                    faults.join("; ")
                ))
            })?;
        }
        Ok(registry)
    }
}

/// The newest definition of a type, or trouble that names those there are.
pub(crate) fn definition<'r>(
    registry: &'r TypeRegistry,
    doc_type: &str,
) -> Result<&'r LicenceType, Trouble> {
    registry.latest(doc_type).ok_or_else(|| {
        Trouble::new(format!(
            "no definition of the licence type `{doc_type}` is at hand"
        ))
        .with_hint("`elicence types list` shows those that are; `--types DIR` adds others")
    })
}

/// An instant on the command line.
pub(crate) fn instant(text: &str) -> Result<UnixTime, String> {
    UnixTime::parse_rfc3339(text).ok_or_else(|| {
        "not an instant of RFC 3339 in whole seconds, such as 2026-01-31T12:00:00Z".to_owned()
    })
}

/// The system's clock, read once a command.
pub(crate) fn clock() -> Result<UnixTime, Trouble> {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .ok()
        .and_then(|since| UnixTime::from_seconds(i64::try_from(since.as_secs()).ok()?))
        .ok_or_else(|| {
            Trouble::new("the system's clock is not set").with_hint("give the time with --now")
        })
}

/// A certificate with what it is trusted for: `FILE@PROFILE:TYPES:REGIONS`.
#[derive(Clone, Debug)]
pub(crate) struct Trusted {
    pub(crate) file: PathBuf,
    pub(crate) scope: Option<String>,
}

impl Trusted {
    /// The scope is what follows the last `@`, if that has a colon: a file's name may hold an `@` too.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        Ok(match text.rsplit_once('@') {
            Some((file, scope)) if scope.contains(':') => Self {
                file: file.into(),
                scope: Some(scope.to_owned()),
            },
            _ => Self {
                file: text.into(),
                scope: None,
            },
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.file
    }
}
