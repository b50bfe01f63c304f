//! What is known of a licence, by reading its verdict.

use std::{collections::BTreeMap, rc::Rc};

use elicence::{
    codec::{Cbor, Limits},
    licence::{
        COMMON_NAME_SPACE, Region, Value,
        value::{Derived, ValueKind},
    },
    recognise::agreement::Element,
    time::{Date, UnixTime},
    verify::{self, Verified},
};

use super::view::{StatedBy, View};
use crate::world::{FOREIGN_SPACE, Known};

/// A licence, or what an agreement makes of it.
#[derive(Clone)]
pub(crate) struct Facts<'a> {
    pub(crate) verified: &'a Verified,
    pub(crate) known: Known,
    doc_type: String,
    elements: Rc<BTreeMap<(String, String), Cbor>>,
    stated: BTreeMap<(String, String), StatedBy>,
    /// The elements of the licence itself.
    own: Rc<BTreeMap<(String, String), Cbor>>,
}

impl<'a> Facts<'a> {
    pub(crate) fn of(verified: &'a Verified, known: Known) -> Self {
        let stated = verified
            .elements()
            .iter()
            .filter(|e| e.stated_by == verify::StatedBy::Issuer);
        let elements = stated.map(|e| {
            (
                (e.name_space.clone(), e.identifier.clone()),
                e.value.clone(),
            )
        });
        let elements: Rc<BTreeMap<_, _>> = Rc::new(elements.collect());
        Self {
            own: Rc::clone(&elements),
            doc_type: verified.doc_type().to_owned(),
            elements,
            stated: BTreeMap::new(),
            verified,
            known,
        }
    }

    /// 6.5.3: type and elements are those of the view and no others.
    pub(super) fn seen_as(&self, doc_type: &str, view: &View) -> Self {
        let mut seen = self.clone();
        seen.doc_type = doc_type.to_owned();
        seen.elements = Rc::new(
            view.elements
                .iter()
                .map(|(name, (value, _))| (name.clone(), value.clone()))
                .collect(),
        );
        seen.stated = view
            .elements
            .iter()
            .map(|(name, (_, by))| (name.clone(), *by))
            .collect();
        seen
    }

    /// Who states an element: of a view, whoever the view says.
    pub(super) fn stated_by(&self, element: &Element) -> StatedBy {
        let name = (element.namespace.clone(), element.identifier.clone());
        self.stated.get(&name).copied().unwrap_or(StatedBy::Issuer)
    }

    pub(crate) fn doc_type(&self) -> &str {
        &self.doc_type
    }

    pub(crate) fn region(&self) -> Option<&'a Region> {
        self.verified.region()
    }

    pub(crate) fn now(&self) -> UnixTime {
        self.verified.evidence().judged_at
    }

    pub(super) fn native(&self) -> bool {
        self.verified.is_native()
    }

    pub(crate) fn elements(&self) -> &BTreeMap<(String, String), Cbor> {
        &self.elements
    }

    pub(super) fn get(&self, element: &Element) -> Option<&Cbor> {
        let name = (element.namespace.clone(), element.identifier.clone());
        self.elements.get(&name)
    }

    pub(super) fn common(&self, identifier: &str) -> Option<&Cbor> {
        self.elements
            .get(&(COMMON_NAME_SPACE.to_owned(), identifier.to_owned()))
    }

    /// Minutes by which the clocks of the licence's region are ahead of UTC.
    fn offset(&self) -> Option<i16> {
        let own = self.region().and_then(Region::utc_offset_minutes);
        let listed = self.verified.evidence().signer.listing();
        own.or_else(|| listed.and_then(|listing| listing.utc_offset_minutes))
    }

    /// The beginning of a civil day, or the instant itself.
    pub(super) fn begins(&self, value: &Cbor) -> Option<UnixTime> {
        match value {
            Cbor::Tag(1004, _) => Some(date(value)?.starts_at(self.offset()?)),
            _ => instant(value),
        }
    }

    pub(super) fn ends(&self, value: &Cbor) -> Option<UnixTime> {
        match value {
            Cbor::Tag(1004, _) => Some(date(value)?.ends_at(self.offset()?)),
            _ => instant(value),
        }
    }

    /// The element that says it: of `org.elicence.1`, or of the name space of the one foreign type there is here.
    fn only(&self, native: &str, foreign: &str) -> Option<&Cbor> {
        if self.native() {
            return self.common(native);
        }
        let is_it = |(space, name): &(String, String)| space == FOREIGN_SPACE && name == foreign;
        let mut elements = self.own.iter();
        elements
            .find(|(name, _)| is_it(name))
            .map(|(_, value)| value)
    }

    pub(crate) fn issued(&self) -> Option<UnixTime> {
        self.begins(self.only("issue_date", "issue_date")?)
    }

    pub(super) fn last_day(&self) -> Option<&Cbor> {
        self.only("valid_until", "expiry_date")
    }

    pub(super) fn status_values(&self) -> Vec<u64> {
        let statuses = &self.verified.evidence().statuses;
        statuses
            .iter()
            .filter_map(|s| s.value)
            .map(u64::from)
            .collect()
    }

    pub(super) fn status_made(&self) -> Vec<UnixTime> {
        let statuses = &self.verified.evidence().statuses;
        statuses.iter().map(|status| status.issued_at).collect()
    }

    pub(super) fn entity(&self) -> Option<&str> {
        let signer = &self.verified.evidence().signer;
        let listed = signer.listing().map(|listing| listing.entity_id.as_str());
        listed.or_else(|| signer.organisation_identifier())
    }

    pub(super) fn listed(&self) -> bool {
        self.verified.evidence().signer.listing().is_some()
    }
}

fn date(value: &Cbor) -> Option<Date> {
    let Cbor::Tag(1004, content) = value else {
        return None;
    };
    Date::parse(content.as_text()?)
}

fn instant(value: &Cbor) -> Option<UnixTime> {
    let Cbor::Tag(0, content) = value else {
        return None;
    };
    UnixTime::parse_tdate(content.as_text()?)
}

pub(super) fn derived(value: &Cbor) -> Option<Derived> {
    match Value::from_cbor(ValueKind::Derived, value, &Limits::default()) {
        Ok(Value::Derived(derived)) => Some(derived),
        _ => None,
    }
}
