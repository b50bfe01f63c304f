use proptest::prelude::*;

use super::*;

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

#[test]
fn one_spelling_of_each_level_is_read() {
    for (text, country, level) in [
        ("CN", "CN", RegionLevel::Country),
        ("CN-44", "CN", RegionLevel::Province),
        ("CN-4401", "CN", RegionLevel::City),
        ("CN-440106", "CN", RegionLevel::County),
        ("CN-81", "CN", RegionLevel::Province),
        ("FR", "FR", RegionLevel::Country),
        ("US-MD", "US", RegionLevel::Province),
        ("US-MO", "US", RegionLevel::Province),
        ("US-PR", "US", RegionLevel::Province),
        ("GB-ENG", "GB", RegionLevel::Province),
    ] {
        let read = region(text);
        assert_eq!(
            (read.as_str(), read.country(), read.level()),
            (text, country, level)
        );
    }
}

#[test]
fn another_spelling_is_refused_with_the_right_one() {
    for (alias, right) in [
        ("CN-GD", "CN-44"),
        ("cn-gd", "CN-44"),
        ("CN-440000", "CN-44"),
        ("CN-4400", "CN-44"),
        ("CN-440100", "CN-4401"),
        ("440106", "CN-440106"),
        ("440000", "CN-44"),
        ("100000", "CN"),
        ("CN-100000", "CN"),
        ("CHN", "CN"),
        ("CHN-GD", "CN-44"),
        ("CN_44", "CN-44"),
        (" CN-44", "CN-44"),
        ("HK", "CN-81"),
        ("HKG", "CN-81"),
        ("CN-HK", "CN-81"),
        ("MO", "CN-82"),
        ("TW", "CN-71"),
        ("fr", "FR"),
        ("FRA", "FR"),
        ("us-md", "US-MD"),
        ("USA", "US"),
        ("USA-MD", "US-MD"),
        ("UK", "GB"),
        ("UK-ENG", "GB-ENG"),
        ("EL", "GR"),
        ("PR", "US-PR"),
        ("GP", "FR-971"),
        ("FR-GP", "FR-971"),
        ("AX", "FI-01"),
    ] {
        assert_eq!(
            Region::parse(alias),
            Err(IdentifierError::RegionAlias {
                right: right.into()
            }),
            "{alias}"
        );
    }
}

#[test]
fn what_is_no_region_is_refused() {
    for (text, error) in [
        ("", IdentifierError::RegionShape),
        ("C", IdentifierError::RegionShape),
        ("CN-", IdentifierError::RegionShape),
        ("CN-440", IdentifierError::RegionShape),
        ("CN-44010601", IdentifierError::RegionShape),
        ("US-MARY", IdentifierError::RegionShape),
        ("US-", IdentifierError::RegionShape),
        ("US-M-D", IdentifierError::RegionShape),
        ("广东", IdentifierError::RegionShape),
        ("CN-４４", IdentifierError::RegionShape),
        ("XX", IdentifierError::RegionUnknown),
        ("AA", IdentifierError::RegionUnknown),
        ("TW-TPE", IdentifierError::RegionUnknown),
        ("HK-81", IdentifierError::RegionUnknown),
        ("CN-99", IdentifierError::RegionUnknown),
        ("CN-16", IdentifierError::RegionUnknown),
        ("CN-000000", IdentifierError::RegionUnknown),
        ("CN-4471", IdentifierError::RegionDivision),
        ("CN-4491", IdentifierError::RegionDivision),
        ("CN-440006", IdentifierError::RegionDivision),
    ] {
        assert_eq!(Region::parse(text), Err(error), "{text}");
    }
}

#[test]
fn structural_ranges_end_where_the_standard_ends_them() {
    for city in 0..=99_u8 {
        let right = (1..=70).contains(&city) || city == 90;
        let text = format!("CN-44{city:02}01");
        let expected = if right {
            Ok(Region(text.clone()))
        } else {
            Err(IdentifierError::RegionDivision)
        };
        assert_eq!(Region::parse(&text), expected);
    }
}

#[test]
fn contains_goes_by_whole_levels() {
    for (outer, inner) in [
        ("CN", "CN"),
        ("CN", "CN-44"),
        ("CN", "CN-440106"),
        ("CN-44", "CN-4401"),
        ("CN-44", "CN-44"),
        ("CN-4401", "CN-440106"),
        ("CN-4690", "CN-469001"),
        ("US", "US-MD"),
        ("US-MD", "US-MD"),
    ] {
        assert!(region(outer).contains(&region(inner)), "{outer} {inner}");
    }
    for (outer, inner) in [
        ("CN-44", "CN"),
        ("CN-44", "CN-45"),
        ("CN-4401", "CN-4402"),
        ("CN-440106", "CN-4401"),
        ("US", "CN"),
        ("FR-9", "FR-971"),
        ("US-MD", "US"),
        ("US-M", "US-MD"),
    ] {
        assert!(!region(outer).contains(&region(inner)), "{outer} {inner}");
    }
}

#[test]
fn parents_lead_up_to_the_country() {
    let mut at = region("CN-440106");
    let mut seen = vec![at.to_string()];
    while let Some(parent) = at.parent() {
        assert!(parent.contains(&at));
        at = parent;
        seen.push(at.to_string());
    }
    assert_eq!(seen, ["CN-440106", "CN-4401", "CN-44", "CN"]);
    assert_eq!(region("US-MD").parent(), Some(region("US")));
}

#[test]
fn china_has_one_clock_and_other_countries_are_not_guessed() {
    assert_eq!(region("CN-65").utc_offset_minutes(), Some(480));
    assert_eq!(region("FR").utc_offset_minutes(), None);
}

#[test]
fn a_county_knows_its_province() {
    let names = region("CN-440106").province_names().unwrap();
    assert_eq!(
        (names.zh, names.en, names.ko),
        ("广东省", "Guangdong", "광둥성")
    );
    assert_eq!(region("CN").province_names(), None);
    assert_eq!(region("US-MD").province_names(), None);
}

proptest! {
    #[test]
    fn a_proposed_spelling_is_read(text in "[A-Za-z0-9_-]{1,9}|[A-Z]{2}-[A-Z0-9]{1,3}|CN-[0-9]{2,6}|[0-9]{6}|[A-Z]{2,3}") {
        match Region::parse(&text) {
            Ok(read) => prop_assert_eq!(read.as_str(), text),
            Err(IdentifierError::RegionAlias { right }) => {
                prop_assert_ne!(&right, &text);
                prop_assert!(Region::parse(&right).is_ok(), "{}", right);
            }
            Err(_) => {}
        }
    }

    #[test]
    fn contains_is_an_order(
        a in "CN-(44|45)(0[1-3](0[1-2])?)?|CN|US|US-M[A-D]", b in "CN-(44|45)(0[1-3](0[1-2])?)?|CN|US|US-M[A-D]",
    ) {
        let (a, b) = (region(&a), region(&b));
        prop_assert!(a.contains(&a));
        prop_assert_eq!(a.contains(&b) && b.contains(&a), a == b);
    }
}
