//! Writes all samples to a folder, for the peers in other languages: `elicence-peers FOLDER`.

use std::path::PathBuf;

use elicence_peers::issued::{Authority, issued_samples};
use elicence_peers::sample::Trouble;
use elicence_peers::sealed::sealed_samples;

fn main() -> Result<(), Trouble> {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .ok_or("usage: elicence-peers FOLDER")?,
    );
    std::fs::create_dir_all(&folder)?;
    let samples = [sealed_samples()?, issued_samples()?].concat();
    for sample in &samples {
        sample.write(&folder)?;
    }
    // A root that signed nothing, with the names of one that did: no peer may build to it.
    std::fs::write(folder.join("stranger.root.der"), Authority::new(2)?.root)?;
    println!("{} samples", samples.len());
    Ok(())
}
