//! What an answer costs: on an agreement of fifty provisions, by number of conditions, and by number of agreements; and what
//! it costs to ask the trust lists again who may sign them.
//!
//! `cargo bench --bench recognise`. Each line is the median of rounds of a thousand answers; beside it the raw cost of one
//! signature verification in the same run. What grows with conditions must grow no faster than they do, and what grows with
//! agreements that lead elsewhere must stay near 1.

#[path = "../tests/regions/offices.rs"]
#[expect(
    dead_code,
    reason = "the makers of the tests, of which a part is needed"
)]
mod offices;
#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker of the examples, of which a part is needed"
)]
mod pki;

use std::{hint::black_box, time::Instant};

use elicence::{
    codec::Limits,
    crypto::{Algorithm, Signer as _, SystemRandom},
    issue::{Draft, issue},
    licence::TypeRegistry,
    recognise::{
        Agreements, Question, RecognitionResult,
        agreement::{AgreementContents, AgreementDraft, Clause, Condition, Element, Kind},
        recognise,
    },
    seal::{Preparation, TechnicalValidity, seal},
    trust::{
        TrustAnchors,
        list::{ServiceType, TrustedService},
        store::{ListRoot, TrustStore},
    },
    verify::{Policy, Presented, Verified},
};
use offices::{Ca, Keeper, Office, code, day, entity, first_issue, region, sealing, text, time};

const TYPE: &str = "org.elicence.business_licence.1";
const ISSUER: &str = "Y1440100TEM000037D";
const HERE: &str = "urn:example:list:here";
const THERE: &str = "urn:example:list:there";
const ROUNDS: usize = 31;
const ANSWERS: u32 = 1_000;

/// Zhejiang, which recognises, and Guangzhou, whose business licence it is.
struct Stage {
    store: TrustStore,
    signer: Office,
    here: String,
    licence: Verified,
    raw: f64,
}

impl Stage {
    fn new() -> Self {
        let (ca, keeper) = (Ca::new(1, "CN"), Keeper::new(2, "CN"));
        let here = code("330000", 3);
        let (sealer, signer) = (ca.department(ISSUER, 4), ca.agreement_office(&here, 5));
        let mut store = TrustStore::new(TrustAnchors::new());
        for list in [HERE, THERE] {
            store = store.with_root(ListRoot::new(list, vec![keeper.identity()]));
        }
        let since = time("2020-01-01T00:00:00Z");
        let signs = ServiceType::AgreementSigner;
        let identities = vec![signer.identity()];
        let signs = TrustedService::new(
            "urn:svc:agreements",
            signs,
            text("Agreements"),
            identities,
            since,
        );
        let seals = sealing("urn:svc:seal", TYPE, "CN-4401", sealer.identity());
        let lists = [
            (HERE, "CN-33", here.as_str(), signs),
            (THERE, "CN-4401", ISSUER, seals),
        ];
        for (list, place, code, service) in lists {
            let mut contents = first_issue(list, "regional", place);
            contents.trusted_entities.push(entity(code, vec![service]));
            let list = keeper.sign(contents);
            store.load_list(list.bytes(), day(1)).expect("taken");
        }
        let sealed = sealed(&sealer);
        let types = TypeRegistry::builtin();
        let presented = Presented::decode(&sealed).expect("a licence");
        let verdict = presented.documents()[0].verify(&store, &Policy::new(&types), day(2));
        Self {
            store,
            here,
            licence: verdict.expect("in force"),
            raw: raw(&sealer),
            signer,
        }
    }

