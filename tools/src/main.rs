//! Everything that needs a file system.
fn main() {}
