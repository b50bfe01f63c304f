use proptest::prelude::*;

use super::*;

/// Published examples first, then made ones.
pub(crate) const RIGHT: [&str; 9] = [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
    "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000MB0143028R001.11430000006122244L.91350100M000100Y43.001.Y",
    "1.2.156.3005.2.11100000000013127D001.11220000013544541J.440524188001010014.001.E",
    "1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2024000123.002.O",
    "1.2.156.3005.2.111000000000131433001.11420503087246977F.J420503202300001.001.K",
    "1.2.156.3005.2.11100000000019713D008.11430000006122244L.20230000403.010.I",
];

const SHIFTED: &str = "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M";
const DIVISION: &str = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9";

#[test]
fn published_and_made_identifiers_are_read() {
    for text in RIGHT {
        assert_eq!(
            LicenceId::parse(text).map(|id| id.to_string()),
            Ok(text.to_owned())
        );
    }
}

#[test]
fn parts_are_those_of_the_text() {
    let id = LicenceId::parse(RIGHT[1]).unwrap();
    assert_eq!(id.type_code().as_str(), "11100000000013338W011");
    assert_eq!(id.authority().as_str(), "11430000006122244L");
    assert_eq!(
        (id.serial(), id.version(), id.check()),
        ("20230000403", 2, 'S')
    );
}

#[test]
fn a_composed_identifier_is_the_one_that_is_read() {
    for text in RIGHT {
        let read = LicenceId::parse(text).unwrap();
        let made = LicenceId::compose(
            read.type_code(),
            read.authority(),
            read.serial(),
            read.version(),
        );
        assert_eq!(made, Ok(read));
    }
}

#[test]
fn the_next_version_has_its_own_check_character() {
    let next = LicenceId::parse(RIGHT[0]).unwrap().next_version();
    assert_eq!(next.map(|id| id.to_string()), Ok(RIGHT[1].to_owned()));
}

#[test]
fn there_is_no_version_after_999_and_none_before_1() {
    let id = LicenceId::parse(RIGHT[0]).unwrap();
    let version = |v| LicenceId::compose(id.type_code(), id.authority(), "1", v);
    assert_eq!(version(998).unwrap().next_version(), version(999));
    assert_eq!(
        version(999).unwrap().next_version(),
        Err(IdentifierError::IdVersionExhausted)
    );
    assert_eq!(version(0), Err(IdentifierError::IdVersion));
    assert_eq!(version(1000), Err(IdentifierError::IdVersion));
}

#[test]
fn the_shifted_letters_dialect_is_named() {
    assert_eq!(
        LicenceId::parse(SHIFTED),
        Err(IdentifierError::IdDialectShiftedLetters)
    );
    let right = SHIFTED.strip_suffix('M').unwrap().to_owned() + "D";
    assert_eq!(LicenceId::parse(&right).map(|id| id.check()), Ok('D'));
}

#[test]
fn a_division_as_authority_is_named_though_the_check_fits() {
    let checked: String = DIVISION[15..].split('.').take(4).collect();
    assert_eq!(check_character(&checked), Some('9'));
    assert_eq!(
        LicenceId::parse(DIVISION),
        Err(IdentifierError::IdDialectDivisionAuthority)
    );
}

#[test]
fn the_product_dialect_is_named_by_its_root() {
    let text = "1.2.156.3003.2.11100000000013338W011.20230000403.01.U";
    assert_eq!(
        LicenceId::parse(text),
        Err(IdentifierError::IdDialectProduct)
    );
}

#[test]
fn a_chinese_licence_number_is_no_serial() {
    let id = LicenceId::parse(RIGHT[0]).unwrap();
    let made = LicenceId::compose(id.type_code(), id.authority(), "吉A20230001", 1);
    assert_eq!(made, Err(IdentifierError::IdNotAscii));
}

#[test]
fn the_longest_serial_makes_128_characters() {
    let id = LicenceId::parse(RIGHT[0]).unwrap();
    let serial =
        |length| LicenceId::compose(id.type_code(), id.authority(), &"7".repeat(length), 1);
    assert_eq!(serial(66).map(|id| id.as_str().len()), Ok(128));
    assert_eq!(
        serial(67),
        Err(IdentifierError::IdSerialLength { allowed: 66 })
    );
}

