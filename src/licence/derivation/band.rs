//! Half-open intervals that together cover every number.

use crate::licence::{Labels, value::Amount};

/// One band: `from <= x < below`.
#[derive(Clone, Debug)]
pub struct Band {
    code: String,
    labels: Labels,
    from: Option<Amount>,
    below: Option<Amount>,
}

impl Band {
    pub(crate) const fn new(
        code: String,
        labels: Labels,
        from: Option<Amount>,
        below: Option<Amount>,
    ) -> Self {
        Self {
            code,
            labels,
            from,
            below,
        }
    }

    /// The code that stands in the licence.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What the band is called.
    #[must_use]
    pub const fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The first number inside; `None` where there is no lower bound.
    #[must_use]
    pub const fn from(&self) -> Option<Amount> {
        self.from
    }

    /// The first number above; `None` where there is no upper bound.
    #[must_use]
    pub const fn below(&self) -> Option<Amount> {
        self.below
    }

    pub(super) fn contains(&self, number: Amount) -> bool {
        self.from.is_none_or(|from| from <= number) && self.below.is_none_or(|below| number < below)
    }

    /// What keeps `bands` from covering every number exactly once, if anything.
    pub(crate) fn fault(bands: &[Self]) -> Option<String> {
        let (Some(first), Some(last)) = (bands.first(), bands.last()) else {
            return Some("there must be at least two bands".into());
        };
        if bands.len() < 2 {
            return Some("there must be at least two bands".into());
        }
        if first.from.is_some() {
            return Some(format!(
                "the first band `{}` must have no `from`",
                first.code
            ));
        }
        if last.below.is_some() {
            return Some(format!(
                "the last band `{}` must have no `below`",
                last.code
            ));
        }
        for (lower, upper) in bands.iter().zip(bands.iter().skip(1)) {
            let (Some(below), Some(from)) = (lower.below, upper.from) else {
                return Some(format!(
                    "between `{}` and `{}` a `below` and a `from` must stand",
                    lower.code, upper.code
                ));
            };
            if below != from {
                let what = if below < from { "a gap" } else { "an overlap" };
                return Some(format!(
                    "there is {what} between `{}` and `{}`",
                    lower.code, upper.code
                ));
            }
            if lower.from.is_some_and(|start| start >= below) {
                return Some(format!("the band `{}` is empty", lower.code));
            }
        }
        bands
            .iter()
            .enumerate()
            .find(|(i, band)| bands.iter().take(*i).any(|other| other.code == band.code))
            .map(|(_, band)| format!("two bands have the code `{}`", band.code))
    }
}
