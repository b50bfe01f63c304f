mod cells;

use super::words::{CODES, Words};
use super::*;
use crate::document::Interval;
use crate::licence::{Language, TypeRegistry};
use crate::recognise::agreement::{AgreementContents, Effect, Kind, explain::tests::sample};
use crate::recognise::{Question, candidate::Candidate};

fn at() -> UnixTime {
    UnixTime::parse_rfc3339("2026-11-22T00:00:00Z").unwrap()
}

fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

const TYPES: [&str; 10] = [
    "org.elicence.birth_certificate.1",
    "org.elicence.business_licence.1",
    "org.elicence.degree_certificate.1",
    "org.elicence.disability_certificate.1",
    "org.elicence.driving_licence.1",
    "org.elicence.food_business_permit.1",
    "org.elicence.marriage_certificate.1",
    "org.elicence.real_estate_title.1",
    "org.elicence.residence_permit.1",
    "org.iso.18013.5.1.mDL",
];

const REGIONS: [&str; 14] = [
    "CN", "CN-11", "CN-15", "CN-31", "CN-44", "CN-4401", "CN-45", "CN-46", "CN-65", "CN-71",
    "CN-81", "CN-82", "KR", "US-MD",
];

/// One cell of each worth, in turns.
fn every_worth() -> Vec<Worth> {
    let asked = |conditions, supplements| Asked {
        conditions,
        supplements,
    };
    vec![
        Worth::Contained,
        Worth::Recognised(asked(0, 0)),
        Worth::Recognised(asked(3, 0)),
        Worth::Recognised(asked(12, 2)),
        Worth::Evidence(asked(1, 0)),
        Worth::NotRecognised {
            code: "recognise.no-agreement",
        },
        Worth::NotRecognised {
            code: "recognise.purpose-not-covered",
        },
        Worth::Indeterminate {
            code: "recognise.agreement-conflict",
        },
    ]
}

fn picture(axis: Axis) -> Matrix {
    let regions = REGIONS.map(region);
    let mut turn = 0_usize;
    Matrix::fill(
        (axis, &region("CN-44")),
        (&TYPES, &regions),
        ("https://purpose.example/driving?a=1&b=<2>", at()),
        |doc_type, of| {
            turn += 5;
            let all = every_worth();
            let worth = all[(turn / 3 + turn % 7 * 3) % all.len()].clone();
            let code = worth.code();
            let cited = match worth.sort() {
                Sort::Contained => vec![],
                _ if code == Some("recognise.no-agreement") => vec![],
                _ => vec![CellClause {
                    agreement: format!(
                        "https://agreements.example/gd-{}/2026",
                        of.as_str().to_lowercase()
                    ),
                    clause: Some(doc_type.split('.').nth(2).unwrap().to_owned()),
                }],
            };
            Cell { worth, cited }
        },
    )
}

