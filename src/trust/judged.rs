//! What is found out about a chain and may be remembered: the leaf, and every path that holds. Scope and state are not part of it.

use std::sync::Arc;

use crate::reason::Reason;
use crate::time::UnixTime;

use super::certificate::Certificate;
use super::path::cache::Window;
use super::path::{self, End, Path};
use super::profile::Rules;
use super::revocation::{Inquiry, NotRevoked, Standing};
use super::signer::Leaf;
use super::store::TrustStore;
use super::{PathEntry, Question, TrustAnchors, chain};

/// A leaf that is right by itself, and where its paths lead.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) leaf: Arc<Leaf>,
    pub(super) lines: Vec<Line>,
    /// Why there is no line, or not another.
    pub(super) against: Vec<Reason>,
}

/// One path to one authority.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) end: LineEnd,
    pub(super) path: Arc<[PathEntry]>,
    pub(super) valid_until: UnixTime,
    /// What the revocation lists say; `None` when they were not asked.
    pub(super) not_revoked: Option<NotRevoked>,
    /// Why they do not say enough; such a line serves nobody.
    pub(super) unknown: Vec<Reason>,
}

/// Whose certificate stands at the end of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// An anchor given by hand, by its index.
    Anchor(usize),
    /// A CA of listed services, by the fingerprint of its certificate.
    Listed([u8; 32]),
}

impl Judged {
    /// Whether nothing is missing on one of the lines.
    pub(super) fn is_settled(&self) -> bool {
        self.lines.iter().any(|line| line.unknown.is_empty())
    }

    /// For tests that ask for no scope: the answer but for that.
    #[cfg(test)]
    pub(super) fn settled(self) -> Result<(), Vec<Reason>> {
        if self.is_settled() {
            return Ok(());
        }
        let unknown: Vec<Reason> = self.lines.into_iter().flat_map(|l| l.unknown).collect();
        Err([unknown, self.against].concat())
    }
}

/// Steps 2 and 4 to 7.
///
/// # Errors
///
/// What is wrong with the leaf by itself.
pub(super) fn judge(
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
    chain: &[&[u8]],
    rules: &Rules,
    question: &Question<'_>,
) -> Result<(Judged, Window), Vec<Reason>> {
    let at = question.at();
    let (leaf, others) = chain::read(chain, rules, at)?;
    let (used, mut against) = chain::usable(&others, &leaf, rules, at);
    // An authority's own certificate in the chain would only lead in circles.
    let used: Vec<&Certificate> = used
        .into_iter()
        .filter(|certificate| !ends_at(certificate, anchors, store))
        .collect();
    let issuers = core::iter::once(&leaf).chain(used.iter().copied());
    let (ends, authorities, by_hand) = authorities(issuers, anchors, store);
    let authorities: Vec<&Certificate> = authorities.iter().map(AsRef::as_ref).collect();
    let inquiry = |by_hand| Inquiry {
        lists: &anchors.lists,
        question,
        chain,
        by_hand,
    };
    let facts = Leaf::new(&leaf);
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    let all: Vec<_> = authorities.iter().copied().zip(ends).collect();
    let (given, listed) = all.split_at_checked(by_hand).unwrap_or_default();
    // Each listed CA by itself: the engine bounds signatures and paths, and one member of a federation could use up what
    // another needs by listing CAs of the same name.
    let mut rounds: Vec<&[(&Certificate, LineEnd)]> = listed.chunks(1).collect();
    if !given.is_empty() || rounds.is_empty() {
        rounds.insert(0, given);
    }
    for (round, ends) in rounds.into_iter().enumerate() {
        let authorities: Vec<&Certificate> = ends.iter().map(|(ca, _)| *ca).collect();
        let by_hand = if round == 0 { given.len() } else { 0 };
        match path::find(&leaf, &used, &authorities, rules, &inquiry(by_hand)) {
            Ok(paths) => {
                let all = paths.iter().flat_map(|p| lines(p, &facts, &used, ends));
                found.extend(all);
            }
            Err(reasons) => failed.extend(reasons),
        }
    }
    if found.is_empty() {
        failed.dedup();
        // What is wrong with a certificate that was left out says more than that no path was found without it.
        let told = |reason: &&Reason| !matches!(reason, Reason::TrustNoPath { .. });
        against.extend(failed.iter().filter(told).cloned());
        if against.is_empty() {
            against = failed;
        }
    }
    let every = || {
        core::iter::once(&leaf)
            .chain(others.iter().filter_map(|o| o.certificate.as_ref().ok()))
            .chain(authorities.iter().copied())
    };
    let mut window = Window::around(question, every());
    inquiry(by_hand).narrow(&mut window, every());
    let judged = Judged {
        leaf: Arc::new(facts),
        lines: found,
        against,
    };
    Ok((judged, window))
}

