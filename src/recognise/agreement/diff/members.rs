//! The agreement's own members: who agrees, in which limits, and how it is kept.

use crate::document::{in_every_language, matched::matched};
use crate::licence::Region;
use crate::recognise::agreement::{
    AgreementContents, Archive, Moment, Party, Precedence, Record, RunOff, VOCABULARY,
};
use crate::time::UnixTime;

use super::scope::At;
use super::states::counts_from;
use super::{Change, ChangeKind, Direction};

/// What it is called and on which texts it rests; who agrees.
pub(super) fn names(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let mut at = At {
        changes,
        clause: "agreement".to_owned(),
        from: counts_from(after),
    };
    at.differs("agreementId", &before.agreement_id, &after.agreement_id);
    at.differs(
        "sequenceNumber",
        &before.sequence_number,
        &after.sequence_number,
    );
    at.differs(
        "issueDateTime",
        &before.issue_date_time,
        &after.issue_date_time,
    );
    let known = |agreement: &AgreementContents| agreement.condition_vocabulary == VOCABULARY;
    let vocabulary = ChangeKind::Member {
        member: "conditionVocabulary",
        old: Some(before.condition_vocabulary.clone()),
        new: Some(after.condition_vocabulary.clone()),
    };
    match (known(before), known(after)) {
        (true, false) => at.push(Direction::Closes, vocabulary),
        (false, true) => at.push(Direction::Opens, vocabulary),
        _ => at.differs(
            "conditionVocabulary",
            &before.condition_vocabulary,
            &after.condition_vocabulary,
        ),
    }
    let title = |agreement: &AgreementContents| in_every_language(&agreement.title);
    at.differs("title", &title(before), &title(after));
    let texts = |agreement: &AgreementContents| -> Vec<String> {
        let shown = agreement.legal_texts.iter();
        shown
            .map(|text| {
                let digest: Vec<String> = text
                    .digest
                    .value()
                    .iter()
                    .map(|b| format!("{b:02x}"))
                    .collect();
                format!(
                    "{} {} {}:{}",
                    text.lang,
                    text.uri,
                    text.digest.algorithm(),
                    digest.concat()
                )
            })
            .collect()
    };
    at.values(
        "legalTexts",
        &texts(before),
        &texts(after),
        Direction::Changes,
    );
    let mut pointing = at.within("pointingParty");
    party(&mut pointing, &before.pointing_party, &after.pointing_party);
    let mut pointed = at.within("pointedParty");
    party(&mut pointed, &before.pointed_party, &after.pointed_party);
}

fn party(at: &mut At<'_>, before: &Party, after: &Party) {
    regions(
        at,
        "territory",
        core::slice::from_ref(&before.territory),
        core::slice::from_ref(&after.territory),
    );
    at.differs("legislation", &before.legislation, &after.legislation);
    at.differs("listId", &before.list_id, &after.list_id);
    at.differs("entityId", &before.entity_id, &after.entity_id);
}

/// Regions: what no region of the other side contains opens or closes, and the rest is only written otherwise.
pub(super) fn regions(at: &mut At<'_>, member: &'static str, before: &[Region], after: &[Region]) {
    let found = matched(before, after, |region| region);
    let covered = |region: &Region, by: &[Region]| by.iter().any(|other| other.contains(region));
    for region in &found.added {
        let opens = !covered(region, before);
        let value = region.as_str().to_owned();
        let direction = if opens {
            Direction::Opens
        } else {
            Direction::Changes
        };
        at.push(direction, ChangeKind::ValueAdded { member, value });
    }
    for region in &found.removed {
        let closes = !covered(region, after);
        let value = region.as_str().to_owned();
        let direction = if closes {
            Direction::Closes
        } else {
            Direction::Changes
        };
        at.push(direction, ChangeKind::ValueRemoved { member, value });
    }
    at.reordered(found.in_order, member);
}

