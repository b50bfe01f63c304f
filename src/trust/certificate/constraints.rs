//! Name constraints (RFC 5280, 4.2.1.10): the shape is checked here, the names by the engine.

use crate::codec::der::{DerFault, Tlv, tag};

use super::{CertificateFault, names};

/// Refuses constraints that are malformed, and those over forms that nobody here compares; whether any is over mail names.
///
/// Constraints over distinguished names are decided to be refused: regions are bound by scope, and engines differ on
/// how such names compare.
pub(super) fn check(value: &Tlv<'_>) -> Result<bool, CertificateFault> {
    let mut mail = false;
    let mut inside = value.inside();
    let permitted = inside.optional(0xa0)?;
    let excluded = inside.optional(0xa1)?;
    inside.finish("name constraints are permitted and excluded subtrees")?;
    if permitted.is_none() && excluded.is_none() {
        return Err(value.fault("name constraints are not empty").into());
    }
    for subtrees in [permitted, excluded].into_iter().flatten() {
        let mut list = subtrees.inside();
        if list.is_empty() {
            return Err(list.fault("a list of subtrees is not empty").into());
        }
        while !list.is_empty() {
            let mut subtree = list
                .expect(tag::SEQUENCE, "a subtree is a SEQUENCE")?
                .inside();
            let base = subtree.next()?;
            // `minimum` is DEFAULT 0 and must be 0, `maximum` must be absent: nothing may follow the base.
            subtree.finish("a subtree has a base and no minimum or maximum")?;
            check_base(&base)?;
            mail |= base.tag == names::MAIL;
        }
    }
    Ok(mail)
}

fn check_base(base: &Tlv<'_>) -> Result<(), CertificateFault> {
    let fault = |rule| Err(CertificateFault::from(base.fault(rule)));
    match base.tag {
        names::DIRECTORY => Err(CertificateFault::Profile {
            rule: "name constraints over distinguished names are not supported",
        }),
        names::DNS if !base.value.is_empty() && !is_host(base.value) => {
            fault("a DNS constraint is a host or a domain")
        }
        names::MAIL if !is_mail_constraint(base.value) => {
            fault("a mail constraint is a mailbox, a host or a domain")
        }
        names::IP if !is_network(base.value) => {
            fault("an IP constraint is an address and a mask of leading ones")
        }
        names::DNS | names::MAIL | names::IP => Ok(()),
        _ => {
            names::general_name(base)
                .map_err(|DerFault { rule, at }| CertificateFault::Malformed { rule, at })?;
            Ok(())
        }
    }
}

fn is_host(name: &[u8]) -> bool {
    let label = |label: &[u8]| {
        (1..=63).contains(&label.len())
            && label
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && label.first() != Some(&b'-')
            && label.last() != Some(&b'-')
    };
    name.len() <= 253 && name.split(|b| *b == b'.').all(label)
}

fn is_mail_constraint(name: &[u8]) -> bool {
    let Some(at) = name.iter().rposition(|b| *b == b'@') else {
        return is_host(name.strip_prefix(b".").unwrap_or(name));
    };
    let (local, host) = name.split_at(at);
    !local.is_empty()
        && !local.contains(&b'@')
        && local.iter().all(u8::is_ascii_graphic)
        && is_host(host.get(1..).unwrap_or(&[]))
}

fn is_network(value: &[u8]) -> bool {
    let mask = match value.len() {
        8 => value.get(4..),
        32 => value.get(16..),
        _ => None,
    };
    mask.is_some_and(|mask| {
        let ones = mask
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
        ones.is_sorted_by(|a, b| a >= b)
    })
}
