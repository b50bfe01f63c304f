//! Time: a clock that was set back, lists that grow old, and how long a verdict may be relied on.

use elicence::document::Interval;
use elicence::{
    crypto::Algorithm,
    licence::TypeRegistry,
    status::{Publication, StatusListDraft, StatusLists, StatusReference},
    time::UnixTime,
    trust::{
        TrustAnchors,
        list::{AuthoritativeSource, ServiceState, ServiceStatus, TrustList, TrustedService},
        store::{ListRoot, StaleLists, StoreTerms, TrustStore},
    },
};

use crate::licences::{Facts, Verifier, doc_type, types};
use crate::offices::{
    Ca, Keeper, Office, code, day, entity, first_issue, region, sealing, telling_status,
};

const LIST: &str = "urn:example:district";
const PLACE: &str = "CN-440104";
const URI: &str = "https://status.example.cn/district/1";

/// When each thing that a verdict rests on ends, in days.
#[derive(Clone, Copy)]
struct Ends {
    licence: i64,
    certificate: i64,
    revocation_list: i64,
    list: i64,
    status: i64,
    time_to_live: Option<u64>,
    suspension: Option<i64>,
    status_suspension: Option<i64>,
    sole_source: Option<i64>,
    twin: Option<i64>,
}

const LONG: Ends = Ends {
    licence: 60,
    certificate: 70,
    revocation_list: 50,
    list: 40,
    status: 55,
    time_to_live: None,
    suspension: None,
    status_suspension: None,
    sole_source: None,
    twin: None,
};

struct Story {
    keeper: Keeper,
    types: TypeRegistry,
    list: TrustList,
    store: TrustStore,
    statuses: StatusLists,
    licence: Vec<u8>,
}

impl Story {
    fn new(ends: Ends) -> Self {
        let (ca, keeper) = (Ca::new(8_000, "CN"), Keeper::new(8_001, "CN"));
        let (types, code) = (types(1), code("440104", 800));
        let office = ca.department_until(&code, 8_002, day(ends.certificate));
        let status_office = ca.status_office(&code, 8_003);
        let mut contents = first_issue(LIST, "regional", PLACE);
        contents.next_update = Some(day(ends.list.min(10)));
        contents.not_after = day(ends.list);
        let mut service = sealing("urn:svc:seal", &doc_type(0), PLACE, ca.identity());
        suspend(&mut service, ends.suspension);
        let mut status = telling_status("urn:svc:status", &[URI], status_office.identity());
        suspend(&mut status, ends.status_suspension);
        let mut services = vec![service, status];
        if let Some(start) = ends.twin {
            let mut twin = sealing("urn:svc:twin", &doc_type(0), PLACE, ca.identity());
            twin.current_state.starting_time = day(start);
            services.push(twin);
        }
        let other = ca.department(&code, 8_004).identity();
        services.push(sealing("urn:svc:other", &doc_type(0), PLACE, other));
        contents.trusted_entities.push(entity(&code, services));
        // From this day on the other service is the only source.
        contents
            .authoritative_sources
            .extend(ends.sole_source.map(|start| AuthoritativeSource {
                doc_type: doc_type(0),
                territory: region(PLACE),
                owner: code.clone(),
                issuers: vec!["urn:svc:other".to_owned()],
                validity: Interval {
                    from: day(start),
                    until: None,
                },
            }));
        let list = keeper.sign(contents);

        let root = ListRoot::new(LIST, vec![keeper.identity()]);
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
        store.load_list(list.bytes(), day(2)).unwrap();
        let revoking = ca.revoking(&[], 1, (1, ends.revocation_list));
        store.load_revocation_list(&revoking).unwrap();
        let mut statuses = StatusLists::new();
        let token = token(&status_office, ends);
        statuses.load(&token, &store, day(2)).unwrap();

        let facts = Facts {
            type_number: 0,
            issuer_code: &code,
            region: PLACE,
        };
        let reference = StatusReference::to_status_list(URI, 3);
        let dates = (day(1), day(ends.licence));
        let licence = facts
            .sealed(&office, &types, dates, Some(&reference))
            .unwrap();
        Self {
            keeper,
            types,
            list,
            store,
            statuses,
            licence,
        }
    }

