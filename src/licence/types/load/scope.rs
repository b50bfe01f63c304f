//! Elements by the name that a rule of the definition uses.

use super::node::{Faults, Members};
use crate::licence::types::{ColumnKind, ElementDefinition, ElementKind};

/// The elements that a rule may name: the type's own first, then the common ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) own: &'a [ElementDefinition],
    pub(super) common: &'a [ElementDefinition],
}

impl<'a> Scope<'a> {
    pub(super) fn find(self, id: &str) -> Option<&'a ElementDefinition> {
        self.own
            .iter()
            .chain(self.common)
            .find(|element| element.index_of(id).is_some())
    }

    /// The element that the member `name` names, if it is of a kind that fits.
    pub(super) fn named(
        self,
        members: &Members<'_>,
        name: &str,
        wanted: &str,
        fits: impl Fn(&ElementKind) -> bool,
        faults: &mut Faults,
    ) -> Option<String> {
        let id = members.text(name, faults)?;
        let Some(element) = self.find(id) else {
            faults.add(
                &members.path_of(name),
                format!("names the unknown element `{id}`"),
            );
            return None;
        };
        if !fits(&element.kind) {
            faults.add(
                &members.path_of(name),
                format!("the element `{id}` must be {wanted}"),
            );
        }
        Some(id.to_owned())
    }

    /// The table that `table` names, if its column `column` is of a kind that fits.
    pub(super) fn table(
        self,
        members: &Members<'_>,
        fits: impl Fn(&ColumnKind) -> bool,
        faults: &mut Faults,
    ) -> Option<String> {
        let is_table = |kind: &ElementKind| matches!(kind, ElementKind::Table { .. });
        let id = self.named(members, "table", "a table", is_table, faults)?;
        let column = members.text("column", faults)?;
        match column_kind(&self.find(&id)?.kind, column) {
            None => faults.add(
                &members.path_of("column"),
                format!("the table `{id}` has no column `{column}`"),
            ),
            Some(kind) if !fits(kind) => {
                faults.add(
                    &members.path_of("column"),
                    "is a column of a kind that the rule does not fit",
                );
            }
            Some(_) => {}
        }
        Some(id)
    }

    /// Whether `contains` can find these codes in the source.
    pub(super) fn check_codes(
        self,
        members: &Members<'_>,
        source: &str,
        column: Option<&str>,
        codes: &[String],
        faults: &mut Faults,
    ) {
        let Some(element) = self.find(source) else {
            faults.add(
                &members.path_of("source"),
                format!("names the unknown element `{source}`"),
            );
            return;
        };
        let list = match (&element.kind, column) {
            (ElementKind::Code(list), None) => Some(list),
            (ElementKind::Text { .. } | ElementKind::Identifier(_), None) => None,
            (kind @ ElementKind::Table { .. }, Some(column)) => match column_kind(kind, column) {
                Some(ColumnKind::Code(list)) => Some(list),
                Some(ColumnKind::Text) => None,
                _ => {
                    faults.add(
                        &members.path_of("column"),
                        "must be a column of codes or text of the source",
                    );
                    return;
                }
            },
            _ => {
                faults.add(
                    &members.path_of("source"),
                    "must be a code or text without `column`, or a table with one",
                );
                return;
            }
        };
        if codes.is_empty() {
            faults.add(&members.path, "must name a code");
        }
        for code in codes {
            if list.is_some_and(|list| list.labels(code).is_none()) {
                faults.add(
                    &members.path,
                    format!("names the code `{code}`, which the source cannot have"),
                );
            }
        }
    }
}

fn column_kind<'a>(kind: &'a ElementKind, id: &str) -> Option<&'a ColumnKind> {
    match kind {
        ElementKind::Table { columns, .. } => columns
            .iter()
            .find(|column| column.id == id)
            .map(|column| &column.kind),
        _ => None,
    }
}
