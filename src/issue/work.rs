//! The draft while it is judged: values that are right so far, and the faults met.

use super::{Draft, Element, Fault, FaultCode, NotIssued, draft::Input, input};
use crate::{
    codec::Limits,
    licence::{
        LicenceType,
        json::Json,
        types::{ElementDefinition, ElementKind},
        value::{End, Value},
    },
    time::Date,
};

pub(super) struct Work<'a> {
    pub(super) definition: &'a LicenceType,
    pub(super) limits: &'a Limits,
    pub(super) faults: Vec<Fault>,
    /// Values that their own definitions take.
    known: Vec<Known<'a>>,
    /// Every element that the draft gives, its value right or not: a faulty one is not missing too.
    given: Vec<(&'a str, String)>,
}

struct Known<'a> {
    element: &'a ElementDefinition,
    identifier: String,
    value: Value,
}

impl<'a> Work<'a> {
    /// Reads and judges each element by itself.
    pub(super) fn gather(
        draft: &Draft,
        definition: &'a LicenceType,
        limits: &'a Limits,
    ) -> Result<Self, NotIssued> {
        let mut work = Self {
            definition,
            limits,
            faults: Vec::new(),
            known: Vec::new(),
            given: Vec::new(),
        };
        if draft.entries.len() > limits.elements {
            let rule = format!("a licence has at most {} elements", limits.elements);
            let fault = Fault::new(FaultCode::TooManyElements, "", "", rule, None);
            return Err(NotIssued::new(vec![fault]));
        }
        for entry in &draft.entries {
            work.take(&entry.namespace, &entry.identifier, &entry.input);
        }
        Ok(work)
    }

    fn take(&mut self, namespace: &str, identifier: &str, input: &Input) {
        let fault = |code, rule: &str| Fault::new(code, namespace, identifier, rule, shown(input));
        let Some(element) = self.definition.element(namespace, identifier) else {
            return self.faults.push(fault(
                FaultCode::ElementUnknown,
                "the type does not have this element",
            ));
        };
        match element.kind() {
            ElementKind::Derived(_) => {
                return self.faults.push(fault(
                    FaultCode::Reserved,
                    "derived data are computed, never given",
                ));
            }
            ElementKind::Seal => {
                return self.faults.push(fault(
                    FaultCode::Reserved,
                    "the seal stage writes this element",
                ));
            }
            _ => {}
        }
        if self.is_given(element, identifier) {
            return self
                .faults
                .push(fault(FaultCode::ElementDuplicate, "must be given once"));
        }
        self.given
            .push((element.namespace(), identifier.to_owned()));
        let checked = match input {
            // Read under the limits just now, so that its own bounds are left.
            Input::Json(json) => input::read(element.kind(), json, self.limits)
                .and_then(|value| element.check_value(&value).map(|()| value)),
            Input::Value(value) => element
                .check(&value.to_cbor(), self.limits)
                .map(|()| value.clone()),
        };
        match checked {
            Ok(value) => self.known.push(Known {
                element,
                identifier: identifier.to_owned(),
                value,
            }),
            Err(value_fault) => self.faults.push(fault(
                FaultCode::from(&value_fault),
                &format!("must be {value_fault}"),
            )),
        }
    }

    /// Adds a value that `issue` itself found.
    pub(super) fn put(&mut self, element: &'a ElementDefinition, identifier: &str, value: Value) {
        self.given
            .push((element.namespace(), identifier.to_owned()));
        self.known.push(Known {
            element,
            identifier: identifier.to_owned(),
            value,
        });
    }

    /// Records a fault of the element that a rule calls `name`.
    pub(super) fn fault(
        &mut self,
        code: FaultCode,
        name: &str,
        rule: impl Into<String>,
        found: Option<&Value>,
    ) {
        let namespace = self
            .definition
            .resolve(name)
            .map_or("", ElementDefinition::namespace);
        let found = found.and_then(|value| match value {
            Value::Text(text) => Some(short(text.as_str())),
            Value::Date(day) | Value::End(End::On(day)) => Some(day.to_string()),
            Value::Amount(amount) => Some(amount.to_string()),
            Value::Integer(n) => Some(n.to_string()),
            Value::Instant(instant) => Some(instant.to_string()),
            _ => None,
        });
        self.faults
            .push(Fault::new(code, namespace, name, rule, found));
    }

    /// The value of the element that a rule calls `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let element = self.definition.resolve(name)?;
        self.known
            .iter()
            .find(|known| {
                known.identifier == name && known.element.namespace() == element.namespace()
            })
            .map(|known| &known.value)
    }

    /// The values of all repeats of the element that a rule calls `name`, in order.
    pub(super) fn all(&self, name: &str) -> Vec<&Value> {
        let Some(element) = self.definition.resolve(name) else {
            return Vec::new();
        };
        (1..=element.repeats())
            .filter_map(|n| self.get(&element.identifier(n)))
            .collect()
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    pub(super) fn date(&self, name: &str) -> Option<Date> {
        match self.get(name)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub(super) fn end(&self, name: &str) -> Option<End> {
        match self.get(name)? {
            Value::End(end) => Some(*end),
            _ => None,
        }
    }

    /// Whether the draft gives this element, its value right or not.
    pub(super) fn is_given(&self, element: &ElementDefinition, identifier: &str) -> bool {
        self.given
            .iter()
            .any(|(namespace, given)| *namespace == element.namespace() && given == identifier)
    }

    /// Whether the draft gives the element that a rule calls `name`.
    pub(super) fn gives(&self, name: &str) -> bool {
        self.definition
            .resolve(name)
            .is_some_and(|element| self.is_given(element, name))
    }

    pub(super) fn has_derived(&self) -> bool {
        self.known
            .iter()
            .any(|known| matches!(known.value, Value::Derived(_)))
    }

    /// The elements in the definition's order, repeats by their number.
    pub(super) fn into_elements(mut self) -> Vec<Element> {
        let order = |known: &Known<'_>| {
            let at = self
                .definition
                .elements()
                .position(|element| core::ptr::eq(element, known.element));
            (at, known.element.index_of(&known.identifier))
        };
        self.known.sort_by_cached_key(order);
        self.known
            .into_iter()
            .map(|known| Element {
                namespace: known.element.namespace().to_owned(),
                identifier: known.identifier,
                value: known.value,
            })
            .collect()
    }
}

/// What the draft has there, for the operator's own form.
fn shown(input: &Input) -> Option<String> {
    match input {
        Input::Json(Json::Text(text)) => Some(short(text)),
        Input::Json(Json::Integer(n)) => Some(n.to_string()),
        Input::Json(Json::Bool(b)) => Some(b.to_string()),
        Input::Json(json) => Some(json.kind().to_owned()),
        Input::Value(Value::Text(text)) => Some(short(text.as_str())),
        Input::Value(_) => None,
    }
}

fn short(text: &str) -> String {
    text.chars().take(200).collect()
}
