//! Section 6: whether two licences belong to one holder.

use crate::recognise::subject::Subject;

use super::condition::Answer;

/// Whether they do. Names never tell.
pub(super) fn same(one: &Subject<'_>, other: &Subject<'_>) -> Answer {
    if let (Some(one), Some(other)) = (one.holder_proof, other.holder_proof)
        && (one.device_key, one.session) == (other.device_key, other.session)
    {
        return Answer::True;
    }
    let (ours, theirs) = (codes(one), codes(other));
    let pairs = || ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
    if pairs().any(|(a, b)| a == b) {
        Answer::True
    } else if pairs().any(|((kind, _), (other, _))| kind == other) {
        Answer::False
    } else {
        Answer::Unknown
    }
}

const CODE: &str = "holder_code";
const KIND: &str = "holder_code_type";

/// Kind and code of each holder of whom both are disclosed; at most twenty.
fn codes<'a>(subject: &Subject<'a>) -> Vec<(&'a str, &'a str)> {
    let kind_of = |which: &str| {
        let kind = |(identifier, _): &(&str, _)| identifier.strip_prefix(KIND) == Some(which);
        subject.common().find(kind)?.1.as_text()
    };
    subject
        .common()
        .filter_map(|(identifier, value)| {
            let which = identifier.strip_prefix(CODE)?;
            Some((kind_of(which)?, value.as_text()?))
        })
        .collect()
}
