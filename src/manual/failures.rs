//! What went wrong elsewhere, and why it does not here.
//!
//! Faults of this kind were found in libraries and systems for electronic documents; each is here with what keeps it
//! out. The full list, one row a fault with its step and code, is `spec/threats.md`, sections 9 and 10.
//!
//! # The result could be overlooked
//!
//! *Elsewhere*: a verifier returned data, and beside it a list of errors, or a flag, or a map of failed elements.
//! Callers showed the data. An expired document read "issuer authentication: valid", with the news in another field.
//!
//! *Here*: one `Result`. Data is in [`Verified`] and nowhere else, and only the function that made every check makes
//! one. There is no accessor on [`Refused`].
//!
//! # A check was there, and was not run
//!
//! *Elsewhere*: digests of elements were never compared; or of the first element of each name space only; or a name
//! space without digests was passed over. The document type in the envelope was not held against the signed one. The
//! holder's signature, or the session it must be over, was not looked at.
//!
//! *Here*: the steps are numbered, every one is in the [`Trail`] with its outcome, and a test holds the list. Vectors
//! change the first, a middle and the last element, each alone.
//!
//! # No trust list meant: trust everybody
//!
//! *Elsewhere*: without configured roots the chain was skipped and the answer was yes; or the certificate in the
//! document was enough; or the roots of the web were taken.
//!
//! *Here*: [`TrustAnchors::new`] and a store without roots trust nobody, and the answer is `trust.no-path`.
//!
//! # The list was read, and its signature was not
//!
//! *Elsewhere*: lists of authorities were parsed and used without a look at the signature; or with one, by whatever certificate
//! came in the list; or an older issue was taken again after a newer one, and who had been removed was back.
//!
//! *Here*: the signer is one that the caller pinned, or that a list names which counts today. Number, date and digest of the newest
//! issue are kept for ever, also when the list itself is gone. [`load_list`] takes all of an issue or nothing.
//!
//! # One bad entry voided the list, or was passed over in silence
//!
//! *Elsewhere*: an unreadable certificate made a whole foreign list unusable, so that somebody switched the check off; or it was
//! skipped, and nobody learnt of it.
//!
//! *Here*: in a foreign list the bad certificate alone is left out, by name, and is never trusted. In our own lists it is refused
//! when the list is signed, and when it is taken.
//!
//! # Withdrawn, and still remembered as good
//!
//! *Elsewhere*: a path that was found once was kept, and the certificate that was revoked since went on signing until the program
//! was started again.
//!
//! *Here*: what is remembered is keyed by every list and revocation list at hand, and the state of the authority is never
//! remembered. A new list counts from the next verdict on.
//!
//! # Whoever held a status list could revoke, or forgive
//!
//! *Elsewhere*: any signer with a chain could sign any status list; its end was not looked at; an error when fetching was read as
//! "revoked", or as "not revoked"; yesterday's list was accepted after today's.
//!
//! *Here*: the signer is the status service of the authority that issued the licence, or who took its duties over, and is asked for at
//! every verdict. A list that is missing, over or stale says neither. An older `iat` is refused.
//!
//! # Trusted for something, used for everything
//!
//! *Elsewhere*: lists of authorities name the document types of each; three of three readers of one list format
//! dropped that. In a health-certificate system no mark meant every type.
//!
//! *Here*: an anchor without a scope cannot be built, and scope is asked for each document, outside every cache.
//!
//! # Names and key identifiers taken for identity
//!
//! *Elsewhere*: a chain was accepted because its last key identifier equalled an anchor's. The first of two anchors
//! of one name was the only one tried.
//!
//! *Here*: names find candidates, signatures decide, and all candidates are tried.
//!
//! # Path validation with holes
//!
//! *Elsewhere*: CA certificates without the CA bit or without the right to sign certificates; path lengths not
//! counted; an anchor's own validity and constraints not looked at; unknown critical extensions passed with a
//! warning; encodings that are not DER, so that two programs read two certificates.
//!
//! *Here*: a strict reader of the raw bytes and the profile's rules before the engine, and our own look at the anchor
//! after it. The engine is never the only gate, nor is any parser.
//!
//! # What was hashed was not what arrived
//!
//! *Elsewhere*: five libraries decoded an element, encoded it again and hashed that. Documents in another valid
//! encoding failed, and one that encodes alike after changing would have passed.
//!
//! *Here*: received bytes are kept, and digests, signatures and session proofs are computed over them.
//!
//! # Two of a kind
//!
//! *Elsewhere*: with a duplicate element, digest identifier or map key the last won; the next reader took the first.
//! The second document of one type overwrote the first; only the first document was read.
//!
//! *Here*: duplicates are malformed. Every document is judged, in order, and the set is as good as its worst.
//!
//! # Missing meant fine
//!
//! *Elsewhere*: a missing date became a not-a-number that compared as valid. A missing algorithm skipped its check. A
//! missing key became zeros. A list that could not be fetched was read as "not revoked", and elsewhere as "revoked".
//!
//! *Here*: what must be there is required by the decoder. What cannot be checked is *unknown*, which makes the answer
//! *indeterminate*.
//!
//! # A document that died with its certificate
//!
//! *Elsewhere*: every certificate had to be valid at the time of use, and taking one off the list voided what it had
//! signed in good order years before.
//!
//! *Here*: legal and technical validity are two things. `verify.mso-expired` tells the holder to have the licence
//! sealed anew; it does not say that he has lost his right.
//!
//! # An empty field that meant for ever
//!
//! *Elsewhere*: an empty end of validity was "long-term" to one system, "unknown" to the next, and an error to the
//! third.
//!
//! *Here*: `long-term` and `not-applicable` are words, and an end is never empty.
//!
//! # Small inputs, large work
//!
//! *Elsewhere*: 210 KB of CBOR took 500 seconds; a length of zero made a loop without end; nesting overflowed the
//! stack; a few kilobytes inflated to gigabytes.
//!
//! *Here*: budgets for everything that can be counted, checked before anything is allocated, and a fuzz target for
//! each reader.
//!
//! # The secret in the message
//!
//! *Elsewhere*: an error printed a private key; logs held names and numbers.
//!
//! *Here*: no error, reason or report holds a value of the document, and secrets have no text form.
//!
//! # "Which checks are yours, and which are mine?"
//!
//! The question that users ask most. The answer is [`checks`](super::checks).
//!
//! [`load_list`]: crate::trust::store::TrustStore::load_list
//! [`Refused`]: crate::verify::Refused
//! [`Trail`]: crate::verify::Trail
//! [`TrustAnchors::new`]: crate::trust::TrustAnchors::new
//! [`Verified`]: crate::verify::Verified
