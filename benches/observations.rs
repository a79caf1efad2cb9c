//! How long 100,000 rows of data take, as a workbook and as CSV: from the bytes of the file to the
//! text that it is read as, and from there to the plan with its figures.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot begin says so by failing"
)]

mod generated;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use yardstick::data::{read_data, read_manifest, take_in};
use yardstick::diag::Diagnostics;
use yardstick::open::open;

fn observations(criterion: &mut Criterion) {
    let many = generated::observations();
    let mut group = criterion.benchmark_group("observations");
    group.throughput(Throughput::Elements(100_000));
    for (name, bytes) in [("data.xlsx", many.workbook()), ("data.csv", many.csv())] {
        let sources = many.plan(name);
        let manifest = read_manifest(&sources, &mut Diagnostics::new()).unwrap();
        let file = manifest.data.first().unwrap();
        let taken = || {
            let mut sources = sources.clone();
            take_in(&mut sources, file, black_box(&bytes)).unwrap();
            sources
        };
        let whole = taken();
        let opened = open(&whole, &mut Diagnostics::new()).unwrap();
        assert_eq!(opened.cube.kept_out().faulty, 0);
        group.bench_function(format!("take in {name}"), |bench| bench.iter(taken));
        group.bench_function(format!("read {name}"), |bench| {
            bench.iter(|| {
                let mut found = Diagnostics::new();
                let cube = read_data(&opened.plan, black_box(&whole), &manifest, &mut found);
                let figures: usize = cube.files().map(|(_, counts)| counts.figures).sum();
                assert_eq!(figures, 100_000);
                cube
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = observations
}
criterion_main!(benches);
