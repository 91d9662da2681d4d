//! What fuzzing has kept, read again: bytes that reached every part of the code, and those that once made it stop.

mod fuzzed;

use std::fs;
use std::path::Path;

#[test]
fn what_fuzzing_kept_is_read_as_it_should() {
    for (name, target) in fuzzed::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
        let mut seeds: Vec<_> = fs::read_dir(&folder).unwrap().map(|seed| seed.unwrap().path()).collect();
        assert!(!seeds.is_empty(), "{name} has no seeds");
        seeds.sort();
        for seed in seeds {
            println!("{}", seed.display());
            target(&fs::read(&seed).unwrap());
        }
    }
}