    fn agreement(&self, name: &str, pointed: &str) -> AgreementContents {
        let party = |place: &str, list: &str, code: &str| {
            format!(
                r#"{{"territory":"{place}","legislation":"urn:example:law","listId":"{list}","entityId":"{code}"}}"#
            )
        };
        let json = format!(
            r#"{{"type":"org.elicence.agreement.1","agreementId":"urn:example:agreement:{name}","sequenceNumber":1,
            "issueDateTime":"{}","conditionVocabulary":"org.elicence.conditions.1","title":{{"en":"Agreement"}},
            "legalTexts":[{{"lang":"en","uri":"urn:example:text","digest":{{"alg":-16,"value":"{}="}}}}],
            "pointingParty":{},"pointedParty":{},
            "currentState":{{"equivalenceStatus":"enacted","equivalenceStatusStartingTime":"2025-01-01T00:00:00Z"}},
            "requireEnactedAt":["issuance","use"],"mraDepth":0,"onwardUse":false,"precedence":"none","supersedes":[],"exclusions":[],
            "equivalences":[{{"equivalenceId":"e","legalIdentifier":"art. 1","label":{{"en":"Provision"}},"pointedType":"{TYPE}",
            "pointingType":"org.elicence.local.1","purposes":["urn:example:item:0"],"effect":"full","conditions":[],
            "statusEquivalence":{{"valid":[0],"invalid":[1]}},"attributeMap":[],"supplements":[]}}],
            "objection":{{"contact":{{"en":"Office"}},"uri":"mailto:office@example.cn","deadline":86400}},
            "archive":{{"keep":["verdict"],"retentionDays":30}},"nextUpdate":"{}","notAfter":"{}"}}"#,
            day(1),
            "A".repeat(43),
            party("CN-33", HERE, &self.here),
            party(pointed, THERE, ISSUER),
            day(10),
            day(20)
        );
        AgreementContents::from_json(&json).expect("right contents")
    }

    fn take(&self, all: impl IntoIterator<Item = AgreementContents>) -> Agreements {
        let (mut agreements, chain) = (Agreements::new(), [self.signer.certificate.clone()]);
        for contents in all {
            let prepared = AgreementDraft::new(contents)
                .prepare(Algorithm::Es256, &chain)
                .expect("right contents");
            let signature = self
                .signer
                .key
                .sign(&prepared.to_be_signed())
                .expect("a signature");
            let agreement = prepared.complete(&signature).expect("a right signature");
            agreements
                .load(agreement.bytes(), &self.store, day(2))
                .expect("taken");
        }
        agreements
    }

    /// Microseconds an answer.
    fn cost(&self, agreements: &Agreements, purpose: &str) -> f64 {
        let here = region("CN-3301");
        let question = Question::new(&here, purpose, agreements);
        let ask = || recognise(&self.licence, black_box(&question));
        assert_eq!(ask().result(), RecognitionResult::Recognised);
        let mut rounds: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                for _ in 0..ANSWERS {
                    black_box(ask());
                }
                start.elapsed().as_secs_f64() * 1e6 / f64::from(ANSWERS)
            })
            .collect();
        rounds.sort_by(f64::total_cmp);
        rounds[ROUNDS / 2]
    }

    /// Microseconds an agreement, to ask the lists again.
    fn renewal(&self, agreements: &mut Agreements) -> f64 {
        let count = u32::try_from(agreements.len()).expect("a few");
        let mut rounds: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                agreements.renew(black_box(&self.store), day(2));
                start.elapsed().as_secs_f64() * 1e6 / f64::from(count)
            })
            .collect();
        rounds.sort_by(f64::total_cmp);
        rounds[ROUNDS / 2]
    }

    fn row(&self, what: &str, cost: f64, first: f64) {
        let (a_second, to_raw) = (1e6 / cost, cost / self.raw);
        println!(
            "{what:<44} {cost:>9.2} {a_second:>11.0} {to_raw:>9.3} {:>9.2}",
            cost / first
        );
    }
}

fn sealed(sealer: &Office) -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/data/drafts/business_licence.json"
    );
    let draft =
        Draft::from_json(&std::fs::read_to_string(path).expect("the draft")).expect("a draft");
    let types = TypeRegistry::builtin();
    let licence = issue(
        &draft,
        types.latest(TYPE).expect("the type"),
        &Limits::default(),
    )
    .expect("issued");
    let validity = TechnicalValidity::new(day(1), day(100));
    let chain = vec![sealer.certificate.clone()];
    let preparation = Preparation::new(licence, chain, Algorithm::Es256, validity);
    seal(preparation, &sealer.key, &mut SystemRandom)
        .expect("sealed")
        .into_bytes()
}

