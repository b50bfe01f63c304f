//! What an agreement says as a whole, article by article.

use super::Teller;
use super::outline::Outline;
use super::wording::fill;
use crate::crypto::DigestAlgorithm;
use crate::recognise::agreement::{
    AgreementContents, AgreementState, EquivalenceStatus, Exclusion, LegalText, Moment, Party,
    Precedence, Record,
};
use crate::recognise::shown::{self, instant};

impl Teller<'_> {
    /// All of it.
    pub(super) fn agreement(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        outline.with(w.document.to_owned(), |o| self.document(contents, o));
        outline.with(w.parties.to_owned(), |o| self.parties(contents, o));
        outline.with(w.legal_texts.to_owned(), |o| {
            for text in &contents.legal_texts {
                o.say(self.legal_text(text));
            }
        });
        outline.with(w.in_force.to_owned(), |o| self.in_force(contents, o));
        outline.with(w.others.to_owned(), |o| self.others(contents, o));
        outline.with(w.exclusions.to_owned(), |o| self.exclusions(contents, o));
        for equivalence in &contents.equivalences {
            self.equivalence(contents, equivalence, outline);
        }
        outline.with(w.objection.to_owned(), |o| self.objection(contents, o));
        outline.with(w.archive.to_owned(), |o| self.archive(contents, o));
        outline.with(w.freshness.to_owned(), |o| {
            o.say(fill(w.next_update, &[&instant(contents.next_update)]));
            o.say(fill(w.not_after, &[&instant(contents.not_after)]));
        });
        if !contents.extensions.is_empty() {
            outline.with(w.extensions.to_owned(), |o| {
                for extension in &contents.extensions {
                    let sentence = if extension.critical {
                        w.critical_extension
                    } else {
                        w.extension
                    };
                    o.say(fill(sentence, &[&shown::quoted(&extension.id)]));
                }
            });
        }
    }

    fn document(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        let title = fill(w.own_words, &[&self.naming.text(&contents.title)]);
        outline.say(fill(w.title, &[&title]));
        outline.say(fill(
            w.issue,
            &[
                &shown::quoted(&contents.agreement_id),
                &contents.sequence_number.to_string(),
                &instant(contents.issue_date_time),
            ],
        ));
        let vocabulary = shown::quoted(&contents.condition_vocabulary);
        outline.say(fill(w.vocabulary, &[&vocabulary]));
    }

    fn parties(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        self.party(w.pointing_party, &contents.pointing_party, outline);
        self.party(w.pointed_party, &contents.pointed_party, outline);
        outline.say(w.one_way.to_owned());
    }

    fn party(&self, sentence: &str, party: &Party, outline: &mut Outline) {
        let w = self.words;
        let region = self.naming.region(&party.territory);
        outline.with(fill(sentence, &[&region]), |outline| {
            outline.say(fill(w.legislation, &[&shown::quoted(&party.legislation)]));
            let (entity, list) = (
                shown::quoted(&party.entity_id),
                shown::quoted(&party.list_id),
            );
            outline.say(fill(w.signer, &[&entity, &list]));
        });
    }

    fn legal_text(&self, text: &LegalText) -> String {
        let number = text.digest.algorithm();
        let algorithm = match DigestAlgorithm::from_cose_id(number) {
            Some(known) => known.mso_name().to_owned(),
            None => number.to_string(),
        };
        let value = text.digest.value().iter();
        let value: Vec<String> = value.map(|byte| format!("{byte:02x}")).collect();
        fill(
            self.words.legal_text,
            &[
                &shown::quoted(&text.lang),
                &shown::quoted(&text.uri),
                &algorithm,
                &value.concat(),
            ],
        )
    }

    fn in_force(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        let mut states: Vec<AgreementState> = contents.states().copied().collect();
        states.reverse(); // to be read from the first on
        let next = states.iter().skip(1).map(|state| Some(state.starting_time));
        for (state, until) in states.iter().zip(next.chain([None])) {
            let name = match state.status {
                EquivalenceStatus::Enacted => w.enacted,
                EquivalenceStatus::Suspended => w.suspended,
                EquivalenceStatus::Repealed => w.repealed,
            };
            let from = instant(state.starting_time);
            outline.say(match until {
                Some(until) => fill(w.state_between, &[&from, &instant(until), name]),
                None => fill(w.state_from, &[&from, name]),
            });
        }
        outline.say(match contents.valid_until {
            Some(until) => fill(w.valid_until, &[&instant(until)]),
            None => w.no_valid_until.to_owned(),
        });
        outline.say(match contents.notice_period {
            Some(seconds) => fill(w.notice, &[&w.duration(seconds)]),
            None => w.no_notice.to_owned(),
        });
        let moments = w.list(contents.require_enacted_at.iter().map(|moment| {
            let name = match moment {
                Moment::Issuance => w.at_issuance,
                Moment::Use => w.at_use,
            };
            name.to_owned()
        }));
        outline.say(fill(w.required_at, &[&moments]));
        outline.say(match contents.run_off {
            Some(run_off) => {
                let before = instant(run_off.issued_before);
                fill(w.run_off, &[&before, &instant(run_off.until)])
            }
            None => w.no_run_off.to_owned(),
        });
    }

    fn others(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        let precedence = match contents.precedence {
            Precedence::Yields => w.yields,
            Precedence::Prevails => w.prevails,
            Precedence::None => w.says_nothing,
        };
        outline.say(precedence.to_owned());
        if contents.supersedes.is_empty() {
            outline.say(w.supersedes_none.to_owned());
        }
        for superseded in &contents.supersedes {
            let name = shown::quoted(&superseded.agreement_id);
            outline.say(fill(w.supersedes, &[&name, &superseded.up_to.to_string()]));
        }
        outline.say(if contents.mra_depth == 0 {
            w.no_onward.to_owned()
        } else {
            let regions = contents.onward_parties.iter();
            let regions = w.list(regions.map(|region| self.naming.region(region)));
            fill(w.onward, &[&regions])
        });
        let onward_use = if contents.onward_use {
            w.onward_use
        } else {
            w.no_onward_use
        };
        outline.say(onward_use.to_owned());
    }

    fn exclusions(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        if contents.exclusions.is_empty() {
            return outline.say(w.no_exclusions.to_owned());
        }
        // An exclusion is asked of licences of every type that is recognised.
        let types = contents.equivalences.iter();
        let types: Vec<&str> = types.map(|e| e.pointed_type.as_str()).collect();
        outline.say(w.exclusions_apply.to_owned());
        for Exclusion { id, reason, any } in &contents.exclusions {
            let sentence = fill(w.exclusion, &[&self.naming.text(reason)]);
            outline.with_named(id, sentence, |outline| {
                for condition in any {
                    self.condition(condition, &types, outline);
                }
            });
        }
    }

    fn objection(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        let objection = &contents.objection;
        outline.say(fill(
            w.objection_to,
            &[
                &self.naming.text(&objection.contact),
                &shown::quoted(&objection.uri),
            ],
        ));
        let within = w.duration(objection.deadline);
        outline.say(fill(w.objection_within, &[&within]));
    }

    fn archive(&self, contents: &AgreementContents, outline: &mut Outline) {
        let w = self.words;
        let records = w.list(contents.archive.keep.iter().map(|record| {
            let name = match record {
                Record::Verdict => w.verdict,
                Record::Agreement => w.agreement,
                Record::Licence => w.licence,
            };
            name.to_owned()
        }));
        let days = match contents.archive.retention_days {
            1 => w.one_day.to_owned(),
            days => fill(w.days, &[&days.to_string()]),
        };
        outline.say(fill(w.keep, &[&records, &days]));
    }
}
