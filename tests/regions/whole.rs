//! The whole: a licence with a status, through its life, judged by one process and by the next.

use elicence::{
    crypto::Algorithm,
    licence::TypeRegistry,
    status::{
        Change, LifeCycle, Publication, StatusListDraft, StatusLists, StatusReference, Transition,
    },
    trust::{
        TrustAnchors,
        list::TrustList,
        store::{ListRoot, StoreTerms, TrustStore},
    },
};

use crate::licences::{Facts, Verifier, doc_type, types};
use crate::offices::{Ca, Keeper, Office, code, day, entity, first_issue, sealing, telling_status};

const LIST: &str = "urn:example:district";
const PLACE: &str = "CN-440104";
const URI: &str = "https://status.example.cn/district/1";
const INDEX: u64 = 77;

struct Story {
    ca: Ca,
    keeper: Keeper,
    types: TypeRegistry,
    status_office: Office,
    list: TrustList,
    licence: Vec<u8>,
}

impl Story {
    fn new() -> Self {
        let (ca, keeper) = (Ca::new(7_000, "CN"), Keeper::new(7_001, "CN"));
        let (types, code) = (types(1), code("440104", 700));
        let office = ca.department(&code, 7_002);
        let status_office = ca.status_office(&code, 7_003);
        let mut contents = first_issue(LIST, "regional", PLACE);
        let services = vec![
            sealing("urn:svc:seal", &doc_type(0), PLACE, ca.identity()),
            telling_status("urn:svc:status", &[URI], status_office.identity()),
        ];
        contents.trusted_entities.push(entity(&code, services));
        let facts = Facts {
            type_number: 0,
            issuer_code: &code,
            region: PLACE,
        };
        let reference = StatusReference::to_status_list(URI, INDEX);
        let dates = (day(1), day(120));
        let licence = facts
            .sealed(&office, &types, dates, Some(&reference))
            .unwrap();
        Self {
            list: keeper.sign(contents),
            ca,
            keeper,
            types,
            status_office,
            licence,
        }
    }

    fn root(&self) -> ListRoot {
        ListRoot::new(LIST, vec![self.keeper.identity()])
    }

    fn store(&self) -> TrustStore {
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(self.root());
        store.load_list(self.list.bytes(), day(1)).unwrap();
        store
            .load_revocation_list(&self.ca.revoking(&[], 1, (1, 15)))
            .unwrap();
        store
    }

    fn token(&self, draft: &StatusListDraft, made: i64) -> Vec<u8> {
        let chain = vec![self.status_office.certificate.clone()];
        let publication = Publication::new(chain, Algorithm::Es256, day(made), day(made + 7));
        draft
            .publish(&publication, &self.status_office.key)
            .unwrap()
    }

    /// Suspended on the second day, resumed on the third, revoked on the fourth: the token of each day from the first.
    fn tokens(&self) -> [Vec<u8>; 4] {
        let mut life = LifeCycle::begin(Change::new(Transition::Issue, day(1))).unwrap();
        let mut draft = StatusListDraft::new(URI, 1_000).unwrap();
        let steps = [
            (1, None),
            (2, Some(Transition::Suspend)),
            (3, Some(Transition::Resume)),
            (4, Some(Transition::RevokeAsPenalty)),
        ];
        steps.map(|(at, transition)| {
            if let Some(transition) = transition {
                let change = Change::new(transition, day(at)).on_ground("test, article 1");
                life.apply(change).unwrap();
            }
            draft.set(INDEX, life.state().listed_as()).unwrap();
            self.token(&draft, at)
        })
    }

    fn verifier<'a>(&'a self, store: &'a TrustStore, statuses: &'a StatusLists) -> Verifier<'a> {
        Verifier::new(store, &self.types, day(1)).with_statuses(statuses)
    }
}

const VERDICTS: [&str; 4] = [
    "in-force",
    "refused: status.suspended",
    "in-force",
    "refused: status.revoked",
];

