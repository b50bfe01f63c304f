//! `elicence trust inspect`: what a list says, without a judgement about it.

use std::path::PathBuf;

use elicence::trust::list::{
    AuthoritativeSource, ListContents, ListError, ListPointer, TrustList, TrustedEntity,
    TrustedService,
};
use serde_json::{Value as Json, json};

use super::{hint_at_another_file, rows_of, words};
use crate::{
    answer::{Answer, Trouble},
    files,
    inspect::describe,
    layout::{Rows, harmless, hex},
};

/// Show what a trust list says, without verifying anything
///
/// Anybody could have written it: `elicence trust update` takes it into a store if somebody who may has signed it.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the bytes are of the format and the contents hang together: this says nothing about who signed.
Exits 1 when they are malformed or void, 2 on trouble.")]
pub(crate) struct Args {
    /// A signed trust list or list of lists
    #[arg(value_name = "LIST")]
    list: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let bytes = files::read_prefix(&args.list, TrustList::BYTES.saturating_add(1))?;
    Ok(match TrustList::decode(&bytes) {
        Ok(list) if args.json => Answer::yes(format!("{:#}\n", to_json(&list))),
        Ok(list) => Answer::yes(for_people(&list)),
        Err(error) if args.json => {
            let codes = error.codes();
            let says = json!({"verified": false, "codes": codes, "says": error.to_string()});
            Answer::no(format!("{says:#}\n"))
        }
        Err(error) => {
            let word = match error {
                ListError::Decode(_) => "malformed",
                ListError::Refused(_) => "void",
            };
            hint_at_another_file(&bytes);
            Answer::no(format!("NOT VERIFIED   {word}\n{}", rows_of(&error)))
        }
    })
}

fn for_people(list: &TrustList) -> String {
    let contents = list.contents();
    let mut text = format!(
        "NOT VERIFIED   {}, {} bytes; what follows is claimed, not known\n\n{}",
        words::title(contents),
        list.bytes().len(),
        head(list)
    );
    if !contents.pointers_to_other_lists.is_empty() {
        text.push_str("\nLists that it vouches for\n");
    }
    for pointer in &contents.pointers_to_other_lists {
        text.push_str(&pointer_text(pointer));
    }
    if !contents.trusted_entities.is_empty() {
        text.push_str("\nEntities\n");
    }
    for entity in &contents.trusted_entities {
        text.push_str(&entity_text(entity));
    }
    if !contents.authoritative_sources.is_empty() {
        let mut rows = Rows::default();
        contents
            .authoritative_sources
            .iter()
            .for_each(|source| source_row(source, &mut rows));
        text.push_str(&format!("\nAuthoritative sources\n{}", rows.to_text(2)));
    }
    text
}

fn head(list: &TrustList) -> String {
    let contents = list.contents();
    let mut rows = Rows::default();
    rows.push(["operator", &words::text(&contents.scheme_operator_name)]);
    rows.push(["issued", &contents.list_issue_date_time.to_string()]);
    let next = contents
        .next_update
        .map_or_else(|| "never, the list is closed".to_owned(), |t| t.to_string());
    rows.push(["next update", &next]);
    rows.push(["counts until", &contents.not_after.to_string()]);
    rows.push(["digest", &hex(list.digest())]);
    let before = contents
        .previous_issue
        .as_ref()
        .map_or_else(|| "none".to_owned(), before);
    rows.push(["issue before", &before]);
    let algorithm = list
        .algorithm()
        .map_or("an unknown algorithm", |a| a.name());
    rows.push(["signed with", algorithm]);
    for certificate in list.signer_chain() {
        rows.push(["certificate", &words::certificate(certificate)]);
    }
    for successor in &contents.successor_signers {
        let certificate = words::certificate(&successor.certificate);
        rows.push([
            "later signer",
            &format!("from {}\n{certificate}", successor.from),
        ]);
    }
    if let Some(minutes) = contents.utc_offset_minutes {
        rows.push(["clocks", &format!("{minutes} minutes ahead of UTC")]);
    }
    for extension in &contents.extensions {
        let critical = if extension.critical { ", critical" } else { "" };
        rows.push([
            "extension",
            &harmless(&format!("{}{critical}", extension.id)),
        ]);
    }
    rows.to_text(0)
}

