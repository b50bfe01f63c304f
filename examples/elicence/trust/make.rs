//! `elicence trust make`: contents become a list that lacks only its signature, or that too.

use std::path::{Path, PathBuf};

use elicence::{
    crypto::{Algorithm, Signer, SoftwareKey, VerifyingKey},
    time::UnixTime,
    trust::list::{ListContents, TrustList},
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

use super::{
    contents::{self, Example},
    lint,
    prepared::{self, State},
    rows_of, sign, words,
};
use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    files::{self, Output},
    layout::harmless,
    pem,
    seal::signing_key,
};

/// Make a trust list from its contents
///
/// Checks everything that a verifier would, and writes a prepared list for `elicence trust sign`; with --key it is signed
/// at once. Begin with --example, and the next issue with --next: both print contents.
#[derive(clap::Args)]
#[command(after_help = "\
In the contents, {\"file\": \"ca.pem\"} stands for a certificate or a public key (PEM or DER) beside or below them.
With --previous, a `previousIssue` that is not there is filled in.

Exits 0 if and only if the list was prepared (with --key: signed) and the file is written, or contents are printed.
Exits 1 when no verifier would take the list, 2 on trouble.")]
pub(crate) struct Args {
    /// The contents (JSON)
    #[arg(value_name = "CONTENTS", required_unless_present_any = ["example", "next"])]
    contents: Option<PathBuf>,
    /// The issue before this one, whose rules for its successor are held too
    #[arg(long, value_name = "LIST")]
    previous: Option<PathBuf>,
    /// The certificate that signs, others after it where they are to be sent along (PEM or DER); may be given again
    #[arg(long, value_name = "FILE", required_unless_present_any = ["example", "next"])]
    cert: Vec<PathBuf>,
    /// ES256, ES384, ES512, EdDSA or SM2 [default: that of the certificate's key]
    #[arg(long, value_name = "NAME")]
    algorithm: Option<String>,
    /// The private key (PKCS #8 PEM), for trying out: an operator's key belongs into hardware
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Write the prepared list, with --key the signed one, to this new file
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["example", "next"])]
    out: Option<PathBuf>,
    /// Also write the bytes to be signed (the algorithm hashes them) to this new file
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    to_be_signed: Option<PathBuf>,
    /// Print contents to begin with
    #[arg(long, value_name = "KIND", conflicts_with_all = ["contents", "previous", "cert", "algorithm", "key", "out", "to_be_signed", "next"])]
    example: Option<Example>,
    /// Print the contents of the issue after this list
    #[arg(long, value_name = "LIST", conflicts_with_all = ["contents", "previous", "cert", "algorithm", "key", "out", "to_be_signed"])]
    next: Option<PathBuf>,
    /// With --example and --next: when the list is issued [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "contents")]
    issued: Option<UnixTime>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    if let Some(kind) = args.example {
        let issued = args.issued.map_or_else(clock, Ok)?;
        return Ok(Answer::yes(contents::example(kind, issued)));
    }
    if let Some(list) = &args.next {
        let issued = args.issued.map_or_else(clock, Ok)?;
        return Ok(Answer::yes(contents::next(&read_list(list)?, issued)));
    }
    let (Some(path), Some(out)) = (&args.contents, &args.out) else {
        return Err(Trouble::new("CONTENTS and --out are needed")); // clap asks for both
    };
    make(args, path, out)
}

fn make(args: &Args, path: &Path, out: &Path) -> Result<Answer, Trouble> {
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
        Some(name) => Algorithm::from_name(name)
            .ok_or_else(|| Trouble::new(format!("--algorithm: `{name}` is not known")))?,
    };
    let previous = args.previous.as_deref().map(read_list).transpose()?;
    let mut list = match ListContents::from_json(&contents::read(path)?) {
        Ok(contents) => contents,
        Err(error) => {
            let says = contents::says(&error);
            return Ok(Answer::no(format!(
                "NOT MADE   the contents are not of the form\n{says}"
            )));
        }
    };
    if let Some(previous) = &previous {
        contents::follow(&mut list, previous);
    }
    let prepared = match prepared::draft(list.clone(), previous.as_ref()).prepare(algorithm, &chain)
    {
        Ok(prepared) => prepared,
        Err(error) => {
            return Ok(Answer::no(format!(
                "NOT MADE   no verifier would take it\n{}",
                rows_of(&error)
            )));
        }
    };
    lint::warn_of(&list);
    if let Some(key) = key {
        return sign::finish(&prepared, &by(&key, &prepared.to_be_signed())?, out);
    }
    let state = State::new(&list, previous.as_ref(), &chain, algorithm, &prepared);
    let state = serde_json::to_string_pretty(&state)
        .map_err(|_| Trouble::new("the prepared list cannot be written"))?;
    let mut outputs = vec![Output::new(out, state + "\n")];
    let message = args.to_be_signed.as_ref();
    outputs.extend(message.map(|path| Output::new(path, prepared.to_be_signed())));
    files::write_new(&outputs)?;
    let written = |output: &Output| format!("  {}\n", output.path.display());
    Ok(Answer::yes(format!(
        "PREPARED   {}, to be signed with {algorithm}\n{}",
        words::title(&list),
        outputs.iter().map(written).collect::<String>()
    )))
}

/// The signature of a key in a file.
pub(super) fn by(key: &SoftwareKey, message: &[u8]) -> Result<Vec<u8>, Trouble> {
    key.sign(message)
        .map_err(|_| Trouble::new("the key cannot sign"))
}

/// A signed list in a file, whose form and contents are right.
pub(super) fn read_list(path: &Path) -> Result<TrustList, Trouble> {
    let bytes = files::read(path, TrustList::BYTES)?;
    TrustList::decode(&bytes)
        .map_err(|error| Trouble::new(harmless(&format!("`{}`: {error}", path.display()))))
}

/// The key of the first certificate, to choose the algorithm by. The library has every rule about certificates.
fn public_key(chain: &[Vec<u8>]) -> Result<VerifyingKey, Trouble> {
    let leaf = chain.first().map(Vec::as_slice).unwrap_or_default();
    X509Certificate::from_der(leaf)
        .ok()
        .and_then(|(_, leaf)| VerifyingKey::from_spki_der(leaf.public_key().raw).ok())
        .ok_or_else(|| Trouble::new("the first certificate in --cert has no key that can be used"))
}
