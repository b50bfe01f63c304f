//! Licence types that exist in these files only: one with every kind of value, and one for each policy.

use elicence::licence::TypeRegistry;
use serde_json::{Value, json};

use crate::out::pretty;

pub(crate) const KINDS: &str = "org.elicence.test_kinds.1";

fn names(en: &str) -> Value {
    json!({ "zh": "测试", "en": en, "ko": "시험" })
}

fn element(id: &str, kind: &str, more: &Value) -> Value {
    let mut element = json!({
        "id": id, "kind": kind, "obligation": "optional", "sensitivity": "public", "sharing": "open", "withheld": "may",
        "names": names(id),
    });
    for (key, value) in more.as_object().unwrap() {
        element[key] = value.clone();
    }
    element
}

fn definition(name: &str, serial: u32, seal: &str, status: &str, elements: &[Value]) -> Value {
    json!({
        "format": "org.elicence.type.1",
        "doc_type": format!("org.elicence.{name}.1"),
        "revision": 1,
        "type_code": format!("Y1110000TEM0000100{serial}"),
        "category": "proof",
        "names": names("Test type, for test vectors only"),
        "definer": { "code": "Y1110000TEM0000100", "names": names("Test type authority") },
        "legal_basis": [{ "id": "none", "names": names("None: this is a test") }],
        "holders": { "kinds": ["001"], "min": 1, "max": 1, "code": "mandatory" },
        "validity": { "ends": ["date", "not-applicable"], "dates_may_be_withheld": false },
        "number": { "pattern": "^T[0-9]{6}$", "sensitivity": "public" },
        "seal": seal,
        "status": status,
        "code_lists": { "colour": [{ "code": "red", "names": names("red") }, { "code": "green", "names": names("green") }] },
        "elements": elements,
    })
}

pub(crate) fn kinds_json() -> Value {
    let column = |id: &str, kind: &str, more: Value| {
        let mut column = json!({ "id": id, "kind": kind, "nullable": false, "names": names(id) });
        for (key, value) in more.as_object().unwrap() {
            column[key] = value.clone();
        }
        column
    };
    let mut kinds = definition(
        "test_kinds",
        900,
        "optional",
        "optional",
        &[
            element("text", "text", &json!({ "max_chars": 8 })),
            element(
                "patterned",
                "text",
                &json!({ "max_chars": 8, "pattern": "^[A-Z]{2}[0-9]{2}$" }),
            ),
            element("integer", "integer", &json!({ "min": -5, "max": 10 })),
            element("whole", "integer", &json!({})),
            element("boolean", "boolean", &json!({})),
            element("date", "date", &json!({})),
            element("instant", "instant", &json!({})),
            element("end", "end", &json!({})),
            element("amount", "amount", &json!({ "unit": "CNY", "scale": 2 })),
            element("colour", "code", &json!({ "code_list": "colour" })),
            element("uscc", "identifier", &json!({ "scheme": "uscc" })),
            element(
                "picture",
                "picture",
                &json!({ "media": ["image/png"], "max_bytes": 4000 }),
            ),
            element(
                "photograph",
                "picture",
                &json!({ "media": ["image/jpeg", "image/png"], "max_bytes": 4000000 }),
            ),
            element(
                "attachment",
                "attachment",
                &json!({ "media": ["application/pdf"], "max_bytes": 100 }),
            ),
            element(
                "table",
                "table",
                &json!({
                    "columns": [
                        column("label", "text", json!({})),
                        column("paid", "amount", json!({ "unit": "CNY", "scale": 2, "nullable": true })),
                        column("count", "integer", json!({})),
                    ],
                    "min_rows": 1, "max_rows": 3,
                }),
            ),
            element(
                "cells",
                "table",
                &json!({ "columns": [column("n", "integer", json!({}))], "min_rows": 0, "max_rows": 20000 }),
            ),
        ],
    );
    kinds["derivations"] = json!([
        { "id": "paid_enough", "rule": "at_least", "source": "amount", "threshold": "10", "names": names("paid enough") },
        { "id": "paid_band", "rule": "band", "source": "amount", "names": names("band"), "bands": [
            { "code": "low", "below": "10", "names": names("low") },
            { "code": "high", "from": "10", "names": names("high") },
        ] },
    ]);
    kinds
}

