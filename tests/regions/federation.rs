//! A federation of 112 regions, and the 113th.

use elicence::{
    licence::TypeRegistry,
    trust::{
        TrustAnchors,
        list::{DigitalIdentity, ListPointer, ListType, Territory, TrustList},
        store::{ListRoot, TrustStore},
    },
};

use crate::licences::{Facts, Verifier, doc_type, types};
use crate::offices::{Ca, Keeper, Office, code, day, entity, first_issue, region, sealing};

const MEMBERS: u16 = 112;
const ROOT: &str = "urn:example:federation";
/// Some members are abroad.
const ABROAD: [&str; 13] = [
    "KR-11", "KR-26", "KR-27", "KR-28", "KR-29", "KR-30", "KR-31", "KR-41", "KR-42", "KR-43",
    "KR-44", "KR-45", "KR-46",
];

/// A region with its own keeper of lists and its own CA.
struct Member {
    list_id: String,
    region: String,
    keeper: Keeper,
    list: TrustList,
    revocation_list: Vec<u8>,
    licence: Vec<u8>,
}

impl Member {
    fn new(number: u16, types: &TypeRegistry) -> Self {
        let abroad = number.checked_sub(100).map(usize::from);
        let (country, place) = match abroad {
            Some(place) => ("KR", ABROAD[place].to_owned()),
            None => (
                "CN",
                format!("CN-{}{:02}", 44 + number / 50, 1 + number % 50),
            ),
        };
        let ca = Ca::new(2_000 + number, country);
        let code = code("440100", 1_000 + number);
        let office: Office = ca.department(&code, 3_000 + number);
        // One half lists its CA, the other the sealing certificates themselves.
        let identity = if number % 2 == 0 {
            ca.identity()
        } else {
            office.identity()
        };
        let keeper = Keeper::new(4_000 + number, country);
        let list_id = format!("urn:example:member-{number}");
        let mut contents = first_issue(&list_id, "regional", &place);
        contents.utc_offset_minutes = abroad.map(|_| 540);
        let service = sealing(&format!("urn:svc:{number}"), &doc_type(0), &place, identity);
        contents.trusted_entities.push(entity(&code, vec![service]));
        let facts = Facts {
            type_number: 0,
            issuer_code: &code,
            region: &place,
        };
        Self {
            list: keeper.sign(contents),
            revocation_list: ca.revoking(&[], 1, (1, 15)),
            licence: facts.sealed_by(&office, types).unwrap(),
            list_id,
            region: place,
            keeper,
        }
    }

    fn pointer(&self) -> ListPointer {
        ListPointer::new(
            "https://lists.example/",
            &self.list_id,
            ListType::Regional,
            Territory::Region(region(&self.region)),
            vec![self.keeper.identity()],
        )
    }

    fn give_to(&self, store: &mut TrustStore) {
        store.load_list(self.list.bytes(), day(2)).unwrap();
        store.load_revocation_list(&self.revocation_list).unwrap();
    }
}

struct Federation {
    keeper: Keeper,
    types: TypeRegistry,
    members: Vec<Member>,
    list: TrustList,
}

impl Federation {
    /// `members` in all, of which the list of lists has the first [`MEMBERS`].
    fn new(members: u16) -> Self {
        let (keeper, types) = (Keeper::new(5_000, "CN"), types(1));
        let members: Vec<_> = (0..members)
            .map(|number| Member::new(number, &types))
            .collect();
        let mut contents = first_issue(ROOT, "lists", "x-federation");
        let listed = members.iter().take(usize::from(MEMBERS));
        contents.pointers_to_other_lists = listed.map(Member::pointer).collect();
        Self {
            list: keeper.sign(contents),
            keeper,
            types,
            members,
        }
    }

