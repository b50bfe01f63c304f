//! What must hold of an agreement's contents, whoever signed it and whenever it is read.
//!
//! An author's mistake is not for phones to resolve: what is empty, contradicts itself or can never hold makes the whole
//! agreement void, before it is signed and again whenever it is read.
//!
//! The work is bounded by [`budgets`]; within them it is at most a few million comparisons.

mod attributes;
mod budgets;
mod conditions;
mod contradictions;
mod equivalences;
mod head;
mod left;
mod names;
mod vocabulary;

use crate::reason::Reason;

use super::AgreementContents;

/// Reasons that are told of one agreement: the first so many of one with more are enough to know that it is void.
const REASONS: usize = 100;

/// Every rule that the contents break, in the order of `spec/agreements.md`, section 3; none of a right agreement.
pub(crate) fn check(agreement: &AgreementContents) -> Vec<Reason> {
    let mut found = Found(Vec::new());
    // 1. What is too much is not looked into.
    budgets::check(agreement, &mut found);
    if !found.0.is_empty() {
        return found.0;
    }
    // 2. The agreement as a whole.
    head::check(agreement, &mut found);
    names::check(agreement, &mut found);
    // 3. What it excludes and what it recognises.
    for (index, exclusion) in agreement.exclusions.iter().enumerate() {
        let at = names::at("exclusions", &exclusion.id, index);
        found.must(
            !exclusion.any.is_empty(),
            &at,
            "an exclusion has a condition",
        );
        conditions::excluding(&exclusion.any, &format!("{at}.any"), &mut found);
    }
    equivalences::check(agreement, &mut found);
    // 4. What can never hold, of what is right by itself.
    if found.0.is_empty() {
        contradictions::check(agreement, &mut found);
    }
    found.0
}

/// Those, and then what a reader bears with and nobody signs: what this version does not understand.
pub(crate) fn check_for_signing(agreement: &AgreementContents) -> Vec<Reason> {
    let mut found = Found(check(agreement));
    for reason in vocabulary::check(agreement) {
        found.push(reason);
    }
    found.0
}

/// The reasons so far, and no more than [`REASONS`].
struct Found(Vec<Reason>);

impl Found {
    fn push(&mut self, reason: Reason) {
        if self.0.len() < REASONS {
            self.0.push(reason);
        }
    }

    /// A rule of the contents: the reason [`Reason::AgreementInvalid`] unless it holds.
    fn must(&mut self, holds: bool, subject: &str, rule: &'static str) {
        if !holds {
            self.push(Reason::AgreementInvalid {
                rule,
                subject: subject.to_owned(),
            });
        }
    }

    /// A list that must have an entry, and none twice.
    fn set<T: Ord>(&mut self, entries: impl IntoIterator<Item = T>, subject: &str) {
        let mut seen = std::collections::BTreeSet::new();
        let doubled = entries.into_iter().any(|entry| !seen.insert(entry));
        self.must(!seen.is_empty(), subject, "there is at least one");
        self.must(!doubled, subject, "nothing stands twice");
    }

    /// A list that may be empty, and has nothing twice.
    fn distinct<T: Ord>(&mut self, entries: impl IntoIterator<Item = T>, subject: &str) {
        let mut seen = std::collections::BTreeSet::new();
        let doubled = entries.into_iter().any(|entry| !seen.insert(entry));
        self.must(!doubled, subject, "nothing stands twice");
    }
}
