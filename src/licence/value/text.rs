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
        if text.is_empty() {
            return Err(ValueFault::Empty);
        }
        let formed = if text.is_ascii() {
            !text.bytes().any(|byte| byte.is_ascii_control()) // and in form C, whatever it says
        } else {
            !text.chars().any(is_control) && is_nfc(&text)
        };
        if formed {
            Ok(Self(text))
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
