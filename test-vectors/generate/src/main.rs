//! Makes the files of `test-vectors/`: `cargo run -p elicence-vectors` writes them in place, `-- --check` only says
//! whether they are what it would write. The same bytes each time: keys, random bytes and times are fixed.
//!
//! Good documents come from the library; bad ones are built here by hand.

mod agreements;
mod authorities;
mod cbor;
mod certificates;
mod common;
mod diag;
mod digests;
mod document;
mod flags;
mod foreign;
mod foreign_lists;
mod good;
mod holder;
mod keys;
mod limits;
mod lists;
mod native;
mod out;
mod paths;
mod recognitions;
mod revocation;
mod scopes;
mod sealing;
mod session;
mod shipped;
mod signature;
mod status;
mod statuses;
mod structure;
mod types;
mod validity;
mod values;

#[path = "../../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "each user of the certificate maker needs another part of it"
)]
mod pki;

use std::{path::Path, process::ExitCode};

/// Makes the vectors of one file.
type Family = fn(&mut out::Out);

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut out = out::Out::default();
    let families: &[(&str, Family)] = &[
        ("common.rs", common::make),
        ("agreements/mod.rs", agreements::make),
        ("agreements/form.rs", agreements::form::make),
        ("agreements/shape.rs", agreements::shape::make),
        ("agreements/rules.rs", agreements::rules::make),
        ("agreements/provisions.rs", agreements::provisions::make),
        ("agreements/maps.rs", agreements::maps::make),
        (
            "agreements/contradictions.rs",
            agreements::contradictions::make,
        ),
        ("agreements/signers.rs", agreements::signers::make),
        ("agreements/issues.rs", agreements::issues::make),
        (
            "agreements/countersigned.rs",
            agreements::countersigned::make,
        ),
        ("recognitions/mod.rs", recognitions::make),
        ("recognitions/states.rs", recognitions::states::make),
        ("recognitions/provisions.rs", recognitions::provisions::make),
        ("recognitions/several.rs", recognitions::several::make),
        ("recognitions/in_doubt.rs", recognitions::in_doubt::make),
        ("recognitions/onward.rs", recognitions::onward::make),
        ("recognitions/conditions.rs", recognitions::conditions::make),
        ("recognitions/bounds.rs", recognitions::bounds::make),
        ("recognitions/derived.rs", recognitions::derived::make),
        ("recognitions/status.rs", recognitions::status::make),
        ("recognitions/until.rs", recognitions::until::make),
        ("recognitions/views.rs", recognitions::views::make),
        (
            "recognitions/foreign_days.rs",
            recognitions::foreign_days::make,
        ),
        ("recognitions/holders.rs", recognitions::holders::make),
        ("structure/mod.rs", structure::make),
        ("structure/encoding.rs", structure::encoding::make),
        ("structure/members.rs", structure::members::make),
        ("structure/signed_object.rs", structure::signed_object::make),
        ("digests.rs", digests::make),
        ("signature.rs", signature::make),
        ("native.rs", native::make),
        ("validity.rs", validity::make),
        ("status.rs", status::make),
        ("holder.rs", holder::make),
        ("foreign.rs", foreign::make),
        ("values/mod.rs", values::make),
        ("certificates/mod.rs", certificates::make),
        ("certificates/encoding.rs", certificates::encoding::make),
        ("certificates/fields.rs", certificates::fields::make),
        ("certificates/uses.rs", certificates::uses::make),
        ("paths.rs", paths::make),
        ("scopes.rs", scopes::make),
        ("sealing/mod.rs", sealing::make),
        ("shipped.rs", shipped::make),
        ("limits.rs", limits::make),
        ("foreign_lists/mod.rs", foreign_lists::make),
        ("foreign_lists/form.rs", foreign_lists::form::make),
        (
            "foreign_lists/signatures.rs",
            foreign_lists::signatures::make,
        ),
        ("foreign_lists/signers.rs", foreign_lists::signers::make),
        ("foreign_lists/times.rs", foreign_lists::times::make),
        ("foreign_lists/entries.rs", foreign_lists::entries::make),
        ("foreign_lists/judged.rs", foreign_lists::judged::make),
        ("revocation/mod.rs", revocation::make),
        ("revocation/reading.rs", revocation::reading::make),
        ("revocation/form.rs", revocation::form::make),
        ("revocation/scope.rs", revocation::scope::make),
        ("revocation/answers.rs", revocation::answers::make),
        ("revocation/every.rs", revocation::every::make),
        ("revocation/entries.rs", revocation::entries::make),
        ("lists/mod.rs", lists::make),
        ("lists/encoding.rs", lists::encoding::make),
        ("lists/header.rs", lists::header::make),
        ("lists/shape.rs", lists::shape::make),
        ("lists/values.rs", lists::values::make),
        ("lists/contents.rs", lists::contents::make),
        ("lists/services.rs", lists::services::make),
        ("lists/identities.rs", lists::identities::make),
        ("lists/sources.rs", lists::sources::make),
        ("lists/signatures.rs", lists::signatures::make),
        ("lists/signers.rs", lists::signers::make),
        ("lists/vouching.rs", lists::vouching::make),
        ("lists/issues.rs", lists::issues::make),
        ("lists/rollback.rs", lists::rollback::make),
        ("lists/pivots.rs", lists::pivots::make),
        ("lists/authority.rs", lists::authority::make),
        ("lists/scopes.rs", lists::scopes::make),
        ("lists/owners.rs", lists::owners::make),
        ("lists/states.rs", lists::states::make),
        ("lists/standing.rs", lists::standing::make),
        ("statuses/answers.rs", statuses::answers::make),
        ("statuses/identifiers.rs", statuses::identifiers::make),
        ("statuses/references.rs", statuses::references::make),
        ("statuses/times.rs", statuses::times::make),
        ("statuses/services.rs", statuses::services::make),
        ("statuses/anchors.rs", statuses::anchors::make),
        ("statuses/named.rs", statuses::named::make),
        ("statuses/tokens.rs", statuses::tokens::make),
        ("statuses/contents.rs", statuses::contents::make),
        ("statuses/signatures.rs", statuses::signatures::make),
        ("statuses/lives.rs", statuses::lives::make),
        ("statuses/issuing.rs", statuses::issuing::make),
    ];
    for (family, make) in families {
        out.family = family;
        make(&mut out);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let changed = out::write(&root, &out.finish(), check);
    for path in &changed {
        println!("{} {path}", if check { "differs:" } else { "written:" });
    }
    if check && !changed.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
