//! A matrix in words, as every way to show it has them.

use crate::licence::{Language, Region, TypeRegistry};
use crate::recognise::{naming::Naming, shown};

use super::words::Words;
use super::{Asked, Axis, Cell, Matrix, Sort, Worth};

/// A matrix in one language. Foreign text in it is escaped against what moves, turns or hides text, and not yet for markup.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatrixTable {
    /// The language of its words.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// For what and when, a line each.
    pub about: Vec<String>,
    /// What the rows are.
    pub row_axis: &'static str,
    /// What the columns are.
    pub column_axis: &'static str,
    /// The name of each column and the region to the letter.
    pub columns: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// The heading of the legend.
    pub legend_title: &'static str,
    /// The sorts of cell in the order of [`Sort::ALL`]: which, its name, what it means.
    pub legend: Vec<(Sort, &'static str, &'static str)>,
    /// The heading of the notes.
    pub notes_title: &'static str,
    /// The agreements and codes that cells rest on; a cell names one by its place, counted from 1.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableRow {
    /// What the type is called; its `docType` where no definition is at hand.
    pub label: String,
    /// The `docType`.
    pub doc_type: String,
    /// A cell for each column.
    pub cells: Vec<TableCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableCell {
    /// What it is.
    pub sort: Sort,
    /// In few words, with numbers: `conditions: 3`.
    pub label: String,
    /// In full: type, region, what is asked, by which clause of which agreement.
    pub detail: String,
    /// Its note, counted from 1; `None` where no agreement is needed.
    pub note: Option<usize>,
}

impl Matrix {
    /// The matrix in `language`; names of types from `types`.
    #[must_use]
    pub fn table(&self, language: Language, types: &TypeRegistry) -> MatrixTable {
        let words = Words::of(language);
        let naming = Naming::new(language, types);
        let mut notes = Vec::new();
        let rows = self
            .rows()
            .map(|(doc_type, cells)| {
                let row = naming.type_label(doc_type);
                let label = shown::line(row.unwrap_or(doc_type));
                let cells = self.regions.iter().zip(cells).map(|(region, cell)| {
                    let note = note(cell, words, &mut notes);
                    table_cell(cell, (&label, &column(region, naming).0), words, note)
                });
                TableRow {
                    cells: cells.collect(),
                    doc_type: shown::line(doc_type),
                    label: label.clone(),
                }
            })
            .collect();
        let fixed = column(&self.fixed, naming);
        let fixed = if fixed.0 == fixed.1 {
            fixed.0
        } else {
            naming.region(&self.fixed).replace('`', "")
        };
        let at = shown::instant(self.at);
        MatrixTable {
            language,
            title: words.title(self.axis).replace("{0}", &fixed),
            about: vec![
                words.purpose.replace("{0}", &shown::line(&self.purpose)),
                words.at.replace("{0}", &at),
            ],
            row_axis: words.licence_type,
            column_axis: words.region(self.axis),
            columns: self
                .regions
                .iter()
                .map(|region| column(region, naming))
                .collect(),
            rows,
            legend_title: words.legend,
            legend: Sort::ALL
                .map(|sort| {
                    let (name, meaning) = words.sort(sort);
                    (sort, name, meaning)
                })
                .into(),
            notes_title: words.notes,
            notes,
        }
    }
}

/// The province, or the code again; and the code.
fn column(region: &Region, naming: Naming<'_>) -> (String, String) {
    let code = region.as_str().to_owned();
    let name = naming
        .province(region)
        .map_or_else(|| code.clone(), str::to_owned);
    (name, code)
}

/// The place of the cell's note among the notes; it is added where it is new. Cells of one agreement share a note.
fn note(cell: &Cell, words: &Words, notes: &mut Vec<String>) -> Option<usize> {
    let agreements = cell.cited.iter().map(|cited| shown::line(&cited.agreement));
    let code = cell.worth.code().map(|code| match words.code(code) {
        Some(sentence) => format!("{sentence} ({code})"),
        None => code.to_owned(),
    });
    let agreements = joined(cell, &agreements.collect::<Vec<_>>());
    let parts: Vec<String> = code.into_iter().chain(agreements).collect();
    if parts.is_empty() {
        return None;
    }
    let text = parts.join(": ");
    let place = notes.iter().position(|other| *other == text);
    let place = place.unwrap_or_else(|| {
        notes.push(text);
        notes.len().saturating_sub(1)
    });
    Some(place.saturating_add(1))
}

/// What the cell rests on, in one line: several that contradict each other, or a second that leads to the first.
fn joined(cell: &Cell, cited: &[String]) -> Option<String> {
    let apart = if matches!(cell.worth, Worth::Indeterminate { .. }) {
        ", "
    } else {
        " ← "
    };
    (!cited.is_empty()).then(|| cited.join(apart))
}

fn table_cell(
    cell: &Cell,
    (doc_type, region): (&str, &str),
    words: &Words,
    note: Option<usize>,
) -> TableCell {
    let sort = cell.worth.sort();
    let (name, meaning) = words.sort(sort);
    let counted = |sentence: &str, count: usize| sentence.replace("{0}", &count.to_string());
    let asked = match cell.worth {
        Worth::Recognised(asked) | Worth::Evidence(asked) => asked,
        _ => Asked::default(),
    };
    let counts = [
        (words.conditions, asked.conditions),
        (words.supplements, asked.supplements),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(words, count)| counted(words, count)).collect();
    let label = match sort {
        Sort::WithConditions => counted(words.conditions, asked.conditions),
        Sort::WithSupplements => counted(words.supplements, asked.supplements),
        _ => name.to_owned(),
    };
    let mut detail = format!("{doc_type} / {region}: {name}");
    if counts.is_empty() {
        detail.push_str(&format!(" ({meaning})"));
    } else {
        detail.push_str(&format!(" ({})", counts.join(", ")));
    }
    let cited = cell.cited.iter().map(|cited| {
        let agreement = shown::line(&cited.agreement);
        match &cited.clause {
            Some(clause) => format!("{agreement} · {}", shown::line(clause)),
            None => agreement,
        }
    });
    let rests_on = joined(cell, &cited.collect::<Vec<_>>());
    for part in cell
        .worth
        .code()
        .map(str::to_owned)
        .into_iter()
        .chain(rests_on)
    {
        detail.push_str(&format!("; {part}"));
    }
    TableCell {
        sort,
        label,
        detail,
        note,
    }
}

impl MatrixTable {
    /// What it is about, and [`counts`](Self::counts).
    pub(super) fn summary(&self) -> String {
        format!("{}. {}", self.about.join(". "), self.counts())
    }

    /// How many cells there are of each sort that occurs, in words.
    pub(super) fn counts(&self) -> String {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let counts = self.legend.iter().filter_map(|(sort, name, _)| {
            let count = cells().filter(|cell| cell.sort == *sort).count();
            (count > 0).then(|| format!("{name}: {count}"))
        });
        let counts: Vec<String> = counts.collect();
        format!("{}.", counts.join(", "))
    }
}

impl Axis {
    /// `issue` or `use`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Use => "use",
        }
    }
}
