//! `elicence status check`: what does a list say about the licence at an index?

use std::path::PathBuf;

use elicence::{
    Reason,
    crypto::DigestAlgorithm,
    status::{NotTaken, StatusAnswer, StatusJudgement, StatusQuestion, StatusReference},
    time::UnixTime,
};
use serde_json::json;

use crate::{
    answer::{Answer, INDETERMINATE, NO, Trouble},
    arguments::{clock, instant},
    layout::{Rows, harmless, hex},
    whom::Whom,
};

/// Ask a status list about the licence at an index
///
/// The answer is that of `elicence verify` for a licence with this reference, without one at hand.
#[derive(clap::Args)]
#[command(after_help = "\
SCOPE is PROFILE:TYPES:REGIONS, as for `elicence verify`.

Exits 0 if and only if the list counts and says that the licence is valid.
Exits 1 when it says that it is not, or the bytes are malformed; 2 on trouble, 4 when the list does not count.")]
pub(crate) struct Args {
    /// A status list token (CWT)
    #[arg(value_name = "TOKEN")]
    token: PathBuf,
    /// The index of the licence
    #[arg(long, value_name = "N")]
    index: u64,
    /// The code of the authority that issued it: only its status services answer for it
    #[arg(long, value_name = "CODE")]
    issuer: String,
    /// It is no native licence: its value 3 has no meaning here
    #[arg(long)]
    foreign: bool,
    #[command(flatten)]
    whom: Whom,
    /// The time to judge at [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let asked = args.now.map_or_else(clock, Ok)?;
    let mut authorities = args.whom.authorities(args.whom.anchors()?, asked)?;
    let now = authorities.time(asked);
    let mut anchors: Vec<[u8; 32]> = Vec::new();
    for certificate in args.whom.anchor_certificates()? {
        let digest = DigestAlgorithm::Sha256.digest(&[&certificate]);
        anchors.extend(<[u8; 32]>::try_from(digest.as_bytes()).ok());
    }
    let uri = match authorities.load_status(&args.token, now)? {
        Ok(uri) => uri,
        Err(NotTaken::Malformed(error)) => {
            let says = harmless(&error.to_string());
            return Ok(shown(args, "malformed", NO, &[(error.code(), says)], None));
        }
        Err(NotTaken::Refused(reason)) => {
            let rows = [(reason.code(), reason.to_string())];
            return Ok(shown(args, "indeterminate", INDETERMINATE, &rows, None));
        }
    };
    let reference = StatusReference::to_status_list(uri, args.index);
    let mut question = StatusQuestion::new(&reference, now)
        .issued_by(&args.issuer)
        .sealed_under(&anchors);
    if !args.foreign {
        question = question.native();
    }
    let judgement = authorities.judge_status(&question);
    let (word, status, reason) = match &judgement.answer {
        StatusAnswer::Good => ("valid", 0, None),
        StatusAnswer::Bad(reason) => ("not-valid", NO, Some(reason)),
        StatusAnswer::Undetermined(reason) => ("indeterminate", INDETERMINATE, Some(reason)),
    };
    let rows: Vec<(&'static str, String)> = reason
        .into_iter()
        .chain(&judgement.notes)
        .map(|reason: &Reason| (reason.code(), reason.to_string()))
        .collect();
    Ok(shown(args, word, status, &rows, Some(&judgement)))
}

fn shown(
    args: &Args,
    word: &str,
    status: u8,
    reasons: &[(&'static str, String)],
    judgement: Option<&StatusJudgement>,
) -> Answer {
    let evidence = judgement.and_then(|judgement| judgement.evidence.first());
    let until = judgement.and_then(|judgement| judgement.good_until);
    if args.json {
        let reasons: Vec<_> = reasons
            .iter()
            .map(|(code, says)| json!({"code": code, "says": says}))
            .collect();
        let text = json!({
            "result": word,
            "reasons": reasons,
            "index": args.index,
            "issuer": args.issuer,
            "list": evidence.map(|evidence| json!({
                "uri": evidence.uri,
                "issued": evidence.issued_at.to_string(),
                "expires": evidence.expires.map(|time| time.to_string()),
                "digest": hex(&evidence.digest),
                "signer_sha256": hex(&evidence.signer),
                "value": evidence.value,
            })),
            "good_until": until.map(|time| time.to_string()),
        });
        return Answer::with_status(format!("{text:#}\n"), status);
    }
    let mut rows = Rows::default();
    for (code, says) in reasons {
        rows.push([code, &harmless(says)]);
    }
    let mut facts = Rows::default();
    if let Some(evidence) = evidence {
        let (uri, issued) = (harmless(&evidence.uri), evidence.issued_at);
        facts.push(["list", &format!("`{uri}` of {issued}")]);
        facts.push(["digest", &hex(&evidence.digest)]);
        if let Some(value) = evidence.value {
            facts.push(["value", &value.to_string()]);
        }
    }
    if let Some(until) = until {
        facts.push(["known until", &until.to_string()]);
    }
    let text = format!(
        "{}   index {} of {}\n{}{}\nTip: for machine-readable output, use --json\n",
        word.replace('-', " ").to_uppercase(),
        args.index,
        harmless(&args.issuer),
        rows.to_text(2),
        facts.to_text(2)
    );
    Answer::with_status(text, status)
}
