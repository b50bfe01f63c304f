//! What a trust list is among the documents that somebody keeps as JSON and signs.

use std::path::Path;

use elicence::{
    crypto::Algorithm,
    document::DocumentJsonError,
    licence::value::DigestValue,
    trust::list::{ListContents, ListDraft, ListError, PreparedList, PreviousIssue, TrustList},
};

use super::{contents, lint, rows_of, words};
use crate::{answer::Trouble, document::Kind};

/// Trust lists and lists of lists.
pub(super) struct List;

impl Kind for List {
    const NAME: &'static str = "list";
    const COMMAND: &'static str = "trust";
    const BYTES: usize = TrustList::BYTES;
    type Contents = ListContents;
    type Signed = TrustList;
    type Prepared = PreparedList;
    type Error = ListError;

    fn from_json(json: &str) -> Result<ListContents, DocumentJsonError> {
        ListContents::from_json(json)
    }

    fn to_json(contents: &ListContents) -> String {
        contents.to_json()
    }

    fn read_contents(path: &Path) -> Result<String, Trouble> {
        contents::read(path)
    }

    fn title(contents: &ListContents) -> String {
        words::title(contents)
    }

    /// Names the issue before where the contents do not.
    fn follow(contents: &mut ListContents, previous: &TrustList) {
        if contents.previous_issue.is_none() {
            let digest = DigestValue::new(DigestValue::SHA_256, previous.digest().to_vec());
            contents.previous_issue = digest.map(|digest| PreviousIssue {
                sequence_number: previous.contents().sequence_number,
                digest,
            });
        }
    }

    fn warn(contents: &ListContents, _previous: Option<&TrustList>) {
        lint::warn_of(contents);
    }

    fn decode(bytes: &[u8]) -> Result<TrustList, ListError> {
        TrustList::decode(bytes)
    }

    fn contents(signed: &TrustList) -> &ListContents {
        signed.contents()
    }

    fn bytes(signed: &TrustList) -> &[u8] {
        signed.bytes()
    }

    fn digest(signed: &TrustList) -> &[u8; 32] {
        signed.digest()
    }

    fn prepare(
        contents: ListContents,
        previous: Option<&TrustList>,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<PreparedList, ListError> {
        let draft = ListDraft::new(contents);
        let draft = match previous {
            Some(previous) => draft.following(previous),
            None => draft,
        };
        draft.prepare(algorithm, chain)
    }

    fn to_be_signed(prepared: &PreparedList) -> Vec<u8> {
        prepared.to_be_signed()
    }

    fn complete(prepared: &PreparedList, signature: &[u8]) -> Result<TrustList, ListError> {
        prepared.complete(signature)
    }

    fn rows_of(error: &ListError) -> String {
        rows_of(error)
    }
}
