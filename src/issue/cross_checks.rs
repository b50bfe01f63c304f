//! Rules across elements, as the type lists them.

use super::{FaultCode, capital_numerals, day_of, work::Work};
use crate::licence::{
    Region,
    types::CrossCheck,
    value::{Amount, Cell, Value},
};

/// Checks the common rules and the type's; a rule whose elements are absent holds.
pub(super) fn check(work: &mut Work<'_>) {
    for rule in work.definition.checks() {
        check_one(work, rule);
    }
    let shares: Vec<Option<String>> = work
        .all("holder_name")
        .iter()
        .enumerate()
        .map(|(i, _)| {
            let name = if i == 0 {
                "holder_share".to_owned()
            } else {
                format!("holder_share_{}", i + 1)
            };
            work.text(&name).map(str::to_owned)
        })
        .collect();
    if !shares_are_whole(&shares) {
        let rule = "the shares of all holders must add up to one";
        work.fault(FaultCode::Shares, "holder_share", rule, None);
    }
}

fn check_one(work: &mut Work<'_>, rule: &CrossCheck) {
    match rule {
        CrossCheck::Sum {
            table,
            column,
            equals,
        } => {
            let (Some(Value::Table(rows)), Some(Value::Amount(total))) =
                (work.get(table), work.get(equals))
            else {
                return;
            };
            let amounts: Vec<Amount> = rows
                .column(column)
                .filter_map(|cell| match cell {
                    Cell::Amount(amount) => Some(*amount),
                    _ => None,
                })
                .collect();
            if Amount::sum(&amounts) != Some(*total) {
                let found = Value::Amount(*total);
                let rule = format!("must be the sum of `{column}` in `{table}`");
                work.fault(FaultCode::Sum, equals, rule, Some(&found));
            }
        }
        CrossCheck::AmountInWords { words, equals } => {
            let (Some(Value::Text(text)), Some(Value::Amount(amount))) =
                (work.get(words), work.get(equals))
            else {
                return;
            };
            if !capital_numerals::is_amount(text.as_str(), *amount) {
                let found = Value::Text(text.clone());
                let rule = format!("must be `{equals}` in Chinese capital numerals");
                work.fault(FaultCode::AmountInWords, words, rule, Some(&found));
            }
        }
        CrossCheck::NotAfter { earlier, later } => {
            let offset = work
                .text("region")
                .and_then(|region| Region::parse(region).ok())
                .and_then(|region| region.utc_offset_minutes())
                .unwrap_or(0);
            let (Some(first), Some(second)) = (work.get(earlier), work.get(later)) else {
                return;
            };
            let wrong = match (first, second) {
                (Value::Instant(first), Value::Instant(second)) => first > second,
                _ => match (day_of(first, offset), day_of(second, offset)) {
                    (Some(first), Some(second)) => first > second,
                    _ => false,
                },
            };
            if wrong {
                let found = second.clone();
                let rule = format!("must not be before `{earlier}`");
                work.fault(FaultCode::DateOrder, later, rule, Some(&found));
            }
        }
        CrossCheck::Characters {
            of,
            from,
            length,
            equals,
            map,
        } => {
            let (Some(text), Some(value)) = (work.text(of), work.text(equals)) else {
                return;
            };
            let take = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
            let part: String = text.chars().skip(take(*from)).take(take(*length)).collect();
            let expected = if map.is_empty() {
                Some(part.as_str())
            } else {
                map.iter()
                    .find(|(code, _)| *code == part)
                    .map(|(_, to)| to.as_str())
            };
            if expected != Some(value) {
                let found = work.get(equals).cloned();
                let rule = format!(
                    "must agree with `{of}`, characters {} to {}",
                    from.saturating_add(1),
                    from.saturating_add(*length)
                );
                work.fault(FaultCode::Characters, equals, rule, found.as_ref());
            }
        }
        CrossCheck::Same { a, b } => {
            if let (Some(first), Some(second)) = (work.get(a), work.get(b))
                && first != second
            {
                let found = first.clone();
                work.fault(
                    FaultCode::Same,
                    a,
                    format!("must be the same as `{b}`"),
                    Some(&found),
                );
            }
        }
        CrossCheck::SharesSumToOne { table, column } => {
            let shares: Vec<Option<String>> = work
                .all(table)
                .iter()
                .filter_map(|value| match value {
                    Value::Table(rows) => Some(rows.column(column)),
                    _ => None,
                })
                .flatten()
                .map(|cell| match cell {
                    Cell::Text(text) => Some(text.as_str().to_owned()),
                    _ => None,
                })
                .collect();
            if !shares_are_whole(&shares) {
                let rule =
                    format!("the shares in `{column}` must add up to one, or none be stated");
                work.fault(FaultCode::Shares, table, rule, None);
            }
        }
        CrossCheck::Together { elements } => check_together(work, elements),
    }
}

