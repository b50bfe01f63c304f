//! What vectors share: keys, authorities, sessions, types.

use crate::{
    authorities::{
        HOLDER_KEY, IACA_KEY, KeyName, READER_KEY, ROOT_KEY, SEAL_KEY, iaca, pem, root, trust,
    },
    out::{Out, pretty},
    session::transcript,
    types,
};

pub(crate) fn make(out: &mut Out) {
    let keys: [(&str, KeyName); 5] = [
        ("root", ROOT_KEY),
        ("seal", SEAL_KEY),
        ("iaca", IACA_KEY),
        ("holder", HOLDER_KEY),
        ("reader", READER_KEY),
    ];
    for (name, key) in keys {
        out.file(
            &format!("common/keys/{name}.jwk"),
            crate::keys::jwk(key.0, &key.get()),
        );
    }
    out.file("common/certificates/root.pem", pem(&root()));
    out.file("common/certificates/iaca.pem", pem(&iaca()));
    out.trust("nobody", &trust(&[], &[]));
    out.trust("guangdong", &trust(&[(&root(), "elicence:*:CN-44")], &[]));
    out.trust("maryland", &trust(&[(&iaca(), "iso18013:*:US-MD")], &[]));
    for name in ["session", "other"] {
        out.file(&format!("common/session/{name}.cbor"), transcript(name));
    }
    out.file("common/types/test_kinds.json", pretty(&types::kinds_json()));
    for name in types::POLICIES {
        out.file(&format!("common/types/{name}.json"), types::policy(name));
    }
}
