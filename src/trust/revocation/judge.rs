//! The question to the lists: is a certificate of the path revoked, as far as that counts at the sealing time?

use crate::reason::Reason;
use crate::time::UnixTime;
use crate::trust::Question;
use crate::trust::certificate::{Certificate, KeyUsage};
use crate::trust::path::cache::Window;
use crate::trust::profile::Place;

use super::entry::{Cause, Entry};
use super::list::{Contents, RevocationList};
use super::{Revocation, RevocationLists};

/// What is asked about the certificates of one chain, and of which lists.
pub(in crate::trust) struct Inquiry<'a> {
    pub(in crate::trust) lists: &'a RevocationLists,
    pub(in crate::trust) question: &'a Question<'a>,
    /// As received, so that a reason can say which certificate it means.
    pub(in crate::trust) chain: &'a [&'a [u8]],
    /// How many of the anchors, the first, are trusted by hand. Those that a trust list names come after them, and there
    /// revocation is always asked.
    pub(in crate::trust) by_hand: usize,
}

/// What the lists say about every certificate of a path below its anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::trust) enum Standing {
    NotAsked,
    Good(NotRevoked),
    /// At least one certificate is not known to be good, and none is known to be bad.
    Unknown(Vec<Reason>),
    /// At least one certificate was revoked; what else is unknown follows.
    Revoked(Vec<Reason>),
}

/// No certificate of a path was revoked, by these lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotRevoked {
    /// When the oldest list that was needed was made: nothing later is known.
    pub this_update: UnixTime,
    /// Until when every list that was needed counts, and no other list at hand begins to name a certificate.
    pub next_update: UnixTime,
}

impl NotRevoked {
    const fn by(list: &Contents) -> Self {
        Self {
            this_update: list.this_update,
            next_update: list.next_update,
        }
    }

    /// Of two lists for one certificate the one that counts longer.
    fn newer(self, other: Self) -> Self {
        if (other.next_update, other.this_update) > (self.next_update, self.this_update) {
            other
        } else {
            self
        }
    }

    /// Of the lists for two certificates what holds for both.
    fn and(self, other: Self) -> Self {
        Self {
            this_update: self.this_update.min(other.this_update),
            next_update: self.next_update.min(other.next_update),
        }
    }
}

