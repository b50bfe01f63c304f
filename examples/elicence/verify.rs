//! `elicence verify`: is what was presented in force?

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use elicence::{
    codec::Limits,
    crypto::SoftwareKey,
    time::UnixTime,
    trust::Revocation,
    verify::{HolderBinding, Policy, Presented, Report, Session, verify_many},
};

use crate::{
    answer::{Answer, INDETERMINATE, NO, Trouble, warn},
    arguments::{Definitions, Lang, Trusted, Vicals, clock, instant},
    files, pem, pictures, verdict,
    whom::{Authorities, Whom, scope_of, unusable},
};

/// Verify a licence, or a whole DeviceResponse, offline
///
/// Reads an IssuerSigned, a Document or a DeviceResponse of ISO/IEC 18013-5 and prints the verdict, the reasons, and
/// the data where it is in force. Whether the licence counts for a purpose in your region is another question.
#[derive(clap::Args)]
#[command(after_help = "\
SCOPE is PROFILE:TYPES:REGIONS, what the certificate is trusted for:
  PROFILE   `elicence` for native licences (org.elicence.…), `iso18013` for every other mdoc
  TYPES     docTypes with commas between them, or `*`
  REGIONS   with commas between them, such as CN-44 or US-MD

Exits 0 if and only if every document is in force.
Exits 1 when one is refused or the bytes are malformed, 2 on trouble (usage, files),
4 when none is refused but something about one could not be found out.")]
pub(crate) struct Args {
    /// What was presented
    #[arg(value_name = "FILE")]
    file: PathBuf,
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
    /// The language of labels
    #[arg(long, default_value = "en")]
    lang: Lang,
    #[command(flatten)]
    definitions: Definitions,
    /// Also print every check that was made, in order
    #[arg(long, conflicts_with = "json")]
    trail: bool,
    /// Print one JSON object: the verdict and its trail, no data of the licence
    #[arg(long)]
    json: bool,
    /// Write the pictures of what is in force to this folder
    #[arg(long, value_name = "DIR")]
    save_pictures: Option<PathBuf>,
}

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

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let types = args.definitions.load()?;
    let now = args.now.map_or_else(clock, Ok)?;
    let mut trust = trust(args, now)?;
    let at = trust.time(now);
    trust.load_statuses(&args.status, at)?;
    let reader_key = args.reader_key.as_deref().map(private_key).transpose()?;
    let transcript = args
        .session_transcript
        .as_deref()
        .map(|path| files::read(path, files::SMALL))
        .transpose()?;
    // One byte more than the limit, so that the library is the one to refuse what is beyond it.
    let bytes = files::read_prefix(&args.file, Limits::default().set_bytes.saturating_add(1))?;

    let mut policy = Policy::new(&types)
        .with_holder_binding(args.holder.into())
        .with_revocation(args.revocation.into())
        .with_statuses(&trust.statuses);
    if let Some(transcript) = &transcript {
        let session = Session::new(transcript);
        policy = policy.with_session(match &reader_key {
            Some(key) => session.with_reader_key(key),
            None => session,
        });
    }
    let presented = match Presented::decode(&bytes) {
        Ok(presented) => presented,
        Err(error) => {
            let text = if args.json {
                Report::malformed(&error).to_json() + "\n"
            } else {
                verdict::malformed(&error)
            };
            return Ok(Answer::no(text));
        }
    };
    let verdicts = verify_many(presented.documents(), trust.trust(), &policy, now);
    let report = Report::of(&verdicts);
    if let Some(folder) = &args.save_pictures {
        let documents: Vec<_> = verdicts
            .iter()
            .map(|v| v.as_ref().map(verdict::shown).unwrap_or_default())
            .collect();
        pictures::save(folder, &documents)?;
    }
    let text = if args.json {
        report.to_json() + "\n"
    } else {
        verdict::for_people(&verdicts, &report, &types, args.lang.into(), args.trail)
    };
    let status = match report.result {
        "in-force" => 0,
        "indeterminate" => INDETERMINATE,
        _ => NO,
    };
    Ok(Answer::with_status(text, status))
}

/// Everybody who is trusted: by hand, and by the lists of a store.
fn trust(args: &Args, now: UnixTime) -> Result<Authorities, Trouble> {
    let mut anchors = args.whom.anchors()?;
    for given in &args.pin {
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
    args.vicals.add_to(&mut anchors, now)?;
    args.whom.authorities(anchors, now)
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
