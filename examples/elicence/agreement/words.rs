//! What an agreement says, in words that several commands use.

use elicence::recognise::agreement::AgreementContents;

use crate::layout::harmless;

/// Which issue of which agreement, between whom.
pub(super) fn title(agreement: &AgreementContents) -> String {
    format!(
        "issue {} of the agreement `{}`: {} recognises {}",
        agreement.sequence_number,
        harmless(&agreement.agreement_id),
        agreement.pointing_party.territory,
        agreement.pointed_party.territory,
    )
}
