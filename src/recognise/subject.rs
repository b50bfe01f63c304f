//! What recognition reads of a licence, found once, and borrowed from the verdict.

use core::cmp::Ordering;

use crate::{
    codec::Cbor,
    licence::{COMMON_NAME_SPACE, Region, is_native},
    status::StatusEvidence,
    time::{Date, UnixTime},
    verify::{self, Holder, HolderProof, StatedBy, Verified},
};

/// A licence that is in force, as recognition sees it.
#[derive(Clone, Debug)]
pub(super) struct Subject<'a> {
    pub(super) doc_type: &'a str,
    pub(super) region: Option<&'a Region>,
    /// Who issued it: the entity of the listed service, else that of the sealing certificate.
    pub(super) entity: Option<&'a str>,
    /// What the issuer states, by identifier and name space; beside each how its identifier begins, which tells most apart.
    elements: Vec<(u64, &'a verify::Element)>,
    /// The beginning of the day of issue.
    pub(super) issued: Option<UnixTime>,
    /// When it ends.
    pub(super) ends: Ends,
    /// Minutes by which the clocks of its region are ahead of UTC.
    offset: Option<i16>,
    /// Of each status list that was asked the value, if it has one, and when it was made.
    pub(super) statuses: Vec<(Option<u8>, UnixTime)>,
    pub(super) holder: Holder,
    pub(super) holder_proof: Option<HolderProof>,
    /// The level for which the sealing service is listed.
    pub(super) assurance: Option<u64>,
    /// What gives that level its meaning.
    pub(super) schemes: &'a [String],
    /// Whether a trusted time proves when it was sealed. This version knows no such time.
    pub(super) sealing_time_proven: bool,
    pub(super) seal: SealObject<'a>,
    pub(super) judged_at: UnixTime,
    pub(super) effective_until: UnixTime,
}

/// The end of the legal validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// After this second.
    At(UnixTime),
    /// Never, as far as the licence says.
    Never,
    /// Not disclosed, not readable, or a day of a region whose clocks are not known.
    Unknown,
}

/// The electronic seal object of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SealObject<'a> {
    /// There is none.
    None,
    /// There is one, and nobody checked it. This version checks none.
    Unchecked,
    /// It was checked and is of this type.
    #[cfg_attr(not(test), expect(dead_code, reason = "this version checks none"))]
    Of(&'a str),
}

impl<'a> Subject<'a> {
    /// Of a licence in force.
    pub(super) fn of(verified: &'a Verified) -> Self {
        let evidence = verified.evidence();
        let listing = evidence.signer.listing();
        let entity = listing.map(|listing| listing.entity_id.as_str());
        let offset = verified.region().and_then(Region::utc_offset_minutes);
        let times = (evidence.judged_at, verified.effective_until());
        let mut subject = Self::bare(verified.doc_type(), verified.elements(), times);
        subject.region = verified.region();
        subject.entity = entity.or_else(|| evidence.signer.organisation_identifier());
        subject.statuses = evidence.statuses.iter().map(status).collect();
        subject.holder = verified.holder();
        subject.holder_proof = evidence.holder_proof;
        subject.assurance = listing.and_then(|listing| listing.max_assurance);
        subject.schemes = listing.map_or(&[], |listing| &listing.scheme_type_community_rules);
        subject.reckon_days(offset.or_else(|| listing?.utc_offset_minutes));
        subject
    }

