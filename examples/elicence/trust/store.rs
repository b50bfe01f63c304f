//! A trust store in a folder: whom its operator pins, and what was taken.
//!
//! `roots.json` is the operator's word and can be edited; `state.cbor` is what [`TrustStore::export`] gives, `status.cbor`
//! what [`StatusLists::export`] gives and `agreements.cbor` what [`Agreements::export`] gives, all verified anew at each
//! reading.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    codec::Limits,
    recognise::Agreements,
    status::StatusLists,
    time::UnixTime,
    trust::{
        TrustAnchors,
        list::DigitalIdentity,
        store::{ListRoot, StoreTerms, TrustStore},
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Trouble, warn},
    files::{self, Output},
    layout::harmless,
};

const ROOTS: &str = "roots.json";
const STATE: &str = "state.cbor";
const STATUSES: &str = "status.cbor";
const AGREEMENTS: &str = "agreements.cbor";
/// The first member of `roots.json`.
const FORMAT: &str = "elicence.roots.1";

/// `roots.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roots {
    format: String,
    roots: Vec<Pin>,
}

/// A list that the operator trusts of its own accord, and a certificate that may sign it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pin {
    pub(super) list: String,
    /// DER in base64.
    certificate: String,
}

impl Pin {
    pub(super) fn new(list: &str, certificate: &[u8]) -> Self {
        Self {
            list: list.to_owned(),
            certificate: STANDARD.encode(certificate),
        }
    }

    /// The certificate, in DER.
    pub(super) fn certificate(&self) -> Result<Vec<u8>, Trouble> {
        STANDARD.decode(&self.certificate).map_err(|_| {
            let list = harmless(&self.list);
            Trouble::new(format!("`{ROOTS}` has no usable certificate for `{list}`"))
        })
    }
}

/// A store that was read from its folder.
pub(crate) struct Folder {
    path: PathBuf,
    pins: Vec<Pin>,
    pub(crate) store: TrustStore,
    pub(crate) statuses: StatusLists,
    pub(crate) agreements: Agreements,
}

impl Folder {
    /// The store in the folder `path`, beside whoever is trusted by hand.
    pub(crate) fn read(path: &Path, anchors: TrustAnchors, now: UnixTime) -> Result<Self, Trouble> {
        check_there(path)?;
        Self::open(path, anchors, &[], now)
    }

    /// The same with further pins, or a new one with nothing but these.
    pub(super) fn open(
        path: &Path,
        anchors: TrustAnchors,
        further: &[Pin],
        now: UnixTime,
    ) -> Result<Self, Trouble> {
        let mut pins = read_pins(&path.join(ROOTS))?;
        let new: Vec<Pin> = further
            .iter()
            .filter(|pin| !pins.contains(pin))
            .cloned()
            .collect();
        pins.extend(new);
        let mut roots = Vec::new();
        for pin in &pins {
            let identity = DigitalIdentity::Certificate(pin.certificate()?);
            roots.push(ListRoot::new(&pin.list, vec![identity]));
        }
        let file = path.join(STATE);
        let terms = StoreTerms::default();
        let store = if file.exists() {
            let state = files::read(&file, terms.state_bytes)?;
            restore(&file, &state, anchors, roots, now)?
        } else {
            let empty = TrustStore::new(anchors).with_terms(terms);
            roots.into_iter().fold(empty, TrustStore::with_root)
        };
        let statuses = restore_statuses(&path.join(STATUSES), &store, now)?;
        let agreements = restore_agreements(&path.join(AGREEMENTS), &store, now)?;
        Ok(Self {
            path: path.to_owned(),
            pins,
            store,
            statuses,
            agreements,
        })
    }

    /// Writes what is new, and says whether anything is: the pins first, which without a state only mean that nothing was
    /// taken yet.
    pub(super) fn save(&self) -> Result<bool, Trouble> {
        let mut changed = false;
        fs::create_dir_all(&self.path).map_err(|e| {
            let (path, why) = (self.path.display(), files::say(&e));
            Trouble::new(format!("cannot make the folder `{path}`: {why}"))
        })?;
        if read_pins(&self.path.join(ROOTS))? != self.pins {
            let roots = Roots {
                format: FORMAT.to_owned(),
                roots: self.pins.clone(),
            };
            let text = serde_json::to_string_pretty(&roots)
                .map_err(|_| Trouble::new(format!("`{ROOTS}` cannot be written")))?;
            changed |= replace(&self.path.join(ROOTS), (text + "\n").into_bytes())?;
        }
        if self.statuses.uris().next().is_some() {
            changed |= replace(&self.path.join(STATUSES), self.statuses.export())?;
        }
        if !self.agreements.is_empty() {
            changed |= replace(&self.path.join(AGREEMENTS), self.agreements.export())?;
        }
        changed |= replace(&self.path.join(STATE), self.store.export())?;
        Ok(changed)
    }
}

