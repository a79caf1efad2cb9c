//! How long each phase takes on plans of 100, 1,000 and 10,000 targets.
//! Run with `cargo bench`; `docs/performance.md` says what was measured.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot begin says so by failing"
)]

mod generated;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use yardstick::coverage::{Document, account};
use yardstick::diag::Diagnostics;
use yardstick::open::open;
use yardstick::syntax::parse;
use yardstick::text::Sources;
use yardstick::value::{Units, Year};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn phases(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    for size in SIZES {
        let mut sources = Sources::new();
        let id = sources
            .insert("all.rules", generated::targets(size).as_bytes())
            .unwrap();
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &sources,
            |bench, sources| {
                bench.iter(|| {
                    let mut diagnostics = Diagnostics::new();
                    let file = parse(id, sources.get(id), Units::standard(), &mut diagnostics);
                    assert!(diagnostics.is_empty());
                    file
                });
            },
        );
    }
    group.finish();

    let mut group = criterion.benchmark_group("check");
    for size in SIZES {
        let sources = generated::plan(size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &sources,
            |bench, sources| {
                bench.iter(|| open(black_box(sources), &mut Diagnostics::new()));
            },
        );
    }
    group.finish();

    let mut group = criterion.benchmark_group("eval");
    for size in SIZES {
        let opened = open(&generated::plan(size), &mut Diagnostics::new()).unwrap();
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &opened,
            |bench, opened| {
                bench.iter(|| black_box(opened.eval(Year(2023))));
            },
        );
    }
    group.finish();

    let mut group = criterion.benchmark_group("coverage");
    for size in SIZES {
        let (mut sources, text) = generated::quoted(size);
        let id = sources.insert("text.txt", text.as_bytes()).unwrap();
        let opened = open(&sources, &mut Diagnostics::new()).unwrap();
        group.throughput(Throughput::Elements(size as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            bench.iter(|| {
                let mut findings = Diagnostics::new();
                let document = Document::new(id, black_box(&text), &opened.plan.units);
                let (plan, cube) = (&opened.plan, &opened.cube);
                let covered = account(plan, cube, &sources, &document, &mut findings);
                assert_eq!(covered.accounted(), covered.figures.len());
                assert!(findings.is_empty());
                covered
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = phases
}
criterion_main!(benches);
