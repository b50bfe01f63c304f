//! `elicence demo-pki`: a CA, a sealing certificate and their keys, for trying out.

use std::{fs, path::PathBuf};

use elicence::{
    crypto::{Algorithm, RandomSource, Signer, SoftwareKey, SystemRandom},
    licence::{Region, Uscc},
    time::UnixTime,
};

use crate::{
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    files::{self, Output},
    pem,
    pki::{Kind, Subject, make_certificate},
};

/// Make keys and certificates for trying out
///
/// They protect nothing: the private keys lie in plain files. Writes DEMO-ca.pem, DEMO-ca.key.pem, DEMO-seal.pem and DEMO-seal.key.pem.
#[derive(clap::Args)]
#[command(
    after_help = "Exits 0 if and only if all four files were written, 2 on trouble; then none was."
)]
pub(crate) struct Args {
    /// The folder for the files; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The region of the authority
    #[arg(long, default_value = "CN-4401")]
    region: String,
    /// The code of the authority (unified social credit code): the `issuer_code` of its licences
    #[arg(long, value_name = "CODE", default_value = "Y1440100TEM000037D")]
    organisation: String,
    /// The name of the authority
    #[arg(long, default_value = "广州市测试发证机关")]
    name: String,
    /// The algorithm of the sealing key: ES256, ES384, ES512, EdDSA or SM2
    #[arg(long, default_value = "ES256")]
    algorithm: String,
    /// From when the certificates are valid [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    not_before: Option<UnixTime>,
}

const YEAR: i64 = 31_557_600;

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let region =
        Region::parse(&args.region).map_err(|error| Trouble::new(format!("--region: {error}")))?;
    let code = Uscc::parse(&args.organisation)
        .map_err(|error| Trouble::new(format!("--organisation: {error}")))?;
    let algorithm = Algorithm::from_name(&args.algorithm)
        .ok_or_else(|| Trouble::new(format!("--algorithm: `{}` is not known", args.algorithm)))?;
    let files = [
        "DEMO-ca.pem",
        "DEMO-ca.key.pem",
        "DEMO-seal.pem",
        "DEMO-seal.key.pem",
    ]
    .map(|name| args.out.join(name));
    files.iter().try_for_each(|file| files::check_new(file))?;

    let begin = args.not_before.map_or_else(clock, Ok)?;
    let state = state_or_province(&region);
    let authority = |cn| Subject {
        c: region.country(),
        st: &state,
        o: &args.name,
        organization_identifier: code.as_str(),
        cn,
    };
    let (ca, seal) = (
        authority("DEMO CA (not for use)"),
        authority("DEMO seal (not for use)"),
    );
    let failed = |_| Trouble::new("a key could not be made or used");
    let ca_key =
        SoftwareKey::generate(Algorithm::Es256).map_err(|e| Trouble::new(e.to_string()))?;
    let seal_key = SoftwareKey::generate(algorithm).map_err(|e| Trouble::new(e.to_string()))?;
    let ca_life = (begin, begin.saturating_add(15 * YEAR));
    let seal_life = (begin, begin.saturating_add(11 * YEAR));
    let certify = |subject, key: &SoftwareKey, life, kind| {
        make_certificate(
            subject,
            &key.verifying_key(),
            &ca,
            &ca_key,
            life,
            kind,
            serial()?,
        )
        .map_err(failed)
    };
    let ca_certificate = certify(&ca, &ca_key, ca_life, Kind::Ca { path_length: 0 })?;
    let seal_certificate = certify(&seal, &seal_key, seal_life, Kind::Sealer)?;
    let secret = |key: &SoftwareKey| {
        key.to_pkcs8_pem()
            .map(|pem| pem.as_bytes().to_vec())
            .map_err(failed)
    };

    fs::create_dir_all(&args.out).map_err(|e| {
        Trouble::new(format!(
            "cannot make the folder `{}`: {}",
            args.out.display(),
            files::say(&e)
        ))
    })?;
    let [ca_file, ca_key_file, seal_file, seal_key_file] = &files;
    files::write_new(&[
        Output::new(ca_file, pem::armour(&ca_certificate)),
        Output::private(ca_key_file, secret(&ca_key)?),
        Output::new(seal_file, pem::armour(&seal_certificate)),
        Output::private(seal_key_file, secret(&seal_key)?),
    ])?;
    let written: String = files
        .iter()
        .map(|file| format!("  {}\n", file.display()))
        .collect();
    Ok(Answer::yes(format!(
        "MADE   for trying out only, for {code} in {region}\n{written}"
    )))
}

/// The `stateOrProvinceName` of a region: its subdivision of ISO 3166-2, for China the province.
fn state_or_province(region: &Region) -> String {
    let mut state = region.clone();
    while let Some(parent) = state
        .parent()
        .filter(|parent| parent.as_str() != parent.country())
    {
        state = parent;
    }
    if state.as_str() == state.country() {
        String::new()
    } else {
        state.to_string()
    }
}

/// 63 random bits, so that no two certificates share a number.
fn serial() -> Result<u64, Trouble> {
    let mut bytes = [0; 8];
    SystemRandom
        .fill(&mut bytes)
        .map_err(|error| Trouble::new(error.to_string()))?;
    Ok(u64::from_be_bytes(bytes) >> 1 | 1)
}
