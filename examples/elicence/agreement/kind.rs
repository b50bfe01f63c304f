//! What an agreement is among the documents that somebody keeps as JSON and signs.

use std::path::Path;

use elicence::{
    crypto::Algorithm,
    document::DocumentJsonError,
    recognise::agreement::{
        Agreement, AgreementContents, AgreementDraft, AgreementError, PreparedAgreement,
    },
};

use super::{lint, rows_of, words};
use crate::{answer::Trouble, document::Kind, files};

/// Recognition agreements.
pub(super) struct Agreements;

impl Kind for Agreements {
    const NAME: &'static str = "agreement";
    const COMMAND: &'static str = "agreement";
    const BYTES: usize = Agreement::BYTES;
    type Contents = AgreementContents;
    type Signed = Agreement;
    type Prepared = PreparedAgreement;
    type Error = AgreementError;

    fn from_json(json: &str) -> Result<AgreementContents, DocumentJsonError> {
        AgreementContents::from_json(json)
    }

    fn to_json(contents: &AgreementContents) -> String {
        contents.to_json()
    }

    fn read_contents(path: &Path) -> Result<String, Trouble> {
        files::read_text(path)
    }

    fn title(contents: &AgreementContents) -> String {
        words::title(contents)
    }

    /// An agreement does not name the issue before it: verifiers remember its number, date and digest.
    fn follow(_contents: &mut AgreementContents, _previous: &Agreement) {}

    fn warn(contents: &AgreementContents, previous: Option<&Agreement>) {
        lint::warn_of(contents, previous.map(Agreement::contents));
    }

    fn decode(bytes: &[u8]) -> Result<Agreement, AgreementError> {
        Agreement::decode(bytes)
    }

    fn contents(signed: &Agreement) -> &AgreementContents {
        signed.contents()
    }

    fn bytes(signed: &Agreement) -> &[u8] {
        signed.bytes()
    }

    fn digest(signed: &Agreement) -> &[u8; 32] {
        signed.digest()
    }

    fn prepare(
        contents: AgreementContents,
        previous: Option<&Agreement>,
        algorithm: Algorithm,
        chain: &[Vec<u8>],
    ) -> Result<PreparedAgreement, AgreementError> {
        let draft = AgreementDraft::new(contents);
        let draft = match previous {
            Some(previous) => draft.following(previous),
            None => draft,
        };
        draft.prepare(algorithm, chain)
    }

    fn to_be_signed(prepared: &PreparedAgreement) -> Vec<u8> {
        prepared.to_be_signed()
    }

    fn complete(
        prepared: &PreparedAgreement,
        signature: &[u8],
    ) -> Result<Agreement, AgreementError> {
        prepared.complete(signature)
    }

    fn rows_of(error: &AgreementError) -> String {
        rows_of(error)
    }
}