/// Where a path may end that begins with one of these: given by hand first, of which there are so many, then listed.
fn authorities<'c>(
    certificates: impl Iterator<Item = &'c Certificate>,
    anchors: &TrustAnchors,
    store: Option<&TrustStore>,
) -> (Vec<LineEnd>, Vec<Arc<Certificate>>, usize) {
    let issuers: Vec<_> = certificates
        .map(|certificate| &certificate.issuer)
        .collect();
    let mut ends = Vec::new();
    let mut all = Vec::new();
    for index in anchors.authorities.named(issuers.iter().copied()) {
        if let Some(authority) = anchors.authorities.get(index) {
            ends.push(LineEnd::Anchor(index));
            all.push(Arc::clone(&authority.certificate));
        }
    }
    let by_hand = all.len();
    let Some(store) = store else {
        return (ends, all, by_hand);
    };
    let mut names: Vec<&[u8]> = issuers.iter().map(|name| name.raw.as_slice()).collect();
    names.sort_unstable();
    names.dedup();
    for certificate in names
        .into_iter()
        .flat_map(|name| store.authorities_named(name))
    {
        ends.push(LineEnd::Listed(certificate.fingerprint));
        all.push(certificate);
    }
    (ends, all, by_hand)
}

/// Whether this is a self-issued certificate of an authority, and no other authority has its name.
///
/// In a chain it leads nowhere but to itself. Of a CA that is an authority and has another above it this is not so: both may
/// vouch, for different things.
fn ends_at(certificate: &Certificate, anchors: &TrustAnchors, store: Option<&TrustStore>) -> bool {
    if !certificate.is_self_issued() {
        return false;
    }
    let by_hand = anchors.authorities.named([&certificate.subject]);
    let mut same_name: Vec<Arc<Certificate>> = by_hand
        .into_iter()
        .filter_map(|index| Some(Arc::clone(&anchors.authorities.get(index)?.certificate)))
        .collect();
    same_name.extend(
        store
            .into_iter()
            .flat_map(|store| store.authorities_named(&certificate.subject.raw)),
    );
    !same_name.is_empty() && same_name.iter().all(|known| known.der == certificate.der)
}

fn lines(
    path: &Path,
    leaf: &Leaf,
    used: &[&Certificate],
    ends: &[(&Certificate, LineEnd)],
) -> Vec<Line> {
    let entry = |c: &Certificate| PathEntry {
        subject: c.subject.to_string(),
        fingerprint: c.fingerprint,
        not_after: c.not_after,
    };
    let above = path.intermediates.iter().filter_map(|i| used.get(*i));
    let below: Vec<PathEntry> = core::iter::once(leaf.entry())
        .chain(above.map(|c| entry(c)))
        .collect();
    let line = |end: &End| {
        let (authority, of) = ends.get(end.anchor)?;
        let whole: Arc<[PathEntry]> = below.iter().cloned().chain([entry(authority)]).collect();
        let (not_revoked, unknown) = match &end.standing {
            Standing::NotAsked => (None, Vec::new()),
            Standing::Good(lists) => (Some(*lists), Vec::new()),
            Standing::Unknown(reasons) | Standing::Revoked(reasons) => (None, reasons.clone()),
        };
        let lasts = whole.iter().map(|e| e.not_after);
        Some(Line {
            end: *of,
            valid_until: lasts
                .chain(not_revoked.map(|lists| lists.next_update))
                .min()?,
            path: whole,
            not_revoked,
            unknown,
        })
    };
    path.ends.iter().filter_map(line).collect()
}
