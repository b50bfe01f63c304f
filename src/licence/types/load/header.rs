//! What a definition says of the type as a whole.

use super::{
    element::is_identifier,
    node::{Faults, Members},
};
use crate::licence::{
    HolderCodeType, IdentifierError, TypeCode, Uscc,
    types::{Definer, EndForms, HolderCode, Holders, LegalBasis, Validity},
};

/// `org.elicence.<name>.<major version>`.
pub(super) fn is_native_doc_type(text: &str) -> bool {
    let Some((name, major)) = text
        .strip_prefix("org.elicence.")
        .and_then(|rest| rest.rsplit_once('.'))
    else {
        return false;
    };
    is_identifier(name)
        && major
            .parse::<u16>()
            .is_ok_and(|n| n > 0 && n.to_string() == major)
}

pub(super) fn identifier<T>(
    members: &Members<'_>,
    name: &str,
    parse: impl Fn(&str) -> Result<T, IdentifierError>,
    faults: &mut Faults,
) -> Option<T> {
    let text = members.text(name, faults)?;
    parse(text)
        .map_err(|error| faults.add(&members.path_of(name), error.to_string()))
        .ok()
}

pub(super) fn definer(
    top: &Members<'_>,
    type_code: Option<&TypeCode>,
    faults: &mut Faults,
) -> Option<Definer> {
    let members = top
        .need("definer", faults)?
        .object(&["code", "names"], faults)?;
    let code = identifier(&members, "code", Uscc::parse, faults);
    let labels = members.labels(faults);
    let code = code?;
    if type_code.is_some_and(|type_code| type_code.authority() != &code) {
        faults.add(
            "definer.code",
            "must be the first 18 characters of `type_code`",
        );
    }
    Some(Definer {
        code,
        labels: labels?,
    })
}

pub(super) fn legal_basis(top: &Members<'_>, faults: &mut Faults) -> Vec<LegalBasis> {
    let mut read: Vec<LegalBasis> = Vec::new();
    for node in top.items("legal_basis", faults) {
        let Some(members) = node.object(&["id", "names"], faults) else {
            continue;
        };
        if let (Some(id), Some(labels)) = (members.text("id", faults), members.labels(faults)) {
            if read.iter().any(|other| other.id == id) {
                faults.add(&members.path, format!("gives `{id}` a second time"));
            }
            read.push(LegalBasis {
                id: id.to_owned(),
                labels,
            });
        }
    }
    read
}

pub(super) fn holders(top: &Members<'_>, faults: &mut Faults) -> Option<Holders> {
    let members = top
        .need("holders", faults)?
        .object(&["kinds", "min", "max", "code"], faults)?;
    let mut kinds = Vec::new();
    for item in members.items("kinds", faults) {
        match item.text(faults).map(HolderCodeType::parse) {
            Some(Ok(kind)) => kinds.push(kind),
            Some(Err(error)) => faults.add(&item.path, error.to_string()),
            None => {}
        }
    }
    let code = members.choice(
        "code",
        &[
            ("mandatory", HolderCode::Mandatory),
            ("optional", HolderCode::Optional),
            ("absent", HolderCode::Absent),
        ],
        faults,
    );
    let (min, max): (Option<u32>, Option<u32>) = (
        members.number("min", None, faults),
        members.number("max", None, faults),
    );
    let (min, max, code) = (min?, max?, code?);
    if min == 0 || min > max {
        faults.add(&members.path, "`min` is 1 to `max`");
    }
    if kinds.is_empty() != (code == HolderCode::Absent) {
        faults.add(
            &members.path,
            "`kinds` is empty if and only if `code` is `absent`",
        );
    }
    Some(Holders {
        kinds,
        min,
        max,
        code,
    })
}

pub(super) fn validity(top: &Members<'_>, faults: &mut Faults) -> Option<Validity> {
    let members = top
        .need("validity", faults)?
        .object(&["ends", "max_years", "dates_may_be_withheld"], faults)?;
    let mut ends = EndForms {
        date: false,
        long_term: false,
        not_applicable: false,
    };
    for item in members.items("ends", faults) {
        match item.text(faults) {
            Some("date") => ends.date = true,
            Some("long-term") => ends.long_term = true,
            Some("not-applicable") => ends.not_applicable = true,
            Some(_) => faults.add(
                &item.path,
                "must be one of: date, long-term, not-applicable",
            ),
            None => {}
        }
    }
    if !ends.date && !ends.long_term && !ends.not_applicable {
        faults.add(&members.path_of("ends"), "must allow one form of end");
    }
    let max_years: Option<u32> = match members.get("max_years") {
        None => None,
        Some(_) => Some(members.number("max_years", None, faults)?),
    };
    if max_years == Some(0) || (max_years.is_some() && !ends.date) {
        faults.add(
            &members.path_of("max_years"),
            "is at least 1, and only for a type whose validity ends on a day",
        );
    }
    Some(Validity {
        ends,
        max_years,
        dates_may_be_withheld: members.flag("dates_may_be_withheld", faults),
    })
}
