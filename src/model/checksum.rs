//! The sum at the end of every file of models, of lists and of the knowledge base, by which a damaged one is told.
//!
//! It finds what chance does to a file: any one change, however long it is cut, and all but one in 2^64 of the rest. It
//! is no signature: who changes a file on purpose can make the sum fit.

/// Bytes of the sum.
const LENGTH: usize = 8;
/// Bytes that are taken in at once, in lanes that do not wait for each other.
const BLOCK: usize = 32;
const K: u64 = 0x9E37_79B9_7F4A_7C15;

/// Adds the sum of the bytes behind them.
pub fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = sum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// The bytes before the sum, where it fits them.
pub fn open(bytes: &[u8]) -> Option<&[u8]> {
    let (bytes, given) = bytes.split_last_chunk::<LENGTH>()?;
    (sum(bytes) == u64::from_le_bytes(*given)).then_some(bytes)
}

/// The bytes before the sum, whether it fits them or not.
pub fn unsealed(bytes: &[u8]) -> &[u8] {
    bytes.split_last_chunk::<LENGTH>().map_or(bytes, |(bytes, _)| bytes)
}

/// Every step can be undone, so that a change of one word changes what comes out.
fn step(sum: u64, word: u64) -> u64 {
    (sum ^ word).wrapping_mul(K).rotate_left(29)
}

fn sum(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut lanes = [1, 2, 3, 4];
    for block in blocks.iter().chain([&last]) {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks().0) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    lanes.into_iter().fold(bytes.len() as u64, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_and_what_is_changed_does_not() {
        for length in [0, 1, 7, 31, 32, 33, 200] {
            let bytes: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let sealed = seal(bytes.clone());
            assert_eq!(open(&sealed), Some(bytes.as_slice()));
            for at in 0..sealed.len() {
                for bit in 0..8 {
                    let mut changed = sealed.clone();
                    changed[at] ^= 1 << bit;
                    assert_eq!(open(&changed), None, "byte {at} of {length}");
                }
                assert_eq!(open(&sealed[..at]), None, "{length} cut at {at}");
            }
            assert_eq!(open(&[sealed.as_slice(), &[0]].concat()), None);
        }
    }
}
