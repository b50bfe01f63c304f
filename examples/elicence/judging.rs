//! What it takes to judge a document: whom to trust, at what time, in what session; and the judgement.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use elicence::{
    DecodeError,
    codec::Limits,
    crypto::SoftwareKey,
    licence::TypeRegistry,
    time::UnixTime,
    trust::Revocation,
    verify::{HolderBinding, Policy, Presented, Refused, Session, Verified, verify_many},
};

use crate::{
    answer::{Trouble, warn},
    arguments::{Definitions, Trusted, Vicals, clock, instant},
    files, pem,
    whom::{Authorities, Whom, scope_of, unusable},
};

/// The arguments of every command that judges.
#[derive(clap::Args)]
pub(crate) struct Judging {
    #[command(flatten)]
    whom: Whom,
    /// Exactly this sealing certificate; without a scope it serves foreign docTypes only
    #[arg(long, value_name = "FILE[@SCOPE]", value_parser = Trusted::parse)]
    pin: Vec<Trusted>,
    /// A status list (token) that was fetched for what is verified; may be given again
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    /// Whether every certificate needs a revocation list always, or as soon as any list is given
    #[arg(long, default_value = "where-given")]
    revocation: RevocationArgument,
    #[command(flatten)]
    vicals: Vicals,
    /// The time to judge at [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
    /// The transcript of the session in which it was presented (SessionTranscriptBytes, or the array inside)
    #[arg(long, value_name = "FILE")]
    session_transcript: Option<PathBuf>,
    /// The reader's private key of that session (JWK or PKCS #8 PEM), to check the holder's MAC
    #[arg(long, value_name = "FILE", requires = "session_transcript")]
    reader_key: Option<PathBuf>,
    /// Whether the presenter must prove to be the holder
    #[arg(long, default_value = "not-required")]
    holder: HolderArgument,
    #[command(flatten)]
    definitions: Definitions,
}

/// What scopes of `--anchor` and `--pin` are, for the end of a help text.
pub(crate) const SCOPES: &str = "\
SCOPE is PROFILE:TYPES:REGIONS, what the certificate is trusted for:
  PROFILE   `elicence` for native licences (org.elicence.…), `iso18013` for every other mdoc
  TYPES     docTypes with commas between them, or `*`
  REGIONS   with commas between them, such as CN-44 or US-MD";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum HolderArgument {
    Required,
    NotRequired,
}

impl From<HolderArgument> for HolderBinding {
    fn from(argument: HolderArgument) -> Self {
        match argument {
            HolderArgument::Required => Self::Required,
            HolderArgument::NotRequired => Self::NotRequired,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RevocationArgument {
    Required,
    WhereGiven,
}

impl From<RevocationArgument> for Revocation {
    fn from(argument: RevocationArgument) -> Self {
        match argument {
            RevocationArgument::Required => Self::Required,
            RevocationArgument::WhereGiven => Self::WhereGiven,
        }
    }
}

/// Everything that the arguments name, read.
pub(crate) struct Judge {
    pub(crate) types: TypeRegistry,
    pub(crate) trust: Authorities,
    pub(crate) now: UnixTime,
    holder: HolderBinding,
    revocation: Revocation,
    reader_key: Option<SoftwareKey>,
    transcript: Option<Vec<u8>>,
}

/// The verdict on each document of a file, or why there is none.
pub(crate) type Verdicts = Result<Vec<Result<Verified, Refused>>, DecodeError>;

impl Judging {
    /// Reads what the arguments name.
    pub(crate) fn judge(&self) -> Result<Judge, Trouble> {
        let types = self.definitions.load()?;
        let now = self.now.map_or_else(clock, Ok)?;
        let mut trust = self.trust(now)?;
        let at = trust.time(now);
        trust.load_statuses(&self.status, at)?;
        let reader_key = self.reader_key.as_deref().map(private_key).transpose()?;
        let transcript = self
            .session_transcript
            .as_deref()
            .map(|path| files::read(path, files::SMALL))
            .transpose()?;
        Ok(Judge {
            types,
            trust,
            now,
            holder: self.holder.into(),
            revocation: self.revocation.into(),
            reader_key,
            transcript,
        })
    }

    /// Everybody who is trusted: by hand, and by the lists of a store.
    fn trust(&self, now: UnixTime) -> Result<Authorities, Trouble> {
        let mut anchors = self.whom.anchors()?;
        for given in &self.pin {
            let scope = scope_of(given)?;
            if scope.is_none() {
                warn(format!(
                    "the pin `{}` has no scope: it serves foreign docTypes only",
                    given.path().display()
                ));
            }
            anchors
                .add_pin(&pem::certificate(given.path())?, scope)
                .map_err(|error| unusable("pin", given.path(), &error))?;
        }
        self.vicals.add_to(&mut anchors, now)?;
        self.whom.authorities(anchors, now)
    }
}

impl Judge {
    /// Judges everything in a file.
    pub(crate) fn verify(&self, path: &Path) -> Result<Verdicts, Trouble> {
        // One byte more than the limit, so that the library is the one to refuse what is beyond it.
        let bytes = files::read_prefix(path, Limits::default().set_bytes.saturating_add(1))?;
        let mut policy = Policy::new(&self.types)
            .with_holder_binding(self.holder)
            .with_revocation(self.revocation)
            .with_statuses(&self.trust.statuses);
        if let Some(transcript) = &self.transcript {
            let session = Session::new(transcript);
            policy = policy.with_session(match &self.reader_key {
                Some(key) => session.with_reader_key(key),
                None => session,
            });
        }
        Ok(Presented::decode(&bytes).map(|presented| {
            verify_many(presented.documents(), self.trust.trust(), &policy, self.now)
        }))
    }
}

fn private_key(path: &Path) -> Result<SoftwareKey, Trouble> {
    let text = files::read_text(path)?;
    let key = if text.trim_start().starts_with('{') {
        SoftwareKey::from_jwk(&text)
    } else {
        SoftwareKey::from_pkcs8_pem(&text)
    };
    key.map_err(|error| {
        Trouble::new(format!(
            "`{}` is not a private key: {error}",
            path.display()
        ))
    })
}
