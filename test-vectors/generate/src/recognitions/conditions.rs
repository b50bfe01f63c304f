//! 6.6: exclusions, conditions, and what this version does not know.

use serde_json::{Value, json};

use super::{Answer, Asks, Row, YES, licence, provision};
use crate::{agreements::parties, authorities::GUANGZHOU, good::BUSINESS, out::Out};

const EXCLUDED: Answer = ("not-recognised", &["recognise.excluded"]);
const UNMET: Answer = ("not-recognised", &["recognise.condition-not-met"]);
const MISSING: Answer = ("not-recognised", &["recognise.data-missing"]);
const VOCABULARY: Answer = ("not-recognised", &["recognise.vocabulary-unknown"]);

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, parties::verifier(), "good");
    asks.under(VOCABULARIES, &licence());
    asks.under(EXCLUSIONS, &licence());
    asks.under(CONDITIONS, &licence());
    asks.under(TIMES, &licence());
    withheld(&mut asks);
}

fn exclude(agreement: &mut Value, any: &Value) {
    agreement["exclusions"] =
        json!([{ "id": "x1", "reason": { "en": "Test exclusion" }, "any": any }]);
}

fn ask(agreement: &mut Value, clauses: &Value) {
    provision(agreement)["conditions"] = clauses.clone();
}

const VOCABULARIES: &[Row] = &[
    (
        "vocabulary-of-a-condition",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "moonPhase" }, { "id": "c2", "kind": "issuerNotIn", "entities": [GUANGZHOU] }]),
            )
        },
        "a condition of a kind that nobody knows, beside one that does not hold: it is not asked then",
        "r-vocabulary",
        VOCABULARY,
    ),
    (
        "vocabulary-of-a-choice",
        |a| {
            ask(
                a,
                &json!([{ "anyOf": [{ "id": "c1", "kind": "issuerIn", "entities": [GUANGZHOU] }, { "id": "c2", "kind": "moonPhase" }] }]),
            )
        },
        "a choice of a condition that holds and one of a kind that nobody knows",
        "r-vocabulary",
        VOCABULARY,
    ),
    (
        "vocabulary-of-an-exclusion",
        |a| exclude(a, &json!([{ "id": "x1a", "kind": "moonPhase" }])),
        "an exclusion of a kind that nobody knows",
        "r-vocabulary",
        VOCABULARY,
    ),
    (
        "vocabulary-of-unless",
        |a| {
            provision(a)["supplements"] = json!([{ "id": "s1", "label": { "en": "Test evidence" }, "evidenceType": "urn:example:evidence", "deadline": "beforeUse", "unless": [{ "id": "u1", "kind": "moonPhase" }] }]);
        },
        "a supplement that is not needed under a condition of a kind that nobody knows",
        "r-vocabulary",
        VOCABULARY,
    ),
    (
        "vocabulary-of-another-name",
        |a| {
            a["conditionVocabulary"] = "org.elicence.conditions.2".into();
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuerIn", "entities": [GUANGZHOU] }]),
            );
        },
        "conditions of another vocabulary, in words that are known here",
        "r-vocabulary",
        VOCABULARY,
    ),
    (
        "vocabulary-of-another-name-and-no-condition",
        |a| a["conditionVocabulary"] = "org.elicence.conditions.2".into(),
        "another vocabulary, and no condition",
        "r-vocabulary",
        VOCABULARY,
    ),
];

const EXCLUSIONS: &[Row] = &[
    (
        "excluded-not",
        |a| {
            exclude(
                a,
                &json!([{ "id": "x1a", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }]),
            )
        },
        "an exclusion that is false",
        "r-excluded",
        YES,
    ),
    (
        "excluded",
        |a| {
            exclude(
                a,
                &json!([{ "id": "x1a", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["limited-company"] }]),
            )
        },
        "an exclusion that is true",
        "r-excluded",
        EXCLUDED,
    ),
    (
        "excluded-by-one-of-two",
        |a| {
            exclude(
                a,
                &json!([{ "id": "x1a", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }, { "id": "x1b", "kind": "issuerIn", "entities": [GUANGZHOU] }]),
            )
        },
        "an exclusion of two conditions, of which the second is true",
        "r-excluded",
        EXCLUDED,
    ),
    (
        "excluded-and-a-condition",
        |a| {
            exclude(
                a,
                &json!([{ "id": "x1a", "kind": "issuerIn", "entities": [GUANGZHOU] }]),
            );
            ask(
                a,
                &json!([{ "id": "c1", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }]),
            );
        },
        "excluded, and a condition does not hold: both are told, the exclusion first",
        "r-excluded r-condition r-primary",
        (
            "not-recognised",
            &["recognise.excluded", "recognise.condition-not-met"],
        ),
    ),
];

