//! `elicence trust update`: newer issues of lists are taken into a store, all or none.

use std::path::{Path, PathBuf};

use elicence::{
    recognise::{LoadedAgreement, agreement::Agreement},
    status::NotTaken,
    time::UnixTime,
    trust::{
        TrustAnchors,
        list::{ListError, ListType, TrustList},
        store::{Change, Loaded, TrustStore},
    },
};

use super::{
    diff, hint_at_another_file, rows_of,
    store::{self, Folder, Pin},
    words,
};
use crate::{
    agreement,
    answer::{Answer, Trouble},
    arguments::{clock, instant},
    files,
    layout::{Rows, harmless},
    pem,
    whom::read_status,
};

/// Take trust lists into a store, if whoever signed them may
///
/// STORE is a folder: roots.json says which lists you trust of your own accord and who may sign them, state.cbor keeps
/// what was taken and what nobody may go back behind. Without a list it shows how the store stands.
#[derive(clap::Args)]
#[command(after_help = "\
--root is your own trust decision: get the certificate from the operator in person, or compare its SHA-256 by another
way. It is kept in roots.json; to take it back, edit that file.
Lists of lists may come in any order, and so may several issues of one list: those that others vouch for come after.

Exits 0 if and only if everything was taken; what was there already counts.
Exits 1 when one list is refused: then nothing is changed. 2 on trouble.")]
pub(crate) struct Args {
    /// The folder of the store; it is made with the first --root
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// A signed trust list or list of lists
    #[arg(value_name = "LIST")]
    lists: Vec<PathBuf>,
    /// Trust the list LISTID when the certificate in FILE has signed it; may be given again
    #[arg(long, value_name = "LISTID=FILE", value_parser = root)]
    root: Vec<Root>,
    /// Also keep a revocation list (CRL; PEM or DER) of an authority; may be given again
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
    /// Also keep a status list (token), so that nobody may go back behind it; may be given again
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    /// Also keep a recognition agreement, so that nobody may go back behind it; may be given again
    #[arg(long, value_name = "FILE")]
    agreement: Vec<PathBuf>,
    /// The time to judge at [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
}

#[derive(Clone, Debug)]
struct Root {
    list: String,
    file: PathBuf,
}

/// The file is what follows the last `=`: a list's name may hold one.
fn root(text: &str) -> Result<Root, String> {
    let (list, file) = text
        .rsplit_once('=')
        .filter(|(list, file)| !list.is_empty() && !file.is_empty())
        .ok_or("not LISTID=FILE")?;
    Ok(Root {
        list: list.to_owned(),
        file: file.into(),
    })
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    let now = args.now.map_or_else(clock, Ok)?;
    let mut pins = Vec::new();
    for root in &args.root {
        pins.push(Pin::new(&root.list, &pem::certificate(&root.file)?));
    }
    if pins.is_empty() {
        store::check_there(&args.store)?;
    }
    let _lock = store::lock(&args.store)?;
    let mut folder = Folder::open(&args.store, TrustAnchors::new(), &pins, now)?;
    let mut documents = Vec::new();
    for path in &args.lists {
        let bytes = files::read_prefix(path, TrustList::BYTES.saturating_add(1))?;
        let list = TrustList::decode(&bytes).ok();
        documents.push(Document { path, bytes, list });
    }

    let mut refused = String::new();
    for path in &args.crl {
        if let Err(reason) = folder
            .store
            .load_revocation_list(&pem::revocation_list(path)?)
        {
            refused.push_str(&refusal(path, &ListError::Refused(vec![reason])));
        }
    }
    let taken = take(&mut folder.store, documents, now, &mut refused);
    let mut statuses = String::new();
    let (at, _) = folder.store.time(now);
    for path in &args.status {
        match folder.statuses.load(&read_status(path)?, &folder.store, at) {
            Ok(taken) => statuses.push_str(&status_taken(path, &taken)),
            Err(error) => refused.push_str(&status_refusal(path, &error)),
        }
    }
    let mut agreements = String::new();
    for path in &args.agreement {
        let bytes = files::read_prefix(path, Agreement::BYTES.saturating_add(1))?;
        match folder.agreements.load(&bytes, &folder.store, at) {
            Ok(loaded) => agreements.push_str(&agreement_taken(path, &loaded)),
            Err(error) => refused.push_str(&format!(
                "{}\n{}",
                path.display(),
                agreement::rows_of(&error)
            )),
        }
    }
    if !refused.is_empty() {
        return Ok(Answer::no(format!(
            "NOT UPDATED   nothing was changed\n{refused}"
        )));
    }
    let word = if folder.save()? {
        "UPDATED"
    } else {
        "UNCHANGED"
    };
    let mut text = format!("{word}   {}\n", args.store.display());
    for pin in &pins {
        text.push_str(&pinned(pin)?);
    }
    taken
        .iter()
        .for_each(|taken| text.push_str(&taken.for_people()));
    for path in &args.crl {
        text.push_str(&format!("\n{}: revocation list, kept\n", path.display()));
    }
    text.push_str(&statuses);
    text.push_str(&agreements);
    text.push_str(&standing(&folder.store, now));
    Ok(Answer::yes(text))
}

fn refusal(path: &Path, error: &ListError) -> String {
    format!("{}\n{}", path.display(), rows_of(error))
}