/// Microseconds of one signature verification.
fn raw(office: &Office) -> f64 {
    let (message, public) = (
        b"a raw signature over a short message",
        office.key.verifying_key(),
    );
    let signature = office.key.sign(message).expect("a signature");
    let once = || {
        let start = Instant::now();
        black_box(public.verify(Algorithm::Es256, message, &signature).is_ok());
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut rounds: Vec<f64> = (0..201).map(|_| once()).collect();
    rounds.sort_by(f64::total_cmp);
    rounds[100]
}

/// So many conditions that all hold, of kinds that are asked in practice.
fn conditions(count: usize) -> Vec<Clause> {
    let element = |identifier: &str| Element::new(TYPE, identifier);
    let kinds = [
        Kind::LicenceAge {
            max: 2_000 * 86_400,
        },
        Kind::RemainingValidity { min: 30 * 86_400 },
        Kind::IssuerNotIn {
            entities: vec!["X".to_owned()],
        },
        Kind::LevelIn {
            levels: vec!["prefectural".to_owned(), "county".to_owned()],
        },
        Kind::ElementPresent {
            element: element("premises"),
            derived: None,
        },
        Kind::ElementIn {
            element: element("legal_form"),
            values: vec!["limited-company".to_owned()],
            derived: None,
        },
        Kind::ElementNotIn {
            element: element("exemplar"),
            values: vec!["duplicate".to_owned()],
            derived: None,
        },
        Kind::ElementRange {
            element: element("registered_capital"),
            min: Some(1),
            max: None,
        },
    ];
    let kinds = kinds.into_iter().cycle().take(count).enumerate();
    kinds
        .map(|(number, kind)| {
            Clause::One(Condition {
                id: format!("c{number}"),
                kind,
            })
        })
        .collect()
}

fn main() {
    let stage = Stage::new();
    println!("raw: one signature verification takes {:.1} µs", stage.raw);
    println!(
        "{:<44} {:>9} {:>11} {:>9} {:>9}",
        "an answer", "µs", "a second", "to raw", "to first"
    );

    // The last of fifty provisions, each for a purpose of its own, with three conditions.
    let mut fifty = stage.agreement("fifty", "CN-44");
    let template = fifty.equivalences[0].clone();
    fifty.equivalences = (0..50)
        .map(|number| {
            let mut one = template.clone();
            one.equivalence_id = format!("e{number}");
            one.purposes = vec![format!("urn:example:item:{number}")];
            let named = |clause: &Clause| {
                let condition = &clause.conditions()[0];
                let id = format!("{}.{number}", condition.id);
                Clause::One(Condition {
                    id,
                    kind: condition.kind.clone(),
                })
            };
            one.conditions = conditions(3).iter().map(named).collect();
            one
        })
        .collect();
    let agreements = stage.take([fifty]);
    let (first, last) = (
        stage.cost(&agreements, "urn:example:item:0"),
        stage.cost(&agreements, "urn:example:item:49"),
    );
    stage.row("50 provisions, 3 conditions, the first", first, first);
    stage.row("50 provisions, 3 conditions, the last", last, first);

    let mut least = 0.0;
    for count in [1, 5, 10, 20, 40] {
        let mut contents = stage.agreement("conditions", "CN-44");
        contents.equivalences[0].conditions = conditions(count);
        let cost = stage.cost(&stage.take([contents]), "urn:example:item:0");
        least = if count == 1 { cost } else { least };
        stage.row(&format!("{count} conditions"), cost, least);
    }

    // All but one lead from here to other cities.
    let (mut least, mut first) = (0.0, 0.0);
    for count in [1, 10, 100, 1_000] {
        let elsewhere = (0..count - 1).map(|number| {
            let place = format!("CN-{:02}{:02}", 50 + number / 60 % 5, 1 + number % 60);
            stage.agreement(&format!("other-{number}"), &place)
        });
        let all = elsewhere.chain([stage.agreement("this", "CN-44")]);
        let mut agreements = stage.take(all);
        let cost = stage.cost(&agreements, "urn:example:item:0");
        let renewal = stage.renewal(&mut agreements);
        (least, first) = if count == 1 {
            (cost, renewal)
        } else {
            (least, first)
        };
        stage.row(&format!("{count} agreements"), cost, least);
        stage.row(
            &format!("{count} agreements, to renew each"),
            renewal,
            first,
        );
    }
}
