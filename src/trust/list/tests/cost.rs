//! A list as large as lists come, and what an attacker can make of one, are checked in time that grows with their size.

use std::time::Instant;

use super::*;

/// Checks take so much longer for four times the entries; eight would be growth of the power 1.5.
const FACTOR: f64 = 8.0;

fn seconds(list: &ListContents) -> f64 {
    let begin = Instant::now();
    let _ = check::check(list);
    begin.elapsed().as_secs_f64()
}

/// The shortest of three runs, so that another process matters less.
fn grows_evenly(list: impl Fn(usize) -> ListContents) {
    let shortest = |entries| {
        let list = list(entries);
        (0..3).map(|_| seconds(&list)).fold(f64::MAX, f64::min)
    };
    let (small, large) = (shortest(2_000), shortest(8_000));
    assert!(large < small * FACTOR + 0.05, "{small} {large}");
}

fn entities(count: usize) -> ListContents {
    let mut list = regional();
    let root = ca(1);
    list.authoritative_sources.clear();
    list.trusted_entities = (0..count)
        .map(|n| {
            let service = TrustedService {
                licence_scope: vec![scope(TYPE, &["CN-44"])],
                ..service(
                    &format!("service-{n}"),
                    ServiceType::LicenceIssuance,
                    root.clone(),
                )
            };
            TrustedEntity::new(format!("entity-{n}"), english("Office"), vec![service])
        })
        .collect();
    list
}

#[test]
fn entities_are_checked_in_even_time() {
    let all = entities(8_000);
    let some = |count| ListContents {
        trusted_entities: all.trusted_entities.iter().take(count).cloned().collect(),
        ..all.clone()
    };
    grows_evenly(some);
}

#[test]
fn sources_are_checked_in_even_time() {
    let second = |n: usize| time("2026-01-01T00:00:00Z").saturating_add(i64::try_from(n).unwrap());
    // One after the other in one territory, with one above that all of them must be held against.
    let usual = regional();
    let apart = |count: usize| {
        let rows = |territory, at: usize| AuthoritativeSource {
            validity: Interval {
                from: second(at),
                until: Some(second(at + 1)),
            },
            ..source(territory, "2026-01-01T00:00:00Z", None)
        };
        let mut list = usual.clone();
        list.authoritative_sources = (0..count)
            .map(|n| rows(if n % 2 == 0 { "CN-44" } else { "CN-440106" }, n))
            .collect();
        list
    };
    assert_eq!(check::check(&apart(8_000)), []);
    grows_evenly(apart);
    // All at one time.
    grows_evenly(|count| {
        let mut list = apart(count);
        for row in &mut list.authoritative_sources {
            row.validity.until = None;
        }
        list
    });
}

#[test]
fn states_pointers_and_issues_are_checked_in_even_time() {
    grows_evenly(|count| {
        let mut list = regional();
        issuance(&mut list).service_history = (0..count)
            .map(|n| ServiceState {
                status: ServiceStatus::Granted,
                starting_time: time("2025-01-01T00:00:00Z")
                    .saturating_add(-i64::try_from(n).unwrap()),
            })
            .collect();
        list
    });
    grows_evenly(|count| {
        let mut list = list_of_lists();
        let one = list.pointers_to_other_lists[0].clone();
        list.pointers_to_other_lists = (0..count)
            .map(|n| ListPointer {
                list_id: format!("urn:example:{n}"),
                ..one.clone()
            })
            .collect();
        list
    });
}

#[test]
fn ten_thousand_entities_are_read_and_checked() {
    let contents = entities(10_000);
    let bytes = forced(&contents);
    let begin = Instant::now();
    let list = TrustList::decode(&bytes).unwrap();
    assert_eq!(list.contents().trusted_entities.len(), 10_000);
    println!("{} bytes in {:?}", bytes.len(), begin.elapsed());
    assert_eq!(
        ListContents::next(&list, now(), None, time("2026-09-01T00:00:00Z")).sequence_number,
        2
    );
}

#[test]
fn certificates_that_all_differ_are_read_in_even_time() {
    // Nobody looks at the signature of a certificate in a list, so that it may be any.
    let draft = draft_of(&named("CN", "Office"), &key(6), Kind::Sealer);
    let mut all = entities(1_000);
    for (n, entity) in all.trusted_entities.iter_mut().enumerate() {
        let serial = u16::try_from(n + 0x100).unwrap().to_be_bytes();
        let draft = Draft {
            serial: tlv(0x02, &[&serial]),
            ..draft.clone()
        };
        let der = draft.assemble(&draft.to_be_signed(), &[0x30, 0x00]);
        entity.services[0].service_digital_identities = vec![DigitalIdentity::Certificate(der)];
    }
    let begin = Instant::now();
    assert_eq!(check::check(&all), []);
    println!("1000 certificates in {:?}", begin.elapsed());
}
