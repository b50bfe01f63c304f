//! Arguments that several subcommands have.

use std::{
    fs,
    path::{Path, PathBuf},
};

use elicence::{
    licence::{Language, LicenceType, TypeRegistry},
    time::UnixTime,
    trust::{CheckedVical, TrustAnchors, Vical, VicalTerms},
};

use crate::{
    answer::{Trouble, warn},
    files, pem,
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

/// Lists of foreign authorities, and who may sign them.
#[derive(clap::Args)]
pub(crate) struct Vicals {
    /// A list of authorities for foreign docTypes (VICAL, ISO/IEC 18013-5 Annex C); may be given again
    #[arg(long = "vical", value_name = "FILE", requires = "signers")]
    files: Vec<PathBuf>,
    /// A CA of a list's provider, or the certificate that signs it (PEM or DER); may be given again
    #[arg(long = "vical-signer", value_name = "FILE", requires = "files")]
    signers: Vec<PathBuf>,
    /// The days for which a list counts at most; one that names no next update needs it
    #[arg(long = "vical-max-age", value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    max_age: Option<u32>,
}

impl Vicals {
    /// Trusts what the lists name. Keeps no memory of them, so that an older list is taken as readily as the newest.
    pub(crate) fn add_to(&self, trust: &mut TrustAnchors, now: UnixTime) -> Result<(), Trouble> {
        let signers = self.signers.iter().map(|path| pem::certificate(path));
        let signers: Vec<Vec<u8>> = signers.collect::<Result<_, _>>()?;
        let signers: Vec<&[u8]> = signers.iter().map(Vec::as_slice).collect();
        let terms = match self.max_age {
            Some(days) => VicalTerms::new().with_max_age(days.saturating_mul(86_400)),
            None => VicalTerms::new(),
        };
        for path in &self.files {
            let checked = Self::check(path, &signers, &terms, now)?;
            for note in checked.notes() {
                warn(format!("the list `{}`: {note}", path.display()));
            }
            trust.add_vical(&checked);
        }
        Ok(())
    }

    fn check(
        path: &Path,
        signers: &[&[u8]],
        terms: &VicalTerms,
        now: UnixTime,
    ) -> Result<CheckedVical, Trouble> {
        let unusable =
            |why: String| Trouble::new(format!("the list `{}` is not used: {why}", path.display()));
        let bytes = files::read(path, files::SMALL)?;
        let list = Vical::decode(&bytes).map_err(|error| unusable(error.to_string()))?;
        list.check(signers, terms, now).map_err(|reasons| {
            let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
            unusable(reasons.join("; "))
        })
    }
}