/// All or none, index by index.
fn check_together(work: &mut Work<'_>, elements: &[String]) {
    let definition = work.definition;
    let defined: Vec<_> = elements
        .iter()
        .filter_map(|name| definition.resolve(name))
        .collect();
    let most = defined
        .iter()
        .map(|element| element.repeats())
        .max()
        .unwrap_or(0);
    for n in 1..=most {
        let here = |work: &Work<'_>| -> Vec<(String, bool)> {
            defined
                .iter()
                .filter(|element| n <= element.repeats())
                .map(|element| {
                    let identifier = element.identifier(n);
                    let given = work.is_given(element, &identifier);
                    (identifier, given)
                })
                .collect()
        };
        let parts = here(work);
        if parts.iter().any(|(_, given)| *given) {
            for (identifier, _) in parts.iter().filter(|(_, given)| !given) {
                // A mandatory one that is missing was named already.
                if work
                    .faults
                    .iter()
                    .any(|fault| fault.identifier() == identifier)
                {
                    continue;
                }
                let rule = format!("must be there together with {}", elements.join(", "));
                work.fault(FaultCode::Together, identifier, rule, None);
            }
        }
    }
}

/// Whether the shares add up to one, or none is stated.
fn shares_are_whole(shares: &[Option<String>]) -> bool {
    if shares.iter().all(Option::is_none) {
        return true;
    }
    let mut total = (0_i128, 1_i128);
    for share in shares {
        let Some(sum) = share
            .as_deref()
            .and_then(share_of)
            .and_then(|share| add(total, share))
        else {
            return false;
        };
        total = sum;
    }
    total == (1, 1)
}

/// `1/3`, `50%` or `1`, as a fraction.
fn share_of(text: &str) -> Option<(i128, i128)> {
    let number = |digits: &str| -> Option<i128> {
        let plain = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok())?
    };
    let (numerator, denominator) = match (text.split_once('/'), text.strip_suffix('%')) {
        (Some((numerator, denominator)), None) => (number(numerator)?, number(denominator)?),
        (None, Some(percent)) => {
            let amount = Amount::parse(percent)?;
            let scale = 10_i128.checked_pow(u32::from(amount.scale()))?;
            (i128::from(amount.mantissa()), scale.checked_mul(100)?)
        }
        (None, None) => (number(text)?, 1),
        _ => return None,
    };
    (numerator > 0 && denominator > 0).then_some((numerator, denominator))
}

/// The sum in lowest terms; `None` where the numbers grow beyond bounds.
fn add(a: (i128, i128), b: (i128, i128)) -> Option<(i128, i128)> {
    let numerator = a.0.checked_mul(b.1)?.checked_add(b.0.checked_mul(a.1)?)?;
    let denominator = a.1.checked_mul(b.1)?;
    let (mut x, mut y) = (numerator, denominator);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y)?);
    }
    Some((numerator.checked_div(x)?, denominator.checked_div(x)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_added_as_fractions() {
        let whole = |shares: &[&str]| {
            shares_are_whole(
                &shares
                    .iter()
                    .map(|s| (!s.is_empty()).then(|| (*s).to_owned()))
                    .collect::<Vec<_>>(),
            )
        };
        for right in [
            &["1/3", "1/3", "1/3"][..],
            &["50%", "1/2"],
            &["1"],
            &["100%"],
            &["33.5%", "66.5%"],
            &["", ""],
            &[],
        ] {
            assert!(whole(right), "{right:?}");
        }
        for wrong in [
            &["1/3", "1/3"][..],
            &["1/2", ""],
            &["0/1", "1"],
            &["1/0"],
            &["-1/2", "3/2"],
            &["1/1", "1/9"],
            &["半"],
            &["0.5", "0.5"],
            &["+1"],
        ] {
            assert!(!whole(wrong), "{wrong:?}");
        }
    }
}
