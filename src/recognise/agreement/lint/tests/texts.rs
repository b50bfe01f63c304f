//! What people read, and whom they reach.

use super::*;

#[test]
fn texts_are_there_in_every_language() {
    assert_eq!(
        found(|c| {
            c.title.remove("ko");
        }),
        ["title languages-missing"]
    );
    assert_eq!(
        found(|c| {
            let words = shop(c).label.remove("zh").unwrap();
            shop(c).label.insert("zh-Hans".to_owned(), words);
        }),
        [""; 0]
    );
    assert_eq!(
        found(|c| {
            c.exclusions[0]
                .reason
                .insert("en".to_owned(), " ".to_owned());
        }),
        ["barred text-blank"]
    );
    assert_eq!(
        found(|c| {
            c.legal_texts.remove(2);
        }),
        ["legalTexts legal-text-missing"]
    );
}

#[test]
fn an_office_can_be_reached_while_the_records_last() {
    for uri in ["https://office.example", "tel:+8620123"] {
        assert_eq!(found(|c| c.objection.uri = uri.to_owned()), [""; 0]);
    }
    for uri in ["", "mailto:", "urn:office", "office@gd.example"] {
        assert_eq!(
            found(|c| c.objection.uri = uri.to_owned()),
            ["objection objection-unreachable"],
            "{uri}"
        );
    }
    assert_eq!(found(|c| c.archive.retention_days = 60), [""; 0]);
    assert_eq!(
        found(|c| c.archive.retention_days = 59),
        ["archive archive-short"]
    );
    assert_eq!(
        found(|c| c.archive.keep = vec![Record::Agreement]),
        ["archive verdict-not-kept"]
    );
}

#[test]
fn an_agreement_that_nobody_asks_for_is_told() {
    let both = |territory: &'static str| {
        move |contents: &mut AgreementContents| {
            contents.pointing_party.territory = region(territory);
            contents.pointed_party.territory = region(territory);
            contents.equivalences.truncate(1);
        }
    };
    assert_eq!(found(both("CN-44")), [""; 0]);
    assert_eq!(found(both("CN-440106")), ["pointedParty never-needed"]);
    assert_eq!(found(|c| c.onward_use = true), [""; 0]);
    assert_eq!(
        found(|c| {
            c.onward_use = true;
            c.equivalences.remove(0);
        }),
        ["onwardUse onward-territories"]
    );
}
