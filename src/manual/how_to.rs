//! How to issue, seal and verify from code; how to keep trust lists and status lists, and how to verify by them.
//!
//! # Check an identifier
//!
//! ```
//! use elicence::licence::{LicenceId, Region};
//!
//! let id = LicenceId::parse("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U")?;
//! assert_eq!(id.next_version()?.version(), 2);
//!
//! // What is wrong is said by code; a known dialect is named, and never repaired.
//! assert_eq!(Region::parse("CN-440100").unwrap_err().code(), "licence.region-alias");
//! assert!(Region::parse("CN-44")?.contains(&Region::parse("CN-4401")?));
//! # Ok::<(), elicence::licence::IdentifierError>(())
//! ```
//!
//! # Issue a licence
//!
//! A draft is JSON; the type's definition says what each value is. Every fault is reported at once.
//!
//! ```
//! use elicence::{codec::Limits, issue::{Draft, Licence, issue}, licence::TypeRegistry};
//!
//! fn issue_from(json: &str) -> Result<Licence, Box<dyn std::error::Error>> {
//!     let draft = Draft::from_json(json)?;
//!     let types = TypeRegistry::builtin();
//!     let definition = types.latest(draft.doc_type()).ok_or("no such type")?;
//!     Ok(issue(&draft, definition, &Limits::default())?) // an error lists all faults, each with code, element and rule
//! }
//! # let json = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/drafts/business_licence.json"))?;
//! # assert_eq!(issue_from(&json)?.doc_type(), "org.elicence.business_licence.1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Seal it
//!
//! With a seal that signs when asked, a [`Signer`](crate::crypto::Signer):
//!
//! ```
//! use elicence::{
//!     crypto::{Signer, SystemRandom},
//!     issue::Licence,
//!     seal::{Preparation, SealError, SealedLicence, TechnicalValidity, seal},
//! };
//!
//! /// `chain`: DER, the sealing certificate first, the anchor left out.
//! fn seal_with(
//!     licence: Licence,
//!     chain: Vec<Vec<u8>>,
//!     validity: TechnicalValidity,
//!     signer: &dyn Signer,
//! ) -> Result<SealedLicence, SealError> {
//!     let preparation = Preparation::new(licence, chain, signer.algorithm(), validity);
//!     seal(preparation, signer, &mut SystemRandom)
//! }
//! ```
//!
//! With a seal server or an HSM at the other end of a queue, in two phases. Nothing is sealed before the signature
//! has been verified:
//!
//! ```
//! use elicence::{crypto::SystemRandom, seal::{Preparation, SealError, SealedLicence}};
//!
//! fn seal_in_two_phases(
//!     preparation: Preparation,
//!     ask_the_seal: impl Fn(&[u8]) -> Vec<u8>,
//! ) -> Result<SealedLicence, SealError> {
//!     let prepared = preparation.prepare(&mut SystemRandom)?;
//!     let signature = ask_the_seal(prepared.to_be_signed()); // it hashes as its algorithm says; the answer is r ‖ s
//!     prepared.complete(&signature)
//! }
//! ```
//!
//! To bind the licence to the holder's telephone, give its key:
//! [`with_holder_key`](crate::seal::Preparation::with_holder_key).
//!
//! # Verify one
//!
//! ```
//! use elicence::{
//!     licence::TypeRegistry,
//!     time::UnixTime,
//!     trust::{Scope, TrustAnchors, certificate_from_pem_or_der},
//!     verify::{Policy, Presented, Report},
//! };
//!
//! fn verify(presented: &[u8], authority: &[u8], now: UnixTime) -> Result<Report, Box<dyn std::error::Error>> {
//!     let mut trust = TrustAnchors::new(); // nobody is trusted yet
//!     let scope = Scope::parse("elicence:org.elicence.business_licence.1:CN-44")?;
//!     trust.add_anchor(&certificate_from_pem_or_der(authority)?, scope)?;
//!
//!     let types = TypeRegistry::builtin();
//!     let policy = Policy::new(&types);
//!     let presented = match Presented::decode(presented) {
//!         Ok(presented) => presented,
//!         Err(error) => return Ok(Report::malformed(&error)),
//!     };
//!     let verdicts: Vec<_> = presented.documents().iter().map(|d| d.verify(&trust, &policy, now)).collect();
//!     for licence in verdicts.iter().flatten() {
//!         // Only here is there data: of documents in force.
//!         let _name = licence.element("org.elicence.1", "holder_name");
//!     }
//!     Ok(Report::of(&verdicts)) // the worst document gives the result; `to_json` for programs
//! }
//! ```
//!
//! Keep the [`TrustAnchors`](crate::trust::TrustAnchors) and the [`TypeRegistry`](crate::licence::TypeRegistry)
//! between calls: paths of issuers that were met before are remembered in the former. For many documents at once,
//! [`verify_many`](crate::verify::verify_many) gives the same verdicts.
//!
//! # Ask for the holder
//!
//! ```
//! use elicence::{crypto::KeyAgreement, licence::TypeRegistry, verify::{HolderBinding, Policy, Session}};
//!
//! fn policy<'a>(types: &'a TypeRegistry, transcript: &[u8], reader_key: &'a dyn KeyAgreement) -> Policy<'a> {
//!     // The transcript is that of this exchange, made by you from what was exchanged: never one from the presenter.
//!     let session = Session::new(transcript).with_reader_key(reader_key); // the key only where a MAC may come
//!     Policy::new(types).with_session(session).with_holder_binding(HolderBinding::Required)
//! }
//! ```
//!
//! # Show what is claimed, before it is verified
//!
//! ```
//! use elicence::verify::Presented;
//!
//! fn claimed_types(bytes: &[u8]) -> Result<Vec<String>, elicence::DecodeError> {
//!     let presented = Presented::decode(bytes)?;
//!     // Anybody could have written it: say so on the same screen.
//!     Ok(presented.documents().iter().map(|d| d.claims_unverified().doc_type.to_owned()).collect())
//! }
//! ```
//!
//! # Read a foreign mdoc, a driving licence from abroad
//!
//! Give an anchor of profile `iso18013` with docType and region (`iso18013:org.iso.18013.5.1.mDL:US-MD`), or pin the
//! one sealing certificate that you know: [`add_pin`](crate::trust::TrustAnchors::add_pin). Every element is kept,
//! known or not.
//!
//! # Keep the trust list of a region
//!
//! The first issue is made from JSON (`spec/trust-list.schema.json`; `elicence trust make --example regional` prints one to begin
//! with). Each later one is a copy of the one before, changed. The key may be anywhere: bytes go out, a signature comes back.
//!
//! ```
//! use elicence::{
//!     crypto::Signer,
//!     time::UnixTime,
//!     trust::list::{ListDraft, ListContents, ServiceState, ServiceStatus, TrustList, diff, lint},
//! };
//!
//! /// Suspends the first service of the first entity from `now` on. `chain`: DER, the signer's certificate first.
//! fn suspend_first(
//!     previous: &TrustList,
//!     chain: &[Vec<u8>],
//!     signer: &dyn Signer,
//!     now: UnixTime,
//! ) -> Result<TrustList, Box<dyn std::error::Error>> {
//!     let (due, end) = (now.saturating_add(30 * 86_400), now.saturating_add(90 * 86_400));
//!     let mut next = ListContents::next(previous, now, Some(due), end); // numbered, names `previous` by digest
//!     if let Some(service) = next.trusted_entities.first_mut().and_then(|entity| entity.services.first_mut()) {
//!         service.service_history.insert(0, service.current_state); // nothing that was said is unsaid
//!         service.current_state = ServiceState { status: ServiceStatus::Suspended, starting_time: now };
//!     }
//!     for _finding in lint(&next, now) { /* show it to whoever answers for the list */ }
//!     for _change in diff(previous.contents(), &next) { /* in words: who may no longer do what, from when */ }
//!
//!     // Refused here is whatever any verifier would refuse.
//!     let prepared = ListDraft::new(next).following(previous).prepare(signer.algorithm(), chain)?;
//!     let signature = signer.sign(&prepared.to_be_signed())?;
//!     Ok(prepared.complete(&signature)?) // `bytes` is what is published
//! }
//! ```
//!
//! A list of lists is made the same way; a member is one [`ListPointer`](crate::trust::list::ListPointer). Name the next signer as a
//! [`SuccessorSigner`](crate::trust::list::SuccessorSigner) in an issue *before* the key changes. A stolen key of an authority is
//! a withdrawal with effect back in time; a stolen key of a list signer is a matter for whoever points to the list.
//!
//! # Verify by trust lists
//!
//! Pin who signs the list of lists, or the one list of a region. Everything else comes from files that anybody may bring.
//!
//! ```
//! use elicence::{
//!     status::StatusLists,
//!     time::UnixTime,
//!     trust::{TrustAnchors, list::DigitalIdentity, store::{ListRoot, StoreTerms, TrustStore}},
//!     verify::{Policy, Presented, Report},
//! };
//!
//! /// The store as it was put away, or a new one. `pinned`: the certificate of the signer, in DER.
//! fn open(state: Option<&[u8]>, pinned: &[u8], now: UnixTime) -> Result<TrustStore, elicence::DecodeError> {
//!     let root = ListRoot::new("https://lists.example/federation", vec![DigitalIdentity::Certificate(pinned.to_vec())]);
//!     match state {
//!         None => Ok(TrustStore::new(TrustAnchors::new()).with_root(root)),
//!         // Every document is verified again; what does not hold any more is in `left_out`.
//!         Some(state) => {
//!             let import = TrustStore::import(state, TrustAnchors::new(), [root], StoreTerms::new(), now)?;
//!             Ok(import.store)
//!         }
//!     }
//! }
//!
//! /// Takes what came, lists of lists first. What is refused changes nothing. Put `export` away after it.
//! fn update(store: &mut TrustStore, lists: &[Vec<u8>], revocation_lists: &[Vec<u8>], now: UnixTime) -> Vec<String> {
//!     let mut refused = Vec::new();
//!     for list in lists {
//!         if let Err(error) = store.load_list(list, now) {
//!             refused.push(error.to_string());
//!         }
//!     }
//!     for list in revocation_lists {
//!         if let Err(reason) = store.load_revocation_list(list) {
//!             refused.push(reason.to_string());
//!         }
//!     }
//!     refused
//! }
//!
//! fn verify(
//!     presented: &[u8],
//!     store: &TrustStore,
//!     statuses: &StatusLists,
//!     policy: Policy<'_>,
//!     now: UnixTime,
//! ) -> Result<Report, elicence::DecodeError> {
//!     let presented = Presented::decode(presented)?;
//!     let policy = policy.with_statuses(statuses);
//!     let verdicts: Vec<_> = presented.documents().iter().map(|d| d.verify(store, &policy, now)).collect();
//!     Ok(Report::of(&verdicts)) // names the list, its number and digest, and until when the verdict holds
//! }
//!
//! /// The list that a document names was fetched: take it in. Older ones than before are refused.
//! fn take_status(
//!     statuses: &mut StatusLists,
//!     token: &[u8],
//!     store: &TrustStore,
//!     now: UnixTime,
//! ) -> Result<(), elicence::status::NotTaken> {
//!     statuses.load(token, store, now).map(drop)
//! }
//! # let types = elicence::licence::TypeRegistry::builtin();
//! # let now = UnixTime::parse_rfc3339("2026-11-21T00:00:00Z").unwrap();
//! # let mut store = open(None, b"nobody", now)?;
//! # assert_eq!(update(&mut store, &[vec![0]], &[], now).len(), 1);
//! # let state = store.export();
//! # let store = open(Some(&state), b"nobody", now)?;
//! # let licence = include_bytes!("../../examples/data/business-licence.mdoc");
//! # let report = verify(licence, &store, &StatusLists::new(), Policy::new(&types), now)?;
//! # assert_eq!(report.primary_code, Some("trust.no-path"));
//! # let _ = take_status;
//! # Ok::<(), elicence::DecodeError>(())
//! ```
//!
//! Which lists a document names, [`status_reference_unverified`](crate::verify::PresentedDocument::status_reference_unverified) says.
//! Keep the states of [`TrustStore`](crate::trust::store::TrustStore) and [`StatusLists`](crate::status::StatusLists) where only the
//! verifier writes: whoever changes them can make it forget, never trust. When
//! [`clock_floor`](crate::trust::store::TrustStore::clock_floor) is ahead of your clock, your clock is wrong.
//!
//! # Run a status service
//!
//! One index for each licence, drawn by chance and never again; one list, published anew within its time to live.
//!
//! ```
//! use elicence::{
//!     crypto::{Signer, SystemRandom},
//!     status::{
//!         Change, IndexAllocator, LifeCycle, Publication, StatusListDraft, StatusReference, Transition,
//!     },
//!     time::UnixTime,
//! };
//!
//! const URI: &str = "https://status.example/2026/1";
//!
//! fn a_day_at_the_office(chain: Vec<Vec<u8>>, signer: &dyn Signer, now: UnixTime) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
//!     // When it is sealed. Put `encode` away before the licence goes out, or the index may be drawn twice.
//!     let mut allocator = IndexAllocator::new(100_000)?;
//!     let index = allocator.allocate(&mut SystemRandom)?;
//!     let _put_away = allocator.encode();
//!     let _for_the_seal = StatusReference::to_status_list(URI, index).to_cbor(); // `Preparation::with_status`
//!
//!     // When something happens to it: only legal steps, each on its ground.
//!     let mut life = LifeCycle::begin(Change::new(Transition::Issue, now))?;
//!     life.apply(Change::new(Transition::Suspend, now).on_ground("Road Traffic Safety Law, article 110"))?;
//!     let mut draft = StatusListDraft::new(URI, allocator.capacity())?;
//!     draft.set(index, life.state().listed_as())?;
//!
//!     // Every hour, with a later `now` each time, changed or not.
//!     let publication = Publication::new(chain, signer.algorithm(), now, now.saturating_add(86_400)).with_time_to_live(3_600);
//!     Ok(draft.publish(&publication, signer)?)
//! }
//! ```
//!
//! The signer's certificate has the purpose 1.3.6.1.5.5.7.3.30, and its service stands in the trust list of the region as
//! `urn:elicence:service:licence-status`, with a prefix that covers the list's URI. When another authority takes the duty over, the list says
//! so in `takenOverBy`, and the successor signs on under the same URI.
