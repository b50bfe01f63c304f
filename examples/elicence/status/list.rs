//! The state file of a status list: its name, the indices that were given, and the life of each licence.
//!
//! It says which index is whose, so that only its owner may read it. It is the second of the two things that are replaced
//! where they are: a copy of an older one would give an index twice.

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use elicence::{
    status::{
        Change, IndexAllocator, LicenceState, LifeCycle, ListedStatus, StatusFault,
        StatusListDraft, Transition,
    },
    time::UnixTime,
};
use serde::{Deserialize, Serialize};

use crate::{
    answer::Trouble,
    files::{self, Output},
};

/// The first member of a state file.
const FORMAT: &str = "elicence.status-list.1";

/// As it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    format: String,
    uri: String,
    allocator: String,
    /// When the list of each name was last signed.
    #[serde(default)]
    signed: BTreeMap<String, String>,
    licences: BTreeMap<u64, Vec<Entry>>,
}

/// One step in the life of a licence.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    step: String,
    effective_from: String,
    recorded_at: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ground: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    successor: Option<String>,
}

/// A list that its authority keeps.
pub(super) struct List {
    path: PathBuf,
    pub(super) uri: String,
    pub(super) allocator: IndexAllocator,
    signed: BTreeMap<String, UnixTime>,
    licences: BTreeMap<u64, LifeCycle>,
    /// Nobody else changes it meanwhile, where the system can see to that.
    _lock: Option<File>,
}

/// The steps by their names on the command line.
pub(super) const STEPS: [(&str, Transition); 9] = [
    ("issue", Transition::Issue),
    ("suspend", Transition::Suspend),
    ("resume", Transition::Resume),
    ("revoke-as-void", Transition::RevokeAsVoid),
    ("revoke-as-penalty", Transition::RevokeAsPenalty),
    ("cancel", Transition::Cancel),
    ("supersede", Transition::Supersede),
    ("lapse", Transition::Lapse),
    ("move-out", Transition::MoveOut),
];

impl List {
    /// A list for `capacity` licences, none of which is issued.
    pub(super) fn new(path: &Path, uri: &str, capacity: u64) -> Result<Self, Trouble> {
        let unfit = |error: elicence::Misuse| Trouble::new(error.to_string());
        StatusListDraft::new(uri, capacity).map_err(unfit)?;
        Ok(Self {
            path: path.to_owned(),
            uri: uri.to_owned(),
            allocator: IndexAllocator::new(capacity).map_err(unfit)?,
            signed: BTreeMap::new(),
            licences: BTreeMap::new(),
            _lock: None,
        })
    }

    /// Reads a state file, to change it.
    pub(super) fn read(path: &Path) -> Result<Self, Trouble> {
        let unusable = || {
            Trouble::new(format!(
                "`{}` is not the state of a status list",
                path.display()
            ))
        };
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let lock = files::lock(folder.unwrap_or_else(|| Path::new(".")))?;
        let text = String::from_utf8(files::read(path, LARGEST)?).map_err(|_| unusable())?;
        let state: State = serde_json::from_str(&text).map_err(|_| unusable())?;
        if state.format != FORMAT {
            return Err(unusable());
        }
        let allocator = STANDARD.decode(&state.allocator).map_err(|_| unusable())?;
        let mut licences = BTreeMap::new();
        for (index, steps) in &state.licences {
            licences.insert(*index, life(steps).ok_or_else(unusable)?);
        }
        let mut signed = BTreeMap::new();
        for (uri, time) in state.signed {
            let time = UnixTime::parse_tdate(&time).ok_or_else(unusable)?;
            signed.insert(uri, time);
        }
        Ok(Self {
            path: path.to_owned(),
            allocator: IndexAllocator::decode(&allocator).map_err(|_| unusable())?,
            signed,
            uri: state.uri,
            licences,
            _lock: lock,
        })
    }

    /// Takes a step with the licence at `index`; nothing changed if it is refused.
    pub(super) fn apply(&mut self, index: u64, change: Change) -> Result<(), StatusFault> {
        match self.licences.get_mut(&index) {
            Some(life) => life.apply(change),
            None => {
                self.licences.insert(index, LifeCycle::begin(change)?);
                Ok(())
            }
        }
    }

    /// The state of the licence at `index`.
    pub(super) fn state(&self, index: u64) -> Option<LicenceState> {
        self.licences.get(&index).map(LifeCycle::state)
    }

    /// Every index whose status is not valid.
    pub(super) fn listed(&self) -> BTreeMap<u64, ListedStatus> {
        self.licences
            .iter()
            .map(|(index, life)| (*index, life.state().listed_as()))
            .filter(|(_, status)| *status != ListedStatus::Valid)
            .collect()
    }

    /// When the list of this name was last signed, or prepared for it.
    pub(super) fn last_signed(&self, uri: &str) -> Option<UnixTime> {
        self.signed.get(uri).copied()
    }

    /// Remembers that it was.
    pub(super) fn set_signed(&mut self, uri: &str, issued: UnixTime) {
        self.signed.insert(uri.to_owned(), issued);
    }

    /// The file as a new one.
    pub(super) fn to_output(&self) -> Result<Output, Trouble> {
        Ok(Output::private(&self.path, self.to_text()?))
    }

    /// Puts the file in the place of the one that was read.
    pub(super) fn save(&self) -> Result<(), Trouble> {
        files::replace(&self.to_output()?)
    }

    fn to_text(&self) -> Result<String, Trouble> {
        let entry = |change: &Change| Entry {
            step: step_name(change.transition).to_owned(),
            effective_from: change.effective_from.to_string(),
            recorded_at: change.recorded_at.to_string(),
            ground: change.legal_ground.clone(),
            successor: change.successor.clone(),
        };
        let state = State {
            format: FORMAT.to_owned(),
            uri: self.uri.clone(),
            allocator: STANDARD.encode(self.allocator.encode()),
            signed: self
                .signed
                .iter()
                .map(|(uri, time)| (uri.clone(), time.to_string()))
                .collect(),
            licences: self
                .licences
                .iter()
                .map(|(index, life)| (*index, life.changes().iter().map(entry).collect()))
                .collect(),
        };
        serde_json::to_string_pretty(&state)
            .map(|text| text + "\n")
            .map_err(|_| Trouble::new("the state cannot be written"))
    }
}

/// The most bytes of a state file.
const LARGEST: usize = 1 << 30;

fn step_name(transition: Transition) -> &'static str {
    let found = STEPS.iter().find(|(_, step)| *step == transition);
    found.map_or("", |(name, _)| name)
}

/// The life again, step by step; `None` where one is illegal.
fn life(steps: &[Entry]) -> Option<LifeCycle> {
    let change = |entry: &Entry| {
        let (_, transition) = STEPS.iter().find(|(name, _)| *name == entry.step)?;
        let change = Change::new(*transition, UnixTime::parse_tdate(&entry.recorded_at)?)
            .effective_from(UnixTime::parse_tdate(&entry.effective_from)?)
            .on_ground(&entry.ground);
        Some(match &entry.successor {
            Some(successor) => change.with_successor(successor),
            None => change,
        })
    };
    let (first, rest) = steps.split_first()?;
    let mut life = LifeCycle::begin(change(first)?).ok()?;
    for step in rest {
        life.apply(change(step)?).ok()?;
    }
    Some(life)
}
