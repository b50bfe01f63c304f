//! Whom a licence names, and which device presented it.

use super::super::{agreement::Element, subject::Subject};

/// The most persons that one licence names: as often as an element of a type may repeat.
const PERSONS: u32 = 20;

/// Kind and code of each person whom these elements and their repeats name.
pub(super) fn named(
    subject: &Subject<'_>,
    code: &Element,
    kind: &Element,
) -> Vec<((String, String), [Element; 2])> {
    let text = |element: &Element| {
        let value = subject.element(&element.namespace, &element.identifier)?;
        value.as_text().map(str::to_owned)
    };
    let nth = |element: &Element, n: u32| match n {
        1 => element.clone(),
        n => Element::new(&*element.namespace, format!("{}_{n}", element.identifier)),
    };
    (1..=PERSONS)
        .filter_map(|n| {
            let (code, kind) = (nth(code, n), nth(kind, n));
            let person = (text(&kind)?, text(&code)?);
            Some((person, [code, kind]))
        })
        .collect()
}

/// Whether one device presented both in one session.
pub(super) fn is_one_device(one: &Subject<'_>, other: &Subject<'_>) -> bool {
    let by = |subject: &Subject<'_>| {
        let proof = subject.holder_proof?;
        Some((proof.device_key, proof.session))
    };
    by(one).is_some() && by(one) == by(other)
}