const CONDITIONS: &[Row] = &[
    (
        "issuer-in",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuerIn", "entities": [GUANGZHOU] }]),
            )
        },
        "issued by one of these",
        "r-condition",
        YES,
    ),
    (
        "issuer-not-in",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuerNotIn", "entities": [GUANGZHOU] }]),
            )
        },
        "issued by one of those that must not",
        "r-condition",
        UNMET,
    ),
    (
        "level-unknown",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "levelIn", "levels": ["prefectural"] }]),
            )
        },
        "a level is asked for that the licence does not disclose",
        "r-condition r-unknown",
        MISSING,
    ),
    (
        "category-not-in",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "categoryIn", "categories": ["proof"] }]),
            )
        },
        "a licence where a proof is asked for",
        "r-condition",
        UNMET,
    ),
    (
        "assurance-unknown",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "assuranceAtLeast", "scheme": "https://lists.example/rules", "level": 1 }]),
            )
        },
        "a level of assurance is asked for, and the list has none",
        "r-condition r-unknown",
        MISSING,
    ),
    (
        "holder-binding-unproven",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "holderBinding", "anyMethod": ["device-signature", "device-mac"] }]),
            )
        },
        "a proof of the holder is asked for, and there is none",
        "r-condition",
        UNMET,
    ),
    (
        "signature-level-b",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "signatureLevel", "min": "B" }]),
            )
        },
        "the lowest level of signature",
        "r-condition",
        YES,
    ),
    (
        "signature-level-t",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "signatureLevel", "min": "T" }]),
            )
        },
        "a proven time is asked for, and there is none",
        "r-condition",
        UNMET,
    ),
    (
        "signature-level-lta",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "signatureLevel", "min": "LTA" }]),
            )
        },
        "a level that this version does not reach",
        "r-condition",
        UNMET,
    ),
    (
        "seal-type-none",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "sealType", "anyOfTypes": ["02"] }]),
            )
        },
        "a seal object is asked for, and there is none",
        "r-condition",
        UNMET,
    ),
    (
        "any-of",
        |a| {
            ask(
                a,
                &json!([{ "anyOf": [{ "id": "c1", "kind": "signatureLevel", "min": "T" }, { "id": "c2", "kind": "issuerIn", "entities": [GUANGZHOU] }] }]),
            )
        },
        "a choice of which the second holds",
        "r-condition",
        YES,
    ),
    (
        "any-of-none",
        |a| {
            ask(
                a,
                &json!([{ "anyOf": [{ "id": "c1", "kind": "signatureLevel", "min": "T" }, { "id": "c2", "kind": "issuerNotIn", "entities": [GUANGZHOU] }] }]),
            )
        },
        "a choice of which none holds",
        "r-condition",
        (
            "not-recognised",
            &["recognise.condition-not-met", "recognise.condition-not-met"],
        ),
    ),
    (
        "any-of-unknown",
        |a| {
            ask(
                a,
                &json!([{ "anyOf": [{ "id": "c1", "kind": "signatureLevel", "min": "T" }, { "id": "c2", "kind": "levelIn", "levels": ["prefectural"] }] }]),
            )
        },
        "a choice of one that does not hold and one that is not known: first what is not known",
        "r-condition r-primary",
        (
            "not-recognised",
            &["recognise.data-missing", "recognise.condition-not-met"],
        ),
    ),
    (
        "any-of-unknown-and-one-holds",
        |a| {
            ask(
                a,
                &json!([{ "anyOf": [{ "id": "c1", "kind": "levelIn", "levels": ["prefectural"] }, { "id": "c2", "kind": "issuerIn", "entities": [GUANGZHOU] }] }]),
            )
        },
        "a choice of one that is not known and one that holds",
        "r-condition",
        YES,
    ),
    (
        "two-conditions",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "levelIn", "levels": ["prefectural"] }, { "id": "c2", "kind": "signatureLevel", "min": "T" }]),
            )
        },
        "two conditions against it: both are told",
        "r-condition r-primary",
        (
            "not-recognised",
            &["recognise.data-missing", "recognise.condition-not-met"],
        ),
    ),
    (
        "element-in-no",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }]),
            )
        },
        "another code than those that are asked for",
        "r-condition",
        UNMET,
    ),
    (
        "element-not-in-no",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "elementNotIn", "element": [BUSINESS, "legal_form"], "values": ["limited-company"] }]),
            )
        },
        "one of the codes that must not be",
        "r-condition",
        UNMET,
    ),
    (
        "element-range-of-a-text",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "elementRange", "element": [BUSINESS, "legal_form"], "min": 1 }]),
            )
        },
        "a number is asked for, and there is a text",
        "r-condition r-unknown",
        MISSING,
    ),
];

