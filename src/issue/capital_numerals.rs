//! Amounts of money in Chinese capital numerals (大写), as forms and vouchers write them.
//!
//! The rule of the banks' payment forms (正确填写票据和结算凭证的基本规定) leaves some zeros to the writer, so the
//! words are compared with a pattern and not with one text.

use crate::licence::value::Amount;

/// One piece of the words: its spellings, and whether the writer may leave it out.
#[derive(Clone, Copy, Debug)]
struct Piece {
    spellings: &'static [&'static str],
    optional: bool,
}

const DIGITS: [&[&str]; 10] = [
    &["零"],
    &["壹"],
    &["贰"],
    &["叁"],
    &["肆"],
    &["伍"],
    &["陆"],
    &["柒"],
    &["捌"],
    &["玖"],
];
const YUAN: &[&str] = &["元", "圆"];
const WHOLE: &[&str] = &["整", "正"];

/// Whether `words` says `amount`, in yuan, jiao and fen.
///
/// An optional `人民币` may stand in front, then `负` for a negative amount.
pub(super) fn is_amount(words: &str, amount: Amount) -> bool {
    let Some(pieces) = pieces(amount) else {
        return false;
    };
    let mut rest = words.strip_prefix("人民币").unwrap_or(words);
    for piece in pieces {
        match piece
            .spellings
            .iter()
            .find_map(|spelling| rest.strip_prefix(spelling))
        {
            Some(after) => rest = after,
            None if piece.optional => {}
            None => return false,
        }
    }
    rest.is_empty()
}

/// The words of an amount; `None` for more than two decimals or more than 16 digits before the point.
fn pieces(amount: Amount) -> Option<Vec<Piece>> {
    let amount = amount.with_scale(2)?;
    let fen = amount.mantissa().unsigned_abs();
    let (whole, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut out = Vec::new();
    if amount.mantissa() < 0 {
        out.push(must(&["负"]));
    }
    push_whole(whole, &mut out)?;
    let nothing_else = jiao == 0 && fen == 0;
    if whole > 0 {
        out.push(must(YUAN));
    } else if nothing_else {
        out.push(must(&["零元", "零圆"]));
    } else {
        out.push(may(&["零元零", "零圆零", "零元", "零圆"]));
    }
    if jiao > 0 {
        if whole > 0 && whole.is_multiple_of(10) {
            out.push(may(&["零"]));
        }
        out.extend([must(digit(jiao)?), must(&["角"])]);
    }
    if fen > 0 {
        if jiao == 0 && whole > 0 {
            out.push(must(&["零"]));
        }
        out.extend([must(digit(fen)?), must(&["分"])]);
    } else {
        out.push(Piece {
            spellings: WHOLE,
            optional: jiao > 0,
        });
    }
    Some(out)
}

/// The digits before the point, in groups of four.
fn push_whole(whole: u64, out: &mut Vec<Piece>) -> Option<()> {
    if whole >= 10_000_000_000_000_000 {
        return None;
    }
    let groups = [
        (whole / 1_000_000_000_000, "万"),
        (whole / 100_000_000 % 10_000, "亿"),
        (whole / 10_000 % 10_000, "万"),
        (whole % 10_000, ""),
    ];
    let mut before: Option<u64> = None; // the last group that was written, or zero for one passed over
    for (i, (group, unit)) in groups.into_iter().enumerate() {
        if group > 0 {
            match before {
                Some(_) if group < 1_000 => out.push(must(&["零"])),
                Some(higher) if higher.is_multiple_of(10) => out.push(may(&["零"])),
                _ => {}
            }
            push_group(group, out)?;
            match unit {
                "万" => out.push(must(&["万"])),
                "亿" => out.push(must(&["亿"])),
                _ => {}
            }
        } else if i == 1 && before.is_some() {
            out.push(must(&["亿"])); // 壹万亿: the ten thousands are of 亿
        }
        if group > 0 || before.is_some() {
            before = Some(group);
        }
    }
    Some(())
}

/// Four digits; a zero between two others is written once.
fn push_group(group: u64, out: &mut Vec<Piece>) -> Option<()> {
    let places: [(u64, &[&str]); 4] = [
        (group / 1_000, &["仟"]),
        (group / 100 % 10, &["佰"]),
        (group / 10 % 10, &["拾"]),
        (group % 10, &[]),
    ];
    let (mut started, mut zero) = (false, false);
    for (number, unit) in places {
        if number == 0 {
            zero = started;
            continue;
        }
        if zero {
            out.push(must(&["零"]));
        }
        out.push(must(digit(number)?));
        if !unit.is_empty() {
            out.push(must(unit));
        }
        (started, zero) = (true, false);
    }
    Some(())
}

fn digit(number: u64) -> Option<&'static [&'static str]> {
    DIGITS.get(usize::try_from(number).ok()?).copied()
}