    fn at(&self, now: UnixTime) -> Verifier<'_> {
        Verifier::new(&self.store, &self.types, now).with_statuses(&self.statuses)
    }

    fn says(&self, now: UnixTime) -> String {
        self.at(now).says(&self.licence)
    }

    /// Until when a verdict of `now` holds; `None` where it is none.
    fn until(&self, now: UnixTime) -> Option<UnixTime> {
        self.at(now)
            .verdict(&self.licence)
            .ok()
            .map(|verified| verified.effective_until())
    }

    /// The codes of the notes of a verdict.
    fn notes(&self, now: UnixTime) -> Vec<&'static str> {
        let verified = self.at(now).verdict(&self.licence).unwrap();
        verified
            .trail()
            .checks()
            .iter()
            .filter_map(|check| check.code())
            .collect()
    }
}

/// Enters a suspension that begins on this day.
fn suspend(service: &mut TrustedService, start: Option<i64>) {
    if let Some(start) = start {
        service.service_history.push(service.current_state);
        service.current_state = ServiceState {
            status: ServiceStatus::Suspended,
            starting_time: day(start),
        };
    }
}

fn token(signer: &Office, ends: Ends) -> Vec<u8> {
    let draft = StatusListDraft::new(URI, 100).unwrap();
    let chain = vec![signer.certificate.clone()];
    let mut publication = Publication::new(chain, Algorithm::Es256, day(1), day(ends.status));
    if let Some(seconds) = ends.time_to_live {
        publication = publication.with_time_to_live(seconds);
    }
    draft.publish(&publication, &signer.key).unwrap()
}

fn before(time: UnixTime) -> UnixTime {
    time.saturating_add(-1)
}

fn after(time: UnixTime) -> UnixTime {
    time.saturating_add(1)
}

#[test]
fn a_clock_that_was_set_back_is_not_believed() {
    let mut story = Story::new(LONG);
    let next = story
        .keeper
        .follow(&story.list, 5, |contents| contents.not_after = day(40));
    story.store.load_list(next.bytes(), day(5)).unwrap();
    assert_eq!(story.store.clock_floor(), Some(day(5)));
    assert_eq!(story.notes(day(5)), [""; 0]);
    for behind in [before(day(5)), day(2), day(-1_000)] {
        assert_eq!(story.notes(behind), ["trust.note-clock-behind"]);
        let verified = story.at(behind).verdict(&story.licence).unwrap();
        assert_eq!(verified.evidence().judged_at, day(5));
        assert_eq!(Some(verified.effective_until()), story.until(day(5)));
    }
}

#[test]
fn what_was_over_at_the_floor_is_over_however_the_clock_stands() {
    let mut story = Story::new(Ends { licence: 4, ..LONG });
    assert_eq!(story.says(day(3)), "in-force");
    let next = story
        .keeper
        .follow(&story.list, 5, |contents| contents.not_after = day(40));
    story.store.load_list(next.bytes(), day(5)).unwrap();
    assert_eq!(story.says(day(3)), "refused: verify.mso-expired");
}

#[test]
fn a_stale_list_is_noted_and_an_expired_one_decides_nothing() {
    let mut story = Story::new(LONG);
    assert_eq!(story.notes(day(10)), [""; 0]);
    assert_eq!(story.notes(after(day(10))), ["trust.list-stale"]);
    assert_eq!(story.says(day(40)), "in-force");
    let expired = "indeterminate: trust.list-expired";
    assert!(
        story.says(after(day(40))).starts_with(expired),
        "{}",
        story.says(after(day(40)))
    );

    let mut terms = StoreTerms::new();
    terms.stale_lists = StaleLists::Undetermined;
    story.store = story.store.with_terms(terms);
    assert_eq!(story.until(day(2)), Some(day(10)));
    assert_eq!(story.says(day(10)), "in-force");
    let stale = "indeterminate: trust.list-stale";
    assert!(
        story.says(after(day(10))).starts_with(stale),
        "{}",
        story.says(after(day(10)))
    );
}

