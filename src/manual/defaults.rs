//! Why each default is what it is.
//!
//! | what | default | why |
//! |---|---|---|
//! | trusted authorities | none | A default list is trusted by people who never saw it |
//! | scope of an anchor | none; it must be given | "No mark means everything" was the common way to trust too much |
//! | pin without scope | foreign documents only, with a note | Somebody who pins one certificate to read one mDL has not said what it may seal |
//! | [`HolderBinding`] | `NotRequired` | Most licences between departments have no holder's key; the report always says which word it was |
//! | [`UnreferencedStatus`] | `Allow` | Most issuers of foreign mdocs publish no status. Native types say in their definition what they need |
//! | [`Revocation`] | `WhereGiven` | With no list at all nobody can be asked, and the trail says so; from the first list on a missing one is *indeterminate*. Below a CA of a trust list one is always needed: who is listed publishes one |
//! | roots of trust lists | none | As with authorities. Nothing in a list can add a root |
//! | [`StaleLists`] | `Allow`, with a note | `nextUpdate` is a promise and `notAfter` the limit: a counter without a network goes on working between the two |
//! | date of a list ahead of the clock | 300 seconds | Two clocks that are both kept differ by less |
//! | how far a list may move the clock floor ahead of `now` | 0 seconds | Else one signer of a list could push every verifier into the future, where all others are over |
//! | size of the exported state | 64 MiB | Ten thousand lists of 5 KiB, and room |
//! | [`StaleStatus`] | `Undetermined` | Within the time to live a revocation must reach the verifier; who cannot fetch so often says so, and gets a note |
//! | status lists | none | A licence that names one is *indeterminate* until it is there |
//! | bits of a status list that is made | 2 | Valid, revoked, suspended, superseded; a list of 1 bit is derived for readers that know no more |
//! | longest life of a foreign list without an end | none; the caller gives it | A list without expiry is trusted for as long as somebody said, not for ever |
//! | session | none | A made-up transcript would make a replay look bound. Without one a proof stays *unchecked* |
//! | a seal object that cannot be checked, a status list that is not at hand | *indeterminate* | Unknown is not good, and not bad either |
//! | digest of elements | SHA-256 | Every mdoc reader has it |
//! | random bytes of an element | 32 | Twice what the standard asks for; 16 would do, and bytes are cheap |
//! | holder's key when sealing | none | It is the issuer's decision. The signed object must hold a key, so it holds the sealing key, and a proof by that key is refused |
//! | key authorisations | none | What the holder may state of himself is named one by one |
//! | path cache | on | A department meets the same few issuers all day. Scope, issuer and region are asked anew each time |
//!
//! # Budgets
//!
//! Each limit of [`Limits`] says on its page where its number comes from. All are generous to what is met in the
//! field and small enough for a telephone. A refusal names the limit, so that who hits one can raise that one alone.
//!
//! The limits of certificates (16 KiB, four to a chain, two intermediates) are not adjustable: nothing in the field
//! comes near, and who raises them pays for it in signatures to verify.
//!
//! # Strictness
//!
//! - *Certificates are read as DER, to the last byte.* A parser that takes more than DER may read something else than
//!   the next one does, and the difference is where attacks live.
//! - *Dialects are refused by name, not repaired.* `CN-GD` is a region to everybody who knows it, and `CN-44` to
//!   everybody who does not. A message with the right spelling costs the issuer a minute, and a guess costs whoever
//!   trusts it more.
//! - *Foreign documents are carried as they are.* Their elements are their standard's, and dropping one that is not
//!   understood is a decision that nobody asked for.
//! - *Native documents with an element that their definition lacks are refused.* The definition is shared; an element
//!   outside it means that somebody sealed under another one.
//!
//! # No clock, no network, no files
//!
//! The library takes bytes, keys and `now`. What it cannot reach, it cannot be tricked into reaching; a verdict can
//! be made again from what was kept; and the same code runs on a telephone and in a browser.
//!
//! [`HolderBinding`]: crate::verify::HolderBinding
//! [`Limits`]: crate::codec::Limits
//! [`Revocation`]: crate::trust::Revocation
//! [`StaleLists`]: crate::trust::store::StaleLists
//! [`StaleStatus`]: crate::status::StaleStatus
//! [`UnreferencedStatus`]: crate::verify::UnreferencedStatus
