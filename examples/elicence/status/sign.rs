//! `elicence status sign`: the statuses of now become a signed list, in one step or, where the key is elsewhere, in two.

use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    crypto::Signer,
    status::{PreparedStatusList, PublishError},
    time::UnixTime,
    trust::StatusSigningCertificate,
};

use super::{
    list::List,
    prepared::{self, Prepared},
};
use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    files::{self, Output},
    layout::{Rows, harmless},
    pem,
    seal::signing_key,
};

/// Sign a status list
///
/// With --key in one step. Where the key is elsewhere, in two: --prepare writes what the second step needs and the bytes to
/// be signed; --complete takes the signature, verifies it, and writes the list.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the list was signed (with --prepare: prepared) and the file is written.
Exits 1 when no verifier would take it, 2 on trouble.")]
pub(crate) struct Args {
    /// The state file of the list
    #[arg(
        value_name = "STATE",
        required_unless_present = "complete",
        conflicts_with = "complete"
    )]
    state: Option<PathBuf>,
    /// The certificate that signs status lists, CAs after it where the verifier needs them (PEM or DER)
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "complete",
        conflicts_with = "complete"
    )]
    cert: Option<PathBuf>,
    /// The private key (PKCS #8 PEM), for trying out: an authority's key belongs into hardware
    #[arg(long, value_name = "FILE", required_unless_present_any = ["prepare", "complete"], conflicts_with_all = ["prepare", "complete"])]
    key: Option<PathBuf>,
    /// Write the signed list to this new file
    #[arg(
        short,
        long,
        value_name = "FILE",
        required_unless_present = "prepare",
        conflicts_with = "prepare"
    )]
    out: Option<PathBuf>,
    /// First step of two: write what the second step needs to this new file
    #[arg(
        long,
        value_name = "PREPARED",
        requires = "to_be_signed",
        conflicts_with = "complete"
    )]
    prepare: Option<PathBuf>,
    /// With --prepare: write the bytes to be signed (the algorithm hashes them) to this new file
    #[arg(long, value_name = "FILE", requires = "prepare")]
    to_be_signed: Option<PathBuf>,
    /// Second step of two: the file that --prepare wrote
    #[arg(long, value_name = "PREPARED", requires = "signature")]
    complete: Option<PathBuf>,
    /// With --complete: the signature, r and s one after the other (not DER), or the 64 bytes of Ed25519
    #[arg(long, value_name = "FILE", requires = "complete")]
    signature: Option<PathBuf>,
    /// When the list is made [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "complete")]
    issued: Option<UnixTime>,
    /// From when it does not count any more
    #[arg(long, value_name = "RFC3339", value_parser = instant, required_unless_present = "complete", conflicts_with = "complete")]
    expires: Option<UnixTime>,
    /// For how many seconds it need not be fetched anew
    #[arg(long, value_name = "SECONDS", conflicts_with = "complete")]
    ttl: Option<u64>,
    /// Sign the list of one bit under this name instead: valid, or not
    #[arg(long, value_name = "URI", conflicts_with = "complete")]
    derived: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    for path in [&args.out, &args.prepare, &args.to_be_signed]
        .into_iter()
        .flatten()
    {
        files::check_new(path)?;
    }
    match (&args.complete, &args.state, &args.cert) {
        (Some(prepared), _, _) => complete(args, prepared),
        (None, Some(state), Some(cert)) => begin(args, state, cert),
        _ => Err(Trouble::new("STATE and --cert are needed")), // clap asks for both
    }
}