    /// A verifier that has the pin of the root, and the files in the order in which they came.
    fn verifier<'m>(&self, members: impl Iterator<Item = &'m Member>) -> TrustStore {
        let pin: Vec<DigitalIdentity> = vec![self.keeper.identity()];
        let root = ListRoot::new(ROOT, pin);
        let mut store = TrustStore::new(TrustAnchors::new()).with_root(root);
        store.load_list(self.list.bytes(), day(2)).unwrap();
        members.for_each(|member| member.give_to(&mut store));
        store
    }

    fn reports(&self, store: &TrustStore) -> Vec<String> {
        let verifier = Verifier::new(store, &self.types, day(5));
        self.members
            .iter()
            .map(|member| verifier.report(&member.licence))
            .collect()
    }

    fn says(&self, store: &TrustStore, member: usize) -> String {
        Verifier::new(store, &self.types, day(5)).says(&self.members[member].licence)
    }
}

#[test]
fn a_licence_of_every_member_is_in_force_wherever_the_files_are() {
    let federation = Federation::new(MEMBERS);
    let members = &federation.members;
    let stores = [
        federation.verifier(members.iter()),
        federation.verifier(members.iter().rev()),
        federation.verifier(members.iter().skip(50).chain(&members[..50])),
    ];
    for member in 0..members.len() {
        let name = &members[member].list_id;
        assert_eq!(federation.says(&stores[0], member), "in-force", "{name}");
    }
    // Whoever verifies, and in whatever order the files came: the same bytes.
    let reports = federation.reports(&stores[0]);
    assert_eq!(reports, federation.reports(&stores[1]));
    assert_eq!(reports, federation.reports(&stores[2]));
}

#[test]
fn a_member_seals_for_no_region_but_its_own() {
    let federation = Federation::new(20);
    let store = federation.verifier(federation.members.iter());
    for number in 0..20 {
        let ca = Ca::new(2_000 + number, "CN");
        let code = code("440100", 1_000 + number);
        let office = ca.department(&code, 3_000 + number);
        let neighbour = &federation.members[usize::from((number + 1) % 20)].region;
        let facts = Facts {
            type_number: 0,
            issuer_code: &code,
            region: neighbour,
        };
        let licence = facts.sealed_by(&office, &federation.types).unwrap();
        let verifier = Verifier::new(&store, &federation.types, day(5));
        let outside = "refused: trust.authority-territory, trust.region-out-of-scope";
        assert_eq!(verifier.says(&licence), outside);
    }
}

#[test]
fn one_update_adds_a_member_and_changes_nothing_else() {
    let federation = Federation::new(MEMBERS + 1);
    let (new, old) = federation.members.split_last().unwrap();
    let mut store = federation.verifier(old.iter());
    let before = federation.reports(&store);
    assert_eq!(federation.says(&store, old.len()), "refused: trust.no-path");
    assert_eq!(
        store
            .load_list(new.list.bytes(), day(2))
            .unwrap_err()
            .code(),
        "trust.list-unknown"
    );

    let update = federation.keeper.follow(&federation.list, 3, |contents| {
        contents.pointers_to_other_lists.push(new.pointer());
    });
    store.load_list(update.bytes(), day(4)).unwrap();
    new.give_to(&mut store);
    let after = federation.reports(&store);
    assert_eq!(federation.says(&store, old.len()), "in-force");
    assert_eq!(after[..old.len()], before[..old.len()]);
}

#[test]
fn a_member_whose_pointer_is_gone_stops_at_once_and_alone() {
    let federation = Federation::new(MEMBERS);
    let mut store = federation.verifier(federation.members.iter());
    let before = federation.reports(&store);
    assert_eq!(federation.says(&store, 70), "in-force");
    assert_eq!(federation.says(&store, 71), "in-force");

    let update = federation.keeper.follow(&federation.list, 3, |contents| {
        contents.pointers_to_other_lists.drain(70..72);
    });
    store.load_list(update.bytes(), day(4)).unwrap();
    // With the CA listed and with the sealing certificate itself, with the path remembered or not.
    assert_eq!(federation.says(&store, 70), "refused: trust.no-path");
    assert_eq!(federation.says(&store, 71), "refused: trust.no-path");
    let after = federation.reports(&store);
    assert_eq!(after[..70], before[..70]);
    assert_eq!(after[72..], before[72..]);
}
