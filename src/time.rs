//! Instants and civil days. The library never reads a clock: `now` is the caller's.

use core::fmt;

use time::{Date as CivilDate, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// An instant: whole seconds since the Unix epoch, UTC, between the years 0000 and 9999.
///
/// Clause: RFC 3339; RFC 8949, section 3.4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(i64);

impl UnixTime {
    const MIN: i64 = -62_167_219_200; // 0000-01-01T00:00:00Z
    const MAX: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// The instant `seconds` after the Unix epoch; `None` outside the years 0000 to 9999.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Option<Self> {
        if seconds < Self::MIN || seconds > Self::MAX {
            None
        } else {
            Some(Self(seconds))
        }
    }

    /// Reads an RFC 3339 date-time in any offset. A fraction of a second is refused.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        (parsed.nanosecond() == 0).then(|| Self::from_seconds(parsed.unix_timestamp()))?
    }

    /// Reads a `tdate` as ISO/IEC 18013-5, 7.2.1 writes it: RFC 3339, UTC (`Z`), no fraction of a second.
    #[must_use]
    pub fn parse_tdate(text: &str) -> Option<Self> {
        (text.len() == 20 && text.ends_with('Z') && text.as_bytes().get(10) == Some(&b'T'))
            .then(|| Self::parse_rfc3339(text))?
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// `seconds` later, or the last instant there is.
    #[must_use]
    pub fn saturating_add(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds).clamp(Self::MIN, Self::MAX))
    }
}

impl fmt::Display for UnixTime {
    /// As RFC 3339 in UTC, for example `2026-01-01T00:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|t| t.format(&Rfc3339).ok());
        f.write_str(text.as_deref().unwrap_or("invalid instant"))
    }
}

/// A civil day: a date in the calendar of some region, without a time or an offset.
///
/// ```cddl
/// date = #6.1004(tstr)   ; full-date (RFC 8943)
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(CivilDate);

impl Date {
    /// Reads a `full-date` of RFC 3339: `YYYY-MM-DD`, a day that exists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| {
                if i == 4 || i == 7 {
                    *b == b'-'
                } else {
                    b.is_ascii_digit()
                }
            });
        if !shape {
            return None;
        }
        let year: i32 = text.get(0..4)?.parse().ok()?;
        let month: u8 = text.get(5..7)?.parse().ok()?;
        let day: u8 = text.get(8..10)?.parse().ok()?;
        CivilDate::from_calendar_date(year, time::Month::try_from(month).ok()?, day)
            .ok()
            .map(Self)
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// The first instant of this day where the clock is `offset_minutes` ahead of UTC.
    #[must_use]
    pub fn starts_at(self, offset_minutes: i16) -> UnixTime {
        let midnight = self.0.midnight().assume_utc().unix_timestamp();
        UnixTime((midnight - i64::from(offset_minutes) * 60).clamp(UnixTime::MIN, UnixTime::MAX))
    }

    /// The last second of this day where the clock is `offset_minutes` ahead of UTC.
    #[must_use]
    pub fn ends_at(self, offset_minutes: i16) -> UnixTime {
        self.starts_at(offset_minutes).saturating_add(86_399)
    }

    /// The civil day at `instant` where the clock is `offset_minutes` ahead of UTC.
    #[must_use]
    pub fn at(instant: UnixTime, offset_minutes: i16) -> Option<Self> {
        let offset = UtcOffset::from_whole_seconds(i32::from(offset_minutes) * 60).ok()?;
        Some(Self(
            OffsetDateTime::from_unix_timestamp(instant.0)
                .ok()?
                .checked_to_offset(offset)?
                .date(),
        ))
    }

    /// Whole years from `self` to `later`; a person born on 29 February is a year older on 1 March. Negative when `later` is earlier.
    #[must_use]
    pub fn whole_years_until(self, later: Self) -> i32 {
        let passed = (later.month(), later.day()) >= (self.month(), self.day());
        later.year() - self.year() - i32::from(!passed)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_and_written_alike() {
        let t = UnixTime::parse_rfc3339("2026-01-01T08:00:00+08:00").unwrap();
        assert_eq!(t.to_string(), "2026-01-01T00:00:00Z");
        assert_eq!(UnixTime::parse_tdate("2026-01-01T00:00:00Z"), Some(t));
    }

    #[test]
    fn a_tdate_has_no_offset_and_no_fraction() {
        for text in [
            "2026-01-01T08:00:00+08:00",
            "2026-01-01T00:00:00.5Z",
            "2026-01-01t00:00:00Z",
            "2026-01-01T00:00:00+00:00Z",
            "2026-02-30T00:00:00Z",
        ] {
            assert_eq!(UnixTime::parse_tdate(text), None, "{text}");
        }
    }

    #[test]
    fn a_chinese_day_begins_eight_hours_before_the_day_in_utc() {
        let day = Date::parse("2026-01-01").unwrap();
        assert_eq!(day.starts_at(480).to_string(), "2025-12-31T16:00:00Z");
        assert_eq!(day.ends_at(480).to_string(), "2026-01-01T15:59:59Z");
        assert_eq!(Date::at(day.starts_at(480), 480), Some(day));
        assert_eq!(
            Date::at(day.starts_at(480).saturating_add(-1), 480),
            Date::parse("2025-12-31")
        );
    }

    #[test]
    fn days_that_do_not_exist_are_not_dates() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-01",
            "20260101",
            "2026-01-00",
            "+026-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_leap_day_child_comes_of_age_on_the_first_of_march() {
        let born = Date::parse("2008-02-29").unwrap();
        assert_eq!(
            born.whole_years_until(Date::parse("2026-02-28").unwrap()),
            17
        );
        assert_eq!(
            born.whole_years_until(Date::parse("2026-03-01").unwrap()),
            18
        );
    }
}
