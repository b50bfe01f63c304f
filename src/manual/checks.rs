//! What the crate checks, and what you must check.
//!
//! # On one page
//!
//! | question | the crate | you |
//! |---|---|---|
//! | Is it an mdoc, and within bounds? | structure, budgets, duplicates: [`Presented::decode`] | nothing; pass any bytes |
//! | Is every element the one that was sealed? | the digest of each, over the bytes received (step 2.1.4) | nothing |
//! | Is something withheld that matters? | what a verdict rests on is always disclosed (2.1.5) | that the elements *you* need are there |
//! | Is it of the right type? | document, signed object and definition agree (2.1.2, 2.2.3) | that it is the type you asked for |
//! | Is the definition the right one? | its digest is in the licence | load definitions only from where you trust |
//! | Who sealed it? | signature, algorithm, path, purpose, scope, issuer, region (2.2, 3, 4.1) | whom you trust by hand, for which types and regions; or whose lists |
//! | May that authority still seal this here? | by lists: its state, its scope, that nobody else is the only source (3.3 to 3.5) | fetch newer issues: [`load_list`](crate::trust::store::TrustStore::load_list) |
//! | Are the lists right? | signer, number, date, digest, history, end, when they are taken; that they count, at each verdict (1.1) | pin who signs them; keep the store between runs where nobody else writes |
//! | Is the clock right? | that it is not behind the newest list that was taken (0.1) | the right `now` |
//! | Was the certificate revoked? | 4.1, where revocation lists are given, and always below a CA of a trust list; else a note says that nobody asked | give lists ([`add_revocation_list`](crate::trust::TrustAnchors::add_revocation_list), [`load_revocation_list`](crate::trust::store::TrustStore::load_revocation_list)); keep their lives short |
//! | Is it in force now? | technical and legal validity (5.1) | the right `now` |
//! | Was it revoked, suspended or replaced? | by the status list that it names: its signer, its age, its entry (5.3) | fetch lists and give them: [`with_statuses`](crate::verify::Policy::with_statuses); without one it is *indeterminate* |
//! | Is the seal object of GB/T 38540 right? | **not yet**: with one it is *indeterminate* (4.2) | ask the issuer, or treat it as a no |
//! | Is the presenter the holder? | signature or MAC over the session, when there is one (7.2) | ask for it: [`HolderBinding::Required`]; give the transcript |
//! | Is the session fresh? | nothing | a new transcript for each exchange, bound to your channel |
//! | Is this the person in the picture? | nothing | look |
//! | Does it count here, for this purpose? | by the agreements of your region: [`recognise`](crate::recognise::recognise); at the time of the verdict, and no other | say where, and truthfully for what; fetch agreements |
//! | Is that the agreement that is in force? | signer, number, digest, state at the moments it asks for; no older issue than ever before ([`Agreements`](crate::recognise::Agreements)) | keep the state with its floors between runs; [`renew`](crate::recognise::Agreements::renew) when lists change |
//! | What must be kept, and where does one object? | it says so, by the agreement ([`archive`](crate::recognise::Recognition::archive), [`objection`](crate::recognise::Recognition::objection)) | keep it for so long; take objections, and tell where |
//! | What may a service ask for? | what its item says, and no element more ([`requirement`](crate::recognise::requirement)) | write the item, with its legal basis |
//! | Do several documents belong together? | supplements and what a service asks for: one holder, or not known ([`recognise`](crate::recognise)); `verify` judges each alone | compare holder codes or device keys where you combine them yourself |
//!
//! # What to do with the answer
//!
//! | answer | means | do |
//! |---|---|---|
//! | [`Verified`] | every check that applies was made and holds | rely on it until [`effective_until`](crate::verify::Verified::effective_until) |
//! | [`Refused`], outcome *refused* | a check failed | say no; show the codes to your operator, not to the presenter |
//! | [`Refused`], outcome *indeterminate* | something could not be checked | find it out, or say no; never a yes |
//! | [`DecodeError`] | not of the format | say no; the byte and the field help whoever wrote it |
//!
//! Of a set of documents, take the worst answer: [`Report::of`] does.
//!
//! # What a `Verified` says, and what it does not
//!
//! - [`element`](crate::verify::Verified::element) gives what the *issuer* states. What the holder states of himself
//!   has [`StatedBy::Holder`].
//! - [`holder`](crate::verify::Verified::holder) is a word of its own. *In force* does not say that the presenter is
//!   the holder.
//! - [`withheld`](crate::verify::Verified::withheld) counts elements that were sealed and not shown. It says nothing
//!   about what they are.
//! - [`region`](crate::verify::Verified::region) is that of the licence, confirmed by the scope of an anchor or of a listed service.
//! - [`evidence`](crate::verify::Verified::evidence) names what it rests on: path, list with number and digest, status lists.
//! - [`effective_until`](crate::verify::Verified::effective_until) is the last second for which what is known today says yes. A newer
//!   list may say no before: judge again whenever one was taken.
//! - The texts of a foreign document are as its issuer wrote them. Escape them for your terminal or page.
//! - That an element is true is the issuer's word. The crate proves whose word it is.
//!
//! [`DecodeError`]: crate::DecodeError
//! [`HolderBinding::Required`]: crate::verify::HolderBinding::Required
//! [`Presented::decode`]: crate::verify::Presented::decode
//! [`Refused`]: crate::verify::Refused
//! [`Report::of`]: crate::verify::Report::of
//! [`StatedBy::Holder`]: crate::verify::StatedBy::Holder
//! [`Verified`]: crate::verify::Verified
