use super::*;

const ISSUED: &str = "2026-07-01T00:00:00Z";

fn first() -> TrustList {
    signed(regional())
}

fn next(previous: &TrustList) -> ListContents {
    ListContents::next(
        previous,
        time(ISSUED),
        Some(time("2026-08-01T00:00:00Z")),
        time("2026-09-01T00:00:00Z"),
    )
}

/// What is wrong with the second issue after a change; the same when it is read and when it is to be signed.
fn after(change: impl FnOnce(&mut ListContents)) -> Vec<Reason> {
    after_of(&first(), change)
}

fn after_of(previous: &TrustList, change: impl FnOnce(&mut ListContents)) -> Vec<Reason> {
    let mut contents = next(previous);
    change(&mut contents);
    let list = TrustList::decode(&forced(&contents)).unwrap();
    let read = list.check_against(previous);
    let made = ListDraft::new(contents)
        .following(previous)
        .prepare(Algorithm::Es256, &chain());
    match made {
        Ok(_) => assert_eq!(read, []),
        Err(ListError::Refused(reasons)) => assert_eq!(read, reasons),
        Err(error) => panic!("{error}"),
    }
    read
}

#[test]
fn the_next_issue_follows() {
    assert_eq!(after(|_| {}), []);
    let first = first();
    let contents = next(&first);
    assert_eq!(contents.sequence_number, 2);
    let named = contents.previous_issue.clone().unwrap();
    assert_eq!(named.sequence_number, 1);
    assert_eq!(named.digest.value(), first.digest());
    assert_eq!(contents.trusted_entities, regional().trusted_entities);
    let second = signed(contents);
    let third = signed(next(&second));
    assert_eq!(third.check_against(&second), []);
    assert_eq!(third.contents().sequence_number, 3);
    // A gap, and the same issue again.
    assert_eq!(
        codes(&third.check_against(&first)),
        ["trust.list-chain-broken", "trust.list-chain-broken"]
    );
    assert_eq!(
        codes(&second.check_against(&second)),
        ["trust.list-chain-broken", "trust.list-chain-broken"]
    );
}

fn codes(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(Reason::code).collect()
}

#[test]
fn another_issue_of_the_same_number_is_not_the_one_before() {
    let mut other = regional();
    other.next_update = None;
    let mut contents = next(&first());
    contents.previous_issue = next(&signed(other)).previous_issue;
    let list = TrustList::decode(&forced(&contents)).unwrap();
    assert_eq!(
        list.check_against(&first()),
        [Reason::ListChainBroken {
            rule: "it names another issue as the one before"
        }]
    );
}

#[test]
fn a_later_issue_is_not_older() {
    assert_eq!(
        after(|l| l.list_issue_date_time = regional().list_issue_date_time),
        []
    );
    let earlier = regional().list_issue_date_time.saturating_add(-1);
    assert_eq!(
        after(|l| l.list_issue_date_time = earlier),
        [Reason::ListRollback {
            rule: "it has a higher number and an earlier date"
        }]
    );
}

#[test]
fn nothing_follows_a_closed_list() {
    let mut closed = regional();
    closed.next_update = None;
    assert_eq!(
        after_of(&signed(closed), |_| {}),
        [Reason::ListClosed {
            list: "urn:example:list:cn-44".to_owned()
        }]
    );
}

#[test]
fn name_kind_and_territory_stay() {
    let same = "every issue of a list says the same here";
    assert_eq!(rule_of(&after(|l| l.list_id.push('x'))), same);
    let narrower = |l: &mut ListContents| {
        l.scheme_territory = Territory::Region(region("CN"));
    };
    assert_eq!(rule_of(&after(narrower)), same);
    let previous = signed(ListContents {
        scheme_territory: Territory::Region(region("CN")),
        pointers_to_other_lists: Vec::new(),
        ..list_of_lists()
    });
    let kind = |l: &mut ListContents| l.list_type = ListType::Regional;
    assert_eq!(rule_of(&after_of(&previous, kind)), same);
}

