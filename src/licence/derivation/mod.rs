//! Derived data: a state or a band in place of an exact value, computed exactly at issuing.

mod band;

pub use band::Band;

use core::fmt;

use crate::{
    licence::value::{Amount, Cell, Derived, DerivedValue, End, Value},
    time::Date,
};

/// One derivation of a licence type.
///
/// Does not say who may see the source: the loader of types refuses a rule whose source can be computed from
/// what is always disclosed.
///
/// Clause: `spec/issue.md`, section 5.
#[derive(Clone, Debug)]
pub struct DerivationRule {
    id: String,
    source: Option<String>,
    rule: Rule,
    negate: bool,
    text: String,
}

/// The closed list of rules.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Rule {
    /// The source day is at least so many whole years before the day of the statement.
    AgeOver {
        /// Whole years.
        years: u32,
    },
    /// The band of the whole years since the source day.
    YearsSinceBand(Vec<Band>),
    /// The source is not less than the threshold.
    AtLeast {
        /// The threshold.
        threshold: Amount,
    },
    /// The band of the source.
    Band(Vec<Band>),
    /// The source, or a cell in this column of it, is one of the codes.
    Contains {
        /// The column, where the source is a table.
        column: Option<String>,
        /// The codes.
        codes: Vec<String>,
    },
    /// The source is there; a table is there when it has a row.
    Present,
    /// The day of the statement lies in the validity.
    InForce,
}

/// What a rule is computed from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    /// The source's values, in the order of its repeats; empty where it is absent.
    pub(crate) source: &'a [&'a Value],
    /// Whether the source is a table, so that its absence says nothing.
    pub(crate) source_is_table: bool,
    pub(crate) as_of: Date,
    pub(crate) valid_from: Option<Date>,
    pub(crate) valid_until: Option<End>,
}

/// Why a rule gives no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotDerived {
    Absent,
    After,
    OutsideBands,
}

impl DerivationRule {
    pub(crate) fn new(id: String, source: Option<String>, rule: Rule, negate: bool) -> Self {
        let text = canonical_text(&rule, source.as_deref().unwrap_or_default(), negate);
        Self {
            id,
            source,
            rule,
            negate,
            text,
        }
    }

    /// The identifier of the derived element.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The element that it is computed from; `None` for `in_force`.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Whether the state is turned round.
    #[must_use]
    pub const fn is_negated(&self) -> bool {
        self.negate
    }

    /// The canonical text of rule and parameters, for example `not(at_least(arrears,0.01))`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bands, where the rule gives one.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        match &self.rule {
            Rule::YearsSinceBand(bands) | Rule::Band(bands) => bands,
            _ => &[],
        }
    }

    /// Whether the rule can give this value: a state, or a code of one of its bands.
    #[must_use]
    pub fn can_give(&self, value: &DerivedValue) -> bool {
        match (&self.rule, value) {
            (Rule::YearsSinceBand(bands) | Rule::Band(bands), DerivedValue::Band(code)) => {
                bands.iter().any(|band| band.code() == code)
            }
            (Rule::YearsSinceBand(_) | Rule::Band(_), DerivedValue::State(_)) => false,
            (_, value) => matches!(value, DerivedValue::State(_)),
        }
    }

    /// Computes the value.
    pub(crate) fn derive(&self, facts: Facts<'_>) -> Result<Derived, NotDerived> {
        let value = match self.state_or_band(facts)? {
            DerivedValue::State(state) => DerivedValue::State(state != self.negate),
            band => band,
        };
        Ok(Derived::new(value, self.text.clone(), facts.as_of))
    }

    fn state_or_band(&self, facts: Facts<'_>) -> Result<DerivedValue, NotDerived> {
        let state = match &self.rule {
            Rule::AgeOver { years } => i64::from(whole_years(facts)?) >= i64::from(*years),
            Rule::YearsSinceBand(bands) => {
                let years =
                    Amount::new(whole_years(facts)?.into(), 0).ok_or(NotDerived::OutsideBands)?;
                return band_of(bands, years);
            }
            Rule::AtLeast { threshold } => number(facts)? >= *threshold,
            Rule::Band(bands) => return band_of(bands, number(facts)?),
            Rule::Contains { column, codes } => {
                if facts.source.is_empty() {
                    return Err(NotDerived::Absent);
                }
                facts
                    .source
                    .iter()
                    .any(|value| contains(value, column.as_deref(), codes))
            }
            Rule::Present => {
                if facts.source.is_empty() && facts.source_is_table {
                    return Err(NotDerived::Absent);
                }
                facts.source.iter().any(|value| match value {
                    Value::Table(table) => !table.rows().is_empty(),
                    _ => true,
                })
            }
            Rule::InForce => match (facts.valid_from, facts.valid_until) {
                (Some(from), Some(until)) => {
                    from <= facts.as_of
                        && match until {
                            End::On(last) => facts.as_of <= last,
                            End::LongTerm | End::NotApplicable => true,
                        }
                }
                _ => return Err(NotDerived::Absent),
            },
        };
        Ok(DerivedValue::State(state))
    }
}

fn whole_years(facts: Facts<'_>) -> Result<i32, NotDerived> {
    match facts.source.first() {
        Some(Value::Date(day)) if *day <= facts.as_of => Ok(day.whole_years_until(facts.as_of)),
        Some(Value::Date(_)) => Err(NotDerived::After),
        _ => Err(NotDerived::Absent),
    }
}

fn number(facts: Facts<'_>) -> Result<Amount, NotDerived> {
    match facts.source.first() {
        Some(Value::Amount(amount)) => Some(*amount),
        Some(Value::Integer(n)) => Amount::new(*n, 0),
        Some(Value::Text(code)) => Amount::parse(code.as_str()),
        _ => None,
    }
    .ok_or(NotDerived::Absent)
}

fn band_of(bands: &[Band], number: Amount) -> Result<DerivedValue, NotDerived> {
    bands
        .iter()
        .find(|band| band.contains(number))
        .map(|band| DerivedValue::Band(band.code().to_owned()))
        .ok_or(NotDerived::OutsideBands)
}

fn contains(value: &Value, column: Option<&str>, codes: &[String]) -> bool {
    let is_code = |text: &str| codes.iter().any(|code| code == text);
    match (value, column) {
        (Value::Text(text), None) => is_code(text.as_str()),
        (Value::Table(table), Some(column)) => table
            .column(column)
            .any(|cell| matches!(cell, Cell::Text(text) if is_code(text.as_str()))),
        _ => false,
    }
}

fn canonical_text(rule: &Rule, source: &str, negate: bool) -> String {
    let text = match rule {
        Rule::AgeOver { years } => format!("age_over({source},{years})"),
        Rule::YearsSinceBand(_) => format!("years_since_band({source})"),
        Rule::AtLeast { threshold } => format!("at_least({source},{threshold})"),
        Rule::Band(_) => format!("band({source})"),
        Rule::Contains {
            column: None,
            codes,
        } => format!("contains({source},{})", codes.join("|")),
        Rule::Contains {
            column: Some(column),
            codes,
        } => {
            format!("contains({source}.{column},{})", codes.join("|"))
        }
        Rule::Present => format!("present({source})"),
        Rule::InForce => "in_force()".to_owned(),
    };
    if negate { format!("not({text})") } else { text }
}

impl fmt::Display for DerivationRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