impl Inquiry<'_> {
    /// Whether lists are asked below the anchor at `index`: where there is one, where the policy wants one, and where a trust
    /// list names the anchor.
    fn is_made(&self, index: usize) -> bool {
        !self.lists.is_empty()
            || self.question.revocation == Revocation::Required
            || index >= self.by_hand
    }

    /// Asks about every certificate of `below`, which leads from the leaf upwards to `anchor`, the one at `index`.
    pub(in crate::trust) fn standing(
        &self,
        below: &[&Certificate],
        index: usize,
        anchor: &Certificate,
    ) -> Standing {
        if !self.is_made(index) {
            return Standing::NotAsked;
        }
        let issuers = below.iter().skip(1).copied().chain([anchor]);
        let (mut revoked, mut unknown) = (Vec::new(), Vec::new());
        let mut good: Option<NotRevoked> = None;
        for (certificate, issuer) in below.iter().zip(issuers) {
            match self.ask(certificate, issuer) {
                Ok(lists) => good = Some(good.map_or(lists, |so_far| so_far.and(lists))),
                Err(reason) if reason.is_unknown() => unknown.push(reason),
                Err(reason) => revoked.push(reason),
            }
        }
        match good {
            _ if !revoked.is_empty() => {
                revoked.extend(unknown);
                Standing::Revoked(revoked)
            }
            Some(good) if unknown.is_empty() => Standing::Good(good),
            _ => Standing::Unknown(unknown),
        }
    }

    /// The steps of `spec/revocation.md`, section 5, for one certificate and its validated issuer.
    fn ask(&self, certificate: &Certificate, issuer: &Certificate) -> Result<NotRevoked, Reason> {
        let place = || self.place(certificate);
        let mut good: Option<NotRevoked> = None;
        let (mut due, mut changes, mut unusable) = (None, None, None);
        // 1. The lists that bear the issuer's name, to the byte.
        for list in self.lists.named(&certificate.issuer.raw) {
            // 2. A list that breaks a rule of section 4 says nothing.
            let contents = match &list.contents {
                Ok(contents) => contents,
                Err(rule) => {
                    unusable = unusable.or(Some(*rule));
                    continue;
                }
            };
            // 3. Its scope has the certificate.
            if !contents.scope.has(certificate) {
                continue;
            }
            // 4. The issuer, the anchor too, may sign lists.
            let may_sign = issuer.extensions.key_usage.is_some_and(KeyUsage::crl_sign);
            if !may_sign {
                unusable = unusable.or(Some("keyUsage of its issuer has cRLSign"));
                continue;
            }
            // 5. Its signature is by the issuer's key.
            if !self.lists.is_signed_by(list, &issuer.key) {
                unusable = unusable.or(Some("the signature is by the issuer's key"));
                continue;
            }
            // 6. It was made by now, or it does not speak yet.
            let now = self.question.now;
            let begun = contents.this_update <= now;
            let fresh = begun && now <= contents.next_update;
            // 7. An entry that counts revokes, in a list that is over too, unless it is one that a later list may lift.
            if begun && let Some(revoked) = self.revoked(list, certificate, fresh) {
                return Err(revoked);
            }
            // 8. A list that is over or not begun says nothing good.
            if fresh {
                let here = NotRevoked::by(contents);
                good = Some(good.map_or(here, |so_far| so_far.newer(here)));
            } else {
                due = due.max(Some(contents.next_update));
            }
            // What is already known to change the answer later bounds how long it counts.
            if !begun && !list.entries_for(certificate).is_empty() {
                let last = contents.this_update.saturating_add(-1);
                changes = Some(changes.map_or(last, |so_far: UnixTime| so_far.min(last)));
            }
        }
        // 9. One list that counts is enough; without one, the certificate's standing is not known.
        match (good, due, unusable) {
            (Some(good), ..) => Ok(NotRevoked {
                next_update: changes.map_or(good.next_update, |last| last.min(good.next_update)),
                ..good
            }),
            (None, Some(next_update), _) => Err(Reason::RevocationListStale {
                place: place(),
                next_update,
            }),
            (None, None, Some(rule)) => Err(Reason::RevocationListUnusable {
                place: place(),
                rule,
            }),
            (None, None, None) => Err(Reason::RevocationListMissing { place: place() }),
        }
    }

    /// The first entry of the list that counts against the certificate.
    fn revoked(
        &self,
        list: &RevocationList,
        certificate: &Certificate,
        fresh: bool,
    ) -> Option<Reason> {
        list.entries_for(certificate)
            .into_iter()
            .filter(|entry| fresh || !entry.cause.may_be_lifted())
            .find(|entry| self.counts(entry))
            .map(|entry| Reason::CertificateRevoked {
                place: self.place(certificate),
                since: entry
                    .invalid
                    .map_or(entry.revoked, |i| i.min(entry.revoked)),
                cause: entry.cause.name(),
            })
    }

    /// The steps of `spec/revocation.md`, section 6: whether an entry counts at the sealing time.
    fn counts(&self, entry: &Entry) -> bool {
        let sealing = self.question.at();
        // 1. A complete list has no entries that were taken off it.
        if entry.cause == Cause::RemoveFromList {
            return true;
        }
        // 2. Revoked by then.
        if entry.revoked <= sealing {
            return true;
        }
        // 3. The key was not good by then, whatever the reason.
        if entry.invalid.is_some_and(|invalid| invalid <= sealing) {
            return true;
        }
        // 4. Revoked later, and the key never left its holder: good for what is proven to be older.
        // 5. Anything else counts even so: who has a stolen key can back-date.
        !(entry.cause.leaves_the_key_alone() && self.question.is_proven())
    }

    /// Which certificate of the chain it is.
    fn place(&self, certificate: &Certificate) -> String {
        let index = self
            .chain
            .iter()
            .position(|der| *der == certificate.der.as_slice());
        match index {
            Some(0) | None => Place::Leaf.name(),
            Some(index) => Place::Intermediate(index).name(),
        }
    }

    /// Ends the windows where a list that bears an issuer's name, or an entry of it, would be judged otherwise.
    ///
    /// Looks at no signature and no scope, so that it ends them too often rather than too seldom.
    pub(in crate::trust) fn narrow<'c>(
        &self,
        window: &mut Window,
        certificates: impl IntoIterator<Item = &'c Certificate>,
    ) {
        let (now, at) = (self.question.now, self.question.at());
        for certificate in certificates {
            for list in self.lists.named(&certificate.issuer.raw) {
                let Ok(contents) = &list.contents else {
                    continue;
                };
                window.now.begin(now, contents.this_update);
                window.now.end(now, contents.next_update);
                for entry in list.entries_for(certificate) {
                    window.at.begin(at, entry.revoked);
                    if let Some(invalid) = entry.invalid {
                        window.at.begin(at, invalid);
                    }
                }
            }
        }
    }
}
