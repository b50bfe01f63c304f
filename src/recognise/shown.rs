//! Foreign text as it may stand in ours: on a line, between backquotes, in markup.

use crate::licence::Language;
use crate::time::UnixTime;
use crate::trust::is_misleading;

/// The text with every character that moves, turns or hides text shown as its number.
pub(super) fn line(text: &str) -> String {
    with(text, |c| is_misleading(c) || is_noncharacter(c))
}

/// A name to the letter, between backquotes that nothing inside can close.
pub(super) fn quoted(name: &str) -> String {
    let inside = with(name, |c| c == '`' || is_misleading(c) || is_noncharacter(c));
    format!("`{inside}`")
}

/// [`line`] as character data or the value of an attribute, in XML and HTML alike.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The beginning of a page of HTML, up to and with its first heading; readable on light and dark ground.
pub(super) fn page_head(language: Language, title: &str, style: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>:root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui,sans-serif;margin:2em auto;padding:0 1em;\
         overflow-wrap:break-word}}h1{{font-size:1.6em;line-height:1.25}}{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        language.tag(),
        title = markup(title),
    )
}

/// An instant to read: `2026-01-01 00:00:00 UTC`.
pub(super) fn instant(at: UnixTime) -> String {
    at.to_string().replace('T', " ").replace('Z', " UTC")
}

fn with(text: &str, hidden: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// What XML 1.0 does not allow besides control characters.
const fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_hides_text_is_shown_as_its_number() {
        assert_eq!(line("a\u{202e}b\nc\u{200b}"), r"a\u{202e}b\u{a}c\u{200b}");
        assert_eq!(line("张三 홍길동 Zoë"), "张三 홍길동 Zoë");
    }

    #[test]
    fn nothing_closes_the_backquotes_from_inside() {
        assert_eq!(quoted("a` b"), r"`a\u{60} b`");
    }

    #[test]
    fn markup_in_text_stays_text() {
        assert_eq!(
            markup("<script>'&\"\u{ffff}"),
            r"&lt;script&gt;&#39;&amp;&quot;\u{ffff}"
        );
    }
}
