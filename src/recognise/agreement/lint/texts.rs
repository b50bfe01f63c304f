//! What people read: titles and labels, the texts that were signed, the office that hears objections, what is kept.

use std::collections::BTreeSet;

use crate::document::MlText;
use crate::licence::{Language, RegionLevel};
use crate::recognise::agreement::{AgreementContents, Record};

use super::{FindingKind, Findings};

/// By which a person can reach an office.
const ADDRESSES: [&str; 3] = ["https:", "mailto:", "tel:"];

pub(super) fn look(agreement: &AgreementContents, found: &mut Findings) {
    text("title", &agreement.title, found);
    legal_texts(agreement, found);
    for exclusion in &agreement.exclusions {
        text(&exclusion.id, &exclusion.reason, found);
    }
    for equivalence in &agreement.equivalences {
        text(&equivalence.equivalence_id, &equivalence.label, found);
        for supplement in &equivalence.supplements {
            text(&supplement.id, &supplement.label, found);
        }
    }
    text("objection", &agreement.objection.contact, found);
    let uri = &agreement.objection.uri;
    let reaches = |scheme: &str| uri.strip_prefix(scheme).is_some_and(|to| !to.is_empty());
    if !ADDRESSES.into_iter().any(reaches) {
        let uri = uri.clone();
        found.add("objection", FindingKind::ObjectionUnreachable { uri });
    }
    archive(agreement, found);
    onward(agreement, found);
    let (pointing, pointed) = (
        &agreement.pointing_party.territory,
        &agreement.pointed_party.territory,
    );
    let has_parts = match pointing.level() {
        RegionLevel::Country | RegionLevel::City => true,
        RegionLevel::Province => pointing.country() == "CN",
        _ => false,
    };
    if pointing == pointed && !has_parts {
        found.add("pointedParty", FindingKind::NeverNeeded);
    }
}

/// `zh` of `zh-Hans`.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn text(subject: &str, text: &MlText, found: &mut Findings) {
    let blank = |(_, words): &(&String, &String)| words.trim().is_empty();
    let blanks: Vec<String> = text
        .iter()
        .filter(blank)
        .map(|(tag, _)| tag.clone())
        .collect();
    if text.is_empty() || !blanks.is_empty() {
        found.add(subject, FindingKind::TextBlank { languages: blanks });
    }
    let has = |language: &Language| text.keys().any(|tag| primary(tag) == language.tag());
    let languages: Vec<String> = Language::ALL
        .iter()
        .filter(|language| !has(language))
        .map(|language| language.tag().to_owned())
        .collect();
    if !text.is_empty() && !languages.is_empty() {
        found.add(subject, FindingKind::LanguagesMissing { languages });
    }
}

fn legal_texts(agreement: &AgreementContents, found: &mut Findings) {
    let there: BTreeSet<&str> = agreement
        .legal_texts
        .iter()
        .map(|text| primary(&text.lang))
        .collect();
    let languages: Vec<String> = agreement
        .title
        .keys()
        .filter(|tag| !there.contains(primary(tag)))
        .cloned()
        .collect();
    if !languages.is_empty() {
        found.add("legalTexts", FindingKind::LegalTextMissing { languages });
    }
}

fn archive(agreement: &AgreementContents, found: &mut Findings) {
    let archive = &agreement.archive;
    let days = archive.retention_days;
    if days.saturating_mul(86_400) < agreement.objection.deadline {
        found.add("archive", FindingKind::ArchiveShort { days });
    }
    if !archive.keep.contains(&Record::Verdict) {
        found.add("archive", FindingKind::VerdictNotKept);
    }
}

fn onward(agreement: &AgreementContents, found: &mut Findings) {
    let limited = || {
        let mut all = agreement.equivalences.iter();
        all.all(|equivalence| !equivalence.territories.is_empty())
    };
    if agreement.onward_use && !agreement.equivalences.is_empty() && limited() {
        found.add("onwardUse", FindingKind::OnwardTerritories);
    }
}
