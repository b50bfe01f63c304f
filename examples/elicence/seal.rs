//! `elicence seal`: from a draft to a sealed licence, in one step or, where the key is elsewhere, in two.

use std::path::{Path, PathBuf};

use elicence::{
    crypto::{DigestAlgorithm, Signer, SoftwareKey, SystemRandom},
    issue::Licence,
    licence::TypeRegistry,
    seal::{Prepared, SealError, SealedLicence, TechnicalValidity, seal},
    time::UnixTime,
    trust::{Profile, SealingCertificate},
};

use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, clock, instant},
    draft,
    files::{self, Output},
    issue::{Issued, issue_text},
    layout::{Rows, harmless},
    pem,
    prepared::{Recorded, State},
};

/// Issue a draft and seal it
///
/// With --key in one step. Where the key is in an HSM or a seal server, in two: --prepare writes a state file and the
/// bytes to be signed; the seal signs them; --complete takes the signature, verifies it, and writes the licence.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the licence was sealed (with --prepare: prepared) and the file is written.
Exits 1 when the draft breaks a rule of its type, or a verifier would refuse the seal; 2 on trouble.
The state file holds the licence's data: keep it as you keep them, and delete it when done.")]
pub(crate) struct Args {
    /// The draft (JSON)
    #[arg(
        value_name = "DRAFT",
        required_unless_present = "complete",
        conflicts_with = "complete"
    )]
    draft: Option<PathBuf>,
    /// The certificate of the seal, its CAs after it where the verifier needs them (PEM or DER)
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "complete",
        conflicts_with = "complete"
    )]
    cert: Option<PathBuf>,
    /// The private key of the seal (PKCS #8 PEM), for trying out: an authority's key belongs into hardware
    #[arg(long, value_name = "FILE", required_unless_present_any = ["prepare", "complete"], conflicts_with_all = ["prepare", "complete"])]
    key: Option<PathBuf>,
    /// Write the sealed licence to this new file
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "prepare",
        conflicts_with = "prepare"
    )]
    out: Option<PathBuf>,
    /// First step of two: write what the second step needs to this new file
    #[arg(
        long,
        value_name = "STATE",
        requires = "to_be_signed",
        conflicts_with = "complete"
    )]
    prepare: Option<PathBuf>,
    /// With --prepare: write the bytes that the seal signs (hashed by its algorithm) to this new file
    #[arg(long, value_name = "FILE", requires = "prepare")]
    to_be_signed: Option<PathBuf>,
    /// Second step of two: the state file that --prepare wrote
    #[arg(long, value_name = "STATE", requires = "signature")]
    complete: Option<PathBuf>,
    /// With --complete: the signature, r and s one after the other (not DER), or the 64 bytes of Ed25519
    #[arg(long, value_name = "FILE", requires = "complete")]
    signature: Option<PathBuf>,
    /// When it is sealed [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "complete")]
    signed: Option<UnixTime>,
    /// The last second at which the seal counts [default: the end of the certificate]
    #[arg(long, value_name = "RFC3339", value_parser = instant, conflicts_with = "complete")]
    valid_until: Option<UnixTime>,
    /// The holder's public key (JWK or PEM), so that the holder can prove to be the holder
    #[arg(long, value_name = "FILE", conflicts_with = "complete")]
    holder_key: Option<PathBuf>,
    /// The name of the status list in which the licence has a place
    #[arg(
        long,
        value_name = "URI",
        requires = "status_index",
        conflicts_with = "complete"
    )]
    status_list: Option<String>,
    /// The index that `elicence status set STATE new issue` gave
    #[arg(long, value_name = "N", requires = "status_list")]
    status_index: Option<u64>,
    /// The digest of the elements: SHA-256, SHA-384, SHA-512 or SM3
    #[arg(long, value_name = "NAME", default_value = "SHA-256")]
    digest: String,
    #[command(flatten)]
    definitions: Definitions,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    for path in [&args.out, &args.prepare, &args.to_be_signed]
        .into_iter()
        .flatten()
    {
        files::check_new(path)?;
    }
    let types = args.definitions.load()?;
    match (&args.complete, &args.draft, &args.cert) {
        (Some(state), _, _) => complete(args, state, &types),
        (None, Some(draft), Some(cert)) => begin(args, draft, cert, &types),
        _ => Err(Trouble::new("a draft and --cert are needed")), // clap asks for both
    }
}

