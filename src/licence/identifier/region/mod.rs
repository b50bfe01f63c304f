//! A region, from a country down to a county, in one spelling each.

use core::{borrow::Borrow, fmt};

use super::{IdentifierError, Names, country, province};

/// A region: a country, or a part of one.
///
/// ```text
/// CN        CN-44       CN-4401     CN-440106      ; GB/T 2260 digits by level: province, city, county
/// FR        US-MD                                  ; elsewhere ISO 3166-1, or ISO 3166-2
/// ```
///
/// One spelling each, compared as text. Another spelling (`CN-GD`, `CN-440000`, `440106`, `us-md`, `USA`, `UK`,
/// `HK`) is refused with the right one. A territory that ISO 3166 lists twice, as a country and as a part of
/// one, is written as the part (`CN-81`, `US-PR`).
///
/// Cities and counties are judged by the structure of GB/T 2260, and subdivisions elsewhere by their shape, not
/// by a table of what exists today: so a code that was right on the day of issue stays right after the division
/// is abolished. That a province or country exists is looked up.
///
/// Clauses: GB/T 2260-2007; ISO 3166-1; ISO 3166-2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

/// How deep a region lies in its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RegionLevel {
    /// A whole country.
    Country,
    /// Province level in China (省级), or a subdivision of ISO 3166-2 elsewhere.
    Province,
    /// Prefecture level in China (地级), also the group of counties directly under a province (`90`).
    City,
    /// County level in China (县级).
    County,
}

impl Region {
    /// Reads a region in its one spelling.
    ///
    /// # Errors
    ///
    /// [`IdentifierError::RegionAlias`] with the right spelling, [`IdentifierError::RegionShape`],
    /// [`IdentifierError::RegionUnknown`], [`IdentifierError::RegionDivision`].
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        match check(text) {
            Ok(()) => Ok(Self(text.to_owned())),
            Err(error) => match right_spelling(text).filter(|right| check(right).is_ok()) {
                Some(right) => Err(IdentifierError::RegionAlias { right }),
                None => Err(error),
            },
        }
    }

    /// The text, in its one spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of the country.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// How deep the region lies.
    #[must_use]
    pub fn level(&self) -> RegionLevel {
        match (self.country(), self.0.len()) {
            (_, 2) => RegionLevel::Country,
            ("CN", 7) => RegionLevel::City,
            ("CN", 9) => RegionLevel::County,
            _ => RegionLevel::Province,
        }
    }

    /// Whether `other` is this region or lies in it.
    ///
    /// By whole levels in China, by country over subdivision elsewhere. Says nothing about who may act there.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let inside = other.0.starts_with(&self.0);
        match self.level() {
            // A prefix of digits is a whole level, because a region has two, four or six of them.
            RegionLevel::Country => inside,
            _ if self.country() == "CN" => inside,
            _ => self == other,
        }
    }

    /// The region one level up; `None` for a country.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let end = match self.level() {
            RegionLevel::Country => return None,
            RegionLevel::Province => 2,
            RegionLevel::City => 5,
            RegionLevel::County => 7,
        };
        self.0.get(..end).map(|text| Self(text.to_owned()))
    }

    /// The region, and those that it lies in, the smallest first: the texts by which [`contains`](Self::contains) tells.
    pub(crate) fn ancestry(&self) -> impl Iterator<Item = &str> {
        let above = match self.level() {
            RegionLevel::Country => &[][..],
            RegionLevel::Province => &[2],
            RegionLevel::City => &[5, 2],
            RegionLevel::County => &[7, 5, 2],
        };
        let above = above.iter().filter_map(|end| self.0.get(..*end));
        core::iter::once(self.0.as_str()).chain(above)
    }

    /// What the Chinese province is called in which this region lies; `None` for other regions.
    #[must_use]
    pub fn province_names(&self) -> Option<Names> {
        let digits = self.0.strip_prefix("CN-")?.get(..2)?;
        province::by_digits(digits).map(|province| province.names)
    }

    /// Minutes east of UTC in which civil days of this region are reckoned, where that is one fixed value.
    ///
    /// 480 in China; `None` elsewhere: the trust list says it.
    #[must_use]
    pub fn utc_offset_minutes(&self) -> Option<i16> {
        (self.country() == "CN").then_some(480)
    }
}