fn status_taken(path: &Path, taken: &elicence::status::Taken) -> String {
    let what = if taken.news { "taken" } else { "held already" };
    let (uri, issued) = (harmless(&taken.uri), taken.issued_at);
    format!(
        "\n{}: status list `{uri}` of {issued}, {what}\n",
        path.display()
    )
}

fn agreement_taken(path: &Path, taken: &LoadedAgreement) -> String {
    let mut rows = Rows::default();
    for note in &taken.notes {
        rows.push([note.code(), &harmless(&note.to_string())]);
    }
    format!(
        "\n{}: issue {} of the agreement `{}`, {}\n{}",
        path.display(),
        taken.sequence_number,
        harmless(&taken.agreement_id),
        what(taken.change),
        rows.to_text(2)
    )
}

fn status_refusal(path: &Path, error: &NotTaken) -> String {
    let error = match error {
        NotTaken::Malformed(error) => ListError::Decode(error.clone()),
        NotTaken::Refused(reason) => ListError::Refused(vec![reason.clone()]),
    };
    refusal(path, &error)
}

/// A list that is to be taken; `list` if it can be read.
struct Document<'p> {
    path: &'p Path,
    bytes: Vec<u8>,
    list: Option<TrustList>,
}

/// A list that was taken, and the issue that was held before.
struct Taken<'p> {
    document: Document<'p>,
    before: Option<TrustList>,
    loaded: Loaded,
}

/// Takes what can be taken, again and again as long as that lets more be taken: a list may wait for the one that vouches
/// for it, and an issue for the one before it.
fn take<'p>(
    store: &mut TrustStore,
    mut documents: Vec<Document<'p>>,
    now: UnixTime,
    refused: &mut String,
) -> Vec<Taken<'p>> {
    // Who vouches first; older issues before newer ones, so that those between are not behind the newest.
    documents.sort_by_key(|document| {
        let list = document.list.as_ref();
        list.map(|list| {
            let contents = list.contents();
            (
                contents.list_type != ListType::ListOfLists,
                contents.sequence_number,
            )
        })
    });
    let mut taken = Vec::new();
    loop {
        let mut waiting = Vec::new();
        let some = taken.len();
        for document in documents {
            let list = document.list.as_ref();
            let before = list.and_then(|list| store.list(&list.contents().list_id).cloned());
            match store.load_list(&document.bytes, now) {
                Ok(loaded) => taken.push(Taken {
                    document,
                    before,
                    loaded,
                }),
                Err(error) => waiting.push((document, error)),
            }
        }
        if waiting.is_empty() || taken.len() == some {
            for (document, error) in &waiting {
                hint_at_another_file(&document.bytes);
                refused.push_str(&refusal(document.path, error));
            }
            return taken;
        }
        documents = waiting.into_iter().map(|(document, _)| document).collect();
    }
}

impl Taken<'_> {
    /// What became of it, and what it changes.
    fn for_people(&self) -> String {
        let what = what(self.loaded.change);
        let mut rows = Rows::default();
        for note in &self.loaded.notes {
            rows.push([note.code(), &harmless(&note.to_string())]);
        }
        let changes = match (&self.before, &self.document.list) {
            (Some(old), Some(new)) => diff::lines(old.contents(), new.contents()),
            _ => String::new(),
        };
        format!(
            "\n{}: issue {} of `{}`, {what}\n{}{changes}",
            self.document.path.display(),
            self.loaded.sequence_number,
            harmless(&self.loaded.list_id),
            rows.to_text(2)
        )
    }
}

/// What taking a document changed.
fn what(change: Change) -> String {
    match change {
        Change::First => "the first that is held".to_owned(),
        Change::Replaced(number) => format!("after issue {number}"),
        _ => "held already".to_owned(),
    }
}

fn pinned(pin: &Pin) -> Result<String, Trouble> {
    let mut rows = Rows::default();
    rows.push(["signed by", &words::certificate(&pin.certificate()?)]);
    Ok(format!(
        "\nTrusted by your own decision: the list `{}`\n{}",
        harmless(&pin.list),
        rows.to_text(2)
    ))
}

/// The newest issue of every list and until when it counts; the floors.
fn standing(store: &TrustStore, now: UnixTime) -> String {
    let mut rows = Rows::default();
    for list in store.lists() {
        let contents = list.contents();
        let next = contents
            .next_update
            .map_or_else(|| "closed".to_owned(), |due| format!("next by {due}"));
        let counts = match store.counts(&contents.list_id, now) {
            Ok(until) => format!("counts until {until}"),
            Err(reason) => format!("{}: {reason}", reason.code()),
        };
        rows.push([
            &format!("`{}`", harmless(&contents.list_id)),
            &format!("issue {}", contents.sequence_number),
            &format!("of {}", contents.list_issue_date_time),
            &next,
            &harmless(&counts),
        ]);
    }
    let lists = if store.lists().next().is_none() {
        "  none\n".to_owned()
    } else {
        rows.to_lines(2, usize::MAX)
    };
    let clock = store.clock_floor().map_or_else(
        || "nothing was taken yet".to_owned(),
        |floor| format!("no judgement is made as of a time before {floor}"),
    );
    format!("\nLists; nothing older will be taken\n{lists}\nClock\n  {clock}\n")
}
