//! Every reason for which a licence is refused, undecided or only noted.
//!
//! A code is `stage.condition`, stable for ever, listed in `spec/reason-codes.md`. A [`Reason`] carries what
//! made the decision (times, rules, names of elements), never a value that the licence holds about its holder.

use crate::{
    coded::coded,
    time::{Date, UnixTime},
};

coded! {
    /// Why a licence is refused or undecided.
    pub enum Reason {
        // ---- verify, phase 2: format and integrity -------------------------------------------------
        /// A foreign document carries a name space that only native licences have.
        NamespaceReserved { namespace: String } = "verify.namespace-reserved", "a foreign document must not carry the name space `{namespace}`";
        /// A native document type without a definition here (`LIC_TYPE_UNKNOWN`).
        TypeUnknown { doc_type: String } = "verify.type-unknown", "no definition of the licence type `{doc_type}` is at hand";
        /// The licence was made under another definition of its type than the one at hand.
        TypeDigestMismatch = "verify.type-digest-mismatch", "the definition of the type at hand is not the one this licence was made under";
        /// The signed object is of another type than the document says (`LIC_TYPE_MISMATCH`).
        TypeMismatch { document: String, signed: String } = "verify.type-mismatch", "presented as `{document}`, but signed as `{signed}`";
        /// The signed object names a digest algorithm that is not allowed.
        DigestAlgorithm { name: String } = "verify.digest-algorithm", "the digest algorithm `{name}` is not allowed";
        /// An element is not the one that was sealed (`LIC_DIGEST`).
        DigestMismatch { element: String } = "verify.digest-mismatch", "the element {element} was changed after sealing";
        /// An element was never sealed: its digest identifier is not in the signed object.
        DigestMissing { element: String } = "verify.digest-missing", "the element {element} was not sealed with this licence";
        /// An element that may not be withheld is absent (`LIC_ELEMENT_MISSING`).
        ElementMissing { element: String } = "verify.element-missing", "the element {element} must not be withheld";
        /// An element that the definition of the type does not have.
        ElementUnknown { element: String } = "verify.element-unknown", "the element {element} is not defined for this type";
        /// An element whose value is not of the kind that the definition says.
        ElementInvalid { element: String, expected: String } = "verify.element-invalid", "the element {element} is not {expected}";

        // ---- seal: the signature over the licence --------------------------------------------------
        /// `alg` is absent, unprotected only, or not on the profile's list (`SIG_ALGORITHM`).
        SealAlgorithm { found: String } = "seal.algorithm-not-allowed", "the signature algorithm is not allowed: {found}";
        /// `alg` is on the list but is not for this kind of key.
        SealKeyMismatch { algorithm: &'static str } = "seal.key-mismatch", "the sealing key is not one for {algorithm}";
        /// The signature asks for header members to be understood that are not (RFC 9052, 3.1).
        SealCriticalHeader = "seal.critical-header", "the signature has critical header members that are not understood";
        /// The signature comes without a readable certificate chain.
        SealCertificateMissing = "seal.certificate-missing", "the seal comes without a certificate chain, `x5chain`";
        /// The signature is not the sealing key's over these bytes (`SIG_INVALID`).
        SealSignatureMismatch = "seal.signature-mismatch", "the signature does not fit the licence and the sealing key";
        /// The type asks for a GB/T 38540 seal object and the licence has none (`SEA_MISSING`).
        SealObjectMissing = "seal.object-missing", "this type of licence needs an electronic seal object, and there is none";
        /// The type has no seal object, and the licence has one.
        SealObjectForbidden = "seal.object-forbidden", "this type of licence has no electronic seal object, and there is one";
        /// The licence has a GB/T 38540 seal object, which was not checked.
        SealObjectUnchecked = "seal.object-unchecked", "the electronic seal object was not checked";

        // ---- trust: may this key seal this type of licence in this region at this time? ------------
        /// No path leads from the sealing certificate to an authority that the caller trusts (`AUT_UNKNOWN`).
        TrustNoPath { detail: &'static str } = "trust.no-path", "no path from the sealing certificate to a trusted authority: {detail}";
        /// The path ends at an authority whose scope does not have this type of licence (`AUT_TYPE`).
        TrustOutOfScope { doc_type: String } = "trust.out-of-scope", "the authority at the end of the path is not trusted for `{doc_type}`";
        /// The path ends at an authority of the other profile, which never serves this document.
        TrustWrongProfile { anchor: &'static str, needed: &'static str } = "trust.wrong-profile", "the authority is trusted under profile {anchor}, this document needs {needed}";
        /// The certificate is pinned without a scope, and such a pin serves foreign documents only.
        TrustPinForeignOnly = "trust.pin-foreign-only", "the sealing certificate is pinned without a scope, which is not enough for a native licence";
        /// A certificate of the path was over at the time asked about (`CRT_EXPIRED`).
        CertificateExpired { place: String, not_after: UnixTime } = "trust.certificate-expired", "the {place} certificate was valid until {not_after}";
        /// A certificate of the path was not yet valid at the time asked about (`CRT_NOT_YET`).
        CertificateNotYetValid { place: String, not_before: UnixTime } = "trust.certificate-not-yet-valid", "the {place} certificate is valid from {not_before}";
        /// A certificate may not be used for what it is used for (`CRT_USAGE`).
        CertificateUsage { place: String, rule: &'static str } = "trust.certificate-usage", "the {place} certificate must not be used so: {rule}";
        /// A certificate is not DER, or not of the form of RFC 5280.
        CertificateMalformed { place: String, rule: &'static str, at: usize } = "trust.certificate-malformed", "the {place} certificate is malformed at byte {at}: {rule}";
        /// A certificate breaks another rule of its profile.
        CertificateProfile { place: String, rule: &'static str } = "trust.certificate-profile", "the {place} certificate breaks a rule of its profile: {rule}";
        /// A certificate or the chain is larger than the limit.
        CertificateOverLimit { limit: &'static str, allowed: usize } = "trust.over-limit", "more than the limit `{limit}` of {allowed}";
        /// The path has more intermediates than the profile or one of its CAs allows.
        TrustPathTooLong { rule: &'static str } = "trust.path-too-long", "the path is too long: {rule}";
        /// A name in the path lies outside the name constraints of a CA above it.
        TrustNameConstraint = "trust.name-constraint", "a name of the path lies outside the name constraints of a certificate authority";
        /// The sealing certificate does not say whose seal it is (`SIG_SIGNER_NAME`).
        TrustIssuerUnstated = "trust.issuer-unstated", "the sealing certificate does not name its holder's code (organizationIdentifier) exactly once";
        /// The sealing certificate belongs to another authority than the licence names, or than those that a list has with its CA.
        TrustIssuerMismatch { certificate: String, licence: String } = "trust.issuer-mismatch", "the sealing certificate belongs to `{certificate}`, and not to `{licence}`";
        /// The region lies outside what the authority is trusted for (`AUT_TERRITORY_SCOPE`).
        TrustRegionOutOfScope { region: String } = "trust.region-out-of-scope", "the authority is not trusted for the region {region}";
        /// The region that a foreign document's certificate states is missing, unreadable or not within the authority's scope.
        TrustRegionUnconfirmed { detail: &'static str } = "trust.region-unconfirmed", "the region of the sealing certificate is not confirmed: {detail}";
        /// A certificate of the path was revoked, and that counts at the sealing time (`CRT_REVOKED`).
        CertificateRevoked { place: String, since: UnixTime, cause: &'static str } = "trust.certificate-revoked", "the {place} certificate was revoked at {since} ({cause})";
        /// No revocation list of the issuer is at hand (`CRT_STATUS_UNKNOWN`).
        RevocationListMissing { place: String } = "trust.revocation-list-missing", "no revocation list for the {place} certificate is at hand";
        /// Every revocation list of the issuer is over, or not begun (`CRT_STATUS_UNKNOWN`).
        RevocationListStale { place: String, next_update: UnixTime } = "trust.revocation-list-stale", "every revocation list for the {place} certificate is over or not begun, the last is until {next_update}";
        /// A revocation list of the issuer breaks a rule, so that it says nothing (`CRT_STATUS_UNKNOWN`).
        RevocationListUnusable { place: String, rule: &'static str } = "trust.revocation-list-unusable", "the revocation list for the {place} certificate cannot be used: {rule}";
        /// A revocation list that is not DER, or not of the form of RFC 5280, section 5.
        RevocationListMalformed { rule: &'static str, at: usize } = "trust.revocation-list-malformed", "the revocation list is malformed at byte {at}: {rule}";
        /// A revocation list is larger than the limit.
        RevocationListOverLimit { limit: &'static str, allowed: usize } = "trust.revocation-list-over-limit", "more than the limit `{limit}` of {allowed}";
        /// A note: the authority was trusted by hand and no revocation list was given, so none was asked for.
        RevocationNotAsked = "trust.note-revocation-not-asked", "no revocation list was given, so it is not known whether a certificate was revoked";

        // ---- trust: the lists ----------------------------------------------------------------------
        /// The clock is behind what was seen signed, so the time of the newest list stands in its place (`CLK_BEHIND`).
        ClockBehind { floor: UnixTime, now: UnixTime } = "trust.note-clock-behind", "the clock says {now}, which is before the newest list was made: judged at {floor}";
        /// No root of the caller and no list that was taken names this list.
        ListUnknown = "trust.list-unknown", "nobody who is trusted names this list";
        /// The document is a trust list without a signature.
        ListUnsigned = "trust.list-unsigned", "the list is not signed";
        /// The signer is neither pinned nor named by the list that points here, nor a successor (`TL_SIGNER_UNKNOWN`).
        ListSignerUnknown = "trust.list-signer-unknown", "the list is signed by somebody who may not sign it";
        /// The signer is a successor named only by an issue that was skipped, or whose time has not come (`TL_PIVOT_GAP`).
        ListPivotGap = "trust.list-pivot-gap", "the list is signed by a successor that no issue at hand has named for this time";
        /// The signer's certificate may not sign lists.
        ListSignerCertificate { rule: String } = "trust.list-signer-certificate", "the certificate of the list's signer must not be used so: {rule}";
        /// The signer's organisation or country is not the list's operator or territory (`TL_SIGNER_NAME`).
        ListSignerName { rule: &'static str } = "trust.list-signer-name", "the signer's name does not fit the list: {rule}";
        /// The algorithm is not on the list, or does not fit the key (`TL_ALGORITHM`).
        ListAlgorithm { found: String } = "trust.list-algorithm-not-allowed", "the signature algorithm of the list is not allowed: {found}";
        /// The signature is not the signer's over these bytes (`TL_SIGNATURE`).
        ListSignatureMismatch = "trust.list-signature-mismatch", "the signature does not fit the list and its signer";
        /// Name, kind or territory of the list is not what the pointer to it says (`TL_POINTER_MISMATCH`).
        ListPointerMismatch { member: &'static str } = "trust.list-pointer-mismatch", "the list's `{member}` is not what the list that points to it says";
        /// The list is older than one that was taken, or than one that is vouched for (`TL_ROLLBACK`).
        ListRollback { rule: &'static str } = "trust.list-rollback", "a newer issue is known: {rule}";
        /// Another document with the same number was taken before (`TL_FORK`).
        ListForked { sequence_number: u64 } = "trust.list-forked", "another list with the number {sequence_number} was taken before";
        /// The list does not follow on the issue that was taken (`TL_CHAIN_BROKEN`).
        ListChainBroken { rule: &'static str } = "trust.list-chain-broken", "the list does not follow on the issue at hand: {rule}";
        /// The list says that it was made after the time of loading.
        ListInFuture { issued: UnixTime, now: UnixTime } = "trust.list-in-future", "the list was made at {issued}, which is after {now}";
        /// The list should have been replaced by now, but still counts (`TL_STALE`).
        ListStale { list: String, next_update: UnixTime } = "trust.list-stale", "a newer issue of {list} was due by {next_update}";
        /// The list does not count any more (`TL_EXPIRED`).
        ListExpired { list: String, not_after: UnixTime } = "trust.list-expired", "the list {list} counted until {not_after}: a newer issue is needed";
        /// The list was closed: no newer issue will come (`TL_CLOSED`).
        ListClosed { list: String } = "trust.list-closed", "the list {list} was closed";
        /// The list has an extension that must be understood and is not (`TL_CRITICAL_EXTENSION`).
        ListCriticalExtension { id: String } = "trust.list-critical-extension", "the list has a critical extension that is not understood: {id}";
        /// The history of a service has a gap, an overlap, or lost a state (`TL_HISTORY`).
        ListHistory { service: String, rule: &'static str } = "trust.list-history", "the history of {service} does not hold together: {rule}";
        /// Two entities, services or pointers have one name (`TL_DUPLICATE`).
        ListDuplicate { what: &'static str, id: String } = "trust.list-duplicate", "two {what} have one name: {id}";
        /// Two owners of one type in one territory at one time (`TL_SOURCE_AMBIGUOUS`).
        ListSourceAmbiguous { doc_type: String, territory: String } = "trust.list-source-ambiguous", "`{doc_type}` has more than one authoritative source in {territory}";
        /// Another rule for the contents of a list is broken.
        ListInvalid { rule: &'static str, subject: String } = "trust.list-invalid", "{subject}: {rule}";
        /// A list without an expiry, for which the caller has set no bound.
        ListUnbounded = "trust.list-unbounded", "the list says no expiry, and no bound was set for it";
        /// A note: one entry of a foreign list is not trusted, the others are.
        ListEntryLeftOut { entry: String, rule: &'static str } = "trust.note-list-entry-left-out", "the entry {entry} is not trusted: {rule}";

        // ---- trust: authorities of lists -----------------------------------------------------------
        /// More than one listed service could have sealed the licence (`AUT_AMBIGUOUS`).
        AuthorityAmbiguous { services: String } = "trust.authority-ambiguous", "more than one listed service has this key and this scope: {services}";
        /// The licence's region is not the territory of the list that has the authority (`AUT_TERRITORY`).
        AuthorityTerritory { region: String, territory: String } = "trust.authority-territory", "the authority is listed for {territory}, and {region} is not inside";
        /// The authority's service was suspended at the sealing time (`AUT_SUSPENDED`).
        AuthoritySuspended { service: String, since: UnixTime } = "trust.authority-suspended", "{service} has been suspended since {since}";
        /// The authority's service was withdrawn at the sealing time (`AUT_WITHDRAWN`).
        AuthorityWithdrawn { service: String, since: UnixTime } = "trust.authority-withdrawn", "{service} was withdrawn with effect from {since}";
        /// The authority's service had not begun at the sealing time (`AUT_NOT_YET`).
        AuthorityNotYet { service: String, from: UnixTime } = "trust.authority-not-yet", "{service} counts from {from}";
        /// Another authority is the source of this type in this region (`AUT_NOT_SOURCE`).
        AuthorityNotSource { doc_type: String, region: String } = "trust.authority-not-source", "the authority is not the authoritative source of `{doc_type}` in {region}";

        /// A note: the sealing certificate is pinned without a scope, so nobody says for which types and regions it may seal.
        PinUnscoped = "trust.note-pin-unscoped", "the sealing certificate is pinned without types and regions";
        /// A note: the sealing certificate is pinned, so nobody was asked whether it was revoked.
        PinNotRevocable = "trust.note-pin-not-revocable", "the sealing certificate is pinned, so its revocation is not asked for";

        // ---- verify, phase 5: validity and status --------------------------------------------------
        /// The signed object says that it was signed after the time of judgement.
        SignedInFuture { signed: UnixTime, now: UnixTime } = "verify.signed-in-future", "signed at {signed}, which is after {now}";
        /// The signed object's own times contradict each other.
        ValidityInconsistent { rule: &'static str } = "verify.validity-inconsistent", "the technical validity is contradictory: {rule}";
        /// The signed object's times lie outside the life of the sealing certificate.
        ValidityOutsideCertificate { rule: &'static str } = "verify.validity-outside-certificate", "the technical validity is not within the sealing certificate's: {rule}";
        /// The technical validity has not begun.
        MsoNotYetValid { valid_from: UnixTime, now: UnixTime } = "verify.mso-not-yet-valid", "the seal counts from {valid_from}, judged at {now}";
        /// The technical validity is over (`MSO_EXPIRED`).
        MsoExpired { valid_until: UnixTime, now: UnixTime } = "verify.mso-expired", "the seal counted until {valid_until}, judged at {now}: ask the issuer to renew it";
        /// The licence is not in force yet (`LIC_NOT_YET`).
        NotYetValid { valid_from: Date, now: UnixTime } = "verify.not-yet-valid", "in force from {valid_from}, judged at {now}";
        /// The licence is not in force any more (`LIC_EXPIRED`).
        Expired { valid_until: Date, now: UnixTime } = "verify.expired", "in force until the end of {valid_until}, judged at {now}";
        /// Whether the civil day has begun or ended depends on an offset from UTC that is not known for the region.
        OffsetUnknown { region: String } = "verify.offset-unknown", "the offset of {region} from UTC is not known, and the answer depends on it";
        /// The type asks for a status reference, and the licence has none (`STA_REFERENCE_MISSING`).
        StatusReferenceMissing = "status.reference-missing", "this licence must name a status list, and does not";
        /// The type has no status reference, and the licence has one.
        StatusReferenceForbidden = "status.reference-forbidden", "this type of licence names no status list, and this one does";
        /// The licence names a status list, and none was given to check it against (`STA_UNAVAILABLE`).
        StatusUnavailable = "status.unavailable", "the licence names a status list that is not at hand: its status is not known";

        /// The status reference in the signed object cannot be read.
        StatusReferenceMalformed { rule: &'static str } = "status.reference-malformed", "the licence's reference to a status list cannot be read: {rule}";
        /// The list is signed by somebody who may not sign it (`STA_SIGNER`).
        StatusSigner { rule: String } = "status.signer-not-allowed", "the status list is signed by somebody who may not sign it: {rule}";
        /// The algorithm is not on the list, or does not fit the key.
        StatusAlgorithm { found: String } = "status.algorithm-not-allowed", "the signature algorithm of the status list is not allowed: {found}";
        /// The signature is not the signer's over these bytes.
        StatusSignatureMismatch = "status.signature-mismatch", "the signature does not fit the status list and its signer";
        /// The list is another than the licence names (`STA_URI`).
        StatusUriMismatch = "status.uri-mismatch", "the status list is another than the licence names";
        /// The list does not count any more (`STA_EXPIRED`).
        StatusListExpired { expired: UnixTime, now: UnixTime } = "status.list-expired", "the status list counted until {expired}, judged at {now}";
        /// The list should be fetched anew, by its own time to live.
        StatusListStale { due: UnixTime, now: UnixTime } = "status.list-stale", "the status list should have been fetched anew by {due}, judged at {now}";
        /// The list says that it was made after the time of judgement.
        StatusListInFuture { issued: UnixTime, now: UnixTime } = "status.list-in-future", "the status list was made at {issued}, which is after {now}";
        /// A newer list of this name was taken before (`STA_ROLLBACK`).
        StatusListRollback { issued: UnixTime, newest: UnixTime } = "status.list-rollback", "the status list of {issued} is older than one that was taken, of {newest}";
        /// The list has no entry with the licence's index (`STA_INDEX`).
        StatusIndexOutOfRange { entries: u64 } = "status.index-out-of-range", "the status list has {entries} entries, and the licence's is not among them";
        /// The licence was revoked (`STA_REVOKED`).
        StatusRevoked = "status.revoked", "the licence was revoked: it is not valid";
        /// The licence is suspended (`STA_SUSPENDED`).
        StatusSuspended = "status.suspended", "the licence is suspended for now";
        /// The licence was replaced by a newer one (`STA_SUPERSEDED`).
        StatusSuperseded = "status.superseded", "the licence was replaced: ask for the newer one";
        /// The list gives a value that has no meaning for this licence (`STA_VALUE_UNKNOWN`).
        StatusValueUnknown { value: u8 } = "status.value-unknown", "the status list says {value}, which has no meaning here";

        // ---- verify, phase 7: the holder -----------------------------------------------------------
        /// The holder's proof is over a session whose transcript was not given.
        TranscriptMissing = "verify.transcript-missing", "without the session transcript the holder's proof cannot be checked";
        /// The holder's proof is a MAC, and the reader's key was not given.
        ReaderKeyMissing = "verify.reader-key-missing", "without the reader's session key, or with one that does not fit, the holder's proof cannot be checked";
        /// The holder's key is of a kind that is not supported.
        DeviceKeyUnsupported = "verify.device-key-unsupported", "the holder's key is of a kind that is not supported here";
        /// The holder's proof names no algorithm, or one that is not allowed for it.
        DeviceAlgorithm { found: String } = "verify.device-algorithm-not-allowed", "the algorithm of the holder's proof is not allowed: {found}";
        /// The holder's proof was made with the key that sealed the licence.
        DeviceKeyIsSealingKey = "verify.device-key-is-sealing-key", "this licence has no holder's key, so nobody can prove to be its holder";
        /// The holder's signature is not over this session and document.
        DeviceSignatureMismatch = "verify.device-signature-mismatch", "the holder's signature does not fit this session and this document";
        /// The holder's MAC is not over this session and document.
        DeviceMacMismatch = "verify.device-mac-mismatch", "the holder's MAC does not fit this session and this document";
        /// The holder added an element that the issuing authority did not authorise the key for.
        DeviceElementUnauthorised { element: String } = "verify.device-element-unauthorised", "the holder may not state the element {element}";
        /// The policy asks for a proven holder, and the licence came without proof.
        HolderNotBound = "verify.holder-not-bound", "the verifier asks for proof that the presenter is the holder, and none came";

        // ---- recognise, the agreements themselves -------------------------------------------------
        /// The document is an agreement without a signature.
        AgreementUnsigned = "recognise.agreement-unsigned", "the agreement is not signed";
        /// A rule for the contents of an agreement is broken.
        AgreementInvalid { rule: &'static str, subject: String } = "recognise.agreement-invalid", "{subject}: {rule}";
        /// The agreement has an extension that must be understood and is not.
        AgreementCriticalExtension { id: String } = "recognise.agreement-critical-extension", "the agreement has a critical extension that is not understood: {id}";
        /// The agreement asks something that this version cannot evaluate (`AGR_VOCABULARY`).
        AgreementVocabulary { clause: String, kind: String } = "recognise.vocabulary-unknown", "the agreement asks something that is not known here ({clause}: {kind}): a newer version of this software is needed";
        /// The signer is not an agreement signer of the party that it signs for (`AGR_SIGNER`).
        AgreementSigner { rule: String } = "recognise.agreement-signer-not-allowed", "the agreement is signed by somebody who may not sign it: {rule}";
        /// The algorithm is not on the list, or does not fit the key.
        AgreementAlgorithm { found: String } = "recognise.agreement-algorithm-not-allowed", "the signature algorithm of the agreement is not allowed: {found}";
        /// The signature is not the signer's over these bytes (`AGR_SIGNATURE`).
        AgreementSignatureMismatch = "recognise.agreement-signature-mismatch", "the signature does not fit the agreement and its signer";
        /// The policy asks for the countersignature of the recognised party, and there is none.
        CountersignatureMissing { agreement: String } = "recognise.countersignature-missing", "the recognised party has not countersigned {agreement}";
        /// The countersignature is not that of the recognised party's agreement signer over this agreement.
        CountersignatureMismatch { rule: String } = "recognise.countersignature-mismatch", "the countersignature does not count: {rule}";
        /// A newer issue of the agreement was taken before (`AGR_ROLLBACK`).
        AgreementRollback { rule: &'static str } = "recognise.agreement-rollback", "a newer issue of the agreement is known: {rule}";
        /// Another document with the same number was taken before.
        AgreementForked { sequence_number: u64 } = "recognise.agreement-forked", "another issue of the agreement with the number {sequence_number} was taken before";
        /// The states of the agreement are out of order, or a later issue lost or changed one that had begun.
        AgreementHistory { rule: &'static str } = "recognise.agreement-history", "the states of the agreement do not hold together: {rule}";
        /// The agreement says that it was made after the time of loading.
        AgreementInFuture { issued: UnixTime, now: UnixTime } = "recognise.agreement-in-future", "the agreement was made at {issued}, which is after {now}";
        /// The issue at hand does not count any more (`AGR_EXPIRED`).
        AgreementExpired { agreement: String, not_after: UnixTime } = "recognise.agreement-expired", "{agreement} counted until {not_after}: a newer issue is needed";
        /// A note: a newer issue of the agreement was due.
        AgreementStale { agreement: String, next_update: UnixTime } = "recognise.note-agreement-stale", "a newer issue of {agreement} was due by {next_update}";

        // ---- recognise, phase 6 --------------------------------------------------------------------
        /// The region of the licence is not known, so no agreement can be looked for.
        RegionUnknown = "recognise.region-unknown", "the region of the licence is not known";
        /// No agreement leads from the verifier's region to that of the licence (`AGR_NONE`).
        NoAgreement { here: String, there: String } = "recognise.no-agreement", "no agreement of {here} covers licences of {there}";
        /// The agreement has not begun at a moment at which it must be in force (`AGR_NOT_YET`).
        AgreementNotYet { agreement: String, from: UnixTime } = "recognise.agreement-not-yet", "{agreement} is in force from {from}";
        /// The agreement was suspended at such a moment (`AGR_SUSPENDED`).
        AgreementSuspended { agreement: String, since: UnixTime } = "recognise.agreement-suspended", "{agreement} has been suspended since {since}";
        /// The agreement was repealed, or has run out, at such a moment (`AGR_REPEALED`).
        AgreementRepealed { agreement: String, since: UnixTime } = "recognise.agreement-repealed", "{agreement} has not been in force since {since}";
        /// The time for which a repealed agreement went on is over (`AGR_RUNOFF_OVER`).
        RunOffOver { agreement: String, until: UnixTime } = "recognise.run-off-over", "{agreement} is repealed, and went on for older licences until {until}";
        /// The agreement asks when the licence was issued, and that is not disclosed or not known.
        IssuanceUnknown { agreement: String } = "recognise.issuance-unknown", "{agreement} must have been in force when the licence was issued, and when that was is not known";
        /// The agreement does not recognise this type (`AGR_TYPE`).
        TypeNotCovered { agreement: String, doc_type: String } = "recognise.type-not-covered", "{agreement} does not recognise `{doc_type}`";
        /// The agreement does not recognise the type for this purpose (`AGR_PURPOSE`).
        PurposeNotCovered { agreement: String, purpose: String } = "recognise.purpose-not-covered", "{agreement} does not recognise this type for {purpose}";
        /// The agreement does not recognise the type at this place (`AGR_TERRITORY`).
        TerritoryNotCovered { agreement: String, region: String } = "recognise.territory-not-covered", "{agreement} does not recognise this type in {region}";
        /// The provision has not begun or is over.
        EquivalenceNotInForce { clause: String, since: UnixTime } = "recognise.equivalence-not-in-force", "{clause} is not in force since or until {since}";
        /// Two agreements apply and do not give the same answer (`AGR_CONFLICT`).
        AgreementConflict { agreements: String } = "recognise.agreement-conflict", "these agreements give different answers, and none says which one counts: {agreements}";
        /// A second step would be needed that the first agreement or the second does not allow (`AGR_NOT_TRANSITIVE`).
        NotTransitive { path: String } = "recognise.not-transitive", "the agreements {path} together do not lead here: both must say so";
        /// More than one step onward would be needed (`AGR_DEPTH`).
        DepthExceeded { path: String } = "recognise.depth-exceeded", "{path} allows no step onward";
        /// The licence is excluded (`RUL_EXCLUDED`).
        Excluded { clause: String } = "recognise.excluded", "the agreement excludes this licence: {clause}";
        /// A condition does not hold (`RUL_CONDITION`).
        ConditionNotMet { clause: String } = "recognise.condition-not-met", "a condition does not hold: {clause}";
        /// What a condition asks is not disclosed or not known (`RUL_DATA_MISSING`).
        DataMissing { clause: String, what: String } = "recognise.data-missing", "{clause} cannot be answered without {what}";
        /// The status was looked up in a list that is too old for the agreement (`RUL_STATUS_STALE`).
        StatusStale { clause: String, issued: UnixTime } = "recognise.status-stale", "{clause} asks for a newer status list than that of {issued}";
        /// The status does not count as valid under the agreement (`RUL_STATUS_VALUE`).
        StatusNotEquivalent { clause: String, value: u8 } = "recognise.status-not-equivalent", "{clause} does not take the status {value} for valid";
        /// A code has no counterpart, and the agreement asks for one (`MAP_UNMAPPED`).
        CodeUnmapped { clause: String, element: String } = "recognise.code-unmapped", "{clause} has no local counterpart for the code in {element}";
        /// An element to be mapped is not disclosed (`MAP_ELEMENT_MISSING`).
        MappedElementMissing { clause: String, element: String } = "recognise.mapped-element-missing", "{clause} needs the element {element}, which is not disclosed";
        /// A supplement is needed (`SUP_REQUIRED`).
        SupplementRequired { clause: String } = "recognise.supplement-required", "something is needed beside the licence: {clause}";
        /// What was given as a supplement does not count (`SUP_INVALID`).
        SupplementInvalid { doc_type: String, code: &'static str } = "recognise.supplement-invalid", "the supplement `{doc_type}` is not recognised here: {code}";
        /// Two licences that are used together belong to different holders.
        HolderMismatch { doc_type: String } = "recognise.holder-mismatch", "`{doc_type}` belongs to another holder";
        /// Whether two licences belong to one holder is not known, because a code is withheld or of another kind.
        HolderUnknown { doc_type: String } = "recognise.holder-unknown", "whether `{doc_type}` belongs to the same holder is not known";
    }
}

impl Reason {
    /// Whether it says that a check could not be made for want of what the verifier should have: never good, and not bad
    /// either. A reason of [`TrustAnchors::judge`](crate::trust::TrustAnchors::judge) that is not so is a failure.
    ///
    /// Clause: `spec/decisions/0014-unknown-is-never-good.md`.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::RevocationListMissing { .. }
                | Self::RevocationListStale { .. }
                | Self::RevocationListUnusable { .. }
                | Self::ListExpired { .. }
                | Self::ListStale { .. }
                | Self::ListRollback { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for code in Reason::CODES {
            assert!(seen.insert(code), "{code} twice");
            let (stage, condition) = code.split_once('.').unwrap();
            assert!(
                ["issue", "seal", "trust", "verify", "status", "recognise"].contains(&stage),
                "{code}"
            );
            assert!(
                condition
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{code}"
            );
        }
    }
}
