//! A state or a band in place of an exact value.

use super::{Text, ValueFault, ValueKind, date_from_cbor, date_to_cbor, map_members};
use crate::{codec::Cbor, time::Date};

/// What a derivation rule gave, under which rule, as of which day.
///
/// ```cddl
/// derived = { "value": bool / tstr, "rule": tstr, "as_of": date }   ; state or band, never the exact value
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    value: DerivedValue,
    rule: String,
    as_of: Date,
}

/// A state or the code of a band.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the CDDL has these two")]
pub enum DerivedValue {
    /// A state: true or false.
    State(bool),
    /// The code of a band.
    Band(String),
}

impl Derived {
    pub(crate) const fn new(value: DerivedValue, rule: String, as_of: Date) -> Self {
        Self { value, rule, as_of }
    }

    /// The state or the band.
    #[must_use]
    pub const fn value(&self) -> &DerivedValue {
        &self.value
    }

    /// The canonical text of the rule, for example `age_over(birth_date,18)`.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The day for which it was right.
    #[must_use]
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    pub(crate) fn from_cbor(cbor: &Cbor) -> Result<Self, ValueFault> {
        let wrong = || ValueFault::WrongKind(ValueKind::Derived);
        let [Some(value), Some(Cbor::Text(rule)), Some(as_of)] =
            map_members(cbor, ["value", "rule", "as_of"]).ok_or_else(wrong)?
        else {
            return Err(wrong());
        };
        let value = match value {
            Cbor::Bool(state) => DerivedValue::State(*state),
            Cbor::Text(band) => DerivedValue::Band(Text::new(band.as_str())?.as_str().to_owned()),
            _ => return Err(wrong()),
        };
        Ok(Self {
            value,
            rule: Text::new(rule.as_str())?.as_str().to_owned(),
            as_of: date_from_cbor(as_of).ok_or_else(wrong)?,
        })
    }

    pub(crate) fn to_cbor(&self) -> Cbor {
        let value = match &self.value {
            DerivedValue::State(state) => Cbor::Bool(*state),
            DerivedValue::Band(band) => Cbor::Text(band.clone()),
        };
        Cbor::Map(vec![
            (Cbor::Text("rule".into()), Cbor::Text(self.rule.clone())),
            (Cbor::Text("as_of".into()), date_to_cbor(self.as_of)),
            (Cbor::Text("value".into()), value),
        ])
    }
}
