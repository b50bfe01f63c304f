//! Whom a vector has the verifier trust, and what it took before; and vectors that are themselves taken or refused.

use std::{collections::BTreeMap, fs};

use elicence::{
    Reason,
    recognise::{Agreements, agreement::AgreementError},
    status::{self, StatusLists, StatusReference},
    time::UnixTime,
    trust::{
        Scope, TrustAnchors, Vical, VicalFloor, VicalTerms, certificate_from_pem_or_der,
        list::{DigitalIdentity, ListError},
        revocation_list_from_pem_or_der,
        store::{ListRoot, StaleLists, StoreTerms, TrustStore},
    },
};
use serde_json::{Value, json};

use super::Found;
use crate::vectors_support::Vector;

/// What is not taken: malformed, or refused with these codes.
enum NotTaken {
    Malformed(&'static str),
    Refused(Vec<&'static str>),
}

impl From<ListError> for NotTaken {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Decode(error) => Self::Malformed(error.code()),
            ListError::Refused(_) => Self::Refused(error.codes()),
        }
    }
}

impl From<AgreementError> for NotTaken {
    fn from(error: AgreementError) -> Self {
        match error {
            AgreementError::Decode(error) => Self::Malformed(error.code()),
            AgreementError::Refused(_) => Self::Refused(error.codes()),
        }
    }
}

impl From<Reason> for NotTaken {
    fn from(reason: Reason) -> Self {
        Self::Refused(vec![reason.code()])
    }
}

