//! The command line as a binary: cargo makes examples for `cargo test`, but not for `cargo test --test cli`.

use std::{
    path::PathBuf,
    process::{Command, Output},
    sync::OnceLock,
};

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The path of `elicence`, built now if it is not up to date.
pub(crate) fn elicence() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .current_dir(root())
            .args(["build", "--quiet", "--example", "elicence"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        assert!(
            cargo.status().unwrap().success(),
            "the command line does not build"
        );
        // This test is at target/<profile>/deps/<name>; the example is beside `deps`.
        let test = std::env::current_exe().unwrap();
        let built = test
            .parent()
            .unwrap()
            .parent()
            .unwrap()
            .join("examples/elicence");
        assert!(built.exists(), "{} is not there", built.display());
        built
    })
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `elicence` with these arguments in the folder of the project.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(elicence())
        .current_dir(root())
        .args(arguments)
        .output()
        .unwrap();
    Run {
        status: status.code().unwrap(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// A new empty folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
