//! `elicence trust check`: may this key seal this?

use std::path::PathBuf;

use elicence::{
    Reason,
    licence::Region,
    time::UnixTime,
    trust::{Basis, Question, SealingTime, TrustedSigner, check_region, foreign_region},
};
use serde_json::{Value as Json, json};

use crate::{
    answer::{Answer, INDETERMINATE, NO, Trouble},
    arguments::{clock, instant},
    layout::{Rows, harmless, hex},
    pem,
    whom::Whom,
};

/// Ask whether a key may seal a type of licence in a region
///
/// The answer is that of `elicence verify` for a licence sealed with this key, without one at hand.
#[derive(clap::Args)]
#[command(after_help = "\
SCOPE is PROFILE:TYPES:REGIONS, as for `elicence verify`.
Without --sealed-at the key is asked for now. With it, the seal is taken to be proven to be as old as that by a trusted
time-stamp: a date that only the sealer claims proves nothing.

Exits 0 if and only if the key may seal it.
Exits 1 when it may not, 2 on trouble, 4 when something could not be found out.")]
pub(crate) struct Args {
    /// The sealing certificate, then the CAs above it where the verifier needs them (PEM or DER)
    #[arg(value_name = "CERT", required = true)]
    certificates: Vec<PathBuf>,
    #[command(flatten)]
    whom: Whom,
    /// The type of licence, such as org.elicence.business_licence.1
    #[arg(long = "type", value_name = "DOCTYPE")]
    doc_type: String,
    /// The region of the licence, such as CN-4401
    #[arg(long, value_name = "REGION")]
    region: String,
    /// The time to judge at [default: the system's clock]
    #[arg(long, visible_alias = "now", value_name = "RFC3339", value_parser = instant)]
    at: Option<UnixTime>,
    /// When it was sealed, as a time-stamp proves
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    sealed_at: Option<UnixTime>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let region =
        Region::parse(&args.region).map_err(|error| Trouble::new(format!("--region: {error}")))?;
    let asked = args.at.map_or_else(clock, Ok)?;
    let mut chain = Vec::new();
    for file in &args.certificates {
        chain.extend(pem::chain(file)?);
    }
    let chain: Vec<&[u8]> = chain.iter().map(Vec::as_slice).collect();
    let authorities = args.whom.authorities(args.whom.anchors()?, asked)?;
    let now = authorities.time(asked);
    let behind = (now != asked).then_some(Reason::ClockBehind {
        floor: now,
        now: asked,
    });
    let mut question = Question::new(&args.doc_type, now).within(&region);
    if let Some(time) = args.sealed_at {
        if time > now {
            return Err(Trouble::new(format!(
                "--sealed-at: {time} is after {now}, the time of judgement"
            )));
        }
        question = question.sealed_at(SealingTime::Proven(time));
    }
    let examined = authorities.trust().examine(&chain, &question).into_result();
    let answer = examined.and_then(|signer| match in_region(&signer, &question, &region) {
        Ok(()) => Ok(signer),
        Err(reason) => Err(vec![reason]),
    });
    let found = Found {
        args,
        now,
        notes: behind
            .into_iter()
            .chain(answer.iter().flat_map(|signer| signer.notes().to_vec()))
            .collect(),
        answer,
    };
    let text = if args.json {
        format!("{:#}\n", found.to_json())
    } else {
        found.for_people()
    };
    Ok(Answer::with_status(text, found.status()))
}

/// The region, for anchors in their scope; that of a foreign document is what its certificate states.
fn in_region(
    signer: &TrustedSigner,
    question: &Question<'_>,
    region: &Region,
) -> Result<(), Reason> {
    if question.native() {
        return check_region(signer, region);
    }
    match foreign_region(signer)? {
        Some(stated) if region.contains(&stated) => Ok(()),
        _ => Err(Reason::TrustRegionOutOfScope {
            region: region.to_string(),
        }),
    }
}

struct Found<'a> {
    args: &'a Args,
    now: UnixTime,
    notes: Vec<Reason>,
    answer: Result<TrustedSigner, Vec<Reason>>,
}

