//! Documents of every format: the same model gives the same text through each, and what is spoilt is refused without a panic.

mod bad_input;
mod model;
mod office;
mod packed;
mod portable;
mod same_text;
mod scanned;
mod sheaf;
mod written;
