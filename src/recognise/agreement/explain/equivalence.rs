//! One equivalence in words. Every part has its number also where the agreement says nothing about it.

use super::Teller;
use super::outline::Outline;
use super::wording::fill;
use crate::licence::is_native;
use crate::recognise::agreement::{
    AgreementContents, AttributeMapping, Deadline, Effect, Equivalence, OnUnmapped,
    StatusEquivalence, Supplement, Transform,
};
use crate::recognise::shown::{self, instant};

impl Teller<'_> {
    pub(super) fn equivalence(
        &self,
        contents: &AgreementContents,
        equivalence: &Equivalence,
        outline: &mut Outline,
    ) {
        let w = self.words;
        let label = self.naming.text(&equivalence.label);
        let heading = fill(w.equivalence, &[&label]);
        outline.with_named(&equivalence.equivalence_id, heading, |outline| {
            outline.say(fill(
                w.counts_as,
                &[
                    &self.naming.doc_type(&equivalence.pointed_type),
                    &self.naming.region(&contents.pointed_party.territory),
                    &self.naming.doc_type(&equivalence.pointing_type),
                    &self.naming.region(&contents.pointing_party.territory),
                ],
            ));
            outline.say(fill(
                w.provision,
                &[&shown::line(&equivalence.legal_identifier)],
            ));
            outline.say(fill(w.purposes, &[&self.names(&equivalence.purposes)]));
            outline.say(self.territories(contents, equivalence));
            outline.say(self.validity(equivalence));
            let effect = match equivalence.effect {
                Effect::Full => w.full,
                Effect::Partial => w.partial,
                Effect::Evidence => w.evidence,
            };
            outline.say(effect.to_owned());
            self.conditions(equivalence, outline);
            self.status(equivalence, outline);
            self.map(equivalence, outline);
            self.supplements(equivalence, outline);
        });
    }

    fn territories(&self, contents: &AgreementContents, equivalence: &Equivalence) -> String {
        if equivalence.territories.is_empty() {
            let whole = self.naming.region(&contents.pointing_party.territory);
            return fill(self.words.all_territories, &[&whole]);
        }
        let regions = equivalence.territories.iter();
        let regions = self.words.list(regions.map(|r| self.naming.region(r)));
        fill(self.words.territories, &[&regions])
    }

    fn validity(&self, equivalence: &Equivalence) -> String {
        let w = self.words;
        match equivalence.validity {
            None => w.validity_whole.to_owned(),
            Some(interval) => match interval.until {
                None => fill(w.validity_from, &[&instant(interval.from)]),
                Some(until) => {
                    let (from, until) = (instant(interval.from), instant(until));
                    fill(w.validity_between, &[&from, &until])
                }
            },
        }
    }

    fn conditions(&self, equivalence: &Equivalence, outline: &mut Outline) {
        if equivalence.conditions.is_empty() {
            return outline.say(self.words.no_conditions.to_owned());
        }
        let doc_types = [equivalence.pointed_type.as_str()];
        outline.with(self.words.conditions.to_owned(), |outline| {
            for clause in &equivalence.conditions {
                self.clause(clause, &doc_types, outline);
            }
        });
    }

    fn status(&self, equivalence: &Equivalence, outline: &mut Outline) {
        let w = self.words;
        let StatusEquivalence { valid, invalid } = &equivalence.status_equivalence;
        let native = is_native(&equivalence.pointed_type);
        let values = |values: &[u64]| {
            w.list(values.iter().map(|value| {
                let number = value.to_string();
                match value {
                    0 => fill(w.status_0, &[&number]),
                    1 => fill(w.status_1, &[&number]),
                    2 => fill(w.status_2, &[&number]),
                    // Everybody may give it a meaning of their own.
                    3 if native => fill(w.status_3, &[&number]),
                    _ => number,
                }
            }))
        };
        outline.with(fill(w.status, &[&values(valid)]), |outline| {
            outline.say(if invalid.is_empty() {
                w.status_rest.to_owned()
            } else {
                fill(w.status_invalid, &[&values(invalid)])
            });
        });
    }

    fn map(&self, equivalence: &Equivalence, outline: &mut Outline) {
        if equivalence.attribute_map.is_empty() {
            return outline.say(self.words.no_map.to_owned());
        }
        outline.with(self.words.map.to_owned(), |outline| {
            for mapping in &equivalence.attribute_map {
                self.mapping(equivalence, mapping, outline);
            }
        });
    }

    fn mapping(
        &self,
        equivalence: &Equivalence,
        mapping: &AttributeMapping,
        outline: &mut Outline,
    ) {
        let w = self.words;
        let (theirs, ours) = (
            [equivalence.pointed_type.as_str()],
            [equivalence.pointing_type.as_str()],
        );
        let from = self.naming.element(&mapping.from, &theirs);
        let to = self.naming.element(&mapping.to, &ours);
        let missing = match mapping.on_unmapped {
            OnUnmapped::Reject => w.missing_reject,
            OnUnmapped::Drop => w.missing_drop,
        };
        match &mapping.transform {
            Transform::Identity => outline.with(fill(w.identity, &[&from, &to]), |outline| {
                outline.say(missing.to_owned());
            }),
            Transform::Constant(value) => {
                let value = self.naming.code(&mapping.to, value, &ours);
                outline.with(fill(w.constant, &[&from, &to, &value]), |outline| {
                    outline.say(missing.to_owned());
                });
            }
            Transform::CodeTable(table) => {
                outline.with(fill(w.table, &[&from, &to]), |outline| {
                    for (code, counterparts) in table {
                        let code = self.naming.code(&mapping.from, code, &theirs);
                        let local = |code: &String| self.naming.code(&mapping.to, code, &ours);
                        outline.say(if counterparts.is_empty() {
                            fill(w.row_none, &[&code])
                        } else {
                            fill(w.row, &[&code, &w.list(counterparts.iter().map(local))])
                        });
                    }
                    let unmapped = match mapping.on_unmapped {
                        OnUnmapped::Reject => w.code_reject,
                        OnUnmapped::Drop => w.code_drop,
                    };
                    outline.say(unmapped.to_owned());
                });
            }
        }
    }

    fn supplements(&self, equivalence: &Equivalence, outline: &mut Outline) {
        if equivalence.supplements.is_empty() {
            return outline.say(self.words.no_supplements.to_owned());
        }
        outline.with(self.words.supplements.to_owned(), |outline| {
            for supplement in &equivalence.supplements {
                self.supplement(equivalence, supplement, outline);
            }
        });
    }

    fn supplement(
        &self,
        equivalence: &Equivalence,
        supplement: &Supplement,
        outline: &mut Outline,
    ) {
        let w = self.words;
        let label = self.naming.text(&supplement.label);
        let kind = shown::quoted(&supplement.evidence_type);
        let sentence = fill(w.supplement, &[&label, &kind]);
        outline.with_named(&supplement.id, sentence, |outline| {
            outline.say(match &supplement.doc_type {
                Some(doc_type) => fill(w.supplement_type, &[&self.naming.doc_type(doc_type)]),
                None => w.supplement_paper.to_owned(),
            });
            outline.say(match supplement.deadline {
                Deadline::BeforeUse => w.before_use.to_owned(),
                Deadline::Within(seconds) => fill(w.within, &[&w.duration(seconds)]),
            });
            if !supplement.unless.is_empty() {
                let doc_types = [equivalence.pointed_type.as_str()];
                outline.with(w.unless.to_owned(), |outline| {
                    for condition in &supplement.unless {
                        self.condition(condition, &doc_types, outline);
                    }
                });
            }
        });
    }
}