/// One step, or the first of two.
fn begin(args: &Args, state: &Path, cert: &Path) -> Result<Answer, Trouble> {
    let mut list = List::read(state)?;
    let issued = args.issued.map_or_else(clock, Ok)?;
    let chain = pem::chain(cert)?;
    let leaf = chain.first().map(Vec::as_slice).unwrap_or_default();
    let certificate = match StatusSigningCertificate::read(leaf) {
        Ok(certificate) => certificate,
        Err(reason) => return Ok(not_signed(&PublishError::WouldNotCount(vec![reason]))),
    };
    let key = args.key.as_deref().map(signing_key).transpose()?;
    if key
        .as_ref()
        .is_some_and(|key| key.verifying_key() != *certificate.verifying_key())
    {
        return Err(Trouble::new(
            "--key is not the private key of the first certificate in --cert",
        ));
    }
    let uri = args.derived.as_ref().unwrap_or(&list.uri).clone();
    if let Some(last) = list.last_signed(&uri).filter(|last| issued <= *last) {
        return Err(Trouble::new(format!(
            "a list of {last} was signed already, and one of {issued} is not newer"
        ))
        .with_hint("verifiers refuse another list of the same second, and every older one"));
    }
    let Some(expires) = args.expires else {
        return Err(Trouble::new("--expires is needed")); // clap asks for it
    };
    let mut state = Prepared {
        format: Prepared::FORMAT.to_owned(),
        uri: list.uri.clone(),
        derived: args.derived.clone(),
        entries: list.allocator.capacity(),
        listed: list
            .listed()
            .into_iter()
            .map(|(index, status)| (index, status.value()))
            .collect(),
        chain: chain.iter().map(|der| STANDARD.encode(der)).collect(),
        algorithm: certificate
            .verifying_key()
            .key_type()
            .algorithm()
            .name()
            .to_owned(),
        issued: issued.to_string(),
        expires: expires.to_string(),
        ttl: args.ttl,
        to_be_signed_sha256: String::new(),
    };
    let prepared = match state.prepare()? {
        Ok(prepared) => prepared,
        Err(error) => return Ok(not_signed(&error)),
    };
    // Before anything is signed: a time that nobody used does no harm, and one that is used twice does.
    list.set_signed(&uri, issued);
    list.save()?;
    match (&args.out, key, &args.prepare, &args.to_be_signed) {
        (Some(out), Some(key), _, _) => {
            let signature = key
                .sign(prepared.to_be_signed())
                .map_err(|_| Trouble::new("the key cannot sign"))?;
            finish(prepared, &state, &signature, out)
        }
        (_, _, Some(file), Some(message)) => {
            state.to_be_signed_sha256 = prepared::fingerprint(&prepared);
            let text = serde_json::to_string_pretty(&state)
                .map_err(|_| Trouble::new("the prepared list cannot be written"))?;
            files::write_new(&[
                Output::private(file, text + "\n"),
                Output::new(message, prepared.to_be_signed()),
            ])?;
            Ok(Answer::yes(format!(
                "PREPARED   {}, to be signed with {}\n  {}\n  {}\n",
                state.title(),
                state.algorithm,
                file.display(),
                message.display()
            )))
        }
        _ => {
            Err(Trouble::new(
                "--key and --out, or --prepare and --to-be-signed are needed",
            )) // clap asks for them
        }
    }
}

/// The second step of two.
fn complete(args: &Args, file: &Path) -> Result<Answer, Trouble> {
    let state: Prepared = serde_json::from_str(&files::read_text(file)?).map_err(|_| {
        Trouble::new(format!(
            "`{}` is not a list that `elicence status sign --prepare` prepared",
            file.display()
        ))
    })?;
    let (Some(out), Some(signature)) = (&args.out, &args.signature) else {
        return Err(Trouble::new("--signature and --out are needed")); // clap asks for both
    };
    let signature = files::read(signature, files::SMALL)?;
    let prepared = match state.prepare()? {
        Ok(prepared) => prepared,
        Err(error) => return Ok(not_signed(&error)),
    };
    if prepared::fingerprint(&prepared) != state.to_be_signed_sha256 {
        return Err(Trouble::new(
            "the prepared list does not lead to the bytes that were to be signed",
        )
        .with_hint("it was changed: prepare it again"));
    }
    finish(prepared, &state, &signature, out)
}

fn finish(
    prepared: PreparedStatusList,
    state: &Prepared,
    signature: &[u8],
    out: &Path,
) -> Result<Answer, Trouble> {
    match prepared.complete(signature) {
        Ok(token) => {
            files::write_new(&[Output::new(out, token.as_slice())])?;
            Ok(Answer::yes(format!(
                "SIGNED   {}, {} bytes\n  {}\n",
                state.title(),
                token.len(),
                out.display()
            )))
        }
        Err(error) => Ok(not_signed(&error)),
    }
}

fn not_signed(error: &PublishError) -> Answer {
    let mut rows = Rows::default();
    match error {
        PublishError::WouldNotCount(reasons) => {
            reasons
                .iter()
                .for_each(|reason| rows.push([reason.code(), &harmless(&reason.to_string())]));
        }
        other => rows.push(["", &other.to_string()]),
    }
    Answer::no(format!(
        "NOT SIGNED   no verifier would take it\n{}",
        rows.to_text(2)
    ))
}
