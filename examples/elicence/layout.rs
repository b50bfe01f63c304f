//! Columns that line up on a terminal, also where characters are two cells wide; foreign text made harmless.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width that a line of text is wrapped at. Fixed, so that the same answer is always the same text.
const LINE: usize = 110;

/// Rows of cells, each column as wide as its widest cell; the last column is wrapped.
#[derive(Default)]
pub(crate) struct Rows {
    rows: Vec<Vec<String>>,
}

impl Rows {
    pub(crate) fn push<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows
            .push(cells.iter().map(|&cell| cell.to_owned()).collect());
    }

    pub(crate) fn push_all(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// How wide the widest row is when nothing is wrapped.
    pub(crate) fn width(&self) -> usize {
        self.to_lines(0, usize::MAX)
            .lines()
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or(0)
    }

    /// The rows as lines, `indent` cells from the left, two cells between columns.
    pub(crate) fn to_text(&self, indent: usize) -> String {
        self.to_lines(indent, LINE)
    }

    /// The rows as lines, wrapped at `longest` cells.
    pub(crate) fn to_lines(&self, indent: usize, longest: usize) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|i| {
                self.rows
                    .iter()
                    .filter_map(|r| r.get(i))
                    .map(|c| c.width())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut text = String::new();
        for row in &self.rows {
            let mut line = " ".repeat(indent);
            let Some((last, cells)) = row.split_last() else {
                continue;
            };
            for (cell, width) in cells.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width + 2 - cell.width()));
            }
            let margin = line.width();
            for (i, part) in last
                .split('\n')
                .flat_map(|l| wrap(l, longest.saturating_sub(margin).max(20)))
                .enumerate()
            {
                if i > 0 {
                    line = " ".repeat(margin);
                }
                line.push_str(&part);
                text.push_str(line.trim_end());
                text.push('\n');
            }
        }
        text
    }
}

/// Breaks at blanks and beside characters that are two cells wide, as Chinese is; a number or an identifier stays whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        if !line.is_empty() && line.width() + piece.trim_end().width() > width {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(piece);
    }
    lines.push(line);
    lines
}

/// The text in parts that must not be broken; a blank belongs to the part before it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut begin, mut before) = (0, None);
    for (at, character) in text.char_indices() {
        let wide = |c: char| c.width() == Some(2);
        let breaks = before.is_some_and(|before| before == ' ' || wide(before) || wide(character));
        // No line begins with what closes, or ends with what opens.
        let held = "，。；：！？、）》」』".contains(character)
            || before.is_some_and(|before| "（《「『".contains(before));
        if breaks && !held && character != ' ' {
            pieces.push(text.get(begin..at).unwrap_or_default());
            begin = at;
        }
        before = Some(character);
    }
    pieces.push(text.get(begin..).unwrap_or_default());
    pieces
}

/// Foreign text as it may stand on a terminal: what would move the cursor, change its colour, or turn the direction of
/// writing is shown as its number.
pub(crate) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = character.is_control()
            || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
        if hidden {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
