//! How to recognise licences of other regions: make, sign and keep agreements, ask by them, and find out what proves what a service
//! asks for.
//!
//! A region that recognises signs an agreement; two regions that recognise each other sign one each, and neither says anything of the
//! other direction. A verifier takes both, and uses those of its own region.
//!
//! # Make an agreement
//!
//! The first issue is made from JSON (`spec/agreement.schema.json`; `elicence agreement make --example` prints one to begin with). Whoever
//! signs should have read it in words:
//!
//! ```
//! use elicence::{
//!     crypto::Signer,
//!     licence::{Language, TypeRegistry},
//!     recognise::agreement::{Agreement, AgreementContents, AgreementDraft, Severity, explain, lint},
//!     time::UnixTime,
//! };
//!
//! /// `chain`: DER, the certificate of the agreement signer first.
//! fn make(json: &str, chain: &[Vec<u8>], signer: &dyn Signer, now: UnixTime) -> Result<Agreement, Box<dyn std::error::Error>> {
//!     let types = TypeRegistry::builtin();
//!     let contents = AgreementContents::from_json(json)?;
//!     let findings = lint(&contents, None, &types, now); // of a later issue, give the one before it
//!     if findings.iter().any(|finding| finding.severity == Severity::Error) {
//!         return Err("nobody would take it".into());
//!     }
//!     let _clauses = explain(&contents, Language::Zh, &types).to_html(); // numbered, for whoever answers for it
//!
//!     // A later issue is `following` the one before it. Refused here is whatever any verifier would refuse.
//!     let prepared = AgreementDraft::new(contents).prepare(signer.algorithm(), chain)?;
//!     let signature = signer.sign(&prepared.to_be_signed())?;
//!     Ok(prepared.complete(&signature)?) // `bytes` is what is published
//! }
//! # let json = include_str!("../../examples/data/agreement.json");
//! # let key = elicence::crypto::SoftwareKey::generate(elicence::crypto::Algorithm::Es256)?;
//! # let now = UnixTime::parse_rfc3339("2026-06-01T00:00:00Z").unwrap();
//! # assert!(make(json, &[], &key, now).is_err()); // nobody signs without a certificate
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Who amends one shows what [`diff`](crate::recognise::agreement::diff) says: what the amendment opens, and what it closes.
//!
//! # Keep agreements
//!
//! Who may sign for a region stands in its trust list, so the [`TrustStore`](crate::trust::store::TrustStore) comes first.
//!
//! ```
//! use elicence::{DecodeError, recognise::Agreements, time::UnixTime, trust::store::TrustStore};
//!
//! /// Those of the last run, and what came since. What is refused changes nothing. Put `export` away after it.
//! fn update(state: Option<&[u8]>, came: &[Vec<u8>], store: &TrustStore, now: UnixTime) -> Result<Agreements, DecodeError> {
//!     let mut agreements = Agreements::new();
//!     if let Some(state) = state {
//!         for _left_out in agreements.import(state, store, now)? { /* did not hold any more; its floor is kept */ }
//!     }
//!     for bytes in came {
//!         if let Err(_refused) = agreements.load(bytes, store, now) { /* forged, older than one before, not entitled … */ }
//!     }
//!     agreements.renew(store, now); // whenever the trust lists have changed, and before the answers of a new day
//!     Ok(agreements)
//! }
//! # let store = TrustStore::new(elicence::trust::TrustAnchors::new());
//! # let now = UnixTime::parse_rfc3339("2026-06-01T00:00:00Z").unwrap();
//! # let agreements = update(None, &[vec![0]], &store, now)?;
//! # assert!(update(Some(&agreements.export()), &[], &store, now)?.is_empty());
//! # Ok::<(), DecodeError>(())
//! ```
//!
//! The exported state holds the *floors*: whoever loses it can be shown an older issue again.
//!
//! # Ask whether a licence counts
//!
//! Only a [`Verified`](crate::verify::Verified) licence can be asked about, and the answer is for the time at which it was judged.
//!
//! ```
//! use elicence::{
//!     licence::Region,
//!     recognise::{Agreements, Question, RecognitionResult, recognise},
//!     verify::Verified,
//! };
//!
//! /// What a clerk in Hangzhou does with it.
//! fn counts(licence: &Verified, beside: &[&Verified], agreements: &Agreements) -> Result<bool, Box<dyn std::error::Error>> {
//!     let here = Region::parse("CN-3301")?;
//!     // The purpose is yours to say, truthfully: agreements are for purposes.
//!     let question = Question::new(&here, "urn:example:service:branch-registration", agreements).with_supplements(beside);
//!     let answer = recognise(licence, &question);
//!     Ok(match answer.result() {
//!         RecognitionResult::Recognised => {
//!             // Read the licence as your own type sees it; where no agreement is needed, as what it is.
//!             let _local = answer.local_view();
//!             let _kept = answer.archive(); // keep these records for so long: your duty, and that of nobody else
//!             true
//!         }
//!         RecognitionResult::RecognisedWithSupplements => {
//!             let _needed = answer.supplements(); // ask for these; some may be shown later
//!             false
//!         }
//!         // The licence stays valid. Say why, by code and clause, and where to object.
//!         RecognitionResult::NotRecognised => {
//!             let _why: Vec<_> = answer.reasons().map(|reason| reason.code()).collect();
//!             let _where = answer.objection();
//!             false
//!         }
//!         RecognitionResult::Indeterminate => false, // find it out; never a yes
//!     })
//! }
//! ```
//!
//! Rely on it until [`effective_until`](crate::recognise::Recognition::effective_until), and ask again after it.
//!
//! # Find out what proves what a service asks for
//!
//! ```
//! use elicence::{
//!     licence::{Region, TypeRegistry},
//!     recognise::{Agreements, requirement::{Desk, PaperState, ServiceItem}},
//! };
//!
//! let types = TypeRegistry::builtin();
//! let item = ServiceItem::from_json(include_str!("../../examples/data/items/housing-support.json"), &types)?;
//!
//! // Before anybody shows anything: of the alternatives one is enough, and of a choice one element.
//! let ask = &item.ask()[0];
//! assert_eq!(ask.alternatives.len(), 2); // a residence permit or a driving licence
//! assert_eq!(ask.alternatives[0].documents[0].elements[0].identifier, "age_over_18"); // and no day of birth
//!
//! // What is proven by licences in force, with which elements and nothing more; here by none.
//! let (here, agreements) = (Region::parse("CN-4401")?, Agreements::new());
//! let answer = Desk::new(&here, &agreements, &types).resolve(&item, &[]);
//! assert!(!answer.is_proven());
//! for paper in &answer.papers {
//!     match &paper.state {
//!         PaperState::Implied { .. } | PaperState::Baseless => {} // must not be asked for
//!         PaperState::Needed { open } => assert!(!open.is_empty()),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! For the items of many programmes at once, [`resolve_all`](crate::recognise::requirement::Desk::resolve_all) gives the same answers.
