//! Makes the files of `test-vectors/`: `cargo run -p elicence-vectors` writes them in place, `-- --check` only says
//! whether they are what it would write. The same bytes each time: keys, random bytes and times are fixed.
//!
//! Good documents come from the library; bad ones are built here by hand.

mod authorities;
mod cbor;
mod certificates;
mod common;
mod diag;
mod digests;
mod foreign;
mod holder;
mod limits;
mod native;
mod signature;
mod status;
mod validity;
mod values;
mod document;
mod flags;
mod good;
mod keys;
mod out;
mod paths;
mod sealing;
mod scopes;
mod session;
mod structure;
mod types;

#[path = "../../../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "each user of the certificate maker needs another part of it"
)]
mod pki;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut out = out::Out::default();
    let families: &[(&str, fn(&mut out::Out))] = &[
        ("common.rs", common::make),
        ("structure.rs", structure::make),
        ("digests.rs", digests::make),
        ("signature.rs", signature::make),
        ("native.rs", native::make),
        ("validity.rs", validity::make),
        ("status.rs", status::make),
        ("holder.rs", holder::make),
        ("foreign.rs", foreign::make),
        ("values", values::make),
        ("sealing.rs", sealing::make),
        ("certificates.rs", certificates::make),
        ("paths.rs", paths::make),
        ("scopes.rs", scopes::make),
        ("limits.rs", limits::make),
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
