//! How long all rules take on texts that were read, each named as an argument: the middle of several runs, printed and never asserted.
//!
//! With a number first, the plan and the articles of a text are repeated as often: `ecarts_speed 20 text.txt`.

use std::path::Path;
use std::time::Instant;

use domain::reading::anomalies;

/// How often the rules run.
const TIMES: usize = 9;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let times = arguments.next_if(|word| word.parse::<usize>().is_ok());
    let times = times.and_then(|word| word.parse().ok()).unwrap_or(1);
    for file in arguments {
        match middle(Path::new(&file), times) {
            Some((lines, count, milliseconds)) => println!("{file}\t{lines} lines\t{count} écarts\t{milliseconds:.2} ms"),
            None => println!("{file}\tnot read"),
        }
    }
}

/// The lines of the text, its écarts, and the middle of the durations; absent when it is not read.
#[expect(clippy::disallowed_methods, reason = "it measures, and nothing of the product runs on it")]
fn middle(file: &Path, times: usize) -> Option<(usize, usize, f64)> {
    let bytes = std::fs::read(file).ok()?;
    let name = file.file_name()?.to_string_lossy().into_owned();
    let bytes = if times > 1 { bytes.repeat(times) } else { bytes };
    let import = files::read(&name, &bytes).ok()?;
    let mut taken = Vec::with_capacity(TIMES);
    let mut count = 0;
    for _ in 0..TIMES {
        let start = Instant::now();
        count = anomalies(&import.reading, &import.text).len();
        taken.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    taken.sort_by(f64::total_cmp);
    Some((import.text.len(), count, taken.get(TIMES / 2).copied()?))
}
