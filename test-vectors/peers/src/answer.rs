//! What a reader says to one sample, in one line.

/// The answer of one reader to one sample and its changes.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Where reader and sample disagree, or the reader and this folder's `README.md`. Empty: passed.
    pub faults: Vec<String>,
    /// What it checked.
    pub says: Vec<&'static str>,
    /// Changes that it let pass, as we know it does.
    pub silent: Vec<&'static str>,
}

impl Answer {
    /// Adds a fault.
    pub fn wrong(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// The line that is printed, in the words of the readers in other languages.
    #[must_use]
    pub fn line(&self, sample: &str, reader: &str) -> String {
        if !self.faults.is_empty() {
            return format!("FAILED {sample} {reader} {}", self.faults.join("; "));
        }
        let silent = match self.silent.as_slice() {
            [] => String::new(),
            silent => format!("; does not check: {}", silent.join(", ")),
        };
        format!("passed {sample} {reader} {}{silent}", self.says.join(", "))
    }
}