pub(crate) fn kinds() -> String {
    pretty(&kinds_json())
}

/// A type with these policies for the seal object and the status reference.
pub(crate) fn policy(name: &str) -> String {
    let (serial, seal, status) = match name {
        "test_seal_required" => (901, "required", "optional"),
        "test_seal_none" => (902, "none", "optional"),
        "test_status_required" => (903, "optional", "required"),
        "test_status_none" => (904, "optional", "none"),
        _ => panic!("no type {name}"),
    };
    pretty(&definition(
        name,
        serial,
        seal,
        status,
        &[element("text", "text", &json!({ "max_chars": 8 }))],
    ))
}

pub(crate) const POLICIES: [&str; 4] = [
    "test_seal_required",
    "test_seal_none",
    "test_status_required",
    "test_status_none",
];

pub(crate) fn registry(types: &[String]) -> TypeRegistry {
    let mut registry = TypeRegistry::builtin();
    for json in types {
        registry
            .add_json(json)
            .unwrap_or_else(|e| panic!("{e}: {json}"));
    }
    registry
}

/// A draft of one of the types above.
fn draft(doc_type: &str, serial: u32, elements: &Value) -> String {
    let begin =
        format!("1.2.156.3005.2.Y1110000TEM0000100{serial}.Y1440100TEM000037D.T000001.001.");
    let id = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        .chars()
        .map(|check| format!("{begin}{check}"))
        .find(|id| elicence::licence::LicenceId::parse(id).is_ok())
        .unwrap();
    let draft = json!({
        "doc_type": doc_type,
        "common": {
            "licence_id": id, "name": "测试", "number": "T000001", "issuer_name": "广州市测试发证机关",
            "issuer_code": "Y1440100TEM000037D", "issuer_level": "prefectural", "industry": "taxation", "region": "CN-4401",
            "issue_date": "2026-03-05", "valid_from": "2026-03-05", "valid_until": "2026-12-31",
            "created_at": "2026-03-05T01:30:00Z", "legal_basis": "none", "holder_name": "广州市示例贸易有限公司",
            "holder_code": "91440100TEM001013U", "holder_code_type": "001",
        },
        "elements": elements,
    });
    draft.to_string()
}

/// The PNG of one grey pixel that the drafts use too.
pub(crate) const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

pub(crate) fn kinds_draft() -> String {
    draft(
        KINDS,
        900,
        &json!({
            "text": "甲乙丙丁戊己庚辛", "patterned": "AB12", "integer": 10, "whole": -9_223_372_036_854_775_808_i64, "boolean": false,
            "date": "2024-02-29", "instant": "2026-03-05T01:30:00Z", "end": "not-applicable", "amount": "12.50", "colour": "red",
            "uscc": "91440100TEM001013U", "picture": { "media": "image/png", "base64": PIXEL },
            "photograph": { "media": "image/png", "base64": PIXEL },
            "attachment": { "media": "application/pdf", "name": "plan.pdf", "base64": "JVBERi0xLjQK" },
            "table": [{ "label": "a", "paid": "1.00", "count": 1 }, { "label": "b", "paid": null, "count": -1 }],
            "cells": [],
        }),
    )
}

pub(crate) fn policy_draft(name: &str) -> String {
    let json: Value = serde_json::from_str(&policy(name)).unwrap();
    let serial = json["type_code"].as_str().unwrap()[18..].parse().unwrap();
    draft(
        json["doc_type"].as_str().unwrap(),
        serial,
        &json!({ "text": "甲" }),
    )
}