    /// Of a document of which no more is known than its elements; not yet any day, for which an offset is needed.
    pub(super) fn bare(
        doc_type: &'a str,
        elements: &'a [verify::Element],
        (judged_at, effective_until): (UnixTime, UnixTime),
    ) -> Self {
        let stated = |element: &&verify::Element| element.stated_by == StatedBy::Issuer;
        let begun = |element: &'a verify::Element| (beginning(&element.identifier), element);
        let mut elements: Vec<_> = elements.iter().filter(stated).map(begun).collect();
        elements.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| key(one).cmp(&key(other))));
        let mut subject = Self {
            doc_type,
            region: None,
            entity: None,
            elements,
            issued: None,
            ends: Ends::Unknown,
            offset: None,
            statuses: Vec::new(),
            holder: Holder::NotBound,
            holder_proof: None,
            assurance: None,
            schemes: &[],
            sealing_time_proven: false,
            seal: SealObject::None,
            judged_at,
            effective_until,
        };
        subject.seal = match subject.element(COMMON_NAME_SPACE, "seal") {
            None => SealObject::None,
            Some(Cbor::Text(none)) if none == "none" => SealObject::None,
            Some(_) => SealObject::Unchecked,
        };
        subject
    }

    /// The same licence as an agreement shows it: under another type and with other elements.
    pub(super) fn shown_as<'b>(
        &self,
        doc_type: &'b str,
        elements: &'b [verify::Element],
    ) -> Subject<'b>
    where
        'a: 'b,
    {
        let times = (self.judged_at, self.effective_until);
        Subject {
            doc_type,
            elements: Subject::bare(doc_type, elements, times).elements,
            ..self.clone()
        }
    }

    /// Finds the day of issue and the last day, where clocks are `offset` minutes ahead of UTC.
    pub(super) fn reckon_days(&mut self, offset: Option<i16>) {
        self.offset = offset;
        let (issued, last) = if is_native(self.doc_type) {
            (
                self.element(COMMON_NAME_SPACE, "issue_date"),
                self.element(COMMON_NAME_SPACE, "valid_until"),
            )
        } else {
            (self.foreign("issue_date"), self.foreign("expiry_date"))
        };
        self.issued = issued.and_then(|value| self.instant(value));
        self.ends = match last {
            Some(Cbor::Text(_)) if is_native(self.doc_type) => Ends::Never, // verified to be one of the two words
            Some(value) => self.end_of(value),
            None => Ends::Unknown,
        };
    }

    /// The issuer's value of one element.
    pub(super) fn element(&self, name_space: &str, identifier: &str) -> Option<&'a Cbor> {
        let (begins, wanted) = (beginning(identifier), (identifier, name_space));
        let is_before = |(own, element): &(u64, &verify::Element)| match own.cmp(&begins) {
            Ordering::Equal => key(element) < wanted,
            order => order == Ordering::Less,
        };
        let at = self.elements.partition_point(is_before);
        let (_, found) = self.elements.get(at).filter(|(_, e)| key(e) == wanted)?;
        Some(&found.value)
    }

    /// What the issuer states in the name space that every licence has.
    pub(super) fn common(&self) -> impl Iterator<Item = (&'a str, &'a Cbor)> {
        self.elements
            .iter()
            .filter(|(_, element)| element.name_space == COMMON_NAME_SPACE)
            .map(|(_, element)| (element.identifier.as_str(), &element.value))
    }

    /// What a foreign document says under this name in the name space of its type.
    fn foreign(&self, identifier: &str) -> Option<&'a Cbor> {
        self.element(name_space_of(self.doc_type), identifier)
    }

    /// The beginning of a civil day, or an instant as it is.
    pub(super) fn instant(&self, value: &Cbor) -> Option<UnixTime> {
        match stated_time(value)? {
            StatedTime::Day(day) => Some(day.starts_at(self.offset?)),
            StatedTime::Instant(instant) => Some(instant),
        }
    }

    /// The beginning of a day of the licence's region.
    pub(super) fn day(&self, day: Date) -> Option<UnixTime> {
        Some(day.starts_at(self.offset?))
    }

    fn end_of(&self, value: &Cbor) -> Ends {
        let end = match stated_time(value) {
            Some(StatedTime::Day(day)) => self.offset.map(|offset| day.ends_at(offset)),
            Some(StatedTime::Instant(instant)) => Some(instant),
            None => None,
        };
        end.map_or(Ends::Unknown, Ends::At)
    }
}

/// The name space in which a foreign document of this type states its days.
///
/// It follows from the type alone. If whatever name space has a day would do, a document with two of them would be of the day
/// that its presenter chooses to show.
pub(super) fn name_space_of(doc_type: &str) -> &str {
    if doc_type == "org.iso.23220.photoid.1" {
        return "org.iso.23220.1";
    }
    match doc_type.rsplit_once('.') {
        // Part and version of a standard, and which of its documents: `org.iso.18013.5.1.mDL`.
        Some((standard, document))
            if standard.starts_with("org.iso.")
                && !document.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            standard
        }
        _ => doc_type,
    }
}

fn key(element: &verify::Element) -> (&str, &str) {
    (&element.identifier, &element.name_space)
}

/// The first eight bytes, ordered as the texts are.
fn beginning(identifier: &str) -> u64 {
    let first = identifier.bytes().chain(core::iter::repeat(0)).take(8);
    first.fold(0, |all, byte| (all << 8) | u64::from(byte))
}

fn status(evidence: &StatusEvidence) -> (Option<u8>, UnixTime) {
    (evidence.value, evidence.issued_at)
}

enum StatedTime {
    Day(Date),
    Instant(UnixTime),
}

/// A full-date or a `tdate`.
fn stated_time(value: &Cbor) -> Option<StatedTime> {
    let Cbor::Tag(tag, content) = value else {
        return None;
    };
    let text = content.as_text()?;
    match tag {
        1004 => Date::parse(text).map(StatedTime::Day),
        0 => UnixTime::parse_tdate(text).map(StatedTime::Instant),
        _ => None,
    }
}
