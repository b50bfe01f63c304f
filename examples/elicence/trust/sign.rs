//! `elicence trust sign`: a prepared list and a signature become a list.

use std::path::{Path, PathBuf};

use elicence::trust::list::PreparedList;

use super::{make, prepared::State, rows_of, words};
use crate::{
    answer::{Answer, Trouble},
    files::{self, Output},
    layout::hex,
    seal::signing_key,
};

/// Sign a prepared trust list
///
/// Checks everything again, verifies the signature, and writes the list.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the list was signed and the file is written.
Exits 1 when no verifier would take the list or the signature, 2 on trouble.")]
pub(crate) struct Args {
    /// What `elicence trust make` wrote
    #[arg(value_name = "PREPARED")]
    prepared: PathBuf,
    /// The private key (PKCS #8 PEM), for trying out: an operator's key belongs into hardware
    #[arg(long, value_name = "FILE", required_unless_present = "signature")]
    key: Option<PathBuf>,
    /// The signature, r and s one after the other (not DER), or the 64 bytes of Ed25519
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    signature: Option<PathBuf>,
    /// Write the list to this new file
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    files::check_new(&args.out)?;
    let state: State = serde_json::from_str(&files::read_text(&args.prepared)?).map_err(|_| {
        Trouble::new(format!(
            "`{}` is not a list that `elicence trust make` prepared",
            args.prepared.display()
        ))
    })?;
    let prepared = match state.prepare()? {
        Ok(Some(prepared)) => prepared,
        Ok(None) => {
            return Err(Trouble::new(
                "the prepared list does not lead to the bytes that were to be signed",
            )
            .with_hint("it was changed: make it again"));
        }
        Err(error) => return Ok(not_signed(&rows_of(&error))),
    };
    let signature = match (&args.key, &args.signature) {
        (Some(key), _) => make::by(&signing_key(key)?, &prepared.to_be_signed())?,
        (None, Some(signature)) => files::read(signature, files::SMALL)?,
        (None, None) => return Err(Trouble::new("--key or --signature is needed")), // clap asks for one
    };
    finish(&prepared, &signature, &args.out)
}

/// Verifies the signature and writes the list.
pub(super) fn finish(
    prepared: &PreparedList,
    signature: &[u8],
    out: &Path,
) -> Result<Answer, Trouble> {
    let list = match prepared.complete(signature) {
        Ok(list) => list,
        Err(error) => return Ok(not_signed(&rows_of(&error))),
    };
    files::write_new(&[Output::new(out, list.bytes())])?;
    Ok(Answer::yes(format!(
        "SIGNED   {}, {} bytes\n  {}\n  digest {}\n",
        words::title(list.contents()),
        list.bytes().len(),
        out.display(),
        hex(list.digest())
    )))
}

fn not_signed(rows: &str) -> Answer {
    Answer::no(format!("NOT SIGNED   no verifier would take it\n{rows}"))
}
