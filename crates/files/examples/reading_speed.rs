//! How long files take to be read, each named as an argument: the middle of several readings, in milliseconds, printed and never asserted.

use std::path::Path;
use std::time::Instant;

/// How often each file is read.
const TIMES: usize = 7;

fn main() {
    for file in std::env::args().skip(1) {
        match middle(Path::new(&file)) {
            Some(milliseconds) => println!("{file}\t{milliseconds:.1} ms"),
            None => println!("{file}\tnot read"),
        }
    }
}

/// The middle of the durations of its readings; absent when it is not read.
#[expect(clippy::disallowed_methods, reason = "it measures, and nothing of the product runs on it")]
fn middle(file: &Path) -> Option<f64> {
    let bytes = std::fs::read(file).ok()?;
    let name = file.file_name()?.to_string_lossy().into_owned();
    let mut taken = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = Instant::now();
        let read = files::read(&name, &bytes);
        taken.push(start.elapsed().as_secs_f64() * 1000.0);
        read.ok()?;
    }
    taken.sort_by(f64::total_cmp);
    taken.get(TIMES / 2).copied()
}