#[test]
fn every_sort_has_a_symbol_a_word_and_a_colour_of_its_own() {
    let distinct = |mut all: Vec<String>| {
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    let symbols = Sort::ALL.map(|sort| sort.symbol().to_string());
    assert_eq!(distinct(symbols.into()), 7);
    let colours = Sort::ALL.map(|sort| format!("{:?}", colours::of(sort)));
    assert_eq!(distinct(colours.into()), 7);
    for language in Language::ALL {
        let words = Words::of(language);
        assert_eq!(
            distinct(Sort::ALL.map(|sort| words.sort(sort).0.to_owned()).into()),
            7
        );
        assert_eq!(
            distinct(
                CODES
                    .map(|code| words.code(code).unwrap().to_owned())
                    .into()
            ),
            16
        );
    }
}

#[test]
fn words_and_grounds_have_contrast() {
    let channel = |hex: &str| {
        let value = f64::from(u8::from_str_radix(hex, 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = |colour: &str| {
        0.2126 * channel(&colour[1..3])
            + 0.7152 * channel(&colour[3..5])
            + 0.0722 * channel(&colour[5..7])
    };
    let contrast = |a: &str, b: &str| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    for sort in Sort::ALL {
        for ((ground, mark), page) in colours::of(sort)
            .into_iter()
            .zip([colours::LIGHT, colours::DARK])
        {
            for (one, other) in [
                (page.text, ground),
                (page.faint, ground),
                (mark, ground),
                (page.faint, page.ground),
            ] {
                assert!(
                    contrast(one, other) >= 4.5,
                    "{sort:?}: {one} on {other}: {}",
                    contrast(one, other)
                );
            }
        }
    }
}

#[test]
fn every_code_is_one_of_the_list() {
    for code in CODES {
        assert!(crate::Reason::CODES.contains(&code), "{code}");
    }
}

#[test]
fn a_cell_says_what_is_asked_in_each_language() {
    for (language, labels) in [
        (
            Language::Zh,
            [
                "无需协议",
                "认可",
                "条件 3 项",
                "补充 2 项",
                "仅作证据",
                "不认可",
                "不认可",
                "无法判定",
            ],
        ),
        (
            Language::En,
            [
                "no agreement needed",
                "recognised",
                "conditions: 3",
                "supplements: 2",
                "evidence only",
                "not recognised",
                "not recognised",
                "indeterminate",
            ],
        ),
        (
            Language::Ko,
            [
                "협정 불필요",
                "인정",
                "조건 3개",
                "보완 2건",
                "증거로만 인정",
                "불인정",
                "불인정",
                "판단 불가",
            ],
        ),
    ] {
        let table = one_row().table(language, &TypeRegistry::builtin());
        let cells = &table.rows[0].cells;
        assert_eq!(
            cells
                .iter()
                .map(|cell| cell.label.as_str())
                .collect::<Vec<_>>(),
            labels
        );
        // With conditions too, and by which clause.
        assert!(cells[3].detail.contains("12") && cells[3].detail.contains("agreement <3> · c&3"));
        assert_eq!(cells[0].note, None);
        assert_eq!(cells[5].note, Some(5));
        assert_eq!(table.notes.len(), 7);
    }
}

/// A cell of each worth, with names that are markup.
fn one_row() -> Matrix {
    let worths = every_worth();
    let regions: Vec<Region> = REGIONS.into_iter().take(worths.len()).map(region).collect();
    let mut turn = 0..;
    Matrix::fill(
        (Axis::Issue, &region("CN-44")),
        (&["a<b>\u{202e}\"'"], &regions),
        ("https://purpose.example/?a&b", at()),
        |_, _| {
            let turn: usize = turn.next().unwrap();
            let none = matches!(turn, 0 | 5);
            let cited = CellClause {
                agreement: format!("agreement <{turn}>"),
                clause: Some(format!("c&{turn}")),
            };
            Cell {
                worth: worths[turn].clone(),
                cited: if none { vec![] } else { vec![cited] },
            }
        },
    )
}

#[test]
fn foreign_text_stays_text_in_picture_and_page() {
    for language in Language::ALL {
        let table = one_row().table(language, &TypeRegistry::empty());
        for drawn in [table.to_svg(), table.to_html()] {
            assert!(
                !drawn.contains(['\u{202e}']) && !drawn.contains("<b>\"") && !drawn.contains("a<b")
            );
            assert!(drawn.contains("agreement &lt;3&gt;") && drawn.contains("?a&amp;b"));
            assert!(drawn.contains(&format!("lang=\"{language}\"")));
            let shown = drawn.to_lowercase();
            assert!(
                !shown.contains("<script") && !shown.contains("url(") && !shown.contains("@import")
            );
            // The name space is the only address that is not text.
            let addresses = shown.replace("http://www.w3.org/2000/svg", "");
            assert!(!addresses.contains("src=") && !addresses.contains("=\"http"));
            well_formed(&drawn);
        }
    }
}

/// That every element ends, in order; void ones of HTML aside.
#[track_caller]
fn well_formed(markup: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{text}");
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !matches!(name, "!DOCTYPE" | "meta") {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_page_is_a_table_with_headings_for_both_sides() {
    let page = picture(Axis::Use)
        .table(Language::Zh, &TypeRegistry::builtin())
        .to_html();
    assert_eq!(page.matches("<th scope=\"row\">").count(), TYPES.len());
    assert_eq!(page.matches("<th scope=\"col\">").count(), REGIONS.len());
    assert_eq!(page.matches("<td ").count(), TYPES.len() * REGIONS.len());
    let (_, caption) = page.split_once("<caption>").unwrap();
    assert!(!caption.split_once('<').unwrap().0.contains("https:")); // said above it
}

#[test]
fn a_picture_has_title_description_and_a_tooltip_a_cell() {
    let picture = picture(Axis::Issue)
        .table(Language::Ko, &TypeRegistry::builtin())
        .to_svg();
    assert!(picture.contains("role=\"img\" aria-labelledby=\"title desc\""));
    assert!(picture.contains("<title id=\"title\">") && picture.contains("<desc id=\"desc\">"));
    assert_eq!(
        picture.matches("<g><title>").count(),
        TYPES.len() * REGIONS.len()
    );
    assert!(picture.contains("prefers-color-scheme:dark"));
}

#[test]
fn the_same_matrix_gives_the_same_bytes() {
    let drawn = || {
        let table = picture(Axis::Use).table(Language::En, &TypeRegistry::builtin());
        (table.to_svg(), table.to_html())
    };
    assert_eq!(drawn(), drawn());
}

#[test]
fn nothing_is_drawn_outside_the_picture() {
    for language in Language::ALL {
        let picture = picture(Axis::Issue)
            .table(language, &TypeRegistry::builtin())
            .to_svg();
        let number = |text: &str, name: &str| -> usize {
            let (_, after) = text.split_once(&format!(" {name}=\"")).unwrap();
            after.split_once('"').unwrap().0.parse().unwrap()
        };
        let (across, down) = (number(&picture, "width"), number(&picture, "height"));
        for text in picture
            .split("<text class=")
            .skip(1)
            .filter(|text| !text.starts_with("\"glyph"))
        {
            let words = text.split_once('>').unwrap().1.split_once('<').unwrap().0;
            let class = text.split_once('>').unwrap().0;
            let size = [
                ("s9", 9),
                ("s10", 10),
                ("s11", 11),
                ("s12", 12),
                ("s13", 13),
                ("code", 10),
                ("h1", 20),
            ]
            .into_iter()
            .find(|(name, _)| class.split(['"', ' ']).any(|c| c == *name))
            .unwrap()
            .1;
            let wide = lines::width(words, size);
            let x = number(text, "x");
            let left = if class.contains(" m\"") {
                x - wide / 2
            } else if class.contains(" e\"") {
                x - wide
            } else {
                x
            };
            assert!(left + wide <= across && number(text, "y") < down, "{words}");
        }
    }
}

#[test]
fn a_matrix_without_rows_or_columns_can_be_drawn() {
    let empty = Matrix::fill(
        (Axis::Use, &region("KR")),
        (&[], &[]),
        ("p:", at()),
        |_, _| unreachable!(),
    );
    assert_eq!(empty.rows().count(), 0);
    let table = empty.table(Language::Zh, &TypeRegistry::builtin());
    well_formed(&table.to_svg());
    well_formed(&table.to_html());
    let rows = Matrix::fill(
        (Axis::Use, &region("KR")),
        (&["a", "b"], &[]),
        ("p:", at()),
        |_, _| unreachable!(),
    );
    assert!(rows.rows().all(|(_, cells)| cells.is_empty()));
    assert_eq!(rows.rows().count(), 2);
}

// ---- Cells of agreements ------------------------------------------------------------------------