/// One step, or the first of two.
fn begin(
    args: &Args,
    draft_path: &Path,
    cert: &Path,
    types: &TypeRegistry,
) -> Result<Answer, Trouble> {
    let draft = draft::read(draft_path)?;
    let chain = pem::chain(cert)?;
    let leaf = chain.first().map(Vec::as_slice).unwrap_or_default();
    let certificate = match SealingCertificate::read(leaf, Profile::Elicence) {
        Ok(certificate) => certificate,
        Err(reason) => return Ok(not_sealed(&SealError::WouldNotCount(vec![reason]))),
    };
    let signer = args.key.as_deref().map(signing_key).transpose()?;
    if signer
        .as_ref()
        .is_some_and(|key| key.verifying_key() != *certificate.verifying_key())
    {
        return Err(Trouble::new(
            "--key is not the private key of the first certificate in --cert",
        ));
    }
    let digest = DigestAlgorithm::from_mso_name(&args.digest)
        .ok_or_else(|| Trouble::new(format!("--digest: `{}` is not known", args.digest)))?;
    let licence = match issue_text(&draft, draft_path, types, false)? {
        Issued::Licence(licence) => *licence,
        Issued::Refused(answer) => return Ok(answer),
    };
    let signed = args.signed.map_or_else(clock, Ok)?;
    let validity = TechnicalValidity::new(
        signed,
        args.valid_until.unwrap_or_else(|| certificate.not_after()),
    )
    .with_valid_from(begins(&licence, signed));
    let holder_key = args
        .holder_key
        .as_deref()
        .map(files::read_text)
        .transpose()?;
    let algorithm = certificate.verifying_key().key_type().algorithm();
    let mut state = State::new(draft, &chain, algorithm, validity, digest, holder_key);
    if let (Some(uri), Some(index)) = (&args.status_list, args.status_index) {
        state = state.with_status(uri, index);
    }
    let name = licence.doc_type().to_owned();
    let preparation = state.preparation(licence)?;
    match (&args.out, signer, &args.prepare, &args.to_be_signed) {
        (Some(out), Some(signer), _, _) => {
            finish(seal(preparation, &signer, &mut SystemRandom), out, &name)
        }
        (_, _, Some(state_file), Some(to_be_signed)) => {
            let mut random = Recorded::default();
            match preparation.prepare(&mut random) {
                Ok(prepared) => write_prepared(
                    &state.with(&random, &prepared),
                    &prepared,
                    state_file,
                    to_be_signed,
                    &name,
                ),
                Err(error) => Ok(not_sealed(&error)),
            }
        }
        _ => Err(Trouble::new(
            "--key and --out, or --prepare and --to-be-signed are needed",
        )), // clap asks for them
    }
}

/// The second step of two: everything again as it was, with the same random bytes.
fn complete(args: &Args, state_file: &Path, types: &TypeRegistry) -> Result<Answer, Trouble> {
    let unreadable = || {
        Trouble::new(format!(
            "`{}` is not a state file of `elicence seal --prepare`",
            state_file.display()
        ))
    };
    let state: State =
        serde_json::from_str(&files::read_text(state_file)?).map_err(|_| unreadable())?;
    let (Some(out), Some(signature)) = (&args.out, &args.signature) else {
        return Err(Trouble::new("--signature and --out are needed")); // clap asks for both
    };
    let signature = files::read(signature, files::SMALL)?;
    let licence = match issue_text(state.draft(), state_file, types, false)? {
        Issued::Licence(licence) => *licence,
        Issued::Refused(answer) => return Ok(answer),
    };
    let name = licence.doc_type().to_owned();
    let mut random = state.replay()?;
    let prepared = match state.preparation(licence)?.prepare(&mut random) {
        Ok(prepared) => prepared,
        Err(error) => return Ok(not_sealed(&error)),
    };
    if !state.leads_to(&prepared) {
        return Err(Trouble::new(
            "the state file does not lead to the bytes that were to be signed",
        )
        .with_hint("it was changed, or the definition of its type was: prepare again"));
    }
    finish(prepared.complete(&signature), out, &name)
}

fn finish(
    sealed: Result<SealedLicence, SealError>,
    out: &Path,
    name: &str,
) -> Result<Answer, Trouble> {
    match sealed {
        Ok(sealed) => {
            files::write_new(&[Output::private(out, sealed.as_bytes())])?;
            Ok(Answer::yes(format!(
                "SEALED   {name}, {} bytes\n  {}\n",
                sealed.as_bytes().len(),
                out.display()
            )))
        }
        Err(error) => Ok(not_sealed(&error)),
    }
}

fn write_prepared(
    state: &State,
    prepared: &Prepared,
    state_file: &Path,
    tbs: &Path,
    name: &str,
) -> Result<Answer, Trouble> {
    let state_text = serde_json::to_string_pretty(state)
        .map_err(|_| Trouble::new("the state cannot be written"))?;
    files::write_new(&[
        Output::private(state_file, state_text + "\n"),
        Output::new(tbs, prepared.to_be_signed()),
    ])?;
    Ok(Answer::yes(format!(
        "PREPARED   {name}, to be signed with {}\n  {}\n",
        prepared.algorithm(),
        tbs.display()
    )))
}

fn not_sealed(error: &SealError) -> Answer {
    let mut rows = Rows::default();
    match error {
        SealError::WouldNotCount(reasons) => {
            reasons
                .iter()
                .for_each(|reason| rows.push([reason.code(), &harmless(&reason.to_string())]));
        }
        other => rows.push(["", &other.to_string()]),
    }
    Answer::no(format!(
        "NOT SEALED   no verifier would accept it\n{}",
        rows.to_text(2)
    ))
}

/// The private key in a file (PKCS #8 PEM).
pub(crate) fn signing_key(path: &Path) -> Result<SoftwareKey, Trouble> {
    SoftwareKey::from_pkcs8_pem(&files::read_text(path)?).map_err(|error| {
        Trouble::new(format!(
            "`{}` is not a private key: {error}",
            path.display()
        ))
    })
}

/// The seal counts from now, or from the licence's first day where that is still to come.
fn begins(licence: &Licence, signed: UnixTime) -> UnixTime {
    let first_day = licence
        .region()
        .utc_offset_minutes()
        .map(|offset| licence.valid_from().starts_at(offset));
    first_day.map_or(signed, |begin| begin.max(signed))
}
