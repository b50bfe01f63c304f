//! A prepared document and a signature become a signed one.

use std::path::{Path, PathBuf};

use super::{Kind, make, prepared::State};
use crate::{
    answer::{Answer, Trouble},
    files::{self, Output},
    layout::hex,
    seal::signing_key,
};

/// What signing takes, of whatever kind.
#[derive(clap::Args)]
pub(crate) struct Signing {
    /// What `make` wrote
    #[arg(value_name = "PREPARED")]
    prepared: PathBuf,
    /// The private key (PKCS #8 PEM), for trying out: an office's key belongs into hardware
    #[arg(long, value_name = "FILE", required_unless_present = "signature")]
    key: Option<PathBuf>,
    /// The signature, r and s one after the other (not DER), or the 64 bytes of Ed25519
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    signature: Option<PathBuf>,
    /// Write the signed document to this new file
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

pub(crate) fn run<K: Kind>(args: &Signing) -> Result<Answer, Trouble> {
    files::check_new(&args.out)?;
    let state: State = serde_json::from_str(&files::read_text(&args.prepared)?).map_err(|_| {
        Trouble::new(format!(
            "`{}` is not what `elicence {} make` prepared",
            args.prepared.display(),
            K::COMMAND
        ))
    })?;
    let prepared = match state.prepare::<K>()? {
        Ok(Some(prepared)) => prepared,
        Ok(None) => {
            return Err(Trouble::new(format!(
                "the prepared {} does not lead to the bytes that were to be signed",
                K::NAME
            ))
            .with_hint("it was changed: make it again"));
        }
        Err(error) => return Ok(not_signed::<K>(&error)),
    };
    let signature = match (&args.key, &args.signature) {
        (Some(key), _) => make::by(&signing_key(key)?, &K::to_be_signed(&prepared))?,
        (None, Some(signature)) => files::read(signature, files::SMALL)?,
        (None, None) => return Err(Trouble::new("--key or --signature is needed")), // clap asks for one
    };
    finish::<K>(&prepared, &signature, &args.out)
}

/// Verifies the signature and writes the document.
pub(super) fn finish<K: Kind>(
    prepared: &K::Prepared,
    signature: &[u8],
    out: &Path,
) -> Result<Answer, Trouble> {
    let signed = match K::complete(prepared, signature) {
        Ok(signed) => signed,
        Err(error) => return Ok(not_signed::<K>(&error)),
    };
    files::write_new(&[Output::new(out, K::bytes(&signed))])?;
    Ok(Answer::yes(format!(
        "SIGNED   {}, {} bytes\n  {}\n  digest {}\n",
        K::title(K::contents(&signed)),
        K::bytes(&signed).len(),
        out.display(),
        hex(K::digest(&signed))
    )))
}

fn not_signed<K: Kind>(error: &K::Error) -> Answer {
    Answer::no(format!(
        "NOT SIGNED   no verifier would take it\n{}",
        K::rows_of(error)
    ))
}