impl Borrow<str> for Region {
    /// Regions are ordered as their texts are.
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the text is a region in its one spelling.
fn check(text: &str) -> Result<(), IdentifierError> {
    let (country, part) = match text.split_once('-') {
        Some((country, part)) => (country, Some(part)),
        None => (text, None),
    };
    if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(IdentifierError::RegionShape);
    }
    if !country::is_country(country) {
        return Err(IdentifierError::RegionUnknown);
    }
    match part {
        // Alone it is an alias, which `right_spelling` finds; its parts (`TW-TPE`) have no spelling here, for
        // no region would contain them.
        _ if country::subdivision_of(country).is_some() => Err(IdentifierError::RegionUnknown),
        None => Ok(()),
        Some(digits) if country == "CN" => check_division(digits),
        Some(part) if letters_listed_as_digits(text) || !is_subdivision(part) => {
            Err(IdentifierError::RegionShape)
        }
        Some(_) => Ok(()),
    }
}

/// Structure of GB/T 2260: province looked up, city 01 to 70 and 90, county 01 to 99.
fn check_division(digits: &str) -> Result<(), IdentifierError> {
    if !matches!(digits.len(), 2 | 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(IdentifierError::RegionShape);
    }
    let level = |from: usize| {
        digits
            .get(from..from + 2)
            .and_then(|two| two.parse::<u8>().ok())
    };
    if digits.get(..2).and_then(province::by_digits).is_none() {
        return Err(IdentifierError::RegionUnknown);
    }
    // 01-20 and 51-70 cities, 21-50 prefectures and leagues, 90 counties directly under the province.
    let city = level(2).is_none_or(|city| matches!(city, 1..=70 | 90));
    // 01-20 districts, 21-80 counties, 81-99 county-level cities.
    let county = level(4).is_none_or(|county| matches!(county, 1..=99));
    if city && county {
        Ok(())
    } else {
        Err(IdentifierError::RegionDivision)
    }
}

fn is_subdivision(part: &str) -> bool {
    (1..=3).contains(&part.len())
        && part
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// `FR-GP` and the like: ISO 3166-2 has the digits, and the letters beside them.
fn letters_listed_as_digits(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        country::subdivision_of(part)
            .is_some_and(|right| right.starts_with(country) && right != text)
    })
}

/// The right spelling that another spelling most likely means; not yet checked.
fn right_spelling(text: &str) -> Option<String> {
    let upper = text.trim().to_ascii_uppercase().replace('_', "-");
    if upper.len() == 6 && upper.bytes().all(|b| b.is_ascii_digit()) {
        return Some(division(&upper));
    }
    let (country, part) = match upper.split_once('-') {
        Some((country, part)) => (country, Some(part)),
        None => (upper.as_str(), None),
    };
    let country = country::alpha_2_of(country).unwrap_or(country);
    match part {
        None => Some(
            country::subdivision_of(country)
                .unwrap_or(country)
                .to_owned(),
        ),
        Some(part) if country == "CN" => Some(match province::by_letters(part) {
            Some(province) => format!("CN-{}", province.digits),
            None => division(part),
        }),
        Some(part) => {
            let spelt = format!("{country}-{part}");
            match country::subdivision_of(part) {
                Some(right) if letters_listed_as_digits(&spelt) => Some(right.to_owned()),
                _ => Some(spelt),
            }
        }
    }
}

/// Digits of GB/T 2260 without the zeros of the levels below; `100000` is the state.
fn division(digits: &str) -> String {
    let mut digits = digits;
    while digits.len() > 2 && digits.len().is_multiple_of(2) {
        match digits.strip_suffix("00") {
            Some(above) => digits = above,
            None => break,
        }
    }
    if digits == "10" {
        "CN".to_owned()
    } else {
        format!("CN-{digits}")
    }
}

#[cfg(test)]
mod tests;