#[test]
fn a_citizen_number_in_the_serial_is_seen_and_kept_out_of_debug() {
    let plain = LicenceId::parse(RIGHT[0]).unwrap();
    assert!(!plain.carries_citizen_number());
    assert!(format!("{plain:?}").contains("20230000403"));
    // As it is, and with the category and grade that a disability certificate appends.
    for serial in [
        "440524188001010014",
        "44052418800101001443",
        "A11010519491231002X",
    ] {
        let id = LicenceId::compose(plain.type_code(), plain.authority(), serial, 1).unwrap();
        assert!(id.carries_citizen_number(), "{serial}");
        assert!(!format!("{id:?}").contains(serial));
    }
}

#[test]
fn every_substitution_of_one_character_is_refused() {
    for right in RIGHT {
        for at in 15..right.len() {
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars() {
                let mut wrong = right.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert_eq!(LicenceId::parse(&wrong).is_ok(), wrong == right, "{wrong}");
            }
        }
    }
}

#[test]
fn an_exchange_of_neighbours_is_refused_but_for_the_pairs_that_the_system_misses() {
    let mut missed = Vec::new();
    for right in RIGHT {
        for at in 15..right.len() - 1 {
            let mut wrong = right.as_bytes().to_vec();
            wrong.swap(at, at + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            if wrong != right && LicenceId::parse(&wrong).is_ok() {
                missed.push(wrong);
            }
        }
    }
    // `…03202…` and `…02302…`: after this product, 2 and 3 give the same in either order.
    assert_eq!(
        missed,
        ["1.2.156.3005.2.111000000000131433001.11420503087246977F.J420502302300001.001.K"]
    );
}

#[test]
fn the_system_misses_one_pair_of_neighbours_for_each_running_product() {
    for product in 1..=36 {
        let pairs = (0..36).flat_map(|a| (0..a).map(move |b| (a, b)));
        let missed = pairs.filter(|(a, b)| {
            next_product(next_product(product, *a), *b)
                == next_product(next_product(product, *b), *a)
        });
        assert_eq!(missed.count(), 1, "{product}");
    }
}

proptest! {
    #[test]
    fn what_is_composed_is_read_back(serial in "[0-9A-Z]{1,66}", version in 1_u16..=999) {
        let id = LicenceId::parse(RIGHT[0]).unwrap();
        let made = LicenceId::compose(id.type_code(), id.authority(), &serial, version).unwrap();
        prop_assert_eq!(LicenceId::parse(made.as_str()), Ok(made.clone()));
        prop_assert_eq!(made.to_string(), made.as_str());
        prop_assert_eq!((made.serial(), made.version()), (serial.as_str(), version));
    }

    #[test]
    fn a_substitution_in_any_serial_fails_the_check(
        serial in "[0-9A-Z]{1,40}", at in any::<prop::sample::Index>(), other in "[0-9A-Z]",
    ) {
        let id = LicenceId::parse(RIGHT[0]).unwrap();
        let made = LicenceId::compose(id.type_code(), id.authority(), &serial, 1).unwrap();
        let mut wrong = serial.clone();
        let at = at.index(serial.len());
        wrong.replace_range(at..=at, &other);
        prop_assume!(wrong != serial);
        // Put together anew: a short serial may stand in the root as well.
        let text = format!("{ROOT}{}.{}.{wrong}.001.{}", id.type_code(), id.authority(), made.check());
        let code = LicenceId::parse(&text).map(drop).map_err(|error| error.code());
        prop_assert!(
            matches!(code, Err("licence.id-check" | "licence.id-dialect-shifted-letters")),
            "{:?}", code
        );
    }

    #[test]
    fn any_text_is_read_as_it_is_or_refused(text in "\\PC{0,140}") {
        if let Ok(id) = LicenceId::parse(&text) {
            prop_assert_eq!(id.as_str(), text);
        }
    }
}