#[test]
fn each_token_tells_the_state_of_its_day() {
    let story = Story::new();
    let (store, mut statuses) = (story.store(), StatusLists::new());
    let verifier = |statuses: &StatusLists, now| {
        story
            .verifier(&store, statuses)
            .at(day(now))
            .says(&story.licence)
    };
    assert_eq!(verifier(&statuses, 1), "indeterminate: status.unavailable");
    for ((now, token), verdict) in (1..).zip(story.tokens()).zip(VERDICTS) {
        statuses.load(&token, &store, day(now)).unwrap();
        assert_eq!(verifier(&statuses, now), verdict, "day {now}");
    }
    // No older token brings it back.
    for token in &story.tokens()[..3] {
        let error = statuses.load(token, &store, day(4)).unwrap_err();
        assert_eq!(error.code(), "status.list-rollback");
    }
    assert_eq!(verifier(&statuses, 4), VERDICTS[3]);
}

#[test]
fn a_second_process_says_the_same_to_the_byte() {
    let story = Story::new();
    let (store, mut statuses) = (story.store(), StatusLists::new());
    for (now, token) in (1..).zip(story.tokens()) {
        statuses.load(&token, &store, day(now)).unwrap();
        let first = story
            .verifier(&store, &statuses)
            .at(day(now))
            .report(&story.licence);

        let again = import(&story, &store.export(), now);
        let mut statuses_again = StatusLists::new();
        let refused = statuses_again
            .import(&statuses.export(), &again, day(now))
            .unwrap();
        assert!(refused.is_empty());
        let second = story
            .verifier(&again, &statuses_again)
            .at(day(now))
            .report(&story.licence);
        assert_eq!(first, second, "day {now}");
        assert_eq!(again.export(), store.export());
        assert_eq!(statuses_again.export(), statuses.export());
    }
}

fn import(story: &Story, state: &[u8], now: i64) -> TrustStore {
    let (anchors, terms) = (TrustAnchors::new(), StoreTerms::new());
    let import = TrustStore::import(state, anchors, [story.root()], terms, day(now)).unwrap();
    assert!(import.left_out.is_empty());
    import.store
}

#[test]
fn nothing_older_is_taken_after_an_import() {
    let story = Story::new();
    let (mut store, mut statuses) = (story.store(), StatusLists::new());
    let second = story.keeper.follow(&story.list, 2, |_| {});
    let third = story.keeper.follow(&second, 3, |_| {});
    store.load_list(second.bytes(), day(2)).unwrap();
    store.load_list(third.bytes(), day(3)).unwrap();
    let tokens = story.tokens();
    for (now, token) in (1..).zip(&tokens) {
        statuses.load(token, &store, day(now)).unwrap();
    }

    let mut again = import(&story, &store.export(), 5);
    let mut statuses_again = StatusLists::new();
    statuses_again
        .import(&statuses.export(), &again, day(5))
        .unwrap();
    let before = again.export();
    for older in [&story.list, &second] {
        let error = again.load_list(older.bytes(), day(5)).unwrap_err();
        assert_eq!(error.code(), "trust.list-rollback");
    }
    for older in &tokens[..3] {
        let error = statuses_again.load(older, &again, day(5)).unwrap_err();
        assert_eq!(error.code(), "status.list-rollback");
    }
    assert_eq!(again.export(), before);
    let verifier = story.verifier(&again, &statuses_again).at(day(5));
    assert_eq!(verifier.says(&story.licence), VERDICTS[3]);
}

#[test]
fn a_second_process_with_other_roots_believes_nothing_of_the_state() {
    let story = Story::new();
    let state = story.store().export();
    let stranger = Keeper::new(7_009, "CN");
    let root = ListRoot::new(LIST, vec![stranger.identity()]);
    let (anchors, terms) = (TrustAnchors::new(), StoreTerms::new());
    let import = TrustStore::import(&state, anchors, [root], terms, day(2)).unwrap();
    assert_eq!(import.left_out.len(), 1);
    assert_eq!(import.left_out[0].error.code(), "trust.list-signer-unknown");
    let statuses = StatusLists::new();
    let verifier = story.verifier(&import.store, &statuses).at(day(2));
    let nobody = "refused: trust.no-path";
    assert!(verifier.says(&story.licence).starts_with(nobody));
}