const fn must(spellings: &'static [&'static str]) -> Piece {
    Piece {
        spellings,
        optional: false,
    }
}

const fn may(spellings: &'static [&'static str]) -> Piece {
    Piece {
        spellings,
        optional: true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn says(words: &str, amount: &str) -> bool {
        is_amount(words, Amount::parse(amount).unwrap())
    }

    #[test]
    fn the_examples_of_the_rule_are_right() {
        for (amount, words) in [
            ("1409.50", "人民币壹仟肆佰零玖元伍角"),
            ("6007.14", "人民币陆仟零柒元壹角肆分"),
            ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
            ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
            ("107000.53", "人民币壹拾万零柒仟元伍角叁分"),
            ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ] {
            assert!(says(words, amount), "{amount} {words}");
        }
    }

    #[test]
    fn other_amounts_are_written_as_usual() {
        for (amount, words) in [
            ("0.00", "零元整"),
            ("0.05", "伍分"),
            ("0.05", "零元零伍分"),
            ("0.50", "伍角整"),
            ("10", "壹拾元整"),
            ("10.00", "壹拾圆正"),
            ("-800.18", "负捌佰元壹角捌分"),
            ("100500.00", "壹拾万零伍佰元整"),
            ("100005000", "壹亿零伍仟元整"),
            ("100005000", "壹亿伍仟元整"),
            ("100000001", "壹亿零壹元整"),
            ("1000000000000", "壹万亿元整"),
            ("1000100000000", "壹万零壹亿元整"),
            (
                "1234567890123456.78",
                "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元柒角捌分",
            ),
        ] {
            assert!(says(words, amount), "{amount} {words}");
        }
    }

    #[test]
    fn words_that_say_something_else_are_refused() {
        for (amount, words) in [
            ("12.50", "壹拾贰元肆角"),
            ("12.50", "拾贰元伍角"),
            ("12.50", "壹拾贰元伍角零分"),
            ("12.00", "壹拾贰元"),
            ("1005", "壹仟伍元整"),
            ("1050", "壹仟零零伍拾元整"),
            ("1500", "壹仟零伍佰元整"),
            ("12.34", "壹拾贰元叁角肆分整"),
            ("12", "一十二元整"),
            ("-12", "壹拾贰元整"),
            ("12", ""),
            ("12.345", "壹拾贰元叁角肆分伍厘"),
        ] {
            assert!(!says(words, amount), "{amount} {words}");
        }
    }

    /// The words with or without every piece that may be left out.
    fn words(fen: i64, full: bool) -> String {
        pieces(Amount::new(fen, 2).unwrap())
            .unwrap()
            .into_iter()
            .filter(|piece| full || !piece.optional)
            .filter_map(|piece| piece.spellings.first().copied())
            .collect()
    }

    proptest! {
        #[test]
        fn words_say_their_own_amount_and_no_other(a in -100_000_000_000_i64..100_000_000_000, exponent in 0_u32..12, step in 1_i64..10) {
            for full in [true, false] {
                let words = words(a, full);
                prop_assert!(is_amount(&words, Amount::new(a, 2).unwrap()), "{}", words);
                let other = a + step * 10_i64.pow(exponent);
                prop_assert!(!is_amount(&words, Amount::new(other, 2).unwrap()), "{}", words);
                prop_assert!(!is_amount(&format!("{words}零"), Amount::new(a, 2).unwrap()), "{}", words);
            }
        }
    }
}
