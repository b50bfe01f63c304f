//! `elicence status inspect`: what a status list says, without a judgement about it.

use std::path::PathBuf;

use elicence::{
    codec::Limits,
    status::{StatusContent, StatusToken, Statuses},
};
use serde_json::{Value as Json, json};

use crate::{
    answer::{Answer, Trouble},
    files,
    inspect::describe,
    layout::{Rows, harmless, hex},
};

/// Show what a status list says, without verifying anything
///
/// Anybody could have written it. Reads the lists of others too: 1, 2, 4 and 8 bits, and lists of identifiers.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the bytes are of the format: this says nothing about who signed. See `elicence status check`.
Exits 1 when they are malformed, 2 on trouble.")]
pub(crate) struct Args {
    /// A status list token (CWT)
    #[arg(value_name = "TOKEN")]
    token: PathBuf,
    /// Also show the value at this index; may be given again
    #[arg(long, value_name = "N")]
    index: Vec<u64>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let limits = Limits::default();
    let bytes = files::read_prefix(&args.token, limits.status_bytes.saturating_add(1))?;
    let token = match StatusToken::decode(&bytes, &limits) {
        Ok(token) => token,
        Err(error) => {
            let text = if args.json {
                let says =
                    json!({"verified": false, "code": error.code(), "says": error.to_string()});
                format!("{says:#}\n")
            } else {
                let says = harmless(&error.to_string());
                format!("NOT VERIFIED   malformed\n  {}  {says}\n", error.code())
            };
            return Ok(Answer::no(text));
        }
    };
    Ok(Answer::yes(if args.json {
        format!("{:#}\n", to_json(&token, &args.index))
    } else {
        for_people(&token, &args.index)
    }))
}

fn for_people(token: &StatusToken, indices: &[u64]) -> String {
    let mut rows = Rows::default();
    rows.push(["issued", &token.issued_at().to_string()]);
    let expires = token
        .expires()
        .map_or_else(|| "not said".to_owned(), |time| time.to_string());
    rows.push(["expires", &expires]);
    let ttl = token
        .time_to_live()
        .map_or_else(|| "not said".to_owned(), |s| format!("{s} seconds"));
    rows.push(["fetch anew after", &ttl]);
    rows.push(["digest", &hex(token.digest())]);
    let chain: Vec<&[u8]> = token.chain().collect();
    if chain.is_empty() {
        rows.push(["certificate", "none"]);
    }
    for certificate in chain {
        let text = harmless(&describe(certificate)).replace("; ", "\n");
        rows.push(["certificate", &text]);
    }
    match token.content() {
        StatusContent::Statuses(statuses) => {
            let bits = statuses.bits().count();
            rows.push(["entries", &format!("{} of {bits} bits", statuses.entries())]);
            for (value, count) in counted(statuses) {
                let value = format!("value {value}");
                rows.push([&value, &format!("{count}{}", meaning(&value))]);
            }
            for index in indices {
                let value = statuses.get(*index);
                let value = value.map_or_else(|| "beyond the end".to_owned(), |v| v.to_string());
                rows.push([&format!("at {index}"), &value]);
            }
        }
        StatusContent::Identifiers(revoked) => {
            rows.push(["identifiers", &format!("{} revoked", revoked.len())]);
        }
        _ => {}
    }
    format!(
        "NOT VERIFIED   status list `{}`, {} bytes; what follows is claimed, not known\n\n{}",
        harmless(token.uri()),
        token.as_bytes().len(),
        rows.to_text(0)
    )
}

/// What the values mean where the list is one of ours, or of the draft.
fn meaning(value: &str) -> &'static str {
    match value {
        "value 0" => " valid",
        "value 1" => " revoked",
        "value 2" => " suspended",
        "value 3" => " superseded, in native licences",
        _ => "",
    }
}

/// How often each value occurs; the values that do not are left out.
fn counted(statuses: &Statuses) -> Vec<(usize, u64)> {
    let mut counts = [0_u64; 256];
    for index in 0..statuses.entries() {
        if let Some(value) = statuses.get(index) {
            counts[usize::from(value)] += 1;
        }
    }
    counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn to_json(token: &StatusToken, indices: &[u64]) -> Json {
    let certificates: Vec<String> = token.chain().map(describe).collect();
    let content = match token.content() {
        StatusContent::Statuses(statuses) => {
            let counts: Json = counted(statuses)
                .into_iter()
                .map(|(value, count)| (value.to_string(), json!(count)))
                .collect();
            let values: Json = indices
                .iter()
                .map(|index| (index.to_string(), json!(statuses.get(*index))))
                .collect();
            json!({
                "bits": statuses.bits().count(),
                "entries": statuses.entries(),
                "counts": counts,
                "values": values,
            })
        }
        StatusContent::Identifiers(revoked) => json!({"identifiers": revoked.len()}),
        _ => Json::Null,
    };
    json!({
        "verified": false,
        "uri": token.uri(),
        "bytes": token.as_bytes().len(),
        "digest": hex(token.digest()),
        "issued": token.issued_at().to_string(),
        "expires": token.expires().map(|time| time.to_string()),
        "ttl": token.time_to_live(),
        "certificates": certificates,
        "content": content,
    })
}