/// At the end of what ends first the verdict still holds. (A certificate never ends before what it has sealed.) A second later the same inputs give another.
#[test]
fn a_verdict_holds_until_the_second_that_it_names_and_not_one_longer() {
    let cases = [
        ("licence", Ends { licence: 9, ..LONG }, day(9)),
        (
            "revocation list",
            Ends {
                revocation_list: 9,
                ..LONG
            },
            day(9),
        ),
        ("list", Ends { list: 9, ..LONG }, day(9)),
        // A status list does not count at its end.
        ("status list", Ends { status: 9, ..LONG }, before(day(9))),
        (
            "time to live",
            Ends {
                time_to_live: Some(7 * 86_400),
                ..LONG
            },
            day(9),
        ),
        // Nor does an authority that is suspended from an instant on.
        (
            "suspension",
            Ends {
                suspension: Some(9),
                ..LONG
            },
            before(day(9)),
        ),
        (
            "suspension of who tells the status",
            Ends {
                status_suspension: Some(9),
                ..LONG
            },
            before(day(9)),
        ),
        (
            "another source",
            Ends {
                sole_source: Some(9),
                ..LONG
            },
            before(day(9)),
        ),
        (
            "another service with the key",
            Ends {
                twin: Some(9),
                ..LONG
            },
            before(day(9)),
        ),
    ];
    for (what, ends, last) in cases {
        let story = Story::new(ends);
        let named = story.until(day(2)).unwrap();
        assert_eq!(named, last, "{what}");
        for now in [day(2), before(day(5)), day(6), before(named), named] {
            assert_eq!(story.until(now), Some(named), "{what} at {now}");
        }
        assert_ne!(story.says(after(last)), "in-force", "{what}");
    }
}

/// Whatever ends in whatever order: from an earlier verdict, every second up to the one that it names is in force.
#[test]
fn no_verdict_names_a_second_at_which_the_same_inputs_say_no() {
    let mut state = 11_u64;
    let mut random = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % bound
    };
    for round in 0..12 {
        let mut end = || 6 + i64::try_from(random(20)).unwrap();
        let mut ends = Ends {
            licence: end(),
            certificate: end() + 26,
            revocation_list: end(),
            list: end(),
            status: end(),
            time_to_live: None,
            suspension: None,
            status_suspension: None,
            sole_source: None,
            twin: None,
        };
        match round % 6 {
            0 => ends.certificate = ends.licence.max(7),
            1 => ends.suspension = Some(end()),
            2 => ends.status_suspension = Some(end()),
            3 => ends.sole_source = Some(end()),
            4 => ends.twin = Some(end()),
            _ => ends.time_to_live = Some(86_400 * u64::try_from(end()).unwrap()),
        }
        let story = Story::new(ends);
        let mut earlier: Option<UnixTime> = None;
        for hour in (48..30 * 24).step_by(13) {
            let now = day(0).saturating_add(hour * 3_600);
            let named = story.until(now);
            if earlier.is_some_and(|earlier| now <= earlier) {
                assert!(
                    named.is_some(),
                    "round {round}: {now} is before {earlier:?}"
                );
            }
            if let Some(named) = named {
                assert!(now <= named, "round {round}");
                assert!(story.until(named).is_some(), "round {round}: {named}");
                assert!(
                    story.until(after(named)).is_none_or(|until| until > named),
                    "round {round}"
                );
                earlier = earlier.max(Some(named));
            } else {
                assert!(earlier.is_none_or(|earlier| now > earlier), "round {round}");
            }
        }
        assert!(earlier.is_some(), "round {round}");
    }
}
