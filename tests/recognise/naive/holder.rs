//! Section 6: whether two licences belong to one holder.

use elicence::{codec::Cbor, verify::Holder};

use super::facts::Facts;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holders {
    Same,
    Others,
    NotKnown,
}

pub(crate) fn same_holder(one: &Facts<'_>, other: &Facts<'_>) -> Holders {
    let proof = |facts: &Facts<'_>| {
        let bound = facts.verified.holder() == Holder::Bound;
        facts.verified.evidence().holder_proof.filter(|_| bound)
    };
    if let (Some(ours), Some(theirs)) = (proof(one), proof(other))
        && ours.device_key == theirs.device_key
        && ours.session == theirs.session
    {
        return Holders::Same;
    }
    let (ours, theirs) = (holders(one), holders(other));
    if ours.iter().any(|holder| theirs.contains(holder)) {
        return Holders::Same;
    }
    let comparable = ours
        .iter()
        .any(|(_, kind)| theirs.iter().any(|(_, other)| other == kind));
    if comparable {
        Holders::Others
    } else {
        Holders::NotKnown
    }
}

/// Code and type of every holder of whom both are disclosed.
fn holders(facts: &Facts<'_>) -> Vec<(String, String)> {
    let suffixes = core::iter::once(String::new()).chain((2..100).map(|n| format!("_{n}")));
    let both = suffixes.filter_map(|n| {
        let text = |part: &str| facts.common(&format!("{part}{n}")).and_then(Cbor::as_text);
        Some((
            text("holder_code")?.to_owned(),
            text("holder_code_type")?.to_owned(),
        ))
    });
    both.collect()
}
