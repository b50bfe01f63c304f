//! Which types of licence count where: rows are types, columns are regions.
//!
//! A [`Survey`] is asked once for what licences of each region are worth here, or where licences of here are worth
//! something; the [`Matrix`] is the answer as data, and [`Matrix::table`] puts it into words, from which a picture or a page
//! is drawn. Nothing is judged of any one licence: conditions are counted and not asked.
//!
//! ```
//! use elicence::licence::{Language, Region, TypeRegistry};
//! use elicence::recognise::{Agreements, matrix::{Sort, Survey}};
//! # let now = elicence::time::UnixTime::parse_rfc3339("2026-11-22T00:00:00Z").unwrap();
//!
//! let (here, agreements) = (Region::parse("CN-44")?, Agreements::new());
//! let regions = [Region::parse("CN-4401")?, Region::parse("KR")?];
//! let matrix = Survey::new("https://purpose.example/drive", &agreements, now)
//!     .of_issue(&here, &["org.elicence.driving_licence.1"], &regions);
//!
//! let table = matrix.table(Language::En, &TypeRegistry::builtin());
//! assert_eq!(table.rows[0].cells[0].sort, Sort::Contained);
//! assert_eq!(table.rows[0].cells[1].sort, Sort::NotRecognised);
//! assert!(table.to_svg().starts_with("<svg "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Clause: `spec/agreement-texts.md`.

mod colours;
mod html;
mod judge;
mod lines;
mod svg;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use judge::Survey;
pub use table::{MatrixTable, TableCell, TableRow};

use crate::licence::Region;
use crate::time::UnixTime;

/// What each type of licence is worth in, or of, each region: for one purpose, at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    axis: Axis,
    fixed: Region,
    purpose: String,
    at: UnixTime,
    types: Vec<String>,
    regions: Vec<Region>,
    /// Row by row.
    cells: Vec<Cell>,
}

/// What the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the two ends of a recognition")]
pub enum Axis {
    /// Regions of issue: what their licences are worth in one region.
    Issue,
    /// Regions of use: what licences of one region are worth there.
    Use,
}

/// What licences of one type and region are worth in another region.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cell {
    /// The answer.
    pub worth: Worth,
    /// The agreements that it rests on, or that came closest: that of the region of use first. None where none is needed or
    /// there is none.
    pub cited: Vec<CellClause>,
}

/// An agreement, and a clause of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_structs,
    reason = "what leads to the words of the law"
)]
pub struct CellClause {
    /// The agreement's name.
    pub agreement: String,
    /// The equivalence; `None` where the agreement was not read so far.
    pub clause: Option<String>,
}

/// What licences of a type are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who draws them must know all of them"
)]
pub enum Worth {
    /// They count without an agreement: one of the regions contains the other.
    Contained,
    /// They are recognised, if what is asked of each holds.
    Recognised(Asked),
    /// They do not replace the local licence; what they say is believed, if what is asked of each holds.
    Evidence(Asked),
    /// None is recognised.
    NotRecognised {
        /// The code that a licence would be answered with.
        code: &'static str,
    },
    /// Agreements are out of date, or say different things.
    Indeterminate {
        /// The code that a licence would be answered with.
        code: &'static str,
    },
}

/// What is asked of each licence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "two counts")]
pub struct Asked {
    /// How many clauses must hold and exclusions must not.
    pub conditions: usize,
    /// How many supplements may be needed.
    pub supplements: usize,
}

/// The sorts of [`Worth`] that are told apart in a table, each by symbol, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "all of them")]
pub enum Sort {
    /// Recognised, and nothing more is asked.
    Recognised,
    /// Recognised on conditions.
    WithConditions,
    /// Recognised with supplements, and on conditions if there are any.
    WithSupplements,
    /// Only as evidence.
    EvidenceOnly,
    /// No agreement needed.
    Contained,
    /// Not recognised.
    NotRecognised,
    /// Cannot be said.
    Indeterminate,
}

impl Worth {
    /// Its sort.
    #[must_use]
    pub const fn sort(&self) -> Sort {
        match self {
            Self::Contained => Sort::Contained,
            Self::Recognised(asked) if asked.supplements > 0 => Sort::WithSupplements,
            Self::Recognised(asked) if asked.conditions > 0 => Sort::WithConditions,
            Self::Recognised(_) => Sort::Recognised,
            Self::Evidence(_) => Sort::EvidenceOnly,
            Self::NotRecognised { .. } => Sort::NotRecognised,
            Self::Indeterminate { .. } => Sort::Indeterminate,
        }
    }

    /// The code of a refusal.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::NotRecognised { code } | Self::Indeterminate { code } => Some(code),
            _ => None,
        }
    }
}

impl Sort {
    /// All of them, in the order of a legend.
    pub const ALL: [Self; 7] = [
        Self::Recognised,
        Self::WithConditions,
        Self::WithSupplements,
        Self::EvidenceOnly,
        Self::Contained,
        Self::NotRecognised,
        Self::Indeterminate,
    ];

    /// One character that tells it apart without colour.
    #[must_use]
    pub const fn symbol(self) -> char {
        match self {
            Self::Recognised => '✓',
            Self::WithConditions => '§',
            Self::WithSupplements => '+',
            Self::EvidenceOnly => '≈',
            Self::Contained => '=',
            Self::NotRecognised => '×',
            Self::Indeterminate => '?',
        }
    }
}

impl Matrix {
    /// Every cell, each asked for once.
    fn fill(
        (axis, fixed): (Axis, &Region),
        (types, regions): (&[&str], &[Region]),
        (purpose, at): (&str, UnixTime),
        mut worth: impl FnMut(&str, &Region) -> Cell,
    ) -> Self {
        let row = |doc_type: &&str| -> Vec<Cell> {
            regions
                .iter()
                .map(|region| worth(doc_type, region))
                .collect()
        };
        Self {
            axis,
            fixed: fixed.clone(),
            purpose: purpose.to_owned(),
            at,
            types: types.iter().map(|&doc_type| doc_type.to_owned()).collect(),
            regions: regions.to_vec(),
            cells: types.iter().flat_map(row).collect(),
        }
    }

    /// What the columns are.
    #[must_use]
    pub const fn axis(&self) -> Axis {
        self.axis
    }

    /// The region that is not a column.
    #[must_use]
    pub const fn fixed(&self) -> &Region {
        &self.fixed
    }

    /// For what.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// When.
    #[must_use]
    pub const fn at(&self) -> UnixTime {
        self.at
    }

    /// The `docType` of each row.
    #[must_use]
    pub fn types(&self) -> &[String] {
        &self.types
    }

    /// The region of each column.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The rows: each has a cell for each region.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &[Cell])> {
        // Where there is no column, each row is empty; `chunks` takes no 0.
        let width = self.regions.len();
        self.types.iter().enumerate().map(move |(at, doc_type)| {
            let from = at.saturating_mul(width);
            let row = self.cells.get(from..from.saturating_add(width));
            (doc_type.as_str(), row.unwrap_or_default())
        })
    }
}
