//! `elicence demo-pki`: a CA, the certificates of a seal and of who signs lists, and their keys, for trying out.

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
    pki::{Draft, Kind, PURPOSES, Subject, extension, make_revocation_list, tlv},
};

/// Make keys and certificates for trying out
///
/// They protect nothing: the private keys lie in plain files. Writes DEMO-ca.pem, DEMO-seal.pem, DEMO-list.pem (signs
/// trust lists), DEMO-status.pem (signs status lists) and DEMO-agreement.pem (signs agreements), each with its key as
/// .key.pem, and DEMO-ca.crl, by which none of them is revoked for eleven years.
#[derive(clap::Args)]
#[command(
    after_help = "Exits 0 if and only if all files were written, 2 on trouble; then none was."
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
/// How long what the CA issues counts.
const YEARS: i64 = 11;

/// What is made, each as `DEMO-<name>`. The CA issues all of them.
const PARTS: [(&str, Purpose); 5] = [
    ("ca", Purpose::OfKind),
    ("seal", Purpose::OfKind),
    (
        "list",
        Purpose::Stated(&[0x04, 0x00, 0x91, 0x37, 0x03, 0x00]), // 0.4.0.2231.3.0 (ETSI TS 119 612, 5.7.1)
    ),
    (
        "status",
        Purpose::Stated(&[0x2b, 6, 1, 5, 5, 7, 3, 30]), // 1.3.6.1.5.5.7.3.30 (Token Status List, 10)
    ),
    ("agreement", Purpose::None),
];

/// What a certificate says that its key is for.
#[derive(Clone, Copy)]
enum Purpose {
    /// What its kind is for: of a CA, or sealing.
    OfKind,
    /// This alone.
    Stated(&'static [u8]),
    /// Nothing: a list says it.
    None,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let region =
        Region::parse(&args.region).map_err(|error| Trouble::new(format!("--region: {error}")))?;
    let code = Uscc::parse(&args.organisation)
        .map_err(|error| Trouble::new(format!("--organisation: {error}")))?;
    let algorithm = Algorithm::from_name(&args.algorithm)
        .ok_or_else(|| Trouble::new(format!("--algorithm: `{}` is not known", args.algorithm)))?;
    let files = PARTS.map(|(name, _)| {
        let file = |ending| args.out.join(format!("DEMO-{name}.{ending}"));
        (file("pem"), file("key.pem"))
    });
    let revocation_list = args.out.join("DEMO-ca.crl");
    files::check_new(&revocation_list)?;
    for (certificate, key) in &files {
        files::check_new(certificate)?;
        files::check_new(key)?;
    }

    let begin = args.not_before.map_or_else(clock, Ok)?;
    let state = state_or_province(&region);
    let ca = Subject {
        c: region.country(),
        st: &state,
        o: &args.name,
        organization_identifier: code.as_str(),
        cn: "DEMO CA (not for use)",
    };
    let failed = |_| Trouble::new("a key could not be made or used");
    let generate =
        |algorithm| SoftwareKey::generate(algorithm).map_err(|e| Trouble::new(e.to_string()));
    let ca_key = generate(Algorithm::Es256)?;
    let mut outputs = Vec::new();
    for ((name, purpose), (certificate_file, key_file)) in PARTS.into_iter().zip(&files) {
        let common_name = format!("DEMO {name} (not for use)");
        let own = match name {
            "ca" => None,
            "seal" => Some(generate(algorithm)?),
            _ => Some(generate(Algorithm::Es256)?),
        };
        let (subject, key, kind, years) = match &own {
            None => (ca, &ca_key, Kind::Ca { path_length: 0 }, 15),
            Some(key) => (
                Subject {
                    cn: &common_name,
                    ..ca
                },
                key,
                Kind::Sealer,
                YEARS,
            ),
        };
        let draft = Draft::new(
            &subject,
            &key.verifying_key(),
            &ca,
            &ca_key.verifying_key(),
            (begin, begin.saturating_add(years * YEAR)),
            kind,
            serial()?,
        );
        let draft = match purpose {
            Purpose::OfKind => draft,
            Purpose::None => draft.with(PURPOSES, None),
            Purpose::Stated(purpose) => {
                let purposes = tlv(0x30, &[&tlv(0x06, &[purpose])]);
                draft.with(PURPOSES, Some(extension(PURPOSES, true, &purposes)))
            }
        };
        let certificate = draft.sign(&ca_key).map_err(failed)?;
        let secret = key.to_pkcs8_pem().map_err(failed)?;
        outputs.push(Output::new(certificate_file, pem::armour(&certificate)));
        outputs.push(Output::private(key_file, secret.as_bytes()));
    }

    let updates = (begin, begin.saturating_add(YEARS * YEAR));
    let list = make_revocation_list(&ca, &ca_key, updates, 1, &[]).map_err(failed)?;
    outputs.push(Output::new(&revocation_list, list));

    fs::create_dir_all(&args.out).map_err(|e| {
        Trouble::new(format!(
            "cannot make the folder `{}`: {}",
            args.out.display(),
            files::say(&e)
        ))
    })?;
    files::write_new(&outputs)?;
    let written: String = outputs
        .iter()
        .map(|output| format!("  {}\n", output.path.display()))
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
