//! What was announced. Closing may be immediate; what opens and what repeals needs the notice that was promised.

use crate::recognise::agreement::diff::{ChangeKind, Direction, diff};
use crate::recognise::agreement::{AgreementContents, EquivalenceStatus};
use crate::time::UnixTime;

use super::{FindingKind, Findings};

pub(super) fn look(
    agreement: &AgreementContents,
    previous: Option<&AgreementContents>,
    found: &mut Findings,
) {
    if agreement.notice_period.is_none() {
        found.add("noticePeriod", FindingKind::NoNotice);
    }
    let Some(previous) = previous else {
        return;
    };
    if previous.agreement_id != agreement.agreement_id {
        let agreement = previous.agreement_id.clone();
        found.add("agreementId", FindingKind::PreviousOther { agreement });
        return;
    }
    // An amendment cannot shorten the notice by which it is itself bound.
    if let Some(old) = previous.notice_period
        && agreement.notice_period.is_none_or(|new| new < old)
    {
        found.add("noticePeriod", FindingKind::NoticeShortened { old });
    }
    let Some(notice) = previous.notice_period.or(agreement.notice_period) else {
        return;
    };
    let notice = i64::try_from(notice).unwrap_or(i64::MAX);
    let earliest = agreement.issue_date_time.saturating_add(notice);
    for change in diff(previous, agreement) {
        if let Some(start) = repeal(&change.kind) {
            let start = start.max(agreement.issue_date_time);
            if start < earliest {
                let kind = FindingKind::RepealUnannounced { start, earliest };
                found.add("currentState", kind);
            }
        } else if change.direction == Direction::Opens
            && change.from.is_some_and(|from| from < earliest)
        {
            let subject = change.clause.clone();
            let change = Box::new(change);
            let kind = FindingKind::OpensUnannounced { change, earliest };
            found.add(&subject, kind);
        }
    }
}

/// When a repeal begins that was not there before.
const fn repeal(kind: &ChangeKind) -> Option<UnixTime> {
    match kind {
        ChangeKind::State {
            start,
            new: Some(EquivalenceStatus::Repealed),
            ..
        } => Some(*start),
        _ => None,
    }
}
