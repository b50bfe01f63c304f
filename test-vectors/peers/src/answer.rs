//! What a reader says to one sample, in one line.

/// The answer of one reader to one sample and its changes.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Where reader and sample disagree, or the reader and this folder's `README.md`. Empty: passed.
    pub faults: Vec<String>,
    /// What it checked.
    pub says: Vec<String>,
    /// Changes that it let pass, as we know it does.
    pub silent: Vec<&'static str>,
}

impl Answer {
    /// Of a document with a fault: whether the reader does what is known of it; `refusals` empty means it let it pass.
    #[must_use]
    pub fn to_fault(refusals: &[String], must_refuse: bool) -> Self {
        match (refusals, must_refuse) {
            ([], true) => Self {
                faults: vec!["did not refuse: say so in README.md".to_owned()],
                ..Self::default()
            },
            ([_, ..], false) => Self {
                faults: vec![format!(
                    "refused: say so in README.md ({})",
                    refusals.join(", ")
                )],
                ..Self::default()
            },
            ([], false) => Self {
                says: vec!["lets it pass".to_owned()],
                ..Self::default()
            },
            ([_, ..], true) => Self {
                says: vec![format!("refused: {}", refusals.join(", "))],
                ..Self::default()
            },
        }
    }

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
        let mut says = vec![self.says.join(", ")];
        if !self.silent.is_empty() {
            says.push(format!("does not check: {}", self.silent.join(", ")));
        }
        says.retain(|part| !part.is_empty());
        format!("passed {sample} {reader} {}", says.join("; "))
    }
}
