//! Issuing and sealing, by number of elements and size of picture, beside the raw cost of a signature.

mod sample;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use elicence::{
    codec::Limits,
    crypto::{DigestAlgorithm, Signer as _, SystemRandom},
    issue::issue,
    seal::seal,
};
use sample::{Family, Office, SIZES};

fn issue_and_seal(criterion: &mut Criterion) {
    let office = Office::new();
    let mut group = criterion.benchmark_group("issue and seal");
    for (elements, kilobytes) in SIZES {
        if elements == 5 {
            continue; // a native licence has 24 elements at least
        }
        let size = format!("{elements} elements, {kilobytes} KB");
        let draft = Office::draft(elements, kilobytes);
        let limits = Limits::default();
        group.bench_function(BenchmarkId::new("issue", &size), |b| {
            b.iter(|| issue(&draft, office.definition(), &limits).is_ok())
        });
        let preparation = office.preparation(Family::Native, elements, kilobytes);
        let seal = || seal(preparation.clone(), &office.key, &mut SystemRandom).is_ok();
        group.bench_function(BenchmarkId::new("seal", &size), |b| b.iter(seal));
        let sample = office.sample(Family::Native, elements, kilobytes);
        let raw = || {
            (
                office.key.sign(&sample.to_be_signed).is_ok(),
                DigestAlgorithm::Sha256.digest(&[&sample.bytes]),
            )
        };
        group.bench_function(BenchmarkId::new("raw", &size), |b| b.iter(raw));
    }
    group.finish();
}

criterion_group!(benches, issue_and_seal);
criterion_main!(benches);
