//! Makes the files of `test-vectors/`: `cargo run -p elicence-vectors` writes them in place, `-- --check` only says
//! whether they are what it would write. The same bytes each time: keys, random bytes and times are fixed.
//!
//! Good documents come from the library; bad ones are built here by hand.

mod authorities;
mod cbor;
mod common;
mod diag;
mod digests;
mod document;
mod flags;
mod good;
mod keys;
mod out;
mod session;
mod structure;
mod trust;
mod trust_der;
mod trust_extensions;
mod trust_paths;
mod trust_profile;
mod trust_scope;
mod types;

#[path = "../../../examples/elicence/pki.rs"]
#[expect(dead_code, reason = "each user of the certificate maker needs another part of it")]
mod pki;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut out = out::Out::default();
    let families: &[(&str, fn(&mut out::Out))] = &[
        ("common.rs", common::make),
        ("structure.rs", structure::make),
        ("digests.rs", digests::make),
        ("trust.rs", trust::make),
        ("trust_der.rs", trust_der::make),
        ("trust_extensions.rs", trust_extensions::make),
        ("trust_profile.rs", trust_profile::make),
        ("trust_paths.rs", trust_paths::make),
        ("trust_scope.rs", trust_scope::make),
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
    if check && !changed.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
