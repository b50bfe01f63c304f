//! Which agreements are found for an answer: by an index the same as by looking at each.

use std::collections::BTreeSet;

use super::field::{Office, contents, day, list, load, next, party, region, service, store_of};
use crate::recognise::Agreements;
use crate::recognise::agreement::{AgreementContents, Superseded};
use crate::recognise::candidate::{Candidate, Catalogue};

const PLACES: [&str; 6] = ["CN-11", "CN-33", "CN-3301", "CN-44", "CN-4401", "CN-440106"];

fn list_of(place: &str) -> String {
    format!("urn:example:list:{place}")
}

/// Every place about every other one.
fn between(pointing: &str, pointed: &str) -> AgreementContents {
    AgreementContents {
        agreement_id: format!("urn:example:agreement:{pointing}:{pointed}"),
        pointing_party: party(pointing, &list_of(pointing), pointing),
        pointed_party: party(pointed, &list_of(pointed), pointed),
        ..contents()
    }
}

/// One that takes the place of another one of `pointing`.
fn instead(pointing: &str, pointed: &str, name: &str) -> AgreementContents {
    let mut new = between(pointing, pointed);
    new.supersedes = vec![Superseded {
        agreement_id: new.agreement_id,
        up_to: 1,
    }];
    new.agreement_id = format!("urn:example:agreement:{name}");
    new
}

fn name(candidate: &Candidate<'_>) -> (String, String) {
    let party = &candidate.contents.pointing_party;
    (party.list_id.clone(), candidate.id().to_owned())
}

fn names<'c>(found: impl IntoIterator<Item = Candidate<'c>>) -> Vec<(String, String)> {
    let mut names: Vec<_> = found.into_iter().map(|one| name(&one)).collect();
    names.sort_unstable();
    names
}

fn pairs(found: &[[Candidate<'_>; 2]]) -> Vec<[(String, String); 2]> {
    let mut names: Vec<_> = found
        .iter()
        .map(|[first, second]| [name(first), name(second)])
        .collect();
    names.sort_unstable();
    names
}

/// Whether both catalogues say the same of every question; how much there was to say.
#[track_caller]
fn agree(agreements: &Agreements) -> [usize; 3] {
    let all: Vec<Candidate<'_>> = agreements
        .held
        .values()
        .map(|one| one.candidate())
        .collect();
    let mut said = [0; 3];
    for here in PLACES.map(region) {
        for there in PLACES.map(region) {
            let direct = names(agreements.direct(&here, &there));
            assert_eq!(direct, names(all.direct(&here, &there)), "{here} {there}");
            let onward = pairs(&agreements.pairs(&here, &there));
            assert_eq!(onward, pairs(&all.pairs(&here, &there)), "{here} {there}");
            said[0] += direct.len();
            said[1] += onward.len();
        }
    }
    for old in &all {
        let new = names(agreements.superseding(old));
        assert_eq!(new, names(all.superseding(old)), "{}", old.id());
        said[2] += new.len();
    }
    let different: BTreeSet<_> = all.iter().map(name).collect();
    assert_eq!(different.len(), all.len());
    said
}

#[test]
fn the_index_finds_what_looking_at_each_agreement_finds() {
    let offices: Vec<(&str, Office)> = (10..)
        .zip(PLACES)
        .map(|(number, place)| (place, Office::new(number, place)))
        .collect();
    let lists: Vec<_> = offices
        .iter()
        .map(|(place, office)| {
            let services = vec![service(vec![office.identity()])];
            list(&list_of(place), place, place, services)
        })
        .collect();
    let store = store_of(&lists);
    let mut agreements = Agreements::new();
    let mut take = |contents: &AgreementContents| {
        let by = contents.pointing_party.territory.as_str();
        let (_, office) = offices.iter().find(|(place, _)| *place == by).unwrap();
        load(
            &mut agreements,
            office.sign(contents).bytes(),
            &store,
            day(5),
        )
        .unwrap();
        agree(&agreements)
    };
    for pointing in PLACES {
        for pointed in PLACES {
            // Between a region and a part of it no agreement is needed.
            let (one, other) = (region(pointing), region(pointed));
            if one == other || !(one.contains(&other) || other.contains(&one)) {
                take(&between(pointing, pointed));
            }
        }
    }
    let replacing = instead("CN-44", "CN-33", "one");
    take(&replacing);
    assert_eq!(take(&instead("CN-44", "CN-33", "another"))[2], 2);
    // The next issue leaves it in its place, and takes that of another one.
    let mut changed = next(&replacing, 5);
    changed.supersedes = instead("CN-44", "CN-3301", "").supersedes;
    let [direct, onward, superseding] = take(&changed);
    assert_eq!(superseding, 2);
    changed = next(&changed, 5);
    changed.supersedes.clear();
    assert_eq!(take(&changed), [direct, onward, 1]);
    assert!(direct > 50 && onward > 200, "{direct} {onward}");
}
