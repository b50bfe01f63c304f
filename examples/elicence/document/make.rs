//! Contents become a document that lacks only its signature, or that too.

use std::path::PathBuf;

use elicence::crypto::{Algorithm, Signer, SoftwareKey, VerifyingKey};
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

use super::{Kind, prepared::State, read, says, sign};
use crate::{
    answer::{Answer, Trouble},
    files::{self, Output},
    pem,
    seal::signing_key,
};

/// What making takes, of whatever kind. The command adds `--example` and `--next`, which print contents to begin with.
#[derive(clap::Args)]
pub(crate) struct Making {
    /// The contents (JSON)
    #[arg(value_name = "CONTENTS", required_unless_present_any = ["example", "next"], conflicts_with_all = ["example", "next"])]
    contents: Option<PathBuf>,
    /// The issue before this one, whose rules for its successor are held too
    #[arg(long, value_name = "FILE", conflicts_with_all = ["example", "next"])]
    previous: Option<PathBuf>,
    /// The certificate that signs, others after it where they are to be sent along (PEM or DER); may be given again
    #[arg(long, value_name = "FILE", required_unless_present_any = ["example", "next"], conflicts_with_all = ["example", "next"])]
    cert: Vec<PathBuf>,
    /// ES256, ES384, ES512, EdDSA or SM2 [default: that of the certificate's key]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["example", "next"])]
    algorithm: Option<String>,
    /// The private key (PKCS #8 PEM), for trying out: an office's key belongs into hardware
    #[arg(long, value_name = "FILE", conflicts_with_all = ["example", "next"])]
    key: Option<PathBuf>,
    /// Write what is prepared, with --key what is signed, to this new file
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["example", "next"], conflicts_with_all = ["example", "next"])]
    out: Option<PathBuf>,
    /// Also write the bytes to be signed (the algorithm hashes them) to this new file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["key", "example", "next"])]
    to_be_signed: Option<PathBuf>,
}

pub(crate) fn run<K: Kind>(args: &Making) -> Result<Answer, Trouble> {
    let (Some(path), Some(out)) = (&args.contents, &args.out) else {
        return Err(Trouble::new("CONTENTS and --out are needed")); // clap asks for both
    };
    files::check_new(out)?;
    args.to_be_signed
        .iter()
        .try_for_each(|path| files::check_new(path))?;
    let mut chain = Vec::new();
    for file in &args.cert {
        chain.extend(pem::chain(file)?);
    }
    let leaf = public_key(&chain)?;
    let key = args.key.as_deref().map(signing_key).transpose()?;
    if key.as_ref().is_some_and(|key| key.verifying_key() != leaf) {
        return Err(Trouble::new(
            "--key is not the private key of the first certificate in --cert",
        ));
    }
    let algorithm = match &args.algorithm {
        None => leaf.key_type().algorithm(),
        Some(name) => algorithm(name)?,
    };
    let previous = args.previous.as_deref().map(read::<K>).transpose()?;
    let mut contents = match K::from_json(&K::read_contents(path)?) {
        Ok(contents) => contents,
        Err(error) => {
            return Ok(Answer::no(format!(
                "NOT MADE   the contents are not of the form\n{}",
                says::<K>(&error)
            )));
        }
    };
    if let Some(previous) = &previous {
        K::follow(&mut contents, previous);
    }
    let prepared = match K::prepare(contents.clone(), previous.as_ref(), algorithm, &chain) {
        Ok(prepared) => prepared,
        Err(error) => {
            return Ok(Answer::no(format!(
                "NOT MADE   no verifier would take it\n{}",
                K::rows_of(&error)
            )));
        }
    };
    K::warn(&contents, previous.as_ref());
    if let Some(key) = key {
        let signature = by(&key, &K::to_be_signed(&prepared))?;
        return sign::finish::<K>(&prepared, &signature, out);
    }
    let state = State::new::<K>(&contents, previous.as_ref(), &chain, algorithm, &prepared);
    let state = serde_json::to_string_pretty(&state)
        .map_err(|_| Trouble::new(format!("the prepared {} cannot be written", K::NAME)))?;
    let mut outputs = vec![Output::new(out, state + "\n")];
    let message = args.to_be_signed.as_ref();
    outputs.extend(message.map(|path| Output::new(path, K::to_be_signed(&prepared))));
    files::write_new(&outputs)?;
    let written = |output: &Output| format!("  {}\n", output.path.display());
    Ok(Answer::yes(format!(
        "PREPARED   {}, to be signed with {algorithm}\n{}",
        K::title(&contents),
        outputs.iter().map(written).collect::<String>()
    )))
}

/// The algorithm of this name.
pub(crate) fn algorithm(name: &str) -> Result<Algorithm, Trouble> {
    Algorithm::from_name(name)
        .ok_or_else(|| Trouble::new(format!("--algorithm: `{name}` is not known")))
}

/// The signature of a key in a file.
pub(crate) fn by(key: &SoftwareKey, message: &[u8]) -> Result<Vec<u8>, Trouble> {
    key.sign(message)
        .map_err(|_| Trouble::new("the key cannot sign"))
}

/// The key of the first certificate, to choose the algorithm by. The library has every rule about certificates.
pub(crate) fn public_key(chain: &[Vec<u8>]) -> Result<VerifyingKey, Trouble> {
    let leaf = chain.first().map(Vec::as_slice).unwrap_or_default();
    X509Certificate::from_der(leaf)
        .ok()
        .and_then(|(_, leaf)| VerifyingKey::from_spki_der(leaf.public_key().raw).ok())
        .ok_or_else(|| Trouble::new("the first certificate in --cert has no key that can be used"))
}
