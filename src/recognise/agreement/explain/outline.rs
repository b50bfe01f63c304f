//! Clauses get their numbers in one place, whatever the language.

use super::ExplainedClause;

/// Clauses as they are written down, and where the next one goes.
#[derive(Debug, Default)]
pub(super) struct Outline {
    clauses: Vec<ExplainedClause>,
    /// How many clauses there are so far at each open level.
    counts: Vec<u32>,
    /// The identifiers of the open levels.
    ids: Vec<Option<String>>,
}

impl Outline {
    /// A clause at the level that is open.
    pub(super) fn say(&mut self, text: String) {
        self.add(None, text);
    }

    /// A clause, and clauses below it.
    pub(super) fn with(&mut self, text: String, below: impl FnOnce(&mut Self)) {
        self.add(None, text);
        self.below(None, below);
    }

    /// A clause that the agreement names `id`.
    pub(super) fn say_named(&mut self, id: &str, text: String) {
        self.add(Some(id), text);
    }

    /// A clause that the agreement names `id`, and clauses below it, which speak of the same.
    pub(super) fn with_named(&mut self, id: &str, text: String, below: impl FnOnce(&mut Self)) {
        self.add(Some(id), text);
        self.below(Some(id), below);
    }

    pub(super) fn into_clauses(self) -> Vec<ExplainedClause> {
        self.clauses
    }

    fn add(&mut self, id: Option<&str>, text: String) {
        if self.counts.is_empty() {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.last_mut() {
            *count = count.saturating_add(1);
        }
        let number: Vec<String> = self.counts.iter().map(u32::to_string).collect();
        let inherited = || self.ids.iter().rev().find_map(Clone::clone);
        self.clauses.push(ExplainedClause {
            number: number.join("."),
            depth: self.counts.len(),
            names: id.is_some(),
            clause: id.map(str::to_owned).or_else(inherited),
            text,
        });
    }

    fn below(&mut self, id: Option<&str>, write: impl FnOnce(&mut Self)) {
        self.counts.push(0);
        self.ids.push(id.map(str::to_owned));
        write(self);
        self.ids.pop();
        self.counts.pop();
    }
}