/// The beginning of the day of issue is 2025-06-02T16:00:00Z.
const TIMES: &[Row] = &[
    (
        "issued-at-the-bound",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuedAt", "notBefore": "2025-06-02T16:00:00Z" }]),
            )
        },
        "issued in the first second that counts",
        "r-condition",
        YES,
    ),
    (
        "issued-before-the-bound",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuedAt", "notBefore": "2025-06-02T16:00:01Z" }]),
            )
        },
        "issued a second before the bound",
        "r-condition",
        UNMET,
    ),
    (
        "issued-at-the-last-bound",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuedAt", "notAfter": "2025-06-02T16:00:00Z" }]),
            )
        },
        "issued in the last second that counts",
        "r-condition",
        YES,
    ),
    (
        "issued-after-the-bound",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "issuedAt", "notAfter": "2025-06-02T15:59:59Z" }]),
            )
        },
        "issued a second after the bound",
        "r-condition",
        UNMET,
    ),
    (
        "age-at-most",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "licenceAge", "max": AGE }]),
            )
        },
        "as old as it may be",
        "r-condition",
        YES,
    ),
    (
        "age-more",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "licenceAge", "max": AGE - 1 }]),
            )
        },
        "a second older than it may be",
        "r-condition",
        UNMET,
    ),
    (
        "remaining-of-long-term",
        |a| {
            ask(
                a,
                &json!([{ "id": "c1", "kind": "remainingValidity", "min": 3_000_000_000_u64 }]),
            )
        },
        "a licence without an end has always enough time left",
        "r-condition",
        YES,
    ),
];

/// Seconds from the beginning of the day of issue to the judgement: 363 days and 8 hours.
const AGE: u64 = 363 * 86_400 + 8 * 3_600;

fn withheld(asks: &mut Asks<'_>) {
    const ROWS: &[Row] = &[
        (
            "excluded-unknown",
            |a| {
                exclude(
                    a,
                    &json!([{ "id": "x1a", "kind": "elementIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }]),
                )
            },
            "an exclusion about an element that is withheld",
            "r-excluded r-unknown",
            EXCLUDED,
        ),
        (
            "element-withheld",
            |a| {
                ask(
                    a,
                    &json!([{ "id": "c1", "kind": "elementPresent", "element": [BUSINESS, "legal_form"] }]),
                )
            },
            "an element is asked for and withheld",
            "r-condition r-unknown",
            MISSING,
        ),
        (
            "element-not-in-withheld",
            |a| {
                ask(
                    a,
                    &json!([{ "id": "c1", "kind": "elementNotIn", "element": [BUSINESS, "legal_form"], "values": ["partnership"] }]),
                )
            },
            "a code must not be there, and the element is withheld",
            "r-condition r-unknown",
            MISSING,
        ),
    ];
    let mut parts = licence();
    parts.withhold(BUSINESS, "legal_form");
    asks.differ_from("excluded-not");
    asks.under(ROWS, &parts);
    asks.differ_from("good");
}
