//! How wide text is about to be, and where it breaks. No font is at hand: widths are those of common ones.

/// The width of `text` at a size, rounded up.
pub(super) fn width(text: &str, size: usize) -> usize {
    text.chars()
        .map(percent)
        .sum::<usize>()
        .saturating_mul(size)
        .div_ceil(100)
}

/// The text in at most `most` lines of `room`; what does not fit is left out behind `…`.
pub(super) fn broken(text: &str, size: usize, room: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = |line: &str| width(line.trim_end(), size) <= room;
        if !line.is_empty() && !fits(&format!("{line}{piece}")) {
            lines.push(core::mem::take(&mut line));
        }
        // A word that is longer than a line breaks anywhere.
        for c in piece.chars() {
            line.push(c);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(core::mem::take(&mut line));
                line.push(c);
            }
        }
    }
    lines.push(line);
    let cut = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        while width(last, size).saturating_add(size) > room && last.pop().is_some() {}
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// One line of a font whose characters are all as wide: what does not fit is left out behind `…`.
pub(super) fn fixed(text: &str, size: usize, room: usize) -> String {
    let most = room.saturating_mul(100) / size.saturating_mul(FIXED).max(1);
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1));
    kept.chain(['…']).collect()
}

/// The widest of the common ones, in hundredths of the size.
const FIXED: usize = 60;

/// [`broken`], with lines that are about as long as each other where there are several.
pub(super) fn balanced(text: &str, size: usize, room: usize, most: usize) -> Vec<String> {
    let widest = broken(text, size, room, most);
    let mut narrower = width(text, size) / widest.len().max(1);
    while narrower < room {
        let lines = broken(text, size, narrower, most.saturating_add(1));
        if lines.len() <= widest.len() {
            return lines;
        }
        narrower = narrower.saturating_add(2);
    }
    widest
}

/// Parts that stay whole where they fit: words with the blank behind them, and single wide characters.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for c in text.chars() {
        // No line begins with what closes.
        let held = "，。；：、）》”)".contains(c);
        let breaks = before.is_some_and(|b| b == ' ' || is_ideograph(b) || is_ideograph(c));
        match pieces.last_mut() {
            Some(last) if held || c == ' ' || !breaks => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

/// In hundredths of the size.
const fn percent(c: char) -> usize {
    match c {
        c if is_ideograph(c) || matches!(c, '\u{1100}'..='\u{115f}' | '\u{ac00}'..='\u{d7a3}') => {
            100
        }
        'i' | 'j' | 'l' | 'I' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | ' '
        | '(' | ')' | '[' | ']' => 36,
        'm' | 'w' | 'M' | 'W' | '@' => 90,
        'A'..='Z' => 70,
        _ => 58,
    }
}

/// A character beside which a line may break; Korean breaks at blanks.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_beside_chinese_characters() {
        assert_eq!(broken("Inner Mongolia", 12, 60, 2), ["Inner", "Mongolia"]);
        assert_eq!(broken("内蒙古自治区", 10, 40, 2), ["内蒙古自", "治区"]);
        assert_eq!(broken("닝샤 후이족", 10, 40, 2), ["닝샤", "후이족"]);
    }

    #[test]
    fn lines_of_one_name_are_about_as_long_as_each_other() {
        assert_eq!(
            balanced("新疆维吾尔自治区", 10, 70, 3),
            ["新疆维吾", "尔自治区"]
        );
        assert_eq!(balanced("海南省", 10, 70, 3), ["海南省"]);
    }

    #[test]
    fn what_does_not_fit_is_left_out_visibly() {
        assert_eq!(broken("北京市上海市", 10, 30, 1), ["北京…"]);
        assert_eq!(broken("aaaaaaaaaaaa", 10, 30, 2), ["aaaaa", "aaa…"]);
        assert_eq!(broken("", 10, 30, 2), [""]);
    }

    #[test]
    fn a_name_in_a_fixed_font_is_cut_at_its_own_width() {
        assert_eq!(fixed("illi.t", 10, 36), "illi.t");
        assert_eq!(fixed("illi.tt", 10, 36), "illi.…");
        assert_eq!(fixed("ab", 10, 0), "…");
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for text in [
            "org.elicence.food_business_permit.1",
            "广西壮族自治区 CN-45",
            "WWWWWWWW mm",
        ] {
            for line in broken(text, 11, 60, 9) {
                assert!(width(&line, 11) <= 60, "{line}");
            }
        }
    }
}
