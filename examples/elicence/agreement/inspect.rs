//! `elicence agreement inspect`: what an agreement says, without a judgement about it.

use std::path::PathBuf;

use elicence::{
    licence::TypeRegistry,
    recognise::agreement::{Agreement, AgreementError, explain},
};
use serde_json::{Value as Json, json};

use super::{rows_of, words};
use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, Lang},
    files,
    inspect::describe,
    layout::{Rows, harmless, hex},
};

/// Show what an agreement says, without verifying anything
///
/// Anybody could have written it: `elicence recognise` asks the trust lists who may sign for a region.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the bytes are of the format and the contents hang together: this says nothing about who signed.
Exits 1 when they are malformed or void, 2 on trouble.")]
pub(crate) struct Args {
    /// A signed agreement
    #[arg(value_name = "AGREEMENT")]
    agreement: PathBuf,
    /// The language of its clauses
    #[arg(long, default_value = "en")]
    lang: Lang,
    #[command(flatten)]
    definitions: Definitions,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let types = args.definitions.load()?;
    let bytes = files::read_prefix(&args.agreement, Agreement::BYTES.saturating_add(1))?;
    Ok(match Agreement::decode(&bytes) {
        Ok(agreement) if args.json => Answer::yes(format!("{:#}\n", to_json(&agreement))),
        Ok(agreement) => Answer::yes(for_people(&agreement, args.lang, &types)),
        Err(error) if args.json => {
            let codes = error.codes();
            let says = json!({"verified": false, "codes": codes, "says": error.to_string()});
            Answer::no(format!("{says:#}\n"))
        }
        Err(error) => {
            let word = match error {
                AgreementError::Decode(_) => "malformed",
                AgreementError::Refused(_) => "void",
            };
            Answer::no(format!("NOT VERIFIED   {word}\n{}", rows_of(&error)))
        }
    })
}

fn for_people(agreement: &Agreement, lang: Lang, types: &TypeRegistry) -> String {
    let mut rows = Rows::default();
    rows.push(["digest", &hex(agreement.digest())]);
    let algorithm = agreement
        .algorithm()
        .map_or("an unknown algorithm", |a| a.name());
    rows.push(["signed with", algorithm]);
    for certificate in agreement.signer_chain() {
        rows.push(["certificate", &harmless(&describe(certificate))]);
    }
    let countersigned = agreement.countersignature().map_or_else(
        || "no".to_owned(),
        |by| {
            by.chain()
                .first()
                .map_or_else(String::new, |leaf| harmless(&describe(leaf)))
        },
    );
    rows.push(["countersigned", &countersigned]);
    format!(
        "NOT VERIFIED   {}, {} bytes; what follows is claimed, not known\n\n{}\n{}",
        words::title(agreement.contents()),
        agreement.bytes().len(),
        rows.to_text(0),
        explain(agreement.contents(), lang.into(), types)
    )
}

fn to_json(agreement: &Agreement) -> Json {
    let contents: Json = serde_json::from_str(&agreement.contents().to_json()).unwrap_or_default();
    let describe_all = |chain: &[Vec<u8>]| chain.iter().map(|c| describe(c)).collect::<Vec<_>>();
    json!({
        "verified": false,
        "bytes": agreement.bytes().len(),
        "digest": hex(agreement.digest()),
        "algorithm": agreement.algorithm().map(|algorithm| algorithm.name()),
        "certificates": describe_all(agreement.signer_chain()),
        "countersigned_by": agreement.countersignature().map(|by| describe_all(by.chain())),
        "contents": contents,
    })
}