/// Writes the file if it holds anything else.
fn replace(path: &Path, bytes: Vec<u8>) -> Result<bool, Trouble> {
    if fs::read(path).is_ok_and(|held| held == bytes) {
        return Ok(false);
    }
    files::replace(&Output::new(path, bytes)).map(|()| true)
}

/// Says that there is no store where there is none.
pub(super) fn check_there(path: &Path) -> Result<(), Trouble> {
    if path.join(ROOTS).exists() {
        return Ok(());
    }
    let trouble = Trouble::new(format!("`{}` is not a trust store", path.display()));
    Err(trouble.with_hint("`elicence trust update --root` makes one"))
}

/// Keeps a second update away for as long as it lives, where the system can. A folder that is not there has none.
pub(super) fn lock(path: &Path) -> Result<Option<File>, Trouble> {
    if !path.join(ROOTS).exists() {
        return Ok(None);
    }
    files::lock(path)
}

fn read_pins(file: &Path) -> Result<Vec<Pin>, Trouble> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let unusable = |_| Trouble::new(format!("`{}` is not a file of roots", file.display()));
    let roots: Roots = serde_json::from_str(&files::read_text(file)?).map_err(unusable)?;
    if roots.format == FORMAT {
        Ok(roots.roots)
    } else {
        let format = harmless(&roots.format);
        Err(Trouble::new(format!(
            "`{}` is of the format `{format}`, which is not known here",
            file.display()
        )))
    }
}

fn restore(
    file: &Path,
    state: &[u8],
    anchors: TrustAnchors,
    roots: Vec<ListRoot>,
    now: UnixTime,
) -> Result<TrustStore, Trouble> {
    let imported = TrustStore::import(state, anchors, roots, StoreTerms::default(), now);
    let imported = imported.map_err(|error| {
        Trouble::new(format!("`{}` is not a state: {error}", file.display()))
            .with_hint("move it away and update again: what it remembered against rollback is lost")
    })?;
    for left_out in imported.left_out {
        let what = left_out.list_id.map_or_else(
            || format!("document {} of the store", left_out.place),
            |list| format!("the list `{list}` of the store"),
        );
        let why = left_out.error.to_string();
        warn(harmless(&format!("{what} is left out: {why}")));
    }
    Ok(imported.store)
}

fn restore_statuses(
    file: &Path,
    store: &TrustStore,
    now: UnixTime,
) -> Result<StatusLists, Trouble> {
    let mut lists = StatusLists::new();
    if !file.exists() {
        return Ok(lists);
    }
    let state = files::read(file, Limits::default().status_bytes)?;
    let (now, _) = store.time(now);
    let left_out = lists.import(&state, store, now).map_err(|error| {
        Trouble::new(format!("`{}` is not a state: {error}", file.display()))
            .with_hint("move it away and update again: what it remembered against rollback is lost")
    })?;
    for why in left_out {
        warn(harmless(&format!(
            "a status list of the store is left out: {why}"
        )));
    }
    Ok(lists)
}

fn restore_agreements(
    file: &Path,
    store: &TrustStore,
    now: UnixTime,
) -> Result<Agreements, Trouble> {
    let mut agreements = Agreements::new();
    if !file.exists() {
        return Ok(agreements);
    }
    let state = files::read(file, Agreements::STATE_BYTES)?;
    let left_out = agreements.import(&state, store, now).map_err(|error| {
        Trouble::new(format!("`{}` is not a state: {error}", file.display()))
            .with_hint("move it away and update again: what it remembered against rollback is lost")
    })?;
    for left_out in left_out {
        let what = left_out.agreement_id.map_or_else(
            || format!("agreement {} of the store", left_out.place),
            |id| format!("the agreement `{id}` of the store"),
        );
        let why = left_out.error;
        warn(harmless(&format!("{what} is left out: {why}")));
    }
    Ok(agreements)
}