/// How long it lasts, when it must be enacted, what is left after a repeal, and how far it leads.
pub(super) fn limits(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let mut at = At {
        changes,
        clause: "agreement".to_owned(),
        from: Some(after.issue_date_time),
    };
    end(&mut at, "validUntil", before.valid_until, after.valid_until);
    at.differs("noticePeriod", before.notice_period, after.notice_period);
    let moments = |moments: &[Moment]| -> Vec<&'static str> {
        let named = |moment: &Moment| match moment {
            Moment::Issuance => "issuance",
            Moment::Use => "use",
        };
        moments.iter().map(named).collect()
    };
    at.values(
        "requireEnactedAt",
        &moments(&before.require_enacted_at),
        &moments(&after.require_enacted_at),
        Direction::Closes,
    );
    run_off(&mut at, before.run_off, after.run_off);
    at.from = counts_from(after);
    let more = Direction::Opens;
    at.ordered("mraDepth", (&before.mra_depth, &after.mra_depth), more);
    regions(
        &mut at,
        "onwardParties",
        &before.onward_parties,
        &after.onward_parties,
    );
    at.ordered("onwardUse", (&before.onward_use, &after.onward_use), more);
    let precedence = |precedence| match precedence {
        Precedence::Yields => "yields",
        Precedence::Prevails => "prevails",
        Precedence::None => "none",
    };
    at.differs(
        "precedence",
        &precedence(before.precedence),
        &precedence(after.precedence),
    );
    let superseded = |agreement: &AgreementContents| -> Vec<String> {
        let rows = agreement.supersedes.iter();
        rows.map(|row| format!("{} ≤ {}", row.agreement_id, row.up_to))
            .collect()
    };
    at.values(
        "supersedes",
        &superseded(before),
        &superseded(after),
        Direction::Changes,
    );
}

/// An end, `None` being later than any: a later one counts from the earlier one on, an earlier one likewise.
pub(super) fn end(
    at: &mut At<'_>,
    member: &'static str,
    before: Option<UnixTime>,
    after: Option<UnixTime>,
) {
    let (direction, from) = match (before, after) {
        (Some(old), None) => (Direction::Opens, old),
        (None, Some(new)) => (Direction::Closes, new),
        (Some(old), Some(new)) if new > old => (Direction::Opens, old),
        (Some(old), Some(new)) if new < old => (Direction::Closes, new),
        _ => return,
    };
    let (old, new) = (
        before.map(|end| end.to_string()),
        after.map(|end| end.to_string()),
    );
    at.push_later(direction, ChangeKind::Member { member, old, new }, from);
}

fn run_off(at: &mut At<'_>, before: Option<RunOff>, after: Option<RunOff>) {
    let shown = |run_off: RunOff| format!("{} → {}", run_off.issued_before, run_off.until);
    let member = "runOff";
    let (old, new) = (before.map(shown), after.map(shown));
    match (before, after) {
        (None, Some(_)) => at.push(Direction::Opens, ChangeKind::Member { member, old, new }),
        (Some(_), None) => at.push(Direction::Closes, ChangeKind::Member { member, old, new }),
        (Some(old), Some(new)) => {
            let issued = (&old.issued_before, &new.issued_before);
            at.ordered("runOff.issuedBefore", issued, Direction::Opens);
            end(at, "runOff.until", Some(old.until), Some(new.until));
        }
        (None, None) => {}
    }
}

/// Where to object, what to keep, when the next issue comes, what else it says.
pub(super) fn administration(
    before: &AgreementContents,
    after: &AgreementContents,
    changes: &mut Vec<Change>,
) {
    let mut at = At {
        changes,
        clause: "objection".to_owned(),
        from: None,
    };
    let (old, new) = (&before.objection, &after.objection);
    let contact = (
        in_every_language(&old.contact),
        in_every_language(&new.contact),
    );
    at.differs("contact", &contact.0, &contact.1);
    at.differs("uri", &old.uri, &new.uri);
    at.differs("deadline", &old.deadline, &new.deadline);
    let mut archive = at.within("archive");
    let (old, new) = (&before.archive, &after.archive);
    let kept = |archive: &Archive| -> Vec<&'static str> {
        let named = |record: &Record| match record {
            Record::Verdict => "verdict",
            Record::Agreement => "agreement",
            Record::Licence => "licence",
        };
        archive.keep.iter().map(named).collect()
    };
    archive.values("keep", &kept(old), &kept(new), Direction::Changes);
    archive.differs("retentionDays", &old.retention_days, &new.retention_days);
    let mut at = at.within("agreement");
    at.differs("nextUpdate", &before.next_update, &after.next_update);
    at.differs("notAfter", &before.not_after, &after.not_after);
    let found = matched(&before.extensions, &after.extensions, |e| &e.id);
    for extension in &found.added {
        let value = extension.id.clone();
        let member = "extensions";
        at.push(Direction::Changes, ChangeKind::ValueAdded { member, value });
    }
    for extension in &found.removed {
        let value = extension.id.clone();
        let member = "extensions";
        at.push(
            Direction::Changes,
            ChangeKind::ValueRemoved { member, value },
        );
    }
    for (old, new) in &found.both {
        let mut at = at.within(&new.id);
        at.differs("critical", &old.critical, &new.critical);
        if old.value != new.value {
            at.push(Direction::Changes, ChangeKind::Other);
        }
    }
    at.reordered(found.in_order, "extensions");
}
