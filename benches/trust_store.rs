//! What a judgement and a load cost in a store of 4 to 10,000 members, beside a raw signature verification, in one run.
//!
//! `cargo bench --bench trust_store`. The last column is the cost beside that of the smallest store: what grows with the
//! number of members must stay near 1. `ELICENCE_MEMBERS=100` stops at that number.

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which a part is needed"
)]
mod pki;

use std::hint::black_box;
use std::time::Instant;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    Misuse,
    crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey},
    time::UnixTime,
    trust::{
        Question, Trust as _, TrustAnchors,
        list::{DigitalIdentity, ListContents, ListDraft, TrustList},
        store::{ListRoot, TrustStore},
    },
};
use pki::{Draft, Kind, PURPOSES, Subject, extension, make_certificate, tlv};

const MEMBERS: [u16; 4] = [4, 100, 1_000, 10_000];
const ROUNDS: usize = 201;
const TYPE: &str = "org.elicence.business_licence.1";
const LIST_OF_LISTS: &str = "urn:example:lists";

struct Numbered(u16);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(1);
        bytes[1..3].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

fn key(number: u16) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).expect("a key")
}

fn at(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).expect("an instant")
}

fn now() -> UnixTime {
    at("2026-06-02T00:00:00Z")
}

/// Who signs every list.
struct Office {
    key: SoftwareKey,
    certificate: Vec<u8>,
}

impl Office {
    fn new() -> Self {
        let key = key(60_000);
        let subject = Subject {
            c: "CN",
            o: "List Office",
            cn: "Lists",
            ..Subject::default()
        };
        let validity = (at("2026-01-01T00:00:00Z"), at("2030-01-01T00:00:00Z"));
        let public = key.verifying_key();
        let purpose = tlv(
            0x30,
            &[&tlv(0x06, &[&[0x04, 0x00, 0x91, 0x37, 0x03, 0x00]])],
        );
        let certificate = Draft::new(
            &subject,
            &public,
            &subject,
            &public,
            validity,
            Kind::Sealer,
            7,
        )
        .with(PURPOSES, Some(extension(PURPOSES, true, &purpose)))
        .sign(&key)
        .expect("a certificate");
        Self { key, certificate }
    }

    fn sign(&self, contents: ListContents) -> TrustList {
        let chain = [self.certificate.clone()];
        let prepared = ListDraft::new(contents)
            .prepare(Algorithm::Es256, &chain)
            .expect("a right list");
        let signature = self
            .key
            .sign(&prepared.to_be_signed())
            .expect("a signature");
        prepared.complete(&signature).expect("a right signature")
    }

    fn spki(&self) -> String {
        STANDARD.encode(self.key.verifying_key().to_spki_der())
    }

    fn list_of_lists(&self, members: u16) -> TrustList {
        let pointers: Vec<String> = (0..members)
            .map(|member| {
                format!(
                    r#"{{"location":"https://lists.example/","listId":"{}","listType":"urn:elicence:list:regional",
                    "schemeTerritory":"{}","serviceDigitalIdentities":[{{"key":"{}"}}],"minSequenceNumber":1}}"#,
                    list_id(member), place(member), self.spki()
                )
            })
            .collect();
        self.sign(contents(
            LIST_OF_LISTS,
            "lists",
            "x-federation",
            &pointers.join(","),
            "",
        ))
    }

    fn member(&self, member: u16) -> TrustList {
        let service = format!(
            r#"{{"entityId":"{code}","name":{{"en":"Department"}},"services":[{{
            "serviceId":"urn:svc:{member}","serviceTypeIdentifier":"urn:elicence:service:licence-issuance",
            "serviceName":{{"en":"Sealing"}},"serviceDigitalIdentities":[{{"certificate":"{leaf}"}}],
            "currentState":{{"serviceStatus":"granted","statusStartingTime":"2020-01-01T00:00:00Z"}},
            "licenceScope":[{{"docType":"{TYPE}","territories":["{place}"]}}]}}]}}"#,
            code = code(member),
            place = place(member),
            leaf = STANDARD.encode(sealer(member)),
        );
        self.sign(contents(
            &list_id(member),
            "regional",
            &place(member),
            "",
            &service,
        ))
    }
}

fn contents(id: &str, kind: &str, territory: &str, pointers: &str, entities: &str) -> ListContents {
    let json = format!(
        r#"{{"type":"org.elicence.trustlist.1","listId":"{id}","listType":"urn:elicence:list:{kind}","sequenceNumber":1,
        "schemeTerritory":"{territory}","schemeOperatorName":{{"en":"List Office"}},
        "schemeTypeCommunityRules":["https://rules.example/"],"statusDeterminationApproach":"urn:example:approach",
        "historicalInformationPeriod":65535,"listIssueDateTime":"2026-06-01T00:00:00Z",
        "nextUpdate":"2026-07-01T00:00:00Z","notAfter":"2026-08-01T00:00:00Z",
        "pointersToOtherLists":[{pointers}],"trustedEntities":[{entities}],"authoritativeSources":[]}}"#
    );
    ListContents::from_json(&json).expect("a list")
}

