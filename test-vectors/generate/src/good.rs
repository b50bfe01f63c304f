//! Good documents, made by the library: what every vector starts from.

use std::path::Path;

use elicence::{
    codec::{Cbor, Limits},
    crypto::{Algorithm, DigestAlgorithm},
    issue::{Draft, Licence, issue},
    licence::TypeRegistry,
    seal::{ForeignDocument, Preparation, TechnicalValidity, seal},
};

use crate::{
    authorities::{
        DOCUMENT_SIGNER_KEY, GUANGZHOU, HOLDER_KEY, KeyName, SEAL_KEY, SIGNED, VALID_UNTIL, leaf,
        leaf_of, signer, time,
    },
    cbor::{Node, bytes, int},
    document::Parts,
    keys::KeyStream,
    types,
};

pub(crate) const BUSINESS: &str = "org.elicence.business_licence.1";
pub(crate) const MDL: &str = "org.iso.18013.5.1.mDL";
pub(crate) const MDL_SPACE: &str = "org.iso.18013.5.1";

pub(crate) fn licence(draft: &str, types: &TypeRegistry) -> Licence {
    let draft = Draft::from_json(draft).unwrap();
    let definition = types.latest(draft.doc_type()).unwrap();
    issue(&draft, definition, &Limits::default())
        .unwrap_or_else(|e| panic!("{}: {e}", draft.doc_type()))
}

/// The draft of this name in `examples/data/drafts`.
pub(crate) fn shipped_draft(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/data/drafts")
        .join(format!("{name}.json"));
    std::fs::read_to_string(path).unwrap()
}

pub(crate) fn validity() -> TechnicalValidity {
    TechnicalValidity::new(time(SIGNED), time(VALID_UNTIL))
}

/// Sealed with all elements; the random bytes follow from `label`.
pub(crate) fn sealed(preparation: Preparation, key: KeyName, label: &str) -> Vec<u8> {
    let sealed = seal(preparation, &key.get(), &mut KeyStream::new(label));
    sealed
        .unwrap_or_else(|e| panic!("{label}: {e}"))
        .into_bytes()
}

/// A shipped draft, issued and sealed for the holder.
pub(crate) fn shipped(name: &str) -> Vec<u8> {
    let licence = licence(&shipped_draft(name), &TypeRegistry::builtin());
    let code: &'static str = if licence.issuer_code().as_str() == GUANGZHOU {
        GUANGZHOU
    } else {
        crate::authorities::TIANHE
    };
    let preparation = Preparation::new(licence, vec![leaf_of(code)], Algorithm::Es256, validity())
        .with_holder_key(HOLDER_KEY.public());
    sealed(preparation, SEAL_KEY, name)
}

/// The business licence of `examples/data/drafts`, showing what it must and the names of the parties.
pub(crate) fn business() -> Parts {
    Parts::open(&shipped("business_licence"), SEAL_KEY).showing(&[
        "holder_name",
        "number",
        "legal_representative",
        "legal_form",
    ])
}

/// The same without a holder's key.
pub(crate) fn unbound_business() -> Parts {
    let licence = licence(&shipped_draft("business_licence"), &TypeRegistry::builtin());
    let preparation = Preparation::new(licence, vec![leaf()], Algorithm::Es256, validity());
    Parts::open(
        &sealed(preparation, SEAL_KEY, "unbound business licence"),
        SEAL_KEY,
    )
    .showing(&["holder_name"])
}

/// The business licence under another digest algorithm.
pub(crate) fn business_digested(algorithm: DigestAlgorithm) -> Parts {
    let licence = licence(&shipped_draft("business_licence"), &TypeRegistry::builtin());
    let preparation = Preparation::new(licence, vec![leaf()], Algorithm::Es256, validity())
        .with_holder_key(HOLDER_KEY.public())
        .with_digest_algorithm(algorithm);
    Parts::open(
        &sealed(preparation, SEAL_KEY, algorithm.mso_name()),
        SEAL_KEY,
    )
    .showing(&["holder_name"])
}

/// The licence that has every kind of value, of the type in `common/types/kinds.json`.
pub(crate) fn kinds() -> Parts {
    let licence = licence(&types::kinds_draft(), &types::registry(&[types::kinds()]));
    let preparation = Preparation::new(licence, vec![leaf()], Algorithm::Es256, validity())
        .with_holder_key(HOLDER_KEY.public());
    Parts::open(&sealed(preparation, SEAL_KEY, "kinds"), SEAL_KEY)
}

/// A driving licence in the form of ISO/IEC 18013-5, with a few elements.
pub(crate) fn mdl() -> Parts {
    let text = |t: &str| Cbor::text(t);
    let day = |d: &str| Cbor::Tag(1004, Box::new(Cbor::text(d)));
    let elements = [
        ("family_name", text("Example")),
        ("given_name", text("Erika")),
        ("birth_date", day("1990-02-03")),
        ("issue_date", day("2024-05-06")),
        ("expiry_date", day("2029-05-05")),
        ("document_number", text("T0000001")),
        ("age_over_18", Cbor::Bool(true)),
    ];
    let elements = elements
        .into_iter()
        .map(|(id, value)| (MDL_SPACE.to_owned(), id.to_owned(), value))
        .collect();
    let document = ForeignDocument::new(MDL, elements).unwrap();
    let preparation = Preparation::foreign(document, vec![signer()], Algorithm::Es256, validity())
        .with_holder_key(HOLDER_KEY.public());
    Parts::open(
        &sealed(preparation, DOCUMENT_SIGNER_KEY, "mdl"),
        DOCUMENT_SIGNER_KEY,
    )
}

/// The COSE_Key of a test key.
pub(crate) fn cose_key(key: KeyName) -> Node {
    let spki = key.public().to_spki_der();
    let (curve, length) = match key.1 {
        Algorithm::Es384 => (2, 48),
        Algorithm::Es512 => (3, 66),
        Algorithm::EdDsa => {
            let x = Node::Bytes(spki[spki.len() - 32..].to_vec());
            return Node::Map(vec![(int(1), int(1)), (int(-1), int(6)), (int(-2), x)]);
        }
        _ => (1, 32),
    };
    let (x, y) = spki[spki.len() - 2 * length..].split_at(length);
    ec2(curve, x, y)
}

/// An EC2 key of these coordinates.
pub(crate) fn ec2(curve: i64, x: &[u8], y: &[u8]) -> Node {
    Node::Map(vec![
        (int(1), int(2)),
        (int(-1), int(curve)),
        (int(-2), bytes(x)),
        (int(-3), bytes(y)),
    ])
}
