//! `elicence-peers make FOLDER` writes all samples; `elicence-peers ask FOLDER` asks `isomdl` and `elicence` about them.

use std::path::Path;
use std::process::ExitCode;

use elicence_peers::answer::Answer;
use elicence_peers::faulty::{beyond_a_peer, faulty_samples};
use elicence_peers::issued::{Authority, issued_samples};
use elicence_peers::sample::{Sample, Trouble};
use elicence_peers::sealed::sealed_samples;
use elicence_peers::{ours, theirs};

const STRANGER: &str = "stranger.root.der";

type Reader = fn(&Sample, &[u8]) -> Result<Answer, Trouble>;

fn main() -> Result<ExitCode, Trouble> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder] => make(Path::new(folder)),
        ["ask", folder] => ask(Path::new(folder)),
        _ => Err("usage: elicence-peers make|ask FOLDER".into()),
    }
}

fn make(folder: &Path) -> Result<ExitCode, Trouble> {
    std::fs::create_dir_all(folder)?;
    let sealed = sealed_samples()?;
    let beyond = beyond_a_peer(&sealed);
    let samples = [sealed, issued_samples()?, faulty_samples()?, beyond].concat();
    for sample in &samples {
        sample.write(folder)?;
    }
    // A root that signed nothing, with the names of one that did: no reader may build to it.
    std::fs::write(folder.join(STRANGER), Authority::new(2)?.root)?;
    println!("{} samples", samples.len());
    Ok(ExitCode::SUCCESS)
}

fn ask(folder: &Path) -> Result<ExitCode, Trouble> {
    let stranger = std::fs::read(folder.join(STRANGER))?;
    let (mut passed, mut failed) = (0, 0);
    for sample in Sample::read_all(folder)? {
        let readers: [(&str, Reader); 2] = [("isomdl", theirs::ask), ("elicence", ours::ask)];
        for (reader, ask) in readers {
            // Without a root there is nobody whom we could trust.
            let asked =
                sample.is_for(reader) && (reader != "elicence" || sample.issuer_root.is_some());
            if !asked {
                continue;
            }
            let answer = ask(&sample, &stranger).unwrap_or_else(|trouble| Answer {
                faults: vec![trouble.to_string()],
                ..Answer::default()
            });
            println!("{}", answer.line(&sample.name, reader));
            if answer.faults.is_empty() {
                passed += 1;
            } else {
                failed += 1;
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 && passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
