//! Step 3.1 by lists: whose key it is, and for whom it seals.

use super::{
    federation::{TAKEN, certificate, guangdong, key, scope, service},
    judged::{
        Judges, alone, informed, keyed, licence, member, of_tianhe, revocation_list, with_services,
    },
};
use crate::{
    authorities::{GUANGZHOU, HOLDER_KEY, SEAL_KEY, TIANHE, leaf, time},
    cbor::Node,
    good::{BUSINESS, business},
    out::Out,
    pki::Revoked,
};

const NO_PATH: &[&str] = &["trust.no-path"];
const UNSTATED: &[&str] = &["trust.issuer-unstated"];
const MISMATCH: &[&str] = &["trust.issuer-mismatch"];

pub(crate) fn make(out: &mut Out) {
    let judges = &mut Judges::new(
        out,
        informed(member().taking(&guangdong(), TAKEN)),
        "listed-by-ca",
    );
    identities(judges);
    departments(judges);
}

fn identities(judges: &mut Judges<'_>) {
    let business = business();
    let says = "the sealing certificate's CA is that of a listed service, and its revocation list is at hand";
    let until = Some("2026-09-01T00:00:00Z");
    judges.accepts_with(
        "listed-by-ca",
        &business,
        says,
        "ts-signer v-until",
        &[],
        until,
    );
    let without = || member().taking(&guangdong(), TAKEN);
    judges.verifier = without();
    judges.flags = &["list", "N15"];
    let says =
        "the same without the revocation list of the CA: of a listed one it is always asked for";
    let missing = &["trust.revocation-list-missing"];
    judges.leaves_open(
        "listed-by-ca-without-crl",
        &business,
        says,
        "v-3.1c",
        missing,
    );
    judges.flags = &["list"];
    let revoked = Revoked {
        serial: 7,
        since: time("2026-05-01T00:00:00Z"),
        reason: Some(1),
        invalid: None,
    };
    judges.verifier =
        without().with_revocation_list("root-seal-revoked", revocation_list(&[revoked]));
    let says = "the CA of a listed service has revoked the sealing certificate";
    judges.refuses(
        "listed-by-ca-revoked",
        &business,
        says,
        "v-3.1c",
        &["trust.certificate-revoked"],
    );
    let by_leaf = keyed("cn-44-by-certificate", |service| {
        let identities = Node::Array(vec![certificate(&leaf())]);
        service.set("serviceDigitalIdentities", identities);
    });
    judges.verifier = member().taking(&by_leaf, TAKEN);
    let says = "the sealing certificate is that of a listed service";
    judges.accepts_with(
        "listed-by-certificate",
        &business,
        says,
        "ts-signer",
        &[],
        until,
    );
    let by_key = keyed("cn-44-by-key", |_| ());
    judges.verifier = member().taking(&by_key, TAKEN);
    let says = "the sealing key is that of a listed service";
    judges.accepts_with("listed-by-key", &business, says, "ts-signer", &[], until);
    // Other keys than the listed ones.
    judges.differ_from("listed-by-key");
    let other = keyed("cn-44-by-another-key", |service| {
        service.set(
            "serviceDigitalIdentities",
            Node::Array(vec![key(HOLDER_KEY)]),
        );
    });
    judges.verifier = alone(&other);
    let says = "another key is that of the listed service";
    judges.refuses("listed-by-another-key", &business, says, "v-3.1b", NO_PATH);
    judges.flags = &["list", "N13", "N15"];
    judges.verifier = member();
    let says = "the list of the region was never taken";
    judges.refuses("listed-nowhere", &business, says, "v-3.1b", NO_PATH);
    judges.flags = &["list"];
    for kind in [
        "licence-status",
        "seal-register",
        "time-stamping",
        "list-signer",
        "agreement-signer",
        "requester",
    ] {
        let mut service = service("cn-44/guangzhou/other", kind, key(SEAL_KEY));
        service.set(
            "licenceScope",
            Node::Array(vec![scope(BUSINESS, &["CN-44"])]),
        );
        let list = with_services(&format!("cn-44-{kind}"), vec![service]);
        judges.verifier = alone(&list);
        let says = format!("the key is listed, for a service of the kind {kind}");
        judges.refuses(
            &format!("listed-as-{kind}"),
            &business,
            &says,
            "v-3.1b",
            NO_PATH,
        );
    }
}

/// Of two departments under one CA each seals for itself.
fn departments(judges: &mut Judges<'_>) {
    judges.verifier = informed(member().taking(&guangdong(), TAKEN));
    let says = "the second department under the same CA, in its own district";
    judges.accepts("listed-department", &of_tianhe(), says, "v-3.1c");
    judges.differ_from("listed-department");
    let says = "the second department, in the city of the first";
    let outside = licence(TIANHE, "CN-4401", TIANHE);
    judges.refuses(
        "listed-department-abroad",
        &outside,
        says,
        "t-region",
        &["trust.region-out-of-scope"],
    );
    let says = "a licence that names the first department, sealed by the second";
    let other = licence(GUANGZHOU, "CN-440104", TIANHE);
    judges.refuses(
        "listed-department-for-another",
        &other,
        says,
        "v-3.1c",
        MISMATCH,
    );
    judges.differ_from("listed-by-ca");
    let unlisted = licence("Y1440300TEM000037P", "CN-4401", "Y1440300TEM000037P");
    let says = "a third department under the same CA, which is not listed with it";
    judges.refuses("listed-ca-of-another", &unlisted, says, "v-3.1c", NO_PATH);
    let says = "a certificate under a listed CA that states no department";
    judges.refuses(
        "listed-ca-unstated",
        &licence(GUANGZHOU, "CN-4401", ""),
        says,
        "v-3.1c",
        UNSTATED,
    );
    judges.verifier = alone(&keyed("cn-44-by-key", |_| ()));
    judges.differ_from("listed-by-key");
    let says = "a listed key, whose certificate states no department";
    judges.refuses(
        "listed-key-unstated",
        &licence(GUANGZHOU, "CN-4401", ""),
        says,
        "v-3.1c",
        UNSTATED,
    );
    let says = "a listed key, whose certificate states another department";
    let other = licence(TIANHE, "CN-440104", TIANHE);
    judges.refuses("listed-key-of-another", &other, says, "ts-signer", NO_PATH);
}
