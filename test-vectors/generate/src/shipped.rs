//! The example that ships: `examples/data/business-licence.mdoc` and the CA above its seal.

use elicence::{
    crypto::{Algorithm, Signer},
    licence::TypeRegistry,
    seal::{Preparation, TechnicalValidity},
};

use crate::{
    authorities::{GUANGZHOU, KeyName, pem, time},
    good::{licence, sealed, shipped_draft},
    keys::jwk,
    out::Out,
    pki::{Draft, Kind, Subject},
};

const CA_KEY: KeyName = KeyName("demo ca", Algorithm::Es256);
const KEY: KeyName = KeyName("demo seal", Algorithm::Es256);
const CA: Subject<'static> = Subject {
    c: "CN",
    st: "CN-44",
    o: "广州市测试发证机关",
    organization_identifier: GUANGZHOU,
    cn: "DEMO CA (not for use)",
};
const SEAL: Subject<'static> = Subject {
    cn: "DEMO seal (not for use)",
    ..CA
};

pub(crate) fn make(out: &mut Out) {
    let begin = time("2025-01-01T00:00:00Z");
    let ca_life = (begin, time("2046-12-31T23:59:59Z"));
    let seal_life = (begin, time("2036-01-01T23:59:59Z"));
    let make = |subject: &Subject<'_>, key: KeyName, life, kind, serial| {
        let draft = Draft::new(
            subject,
            &key.public(),
            &CA,
            &CA_KEY.get().verifying_key(),
            life,
            kind,
            serial,
        );
        draft.sign(&CA_KEY.get()).unwrap()
    };
    let ca = make(&CA, CA_KEY, ca_life, Kind::Ca { path_length: 0 }, 1);
    let seal = make(&SEAL, KEY, seal_life, Kind::Sealer, 2);
    let licence = licence(&shipped_draft("business_licence"), &TypeRegistry::builtin());
    let validity =
        TechnicalValidity::new(time("2025-06-03T02:00:00Z"), time("2036-01-01T00:00:00Z"));
    let preparation = Preparation::new(licence, vec![seal], Algorithm::Es256, validity);
    out.file(
        "../examples/data/business-licence.mdoc",
        sealed(preparation, KEY, "shipped example"),
    );
    out.file("../examples/data/demo-ca.pem", pem(&ca));
    for (name, key) in [("demo-ca", CA_KEY), ("demo-seal", KEY)] {
        out.file(&format!("common/keys/{name}.jwk"), jwk(key.0, &key.get()));
    }
}
