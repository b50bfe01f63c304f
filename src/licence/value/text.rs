//! Text that looks the same wherever it is read.

use unicode_normalization::is_nfc;

use super::ValueFault;

/// A text in Unicode normalisation form C (UAX 15), not empty, on one line.
///
/// ```cddl
/// text = tstr   ; NFC, no control characters
/// ```
///
/// Control characters are those of Unicode category Cc (line feed and tab among them), the line and paragraph
/// separators, and the bidirectional controls, which can make a name look like another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text(String);

impl Text {
    /// Checks a text; changes nothing in it.
    ///
    /// # Errors
    ///
    /// [`ValueFault::Empty`], [`ValueFault::TextForm`].
    pub fn new(text: impl Into<String>) -> Result<Self, ValueFault> {
        let text = text.into();
        Self::check(&text).map(|()| Self(text))
    }

    /// What [`new`](Self::new) checks, without a copy.
    pub(crate) fn check(text: &str) -> Result<(), ValueFault> {
        if text.is_empty() {
            return Err(ValueFault::Empty);
        }
        let formed = if text.is_ascii() {
            !text.bytes().any(|byte| byte.is_ascii_control()) // and in form C, whatever it says
        } else {
            !text.chars().any(is_control) && (text.chars().all(is_composed) || is_nfc(text))
        };
        if formed {
            Ok(())
        } else {
            Err(ValueFault::TextForm)
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is in form C beside whatever stands before it, without a look into tables: Latin without combining marks, Chinese
/// characters, Hangul syllables, full-width forms.
const fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}')
}

fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_text_is_taken_as_it_is() {
        assert_eq!(
            Text::new("Zoë 张三 홍길동").unwrap().as_str(),
            "Zoë 张三 홍길동"
        );
    }

    #[test]
    fn what_counts_as_composed_is_in_form_c_after_anything() {
        for c in ('\0'..=char::MAX).filter(|c| is_composed(*c)) {
            for before in [
                "", "a", "\u{ac00}", "\u{4e00}", "\u{ff01}", "\u{1100}", "\u{308}",
            ] {
                assert!(is_nfc(&format!("{before}{c}")), "{before:?} {c:?}");
            }
        }
    }

    #[test]
    fn decomposed_text_and_control_characters_are_refused() {
        for text in [
            "Zoe\u{308}",
            "a\nb",
            "a\tb",
            "\u{7f}",
            "\u{202e}gpj",
            "a\u{2028}b",
            "\u{85}",
        ] {
            assert_eq!(Text::new(text), Err(ValueFault::TextForm), "{text:?}");
        }
        assert_eq!(Text::new(""), Err(ValueFault::Empty));
    }
}
