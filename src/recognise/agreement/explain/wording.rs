//! The words of an explanation, in one language each. A word that one language lacks does not compile.
//!
//! `{0}`, `{1}` … stand for what a sentence is about, in the order that its field gives.

/// Declares the sentences, how many things each is about, and what.
macro_rules! wording {
    ($($(#[$doc:meta])* $name:ident: $count:literal,)*) => {
        /// Every sentence of an explanation.
        #[derive(Debug)]
        pub(super) struct Wording {
            $($(#[$doc])* pub(super) $name: &'static str,)*
        }

        #[cfg(test)]
        impl Wording {
            /// Name, number of places, sentence.
            pub(super) fn each(&self) -> Vec<(&'static str, usize, &'static str)> {
                vec![$((stringify!($name), $count, self.$name)),*]
            }
        }
    };
}

wording! {

    // How things are put together.
    /// Between the members of a list.
    separator: 0,
    /// Two sentences of one clause.
    and: 2,
    /// Words of the agreement itself.
    own_words: 1,
    /// A duration.
    seconds: 1,
    /// A duration.
    minutes: 1,
    /// A duration.
    hours: 1,
    /// A duration.
    days: 1,
    /// A duration.
    one_second: 0,
    /// A duration.
    one_minute: 0,
    /// A duration.
    one_hour: 0,
    /// A duration.
    one_day: 0,

    // The document.
    /// Heading.
    document: 0,
    /// Agreement, number, time.
    issue: 3,
    /// Title.
    title: 1,
    /// Vocabulary.
    vocabulary: 1,

    // The parties.
    /// Heading.
    parties: 0,
    /// Region.
    pointing_party: 1,
    /// Region.
    pointed_party: 1,
    /// URI.
    legislation: 1,
    /// Entity, list.
    signer: 2,
    /// Directed.
    one_way: 0,

    // The texts.
    /// Heading.
    legal_texts: 0,
    /// Language, URI, algorithm, digest.
    legal_text: 4,

    // When it is in force.
    /// Heading.
    in_force: 0,
    /// Time, state.
    state_from: 2,
    /// From, until, state.
    state_between: 3,
    /// State.
    enacted: 0,
    /// State.
    suspended: 0,
    /// State.
    repealed: 0,
    /// Time.
    valid_until: 1,
    /// No end.
    no_valid_until: 0,
    /// Duration.
    notice: 1,
    /// No notice.
    no_notice: 0,
    /// Moments.
    required_at: 1,
    /// Moment.
    at_issuance: 0,
    /// Moment.
    at_use: 0,
    /// Issued before, until.
    run_off: 2,
    /// None.
    no_run_off: 0,

    // Other agreements.
    /// Heading.
    others: 0,
    /// Precedence.
    yields: 0,
    /// Precedence.
    prevails: 0,
    /// Precedence.
    says_nothing: 0,
    /// Agreement, number.
    supersedes: 2,
    /// None.
    supersedes_none: 0,
    /// Regions.
    onward: 1,
    /// None.
    no_onward: 0,
    /// Allowed.
    onward_use: 0,
    /// Not allowed.
    no_onward_use: 0,

    // Exclusions.
    /// Heading.
    exclusions: 0,
    /// All of them.
    exclusions_apply: 0,
    /// None.
    no_exclusions: 0,
    /// Reason.
    exclusion: 1,

    // An equivalence.
    /// Heading: label.
    equivalence: 1,
    /// Pointed type, pointed region, pointing type, pointing region.
    counts_as: 4,
    /// Article.
    provision: 1,
    /// Purposes.
    purposes: 1,
    /// Regions.
    territories: 1,
    /// Region.
    all_territories: 1,
    /// Time.
    validity_from: 1,
    /// From, until.
    validity_between: 2,
    /// As the agreement.
    validity_whole: 0,
    /// Effect.
    full: 0,
    /// Effect.
    partial: 0,
    /// Effect.
    evidence: 0,
    /// All clauses.
    conditions: 0,
    /// None.
    no_conditions: 0,
    /// A choice.
    any_of: 0,
    /// Values.
    status: 1,
    /// Values.
    status_invalid: 1,
    /// The rest.
    status_rest: 0,
    /// Number.
    status_0: 1,
    /// Number.
    status_1: 1,
    /// Number.
    status_2: 1,
    /// Number.
    status_3: 1,

    // The attribute map.
    /// All rows.
    map: 0,
    /// None.
    no_map: 0,
    /// From, to.
    identity: 2,
    /// From, to.
    table: 2,
    /// Code, codes.
    row: 2,
    /// Code.
    row_none: 1,
    /// From, to, value.
    constant: 3,
    /// Table, reject.
    code_reject: 0,
    /// Table, drop.
    code_drop: 0,
    /// Reject.
    missing_reject: 0,
    /// Drop.
    missing_drop: 0,

    // Supplements.
    /// All of them.
    supplements: 0,
    /// None.
    no_supplements: 0,
    /// Label, URI.
    supplement: 2,
    /// Type.
    supplement_type: 1,
    /// No type.
    supplement_paper: 0,
    /// Deadline.
    before_use: 0,
    /// Deadline.
    within: 1,
    /// Unless.
    unless: 0,

    // Conditions: statements that are true of a licence, or not.
    /// Time.
    issued_from: 1,
    /// Time.
    issued_until: 1,
    /// Times.
    issued_between: 2,
    /// Duration.
    licence_age: 1,
    /// Duration.
    remaining: 1,
    /// Level, scheme.
    assurance: 2,
    /// Duration.
    status_fresh: 1,
    /// Entities.
    issuer_in: 1,
    /// Entities.
    issuer_not_in: 1,
    /// Categories.
    category_in: 1,
    /// Levels.
    level_in: 1,
    /// Industries.
    industry_in: 1,
    /// Element.
    element_present: 1,
    /// Element, codes.
    element_in: 2,
    /// Element, codes.
    element_not_in: 2,
    /// Rule, duration.
    derived: 2,
    /// Element, number.
    element_min: 2,
    /// Element, number.
    element_max: 2,
    /// Element, numbers.
    element_between: 3,
    /// Element, duration.
    element_older: 2,
    /// Element, duration.
    element_newer: 2,
    /// Element, durations.
    element_aged: 3,
    /// Methods.
    holder_binding: 1,
    /// Name.
    device_signature: 1,
    /// Name.
    device_mac: 1,
    /// Level.
    signature_level: 1,
    /// Name.
    level_b: 1,
    /// Name.
    level_t: 1,
    /// Name.
    level_lt: 1,
    /// Name.
    level_lta: 1,
    /// Types.
    seal_type: 1,
    /// Kind.
    other_kind: 1,

    // What follows an answer.
    /// Heading.
    objection: 0,
    /// Contact, URI.
    objection_to: 2,
    /// Duration.
    objection_within: 1,
    /// Heading.
    archive: 0,
    /// Records, duration.
    keep: 2,
    /// Record.
    verdict: 0,
    /// Record.
    agreement: 0,
    /// Record.
    licence: 0,
    /// Heading.
    freshness: 0,
    /// Time.
    next_update: 1,
    /// Time.
    not_after: 1,
    /// Heading.
    extensions: 0,
    /// Name.
    extension: 1,
    /// Name.
    critical_extension: 1,
}

/// The sentence about `parts`.
pub(super) fn fill(sentence: &str, parts: &[&str]) -> String {
    let mut text =
        String::with_capacity(sentence.len() + parts.iter().map(|p| p.len()).sum::<usize>());
    let mut rest = sentence;
    // What was put in is not looked at again, whatever it says.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, behind)) = after.split_once('}') else {
            break;
        };
        let at = place.parse().ok();
        let part = at
            .and_then(|at: usize| parts.get(at))
            .copied()
            .unwrap_or_default();
        let (begin, end) = (part.chars().next(), part.chars().next_back());
        let trimmed = before.trim_end();
        let closed = meet(trimmed.chars().next_back(), begin);
        text.push_str(if closed { trimmed } else { before });
        text.push_str(part);
        let trimmed = behind.trim_start();
        rest = if meet(end, trimmed.chars().next()) {
            trimmed
        } else {
            behind
        };
    }
    text.push_str(rest);
    text
}

/// Whether Han characters meet: between them there is no blank, as there is beside a number.
fn meet(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_han) && after.is_some_and(is_han)
}

/// A Chinese character, or punctuation of its width.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}')
}

impl Wording {
    /// The members of a list.
    pub(super) fn list(&self, members: impl IntoIterator<Item = String>) -> String {
        let members: Vec<String> = members.into_iter().collect();
        members.join(self.separator)
    }

    /// Seconds in the largest unit of which they are a whole number.
    pub(super) fn duration(&self, seconds: u64) -> String {
        let (unit, one, many) = match seconds {
            0 => (1, self.one_second, self.seconds),
            s if s.is_multiple_of(86_400) => (86_400, self.one_day, self.days),
            s if s.is_multiple_of(3_600) => (3_600, self.one_hour, self.hours),
            s if s.is_multiple_of(60) => (60, self.one_minute, self.minutes),
            _ => (1, self.one_second, self.seconds),
        };
        match seconds / unit {
            1 => one.to_owned(),
            count => fill(many, &[&count.to_string()]),
        }
    }
}