fn list_id(member: u16) -> String {
    format!("urn:example:member-{member}")
}

/// A county of its own.
fn place(member: u16) -> String {
    let (province, rest) = (44 + member / 6_930, member % 6_930);
    format!("CN-{province}{:02}{:02}", 1 + rest / 99, 1 + rest % 99)
}

fn code(member: u16) -> String {
    format!("DEP{member:015}")
}

/// The sealing certificate of a member, under a CA that all share and nobody here asks.
fn sealer(member: u16) -> Vec<u8> {
    let ca = Subject {
        c: "CN",
        o: "CA",
        cn: "CA",
        ..Subject::default()
    };
    let code = code(member);
    let subject = Subject {
        c: "CN",
        o: "Department",
        organization_identifier: &code,
        cn: "Seal",
        ..Subject::default()
    };
    let validity = (at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
    make_certificate(
        &subject,
        &key(member).verifying_key(),
        &ca,
        &key(60_001),
        validity,
        Kind::Sealer,
        7,
    )
    .expect("a certificate")
}

/// The median of so many rounds, in microseconds.
fn median(mut rounds: Vec<f64>) -> f64 {
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}

fn time(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e6
}

fn main() {
    let most = std::env::var("ELICENCE_MEMBERS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(u16::MAX);
    let office = Office::new();
    let message = b"a raw signature over a short message";
    let signature = office.key.sign(message).expect("a signature");
    let public = office.key.verifying_key();
    println!(
        "{:<34} {:>8} {:>10} {:>10} {:>10}",
        "medians", "members", "µs", "raw, µs", "to least"
    );
    let mut least = Vec::new();
    for members in MEMBERS.into_iter().filter(|members| *members <= most) {
        let root = || {
            ListRoot::new(
                LIST_OF_LISTS,
                vec![DigitalIdentity::Certificate(office.certificate.clone())],
            )
        };
        let mut warm = TrustStore::new(TrustAnchors::new()).with_root(root());
        let mut cold = TrustStore::new(TrustAnchors::new().without_cache()).with_root(root());
        let lists: Vec<TrustList> = (0..members).map(|member| office.member(member)).collect();
        for store in [&mut warm, &mut cold] {
            store
                .load_list(office.list_of_lists(members).bytes(), now())
                .expect("taken");
            for list in &lists {
                store.load_list(list.bytes(), now()).expect("taken");
            }
        }
        let raw = median(
            (0..ROUNDS)
                .map(|_| {
                    time(|| _ = black_box(public.verify(Algorithm::Es256, message, &signature)))
                })
                .collect(),
        );
        // Spread over all members, so that it is the store that is asked and not one warm corner of it.
        let seals: Vec<Vec<u8>> = (0..members)
            .step_by(usize::from(members.div_ceil(97)))
            .map(sealer)
            .collect();
        let question = Question::new(TYPE, now());
        let judge = |store: &TrustStore| {
            let asked = seals.iter().cycle().take(ROUNDS);
            median(
                asked
                    .map(|seal| time(|| _ = black_box(store.examine(&[seal], &question))))
                    .collect(),
            )
        };
        let standing = {
            let ids: Vec<String> = (0..members)
                .step_by(usize::from(members.div_ceil(97)))
                .map(list_id)
                .collect();
            let asked = ids.iter().cycle().take(ROUNDS);
            median(
                asked
                    .map(|id| time(|| _ = black_box(warm.counts(id, now()))))
                    .collect(),
            )
        };
        judge(&warm);
        let (known, anew) = (judge(&warm), judge(&cold));
        let mut issue = lists[0].clone();
        let load = (1..=21).map(|minute| {
            let end = at("2026-08-01T00:00:00Z");
            let issued = at("2026-06-01T00:00:00Z").saturating_add(minute * 60);
            issue = office.sign(ListContents::next(&issue, issued, Some(end), end));
            time(|| _ = black_box(warm.load_list(issue.bytes(), now()).expect("taken")))
        });
        let load = median(load.collect());
        let rows = [
            ("whether a list counts", standing),
            ("a judgement, path remembered", known),
            ("a judgement, path cold", anew),
            ("taking one issue of one member", load),
        ];
        if least.is_empty() {
            least = rows.iter().map(|(_, cost)| *cost).collect();
        }
        for ((what, cost), least) in rows.iter().zip(&least) {
            println!(
                "{what:<34} {members:>8} {cost:>10.1} {raw:>10.1} {:>10.2}",
                cost / least
            );
        }
    }
}