fn before(previous: &elicence::trust::list::PreviousIssue) -> String {
    let digest = hex(previous.digest.value());
    format!("{}, digest {digest}", previous.sequence_number)
}

fn pointer_text(pointer: &ListPointer) -> String {
    let mut rows = Rows::default();
    rows.push(["at", &harmless(&pointer.location)]);
    for identity in &pointer.service_digital_identities {
        rows.push(["signed by", &words::identity(identity)]);
    }
    rows.push(["from issue", &pointer.min_sequence_number.to_string()]);
    format!(
        "  {} `{}` for {}\n{}",
        words::kind(pointer.list_type),
        harmless(&pointer.list_id),
        harmless(pointer.scheme_territory.as_str()),
        rows.to_text(4)
    )
}

fn entity_text(entity: &TrustedEntity) -> String {
    let trade_name = entity.trade_name.as_ref();
    let trade_name = trade_name.map_or_else(String::new, |n| format!("; also {}", words::text(n)));
    let mut text = format!(
        "  {}  {}{trade_name}\n",
        harmless(&entity.entity_id),
        words::text(&entity.name)
    );
    for service in &entity.services {
        text.push_str(&service_text(service));
    }
    text
}

fn service_text(service: &TrustedService) -> String {
    let mut rows = Rows::default();
    rows.push(["name", &words::text(&service.service_name)]);
    rows.push(["state", &words::state(&service.current_state)]);
    for state in &service.service_history {
        rows.push(["before", &words::state(state)]);
    }
    if let Some(successor) = &service.taken_over_by {
        rows.push(["taken over by", &harmless(successor)]);
    }
    for identity in &service.service_digital_identities {
        rows.push(["identity", &words::identity(identity)]);
    }
    for scope in &service.licence_scope {
        let territories: Vec<&str> = scope.territories.iter().map(|r| r.as_str()).collect();
        let assurance = scope
            .max_assurance
            .map_or_else(String::new, |level| format!(", assurance up to {level}"));
        let text = format!(
            "{} in {}{assurance}",
            scope.doc_type,
            territories.join(", ")
        );
        rows.push(["scope", &harmless(&text)]);
    }
    for prefix in &service.status_list_prefixes {
        rows.push(["status lists", &harmless(&format!("{prefix}…"))]);
    }
    for purpose in &service.purposes {
        rows.push(["may ask for", &harmless(purpose)]);
    }
    format!(
        "    {}  {}\n{}",
        harmless(&service.service_id),
        words::service_type(&service.service_type),
        rows.to_text(6)
    )
}

fn source_row(source: &AuthoritativeSource, rows: &mut Rows) {
    let until = source
        .validity
        .until
        .map_or_else(String::new, |until| format!(" to {until}"));
    rows.push([
        &harmless(&source.doc_type),
        source.territory.as_str(),
        &harmless(&source.owner),
        &format!("from {}{until}", source.validity.from),
        &harmless(&format!("issued by {}", source.issuers.join(", "))),
    ]);
}

fn to_json(list: &TrustList) -> Json {
    let contents: &ListContents = list.contents();
    let contents: Json = serde_json::from_str(&contents.to_json()).unwrap_or_default();
    let certificates: Vec<String> = list.signer_chain().iter().map(|c| describe(c)).collect();
    json!({
        "verified": false,
        "bytes": list.bytes().len(),
        "digest": hex(list.digest()),
        "algorithm": list.algorithm().map(|algorithm| algorithm.name()),
        "certificates": certificates,
        "contents": contents,
    })
}
