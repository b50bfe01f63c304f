//! `elicence agreement countersign`: the recognised party says yes to an agreement, in one step or, where the key is
//! elsewhere, in two.

use std::path::PathBuf;

use super::{kind::Agreements, rows_of, words};
use elicence::crypto::Signer as _;

use crate::{
    answer::{Answer, Trouble},
    document::{make, read},
    files::{self, Output},
    layout::hex,
    pem,
    seal::signing_key,
};

/// Countersign an agreement for the recognised party
///
/// With --key in one step. Where the key is elsewhere, in two: --to-be-signed writes the bytes to be signed; with --signature,
/// the same certificate and algorithm, the signature is verified and the agreement written.
#[derive(clap::Args)]
#[command(after_help = "\
What the agreement does comes from the first signature alone: recognition is an act of whoever recognises. A verifier may
ask for the countersignature all the same.

Exits 0 if and only if the agreement was countersigned (with --to-be-signed: the bytes are written).
Exits 1 when no verifier would take the countersignature, 2 on trouble.")]
pub(crate) struct Args {
    /// A signed agreement
    #[arg(value_name = "AGREEMENT")]
    agreement: PathBuf,
    /// The certificate that countersigns, others after it where they are to be sent along (PEM or DER); may be given again
    #[arg(long, value_name = "FILE", required = true)]
    cert: Vec<PathBuf>,
    /// ES256, ES384, ES512, EdDSA or SM2 [default: that of the certificate's key]
    #[arg(long, value_name = "NAME")]
    algorithm: Option<String>,
    /// The private key (PKCS #8 PEM), for trying out: an office's key belongs into hardware
    #[arg(long, value_name = "FILE", required_unless_present_any = ["to_be_signed", "signature"], conflicts_with_all = ["to_be_signed", "signature"])]
    key: Option<PathBuf>,
    /// First step of two: write the bytes to be signed (the algorithm hashes them) to this new file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["signature", "out"])]
    to_be_signed: Option<PathBuf>,
    /// Second step of two: the signature, r and s one after the other (not DER), or the 64 bytes of Ed25519
    #[arg(long, value_name = "FILE")]
    signature: Option<PathBuf>,
    /// Write the countersigned agreement to this new file
    #[arg(
        short,
        long,
        value_name = "FILE",
        required_unless_present = "to_be_signed"
    )]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    for path in [&args.out, &args.to_be_signed].into_iter().flatten() {
        files::check_new(path)?;
    }
    let agreement = read::<Agreements>(&args.agreement)?;
    let mut chain = Vec::new();
    for file in &args.cert {
        chain.extend(pem::chain(file)?);
    }
    let leaf = make::public_key(&chain)?;
    let algorithm = match &args.algorithm {
        None => leaf.key_type().algorithm(),
        Some(name) => make::algorithm(name)?,
    };
    let not = |error| {
        let rows = rows_of(&error);
        Answer::no(format!(
            "NOT COUNTERSIGNED   no verifier would take it\n{rows}"
        ))
    };
    let prepared = match agreement.countersign(algorithm, &chain) {
        Ok(prepared) => prepared,
        Err(error) => return Ok(not(error)),
    };
    let title = words::title(agreement.contents());
    let signature = match (&args.to_be_signed, &args.key, &args.signature) {
        (Some(path), _, _) => {
            files::write_new(&[Output::new(path, prepared.to_be_signed())])?;
            let path = path.display();
            return Ok(Answer::yes(format!(
                "PREPARED   {title}, to be countersigned with {algorithm}\n  {path}\n"
            )));
        }
        (None, Some(key), _) => {
            let key = signing_key(key)?;
            if key.verifying_key() != leaf {
                return Err(Trouble::new(
                    "--key is not the private key of the first certificate in --cert",
                ));
            }
            make::by(&key, &prepared.to_be_signed())?
        }
        (None, None, Some(signature)) => files::read(signature, files::SMALL)?,
        (None, None, None) => return Err(Trouble::new("--key or --signature is needed")), // clap asks for one
    };
    let countersigned = match prepared.complete(&signature) {
        Ok(countersigned) => countersigned,
        Err(error) => return Ok(not(error)),
    };
    let Some(out) = &args.out else {
        return Err(Trouble::new("--out is needed")); // clap asks for it
    };
    files::write_new(&[Output::new(out, countersigned.bytes())])?;
    Ok(Answer::yes(format!(
        "COUNTERSIGNED   {title}, {} bytes\n  {}\n  digest {}\n",
        countersigned.bytes().len(),
        out.display(),
        hex(countersigned.digest())
    )))
}