impl Vector {
    pub(super) fn file(&self, path: &str) -> Vec<u8> {
        fs::read(self.folder.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn certificate(&self, path: &Value) -> Vec<u8> {
        certificate_from_pem_or_der(&self.file(path.as_str().unwrap())).unwrap()
    }

    /// Anchors, pins, revocation lists, roots, and all that was taken before.
    ///
    /// `reference` is what the document names: a status list `named_by_document` is taken for it.
    pub(super) fn trust(&self, reference: Option<&StatusReference>) -> Held {
        let mut held = Held {
            store: self.roots(self.anchors()),
            statuses: StatusLists::new(),
            agreements: Agreements::new(),
            floors: BTreeMap::new(),
        };
        for taken in self.list("takes") {
            let file = taken["file"].as_str().unwrap();
            if let Err(error) = held.take(self, taken, reference) {
                let codes = match error {
                    NotTaken::Malformed(code) => vec![code],
                    NotTaken::Refused(codes) => codes,
                };
                panic!("{}: {file} was not taken: {codes:?}", self.id);
            }
        }
        held
    }

    fn anchors(&self) -> TrustAnchors {
        let scope = |entry: &Value| {
            entry["scope"]
                .as_str()
                .map(|scope| Scope::parse(scope).unwrap())
        };
        let mut trust = TrustAnchors::new();
        for anchor in self.list("anchors") {
            let added =
                trust.add_anchor(&self.certificate(&anchor["file"]), scope(anchor).unwrap());
            added.unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        for pin in self.list("pins") {
            trust
                .add_pin(&self.certificate(&pin["file"]), scope(pin))
                .unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        for path in self.list("revocation_lists") {
            let der = revocation_list_from_pem_or_der(&self.file(path.as_str().unwrap())).unwrap();
            trust
                .add_revocation_list(&der)
                .unwrap_or_else(|e| panic!("{}: {e}", self.id));
        }
        trust
    }

    fn roots(&self, anchors: TrustAnchors) -> TrustStore {
        let mut terms = StoreTerms::new();
        if self.given("stale_lists") == Some("undetermined") {
            terms.stale_lists = StaleLists::Undetermined;
        }
        let mut store = TrustStore::new(anchors).with_terms(terms);
        for root in self.list("roots") {
            let certificates = root["certificates"].as_array().unwrap().iter();
            let identities = certificates
                .map(|path| DigitalIdentity::Certificate(self.certificate(path)))
                .collect();
            store = store.with_root(ListRoot::new(root["list_id"].as_str().unwrap(), identities));
        }
        store
    }
}

/// What a verifier holds.
pub(super) struct Held {
    pub(super) store: TrustStore,
    pub(super) statuses: StatusLists,
    pub(super) agreements: Agreements,
    /// Of each provider of VICALs the newest that was taken; the provider is the certificates that were given for it.
    floors: BTreeMap<Vec<Vec<u8>>, VicalFloor>,
}

impl Held {
    /// Takes one thing: `kind`, `file` and `now`. Answers the codes of notes.
    fn take(
        &mut self,
        vector: &Vector,
        what: &Value,
        reference: Option<&StatusReference>,
    ) -> Result<Vec<&'static str>, NotTaken> {
        let mut bytes = vector.file(what["file"].as_str().unwrap());
        if let Some(length) = what["padded_to"].as_u64() {
            bytes.resize(usize::try_from(length).unwrap(), 0);
        }
        let now = UnixTime::from_seconds(what["now"].as_i64().unwrap()).unwrap();
        let codes = |notes: &[Reason]| notes.iter().map(Reason::code).collect();
        match what["kind"].as_str().unwrap() {
            "trust-list" => Ok(codes(&self.store.load_list(&bytes, now)?.notes)),
            "revocation-list" => {
                self.store
                    .load_revocation_list(&revocation_list_from_pem_or_der(&bytes)?)?;
                Ok(Vec::new())
            }
            "vical" => {
                let mut terms = VicalTerms::new();
                if let Some(age) = what["max_age"].as_u64() {
                    terms = terms.with_max_age(u32::try_from(age).unwrap());
                }
                let given = what["provider"].as_array().unwrap().iter();
                let provider: Vec<Vec<u8>> = given.map(|path| vector.certificate(path)).collect();
                let given: Vec<&[u8]> = provider.iter().map(Vec::as_slice).collect();
                if let Some(floor) = self.floors.get(&provider) {
                    terms = terms.with_floor(*floor);
                }
                let list = Vical::decode(&bytes)
                    .map_err(|error| NotTaken::Malformed(error.code()))?
                    .check(&given, &terms, now)
                    .map_err(|reasons| NotTaken::Refused(codes(&reasons)))?;
                self.floors.insert(provider, list.floor());
                self.store.anchors_mut().add_vical(&list);
                Ok(codes(list.notes()))
            }
            "status-list" => {
                let taken = match reference.filter(|_| what["named_by_document"] == true) {
                    Some(named) => self.statuses.load_for(named, &bytes, &self.store, now),
                    None => self.statuses.load(&bytes, &self.store, now),
                };
                match taken {
                    Ok(_) => Ok(Vec::new()),
                    Err(status::NotTaken::Malformed(error)) => {
                        Err(NotTaken::Malformed(error.code()))
                    }
                    Err(status::NotTaken::Refused(reason)) => Err(reason.into()),
                }
            }
            "agreement" => {
                let taken = self.agreements.load(&bytes, &self.store, now)?;
                Ok(codes(&taken.notes))
            }
            other => panic!("{}: no such kind: {other}", vector.id),
        }
    }

    fn export(&self) -> Vec<Vec<u8>> {
        vec![
            self.store.export(),
            self.statuses.export(),
            self.agreements.export(),
        ]
    }
}

/// Runs a vector that is taken or refused. What is refused must have changed nothing.
pub(crate) fn take(vector: &Vector) -> Found {
    let reference = vector.given("status").map(|hex| {
        StatusReference::read(&super::sealing::bytes_of(hex))
            .unwrap_or_else(|e| panic!("{}: {e}", vector.id))
    });
    let mut held = vector.trust(reference.as_ref());
    let before = held.export();
    let what = json!({
        "kind": vector.json["kind"], "file": vector.json["file"], "now": vector.json["given"]["now"],
        "provider": vector.json["given"]["provider"], "max_age": vector.json["given"]["max_age"],
        "padded_to": vector.json["given"]["padded_to"],
        "named_by_document": reference.is_some(),
    });
    let (result, codes) = match held.take(vector, &what, reference.as_ref()) {
        Ok(notes) => ("taken", notes),
        Err(NotTaken::Malformed(code)) => ("malformed", vec![code]),
        Err(NotTaken::Refused(codes)) => ("refused", codes),
    };
    if result != "taken" {
        assert!(
            held.export() == before,
            "{}: it was refused, and something changed",
            vector.id
        );
    }
    Found {
        explanation: format!("{result} {codes:?}"),
        members: json!({ "result": result, "codes": codes }),
    }
}
