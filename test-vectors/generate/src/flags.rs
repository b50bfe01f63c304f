//! What a flag means: the bug that a vector looks for, and what it would cost.

/// Flag, bug, effect.
pub(crate) const FLAGS: &[(&str, &str, &str)] = &[
    (
        "N1",
        "the digests of the elements are not compared",
        "any value can be changed under a right seal",
    ),
    (
        "N2",
        "the technical validity is not checked, or a failure does not reach the result",
        "an old licence counts for ever",
    ),
    (
        "N3",
        "the type of the document is not compared with the signed one",
        "a licence of one type passes for another",
    ),
    (
        "N4",
        "only the first element of a name space is checked",
        "every other value can be changed",
    ),
    (
        "N5",
        "a name space without digests is passed over",
        "elements can be added that nobody sealed",
    ),
    (
        "N6",
        "SHA-256 is used whatever the signed object names",
        "right licences fail, wrong ones may pass",
    ),
    (
        "N7",
        "without anchors the chain is not checked",
        "anybody seals",
    ),
    (
        "N8",
        "the holder's proof is not checked against the session",
        "a recorded presentation can be used again",
    ),
    (
        "N9",
        "a missing reader's key is replaced by a default",
        "anybody can make the proof",
    ),
    (
        "N10",
        "the holder's MAC is not checked, or always fails",
        "no proof of the holder, or none possible",
    ),
    (
        "N11",
        "digests are computed over a new encoding of the element",
        "right licences of other issuers fail",
    ),
    (
        "N12",
        "parts of path validation are left out",
        "a certificate seals that nobody allowed to",
    ),
    (
        "N14",
        "the scope of an anchor is dropped",
        "an authority seals what it is not trusted for",
    ),
    (
        "N16",
        "an anchor is found by its name alone",
        "whoever takes the name of an authority seals as it",
    ),
    (
        "N17",
        "one good certificate makes a chain good",
        "a certificate that must not be used counts",
    ),
    (
        "N18",
        "unknown critical extensions, or an empty list of anchors, are only warned about",
        "anybody seals",
    ),
    (
        "N19",
        "malformed structures are repaired in silence",
        "two readers see two licences in one file",
    ),
    (
        "N20",
        "expiry is not checked, or a compressed list is inflated without bound",
        "an old licence counts for ever, or a small file takes all memory",
    ),
    (
        "N21",
        "a missing or unreadable date compares as good",
        "a licence without end",
    ),
    (
        "N22",
        "what the holder states is not held against the authorisations, or never accepted",
        "holders state what only the issuer may",
    ),
    (
        "N23",
        "a status that cannot be found out counts as good, or as revoked",
        "a revoked licence passes, or a good one fails",
    ),
    (
        "N24",
        "numbers above 2³¹ or leading zeros of coordinates are lost",
        "right licences fail, or an element is taken for another",
    ),
    (
        "N25",
        "only one document of several is read, or the last of a type wins",
        "a bad document hides behind a good one",
    ),
    (
        "N26",
        "of two equal keys or identifiers the last one wins",
        "two readers see two values",
    ),
    (
        "N27",
        "`alg` may be absent, text or unprotected",
        "the algorithm is the attacker's choice",
    ),
    (
        "N28",
        "input can exhaust stack, memory or time",
        "a file stops the verifier",
    ),
    (
        "N29",
        "floats, null, undefined or big numbers are dropped",
        "the verifier shows another licence than was sealed",
    ),
    (
        "N30",
        "data is given out beside a failure",
        "callers use what was not verified",
    ),
    (
        "N13",
        "the signature of a list, or who made it, is not checked",
        "whoever is on the way to the verifier names the authorities",
    ),
    (
        "N15",
        "where a list is missing or over, the verifier goes on without it",
        "whoever cuts it off from the lists chooses what it accepts",
    ),
    (
        "list",
        "the rule of the list named is not held",
        "a list counts that must not, or a right one is refused",
    ),
    (
        "rollback",
        "an older or another issue takes the place of the one at hand",
        "an authority that was stopped seals again",
    ),
    (
        "boundary",
        "a comparison is off by one",
        "the last allowed value fails or the first forbidden one passes",
    ),
    (
        "time",
        "times are compared wrongly",
        "a licence counts before or after its time",
    ),
    (
        "trust",
        "the rule of the certificate or path named is not held",
        "a certificate seals that must not",
    ),
    (
        "value",
        "the kind of an element's value is not checked",
        "software behind the verifier reads what was never allowed",
    ),
    (
        "holder",
        "the report is wrong about the holder",
        "a copy passes for the original in the holder's hands",
    ),
    (
        "lenient",
        "unusual and right encodings are refused",
        "right licences of other issuers fail",
    ),
    (
        "strict",
        "wrong encodings are repaired in silence",
        "two readers see two licences in one file",
    ),
    (
        "algorithm",
        "an algorithm of the list is missing or computed wrongly",
        "right licences fail",
    ),
    (
        "disclosure",
        "what may not be withheld can be",
        "a licence is judged without the facts that the verdict rests on",
    ),
    (
        "seal",
        "the electronic seal object is not held against the type's policy",
        "a licence without its seal counts",
    ),
    (
        "foreign",
        "documents of other formats are misread",
        "right documents fail, or pose as licences of ours",
    ),
    (
        "revocation",
        "a revocation list is not asked, or one is believed that says nothing",
        "who has a stolen key seals on, or right licences fail",
    ),
    (
        "vical",
        "a foreign list is believed without its provider, for too long, or for too much",
        "who makes a list, or stands on one, issues what was never his to issue",
    ),
    (
        "agreement",
        "what an agreement asks for, or who signed it, is not checked",
        "a licence counts where nobody recognised it, or does not count where it must",
    ),
];