#[test]
fn nobody_and_nothing_is_lost() {
    let gone = "the service is not listed any more";
    let without_source = |l: &mut ListContents| l.authoritative_sources.clear();
    assert_eq!(
        rule_of(&after(|l| drop(l.trusted_entities[0].services.pop()))),
        gone
    );
    assert_eq!(after(|l| drop(l.trusted_entities.pop())).len(), 2);
    assert_eq!(
        rule_of(&after(|l| {
            without_source(l);
            issuance(l).service_id.push('x');
        })),
        gone
    );
    let moved = |l: &mut ListContents| {
        let service = l.trusted_entities[0].services.pop().unwrap();
        l.trusted_entities[1].services.push(service);
    };
    assert_eq!(
        rule_of(&after(moved)),
        "the service is listed for another entity"
    );
    assert_eq!(
        rule_of(&after(|l| {
            l.trusted_entities[1].services[1].service_type = ServiceType::TimeStamping;
        })),
        "the service is of another type"
    );
    let exchanged = |l: &mut ListContents| issuance(l).service_digital_identities = vec![ca(7)];
    assert_eq!(
        rule_of(&after(exchanged)),
        "a key of the service is not listed any more"
    );
    assert_eq!(
        after(|l| issuance(l).service_digital_identities.insert(0, ca(7))),
        []
    );
}

#[test]
fn what_is_new_may_be_added() {
    let more = |l: &mut ListContents| {
        l.trusted_entities.insert(
            0,
            TrustedEntity::new(
                "new",
                english("New"),
                vec![service("new-1", ServiceType::TimeStamping, end(8))],
            ),
        );
    };
    assert_eq!(after(more), []);
}

#[test]
fn a_state_that_has_begun_is_not_changed() {
    let changed = "a state that had begun was changed or lost";
    let granted = ServiceStatus::Granted;
    assert_eq!(
        rule_of(&after(|l| issuance(l).service_history.truncate(1))),
        changed
    );
    assert_eq!(
        rule_of(&after(|l| issuance(l).service_history.clear())),
        changed
    );
    assert_eq!(
        rule_of(&after(|l| issuance(l).service_history[0].status = granted)),
        changed
    );
    let later = |l: &mut ListContents| {
        let state = &mut issuance(l).service_history[1];
        state.starting_time = state.starting_time.saturating_add(1);
    };
    assert_eq!(rule_of(&after(later)), changed);
    let inserted = |l: &mut ListContents| {
        let old = state(ServiceStatus::Suspended, "2023-01-01T00:00:00Z");
        issuance(l).service_history.push(old);
    };
    assert_eq!(rule_of(&after(inserted)), changed);
    assert_eq!(
        rule_of(&after(
            |l| issuance(l).current_state.status = ServiceStatus::Suspended
        )),
        changed
    );
    // The state that is current is replaced, and not kept.
    let replaced = |l: &mut ListContents| {
        issuance(l).current_state = state(ServiceStatus::Suspended, ISSUED);
    };
    assert_eq!(rule_of(&after(replaced)), changed);
}

/// The service in a new state from this time on, the others kept.
fn then(list: &mut ListContents, status: ServiceStatus, from: &str) {
    let service = issuance(list);
    let before = core::mem::replace(&mut service.current_state, state(status, from));
    service.service_history.insert(0, before);
}

#[test]
fn a_new_state_begins_with_the_issue_before_at_the_earliest() {
    let withdrawn = ServiceStatus::Withdrawn(WithdrawalEffect::Prospective);
    let from = |text: &'static str| after(|l| then(l, withdrawn, text));
    assert_eq!(from(ISSUED), []);
    assert_eq!(from("2026-09-01T00:00:00Z"), []);
    assert_eq!(from("2026-06-01T00:00:00Z"), []);
    assert_eq!(
        rule_of(&from("2026-05-31T23:59:59Z")),
        "a new state begins before the issue that did not know it"
    );
    // For what was done before that there is the effect back in time.
    let stolen = ServiceStatus::Withdrawn(WithdrawalEffect::Retroactive {
        to: time("2026-03-01T00:00:00Z"),
    });
    assert_eq!(after(|l| then(l, stolen, ISSUED)), []);
}

#[test]
fn a_state_to_come_may_be_taken_back_until_it_begins() {
    let announced = |from: &str| {
        let mut contents = regional();
        then(&mut contents, ServiceStatus::Suspended, from);
        signed(contents)
    };
    let taken_back = |l: &mut ListContents| {
        let service = issuance(l);
        service.current_state = service.service_history.remove(0);
    };
    assert_eq!(after_of(&announced("2026-07-01T00:00:01Z"), taken_back), []);
    assert_eq!(
        rule_of(&after_of(&announced(ISSUED), taken_back)),
        "a state that had begun was changed or lost"
    );
}
