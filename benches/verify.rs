//! Decoding and verifying, by number of elements and size of picture, beside the raw cost. The ratios: `ratio.rs`.

mod sample;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use elicence::{
    crypto::Signer as _,
    verify::{Policy, Presented},
};
use sample::{Family, Office, SIZES};

fn verify(criterion: &mut Criterion) {
    let office = Office::new();
    let (policy, key) = (Policy::new(&office.types), office.key.verifying_key());
    let (known, cold) = (office.anchors(1), office.anchors(1).without_cache());
    for family in [Family::Native, Family::Foreign] {
        let mut group = criterion.benchmark_group(format!("verify {}", family.name()));
        for (elements, kilobytes) in SIZES {
            if family == Family::Native && elements == 5 {
                continue; // what a native licence must always show is more
            }
            let sample = office.sample(family, elements, kilobytes);
            let size = format!("{elements} elements, {kilobytes} KB");
            group.throughput(Throughput::Bytes(
                sample.bytes.len().try_into().expect("fits"),
            ));
            group.bench_function(BenchmarkId::new("known issuer", &size), |b| {
                b.iter(|| sample.verify(&known, &policy))
            });
            group.bench_function(BenchmarkId::new("cold path", &size), |b| {
                b.iter(|| sample.verify(&cold, &policy))
            });
            group.bench_function(BenchmarkId::new("decode", &size), |b| {
                b.iter(|| Presented::decode(&sample.bytes).is_ok())
            });
            group.bench_function(BenchmarkId::new("raw", &size), |b| {
                b.iter(|| sample.raw(&key))
            });
        }
        group.finish();
    }
}

criterion_group!(benches, verify);
criterion_main!(benches);
