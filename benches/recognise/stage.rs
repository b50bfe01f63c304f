//! Two regions, an agreement between them, and what an answer by it costs.

use std::{hint::black_box, time::Instant};

use crate::offices::{
    Ca, Keeper, Office, code, day, entity, first_issue, region, sealing, text, time,
};
use elicence::{
    codec::Limits,
    crypto::{Algorithm, Signer as _, SystemRandom},
    issue::{Draft, issue},
    licence::TypeRegistry,
    recognise::{
        Agreements, Question, RecognitionResult,
        agreement::{AgreementContents, AgreementDraft},
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

pub(crate) const TYPE: &str = "org.elicence.business_licence.1";
/// The type of what stands beside it.
pub(crate) const BESIDE: &str = "org.elicence.tax_certificate.1";
const ISSUER: &str = "Y1440100TEM000037D";
const HERE: &str = "urn:example:list:here";
const THERE: &str = "urn:example:list:there";
const ROUNDS: usize = 31;
const ANSWERS: u32 = 1_000;

/// Zhejiang, which recognises, and Guangzhou, whose business licence it is.
pub(crate) struct Stage {
    store: TrustStore,
    signer: Office,
    here: String,
    pub(crate) licence: Verified,
    /// Of the holder of `licence`, and recognised without anything beside it.
    pub(crate) beside: Verified,
    pub(crate) raw: f64,
}

impl Stage {
    pub(crate) fn new() -> Self {
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
        let mut seals = sealing("urn:svc:seal", TYPE, "CN-4401", sealer.identity());
        let mut second = seals.licence_scope[0].clone();
        second.doc_type = BESIDE.to_owned();
        seals.licence_scope.push(second);
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
        let types = TypeRegistry::builtin();
        let verified = |draft: &str, changes: &[(&str, &str)]| {
            let sealed = sealed(&sealer, draft, changes);
            let presented = Presented::decode(&sealed).expect("a licence");
            let verdict = presented.documents()[0].verify(&store, &Policy::new(&types), day(2));
            verdict.expect("in force")
        };
        let licence = verified("business_licence", &[]);
        let firm = [
            ("11010519881205010X", "91440100TEM001013U"),
            ("\"111\"", "\"001\""),
        ];
        let beside = verified("tax_certificate", &firm);
        Self {
            store,
            here,
            licence,
            beside,
            raw: raw(&sealer),
            signer,
        }
    }

    pub(crate) fn agreement(&self, name: &str, pointed: &str) -> AgreementContents {
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

    pub(crate) fn take(&self, all: impl IntoIterator<Item = AgreementContents>) -> Agreements {
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
    pub(crate) fn cost(&self, agreements: &Agreements, purpose: &str) -> f64 {
        let here = region("CN-3301");
        let question = Question::new(&here, purpose, agreements);
        let ask = || recognise(&self.licence, black_box(&question));
        assert_eq!(ask().result(), RecognitionResult::Recognised);
        median(ANSWERS, ask)
    }

    /// Microseconds an agreement, to ask the lists again who may sign it.
    pub(crate) fn renewal(&self, agreements: &mut Agreements) -> f64 {
        let count = u32::try_from(agreements.len()).expect("a few");
        let all = median(1, || agreements.renew(black_box(&self.store), day(2)));
        all / f64::from(count)
    }

    pub(crate) fn row(&self, what: &str, cost: f64, first: f64) {
        let (a_second, to_raw) = (1e6 / cost, cost / self.raw);
        println!(
            "{what:<44} {cost:>9.2} {a_second:>11.0} {to_raw:>9.3} {:>9.2}",
            cost / first
        );
    }
}

/// Microseconds of one `ask`: the median of rounds of so many.
pub(crate) fn median<A>(asks: u32, mut ask: impl FnMut() -> A) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..asks {
                black_box(ask());
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(asks)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

/// The draft of this name that ships, with these words in place of its own.
fn sealed(sealer: &Office, draft: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let drafts = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/drafts");
    let text = std::fs::read_to_string(format!("{drafts}/{draft}.json")).expect("the draft");
    let changed = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    let text = changes.iter().fold(text, changed);
    let draft = Draft::from_json(&text).expect("a draft");
    let types = TypeRegistry::builtin();
    let licence = issue(
        &draft,
        types.latest(draft.doc_type()).expect("the type"),
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
