//! How to issue, seal and verify from code.
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
