//! Conditions in words: statements that are true of a licence, or not. Exclusions, clauses and `unless` all say them so.

use super::Teller;
use super::outline::Outline;
use super::wording::fill;
use crate::recognise::agreement::{Clause, Condition, DerivedBy, Element, Kind, Level};
use crate::recognise::shown::{self, instant};

impl Teller<'_> {
    /// A clause: one condition, or a choice of several.
    pub(super) fn clause(&self, clause: &Clause, doc_types: &[&str], outline: &mut Outline) {
        match clause {
            Clause::One(condition) => self.condition(condition, doc_types, outline),
            Clause::AnyOf(conditions) => outline.with(self.words.any_of.to_owned(), |outline| {
                for condition in conditions {
                    self.condition(condition, doc_types, outline);
                }
            }),
        }
    }

    /// One condition, under the agreement's own name for it.
    pub(super) fn condition(
        &self,
        condition: &Condition,
        doc_types: &[&str],
        outline: &mut Outline,
    ) {
        outline.say_named(&condition.id, self.kind(&condition.kind, doc_types));
    }

    fn kind(&self, kind: &Kind, doc_types: &[&str]) -> String {
        let w = self.words;
        match kind {
            Kind::IssuedAt {
                not_before,
                not_after,
            } => match (not_before.map(instant), not_after.map(instant)) {
                (Some(from), Some(until)) => fill(w.issued_between, &[&from, &until]),
                (None, Some(until)) => fill(w.issued_until, &[&until]),
                (from, None) => fill(w.issued_from, &[&from.unwrap_or_default()]),
            },
            Kind::LicenceAge { max } => fill(w.licence_age, &[&w.duration(*max)]),
            Kind::RemainingValidity { min } => fill(w.remaining, &[&w.duration(*min)]),
            Kind::AssuranceAtLeast { scheme, level } => {
                fill(w.assurance, &[&level.to_string(), &shown::quoted(scheme)])
            }
            Kind::StatusFresh { max_age } => fill(w.status_fresh, &[&w.duration(*max_age)]),
            Kind::IssuerIn { entities } => fill(w.issuer_in, &[&self.names(entities)]),
            Kind::IssuerNotIn { entities } => fill(w.issuer_not_in, &[&self.names(entities)]),
            Kind::CategoryIn { categories } => {
                fill(w.category_in, &[&self.common_codes("category", categories)])
            }
            Kind::LevelIn { levels } => {
                fill(w.level_in, &[&self.common_codes("issuer_level", levels)])
            }
            Kind::IndustryIn { industries } => {
                fill(w.industry_in, &[&self.common_codes("industry", industries)])
            }
            Kind::ElementPresent { element, derived } => {
                let element = self.naming.element(element, doc_types);
                self.derived(fill(w.element_present, &[&element]), derived.as_ref())
            }
            Kind::ElementIn {
                element,
                values,
                derived,
            } => self.element_codes(w.element_in, (element, values), derived.as_ref(), doc_types),
            Kind::ElementNotIn {
                element,
                values,
                derived,
            } => self.element_codes(
                w.element_not_in,
                (element, values),
                derived.as_ref(),
                doc_types,
            ),
            Kind::ElementRange { element, min, max } => {
                let element = self.naming.element(element, doc_types);
                let number = |n: &i64| n.to_string();
                match (min.as_ref().map(number), max.as_ref().map(number)) {
                    (Some(min), Some(max)) => fill(w.element_between, &[&element, &min, &max]),
                    (None, Some(max)) => fill(w.element_max, &[&element, &max]),
                    (min, None) => fill(w.element_min, &[&element, &min.unwrap_or_default()]),
                }
            }
            Kind::ElementDate {
                element,
                min_age,
                max_age,
            } => {
                let element = self.naming.element(element, doc_types);
                let age = |seconds: u64| w.duration(seconds);
                match (min_age.map(age), max_age.map(age)) {
                    (Some(min), Some(max)) => fill(w.element_aged, &[&element, &min, &max]),
                    (None, Some(max)) => fill(w.element_newer, &[&element, &max]),
                    (min, None) => fill(w.element_older, &[&element, &min.unwrap_or_default()]),
                }
            }
            Kind::HolderBinding { any_method } => {
                let methods = any_method.iter().map(|method| {
                    let name = shown::quoted(method);
                    match method.as_str() {
                        "device-signature" => fill(w.device_signature, &[&name]),
                        "device-mac" => fill(w.device_mac, &[&name]),
                        _ => name,
                    }
                });
                fill(w.holder_binding, &[&w.list(methods)])
            }
            Kind::SignatureLevel { min } => {
                let sentence = match min {
                    Level::B => w.level_b,
                    Level::T => w.level_t,
                    Level::Lt => w.level_lt,
                    Level::Lta => w.level_lta,
                };
                fill(w.signature_level, &[&fill(sentence, &[min.name()])])
            }
            Kind::SealType { any_of_types } => fill(w.seal_type, &[&self.names(any_of_types)]),
            Kind::Other { kind } => fill(w.other_kind, &[&shown::quoted(kind)]),
        }
    }

    fn element_codes(
        &self,
        sentence: &str,
        (element, values): (&Element, &[String]),
        derived: Option<&DerivedBy>,
        doc_types: &[&str],
    ) -> String {
        let codes = values
            .iter()
            .map(|code| self.naming.code(element, code, doc_types));
        let codes = self.words.list(codes);
        let element = self.naming.element(element, doc_types);
        self.derived(fill(sentence, &[&element, &codes]), derived)
    }

    /// The sentence, and by which rule derived data must have come about.
    fn derived(&self, sentence: String, derived: Option<&DerivedBy>) -> String {
        let Some(DerivedBy { rule, max_age }) = derived else {
            return sentence;
        };
        let age = self.words.duration(*max_age);
        let by = fill(self.words.derived, &[&shown::quoted(rule), &age]);
        fill(self.words.and, &[&sentence, &by])
    }

    fn common_codes(&self, list: &str, codes: &[String]) -> String {
        let codes = codes.iter().map(|code| self.naming.common_code(list, code));
        self.words.list(codes)
    }

    /// Names to the letter.
    pub(super) fn names(&self, names: &[String]) -> String {
        self.words
            .list(names.iter().map(|name| shown::quoted(name)))
    }
}
