//! How much more than the raw cost a verdict costs: ours and raw in turn, medians of both, in one run.
//!
//! `cargo bench --bench ratio`. Raw is one signature verification by the same provider and SHA-256 over all bytes.

mod sample;

use std::time::Instant;

use elicence::{crypto::Signer as _, verify::Policy};
use sample::{Family, Office, SIZES, Sample, verify_together};

const ROUNDS: usize = 101;

/// The medians of both in microseconds.
fn side_by_side(rounds: usize, mut ours: impl FnMut(), mut raw: impl FnMut()) -> (f64, f64) {
    let once = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<(f64, f64)> = (0..rounds)
        .map(|_| (once(&mut ours), once(&mut raw)))
        .collect();
    let mut median = |column: fn(&(f64, f64)) -> f64| {
        times.sort_by(|a, b| column(a).total_cmp(&column(b)));
        column(&times[rounds / 2])
    };
    (median(|t| t.0), median(|t| t.1))
}

fn row(what: &str, (ours, raw): (f64, f64)) {
    println!("{what:<44} {ours:>10.0} {raw:>10.0} {:>7.2}", ours / raw);
}

fn main() {
    let office = Office::new();
    let (policy, key) = (Policy::new(&office.types), office.key.verifying_key());
    let known = office.anchors(1);
    let cold = office.anchors(1).without_cache();
    println!(
        "{:<44} {:>10} {:>10} {:>7}",
        "bytes to verdict, medians", "ours, µs", "raw, µs", "ratio"
    );
    for family in [Family::Native, Family::Foreign] {
        for (elements, kilobytes) in SIZES {
            // What a native licence must always show is more than five.
            if family == Family::Native && elements == 5 {
                continue;
            }
            let sample = office.sample(family, elements, kilobytes);
            for (trust, issuer) in [(&known, "known issuer"), (&cold, "cold path")] {
                let what = format!(
                    "{}, {elements} elements, {kilobytes} KB, {issuer}",
                    family.name()
                );
                let ours = || _ = std::hint::black_box(sample.verify(trust, &policy));
                row(&what, side_by_side(ROUNDS, ours, || sample.raw(&key)));
            }
        }
    }
    let many: Vec<Sample> = (0..64)
        .map(|_| office.sample(Family::Native, 20, 20))
        .collect();
    let raw = || many.iter().for_each(|sample| sample.raw(&key));
    row(
        "64 native, 20 elements, 20 KB, together",
        side_by_side(11, || verify_together(&many, &known, &policy), raw),
    );
    for count in [1, 100, 10_000] {
        let anchors = office.anchors(count);
        let sample = &many[0];
        let ours = || _ = std::hint::black_box(sample.verify(&anchors, &policy));
        row(
            &format!("20 elements, 20 KB, {count} anchors, known"),
            side_by_side(ROUNDS, ours, || sample.raw(&key)),
        );
        let anchors = anchors.without_cache();
        let ours = || _ = std::hint::black_box(sample.verify(&anchors, &policy));
        row(
            &format!("20 elements, 20 KB, {count} anchors, cold"),
            side_by_side(ROUNDS, ours, || sample.raw(&key)),
        );
    }
}
