//! An agreement in numbered clauses that a lawyer reads, in Chinese, English or Korean.
//!
//! All of it is there and nothing is judged. The numbers are the same in every language, and an answer's clause leads to
//! one of them ([`Explained::number_of`]).
//!
//! Clause: `spec/agreement-texts.md`.

mod articles;
mod conditions;
mod en;
mod equivalence;
mod ko;
mod outline;
#[cfg(test)]
pub(in crate::recognise) mod tests;
mod wording;
mod zh;

use core::fmt;

use crate::licence::{Language, TypeRegistry};
use crate::recognise::{naming::Naming, shown};

use super::AgreementContents;
use outline::Outline;
use wording::Wording;

/// An agreement in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    language: Language,
    title: String,
    clauses: Vec<ExplainedClause>,
}

/// One clause of an explanation: a heading, or a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedClause {
    number: String,
    depth: usize,
    text: String,
    clause: Option<String>,
    /// Whether it is the clause that the agreement names so, and not one below it.
    names: bool,
}

/// What `contents` says, in `language`; names of types, elements and codes from `types`.
///
/// Nothing in the result moves, turns or hides text: foreign text is escaped. Times are UTC. The same contents, language
/// and definitions give the same text.
///
/// # Examples
///
/// ```no_run
/// # fn show(contents: &elicence::recognise::agreement::AgreementContents) -> String {
/// use elicence::licence::{Language, TypeRegistry};
/// use elicence::recognise::agreement::explain;
///
/// explain(contents, Language::Zh, &TypeRegistry::builtin()).to_string()
/// # }
/// ```
#[must_use]
pub fn explain(
    contents: &AgreementContents,
    language: Language,
    types: &TypeRegistry,
) -> Explained {
    let teller = Teller {
        words: match language {
            Language::Zh => &zh::WORDING,
            Language::En => &en::WORDING,
            Language::Ko => &ko::WORDING,
        },
        naming: Naming::new(language, types),
    };
    let mut outline = Outline::default();
    teller.agreement(contents, &mut outline);
    Explained {
        language,
        title: teller.naming.text(&contents.title),
        clauses: outline.into_clauses(),
    }
}

/// Who puts an agreement into words: those of a language, and what a reader calls things.
#[derive(Clone, Copy, Debug)]
struct Teller<'t> {
    words: &'static Wording,
    naming: Naming<'t>,
}

impl Explained {
    /// The language of its sentences.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// What the agreement is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The clauses, in order.
    #[must_use]
    pub fn clauses(&self) -> &[ExplainedClause] {
        &self.clauses
    }

    /// The number of the clause that the agreement names `clause`: what an answer cites.
    #[must_use]
    pub fn number_of(&self, clause: &str) -> Option<&str> {
        self.clauses
            .iter()
            .find(|explained| explained.names && explained.clause() == Some(clause))
            .map(ExplainedClause::number)
    }

    /// A page of HTML that needs nothing else; each clause has the anchor `c` and its number.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = shown::page_head(self.language, &self.title, STYLE);
        for clause in &self.clauses {
            let element = if clause.depth == 1 { "h2" } else { "p" };
            page.push_str(&format!(
                "<{element} id=\"c{0}\" class=\"d{1}\"><b>{0}</b> {2}",
                clause.number,
                clause.depth.min(6),
                shown::markup(&clause.text)
            ));
            if let Some(name) = clause.own_name() {
                page.push_str(&format!(" <code>{}</code>", shown::markup(name)));
            }
            page.push_str(&format!("</{element}>\n"));
        }
        page.push_str("</body>\n</html>\n");
        page
    }
}

const STYLE: &str = "body{max-width:52em}h2{font-size:1.15em;margin:1.4em 0 .4em}p{margin:.3em 0}b{font-variant-numeric:tabular-nums}\
.d2{margin-left:1.5em}.d3{margin-left:3em}.d4{margin-left:4.5em}.d5{margin-left:6em}.d6{margin-left:7.5em}";

impl ExplainedClause {
    /// Its number, for example `6.6.2`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// How deep it lies: 1 for a heading.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The clause of the agreement that it speaks of, by the agreement's own name: an exclusion, an equivalence, a
    /// condition, a supplement.
    #[must_use]
    pub fn clause(&self) -> Option<&str> {
        self.clause.as_deref()
    }

    fn own_name(&self) -> Option<&str> {
        self.clause().filter(|_| self.names)
    }
}

impl fmt::Display for Explained {
    /// The title, then a clause a line: number, sentence and, in square brackets, the agreement's own name of the clause.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        for clause in &self.clauses {
            if clause.depth == 1 {
                writeln!(f)?;
            }
            let indent = clause.depth.saturating_sub(1).saturating_mul(2);
            write!(f, "{:indent$}{}  {}", "", clause.number, clause.text)?;
            match clause.own_name() {
                Some(name) => writeln!(f, " [{}]", shown::line(name))?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}
