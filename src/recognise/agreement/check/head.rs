//! The agreement as a whole: dates, states, parties.

use crate::licence::Region;
use crate::reason::Reason;

use super::super::{AgreementContents, EquivalenceStatus};
use super::Found;

pub(super) fn check(agreement: &AgreementContents, found: &mut Found) {
    extensions(agreement, found);
    dates_and_numbers(agreement, found);
    states(agreement, found);
    run_off(agreement, found);
    parties(agreement, found);
    onward(agreement, found);
    lists(agreement, found);
}

/// None is understood by this version, so a critical one is a reason to refuse the agreement.
fn extensions(agreement: &AgreementContents, found: &mut Found) {
    for extension in agreement.extensions.iter().filter(|e| e.critical) {
        found.push(Reason::AgreementCriticalExtension {
            id: extension.id.clone(),
        });
    }
    found.distinct(agreement.extensions.iter().map(|e| &e.id), "extensions");
}

fn dates_and_numbers(agreement: &AgreementContents, found: &mut Found) {
    let (issued, next, last) = (
        agreement.issue_date_time,
        agreement.next_update,
        agreement.not_after,
    );
    found.must(
        agreement.sequence_number >= 1,
        "sequenceNumber",
        "the first issue has the number 1",
    );
    found.must(
        issued <= next,
        "nextUpdate",
        "the next issue is due after this one is made",
    );
    found.must(
        next <= last,
        "nextUpdate",
        "the next issue is due before this one stops to count",
    );
    found.must(
        issued < last,
        "notAfter",
        "the agreement counts for some time after it is made",
    );
    found.must(
        agreement.notice_period != Some(0),
        "noticePeriod",
        "no notice is said by leaving it out",
    );
    found.must(
        agreement.objection.deadline >= 1,
        "objection.deadline",
        "there is time to object",
    );
    found.must(
        agreement.archive.retention_days >= 1,
        "archive.retentionDays",
        "what is kept is kept for a day at least",
    );
}

/// The states are newest first. Each ends where the next begins, so that there are neither gaps nor overlaps as long as no
/// two begin at one time.
fn states(agreement: &AgreementContents, found: &mut Found) {
    let mut broken = |rule| found.push(Reason::AgreementHistory { rule });
    let pairs = || agreement.states().skip(1).zip(agreement.states());
    if pairs().any(|(older, newer)| newer.starting_time <= older.starting_time) {
        broken("states are newest first, and no two begin at one time");
    }
    if pairs().any(|(older, newer)| newer.status == older.status) {
        broken("each state is another than the one before");
    }
    if pairs().any(|(older, _)| older.status == EquivalenceStatus::Repealed) {
        broken("a repealed agreement stays repealed: what comes after it is another agreement");
    }
    let oldest = agreement.states().last();
    if oldest.is_some_and(|state| state.status != EquivalenceStatus::Enacted) {
        broken("the first state is enacted");
    }
    let begins = oldest.map(|state| state.starting_time);
    found.must(
        agreement
            .valid_until
            .is_none_or(|until| begins.is_none_or(|begins| begins < until)),
        "validUntil",
        "the agreement begins before it is over",
    );
}

fn run_off(agreement: &AgreementContents, found: &mut Found) {
    let Some(run_off) = agreement.run_off else {
        return;
    };
    found.must(
        run_off.issued_before <= run_off.until,
        "runOff",
        "licences that were issued before an instant go on until that instant at least",
    );
    let repeal = agreement
        .states()
        .find(|state| state.status == EquivalenceStatus::Repealed)
        .map(|state| state.starting_time);
    if let Some(repeal) = repeal {
        found.must(
            run_off.issued_before <= repeal,
            "runOff.issuedBefore",
            "nothing goes on that was issued after the repeal",
        );
        found.must(
            repeal < run_off.until,
            "runOff.until",
            "what goes on goes on after the repeal",
        );
    }
}

fn parties(agreement: &AgreementContents, found: &mut Found) {
    let (pointing, pointed) = territories(agreement);
    found.must(
        pointing == pointed || !(pointing.contains(pointed) || pointed.contains(pointing)),
        "pointedParty.territory",
        "neither party lies inside the other: between those no agreement is needed",
    );
    let supersedes = || agreement.supersedes.iter();
    found.distinct(supersedes().map(|one| &one.agreement_id), "supersedes");
    found.must(
        supersedes().all(|one| one.agreement_id != agreement.agreement_id),
        "supersedes",
        "an agreement supersedes others and not itself",
    );
    found.must(
        supersedes().all(|one| one.up_to >= 1),
        "supersedes",
        "upTo is the number of an issue, and the first is 1",
    );
}

fn onward(agreement: &AgreementContents, found: &mut Found) {
    found.must(
        agreement.mra_depth <= 1,
        "mraDepth",
        "there is one step onward at most: 0 or 1",
    );
    found.must(
        (agreement.mra_depth == 0) == agreement.onward_parties.is_empty(),
        "onwardParties",
        "the regions to which one step onward leads are named where mraDepth is 1, and only there",
    );
    found.distinct(&agreement.onward_parties, "onwardParties");
    let (pointing, pointed) = territories(agreement);
    found.must(
        !agreement
            .onward_parties
            .iter()
            .any(|region| pointing.contains(region) || pointed.contains(region)),
        "onwardParties",
        "a step onward leads out of both parties",
    );
}

fn lists(agreement: &AgreementContents, found: &mut Found) {
    let texts = agreement.legal_texts.iter();
    found.set(texts.map(|text| (&text.lang, &text.uri)), "legalTexts");
    found.set(&agreement.require_enacted_at, "requireEnactedAt");
    found.set(&agreement.archive.keep, "archive.keep");
}

const fn territories(agreement: &AgreementContents) -> (&Region, &Region) {
    (
        &agreement.pointing_party.territory,
        &agreement.pointed_party.territory,
    )
}