impl Found<'_> {
    /// The word, and the exit status.
    fn verdict(&self) -> (&'static str, u8) {
        match &self.answer {
            Ok(_) => ("may-seal", 0),
            Err(reasons) if reasons.iter().all(Reason::is_unknown) => {
                ("indeterminate", INDETERMINATE)
            }
            Err(_) => ("may-not-seal", NO),
        }
    }

    fn status(&self) -> u8 {
        self.verdict().1
    }

    fn reasons(&self) -> &[Reason] {
        self.answer.as_ref().err().map_or(&[], Vec::as_slice)
    }

    fn for_people(&self) -> String {
        let word = self.verdict().0.replace('-', " ").to_uppercase();
        let sealed = match self.args.sealed_at {
            Some(time) => format!("sealed at {time}, judged at {}", self.now),
            None => format!("judged at {}", self.now),
        };
        let mut text = format!(
            "{word}   {} in {}; {sealed}\n",
            harmless(&self.args.doc_type),
            self.args.region
        );
        let mut rows = Rows::default();
        for reason in self.reasons().iter().chain(&self.notes) {
            rows.push([reason.code(), &harmless(&reason.to_string())]);
        }
        text.push_str(&rows.to_text(2));
        if let Ok(signer) = &self.answer {
            text.push_str(&evidence(signer));
        }
        text + "\nTip: for machine-readable output, use --json\n"
    }

    fn to_json(&self) -> Json {
        let (result, _) = self.verdict();
        let code = |reason: &Reason| json!({"code": reason.code(), "says": reason.to_string()});
        json!({
            "result": result,
            "primary_code": self.reasons().first().map(Reason::code),
            "reasons": self.reasons().iter().map(code).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(code).collect::<Vec<_>>(),
            "doc_type": self.args.doc_type,
            "region": self.args.region,
            "now": self.now.to_string(),
            "sealed_at": self.args.sealed_at.map(|time| time.to_string()),
            "trust": self.answer.as_ref().ok().map(to_json),
        })
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Anchor => "anchor",
        Basis::List => "list",
        _ => "pin",
    }
}

/// On whose word: the list's, or that of the anchor; and the path.
fn evidence(signer: &TrustedSigner) -> String {
    let mut rows = Rows::default();
    if let Some(listing) = signer.listing() {
        rows.push([
            "authority",
            &harmless(&format!(
                "service `{}` of {}",
                listing.service_id, listing.entity_id
            )),
        ]);
        let list = harmless(&listing.list_id);
        let (number, digest) = (listing.sequence_number, hex(&listing.digest));
        let issue = format!("issue {number} of `{list}`\ndigest {digest}");
        rows.push(["listed in", &issue]);
    }
    let Some(grant) = signer.grants().first() else {
        return rows.to_text(2);
    };
    rows.push(["trusted by", basis(grant.basis)]);
    for entry in grant.path.iter() {
        let subject = harmless(&entry.subject);
        let (until, digest) = (entry.not_after, hex(&entry.fingerprint));
        rows.push([
            "path",
            &format!("{subject}\nuntil {until}\nSHA-256 {digest}"),
        ]);
    }
    rows.push(["known until", &signer.valid_until().to_string()]);
    rows.to_text(2)
}

fn to_json(signer: &TrustedSigner) -> Json {
    let listing = signer.listing().map(|listing| {
        json!({
            "list_id": listing.list_id,
            "sequence_number": listing.sequence_number,
            "digest": hex(&listing.digest),
            "entity_id": listing.entity_id,
            "service_id": listing.service_id,
        })
    });
    let grant = signer.grants().first();
    let path: Vec<Json> = grant
        .iter()
        .flat_map(|grant| grant.path.iter())
        .map(|entry| {
            json!({
                "subject": entry.subject,
                "sha256": hex(&entry.fingerprint),
                "not_after": entry.not_after.to_string(),
            })
        })
        .collect();
    json!({
        "basis": grant.map(|grant| basis(grant.basis)),
        "listing": listing,
        "path": path,
        "valid_until": signer.valid_until().to_string(),
    })
}
