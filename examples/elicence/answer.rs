//! How a command ends: with an answer on standard output, or with trouble on standard error.

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

/// The answer is no: refused, malformed, faulty.
pub(crate) const NO: u8 = 1;
/// There is no answer: wrong usage, a file that cannot be read or written.
pub(crate) const TROUBLE: u8 = 2;
/// The licence is in force, and does not count here, or not yet.
pub(crate) const NOT_HERE: u8 = 3;
/// The answer is that nobody can say.
pub(crate) const INDETERMINATE: u8 = 4;

/// What a command found out, whole: nothing is printed before it is known.
pub(crate) struct Answer {
    text: String,
    status: u8,
}

impl Answer {
    pub(crate) const fn yes(text: String) -> Self {
        Self { text, status: 0 }
    }

    pub(crate) const fn no(text: String) -> Self {
        Self { text, status: NO }
    }

    pub(crate) const fn with_status(text: String, status: u8) -> Self {
        Self { text, status }
    }

    pub(crate) fn print(self) -> ExitCode {
        let mut out = io::stdout().lock();
        let written = out
            .write_all(self.text.as_bytes())
            .and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                talk(&format!(
                    "elicence: error: cannot write the answer: {}",
                    error.kind()
                ));
                ExitCode::from(TROUBLE)
            }
            _ => ExitCode::from(self.status),
        }
    }
}

/// Why there is no answer, and what could help.
#[derive(Debug)]
pub(crate) struct Trouble {
    message: String,
    hint: Option<String>,
}

impl Trouble {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    pub(crate) fn print(self) -> ExitCode {
        talk(&format!("elicence: error: {}", self.message));
        if let Some(hint) = self.hint {
            talk(&format!("elicence: hint: {hint}"));
        }
        ExitCode::from(TROUBLE)
    }
}

/// Says something that is worth knowing and changes nothing.
pub(crate) fn warn(message: impl Display) {
    talk(&format!("elicence: warning: {message}"));
}

/// One line on standard error; a reader who went away misses it.
pub(crate) fn talk(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}
