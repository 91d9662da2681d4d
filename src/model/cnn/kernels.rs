//! The innermost loop of the network: dot products of integers, exact in any order.
//!
//! Portable vectors of 128 bits, which WebAssembly supports; vectors of 256 bits on x86 processors with AVX2.
//! Both give the same sums.

use wide::{i16x8, i32x4};

/// Number of outputs computed at once, four per vector.
pub const LANES: usize = 16;
const VECTORS: usize = LANES / 4;

/// Weights of one pair of inputs for sixteen outputs: two weights per output, interleaved.
pub type Weights = [i16x8; VECTORS];

/// Runs a function with the instructions for vectors of 256 bits where the processor has them. Everything that
/// it calls must be inlined; sums of floating-point numbers keep their order.
#[inline(always)]
pub fn with_wide_vectors<T>(function: impl FnOnce() -> T) -> T {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2")]
        fn run<T>(function: impl FnOnce() -> T) -> T {
            function()
        }
        if std::arch::is_x86_feature_detected!("avx2") {
            #[allow(unsafe_code, reason = "the compiler cannot know that AVX2 was detected")]
            // SAFETY: the processor has AVX2, the only requirement of the function.
            return unsafe { run(function) };
        }
    }
    function()
}

/// Computes sixteen dot products with the weights for each vector of input pairs.
pub fn dot_products<const N: usize>(weights: &[Weights], vectors: [&[[i16; 2]]; N]) -> [[i32; LANES]; N] {
    // Slices of equal length need no bounds checks below.
    let pairs = vectors.iter().fold(weights.len(), |pairs, vector| pairs.min(vector.len()));
    let (weights, vectors) = (&weights[..pairs], vectors.map(|vector| &vector[..pairs]));
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        #[allow(unsafe_code, reason = "the compiler cannot know that AVX2 was detected")]
        // SAFETY: the processor has AVX2, the only requirement of the function.
        return unsafe { dot_products_avx2(weights, vectors) };
    }
    dot_products_portable(weights, vectors)
}

fn dot_products_portable<const N: usize>(
    weights: &[Weights],
    vectors: [&[[i16; 2]]; N],
) -> [[i32; LANES]; N] {
    let mut sums = [[i32x4::ZERO; VECTORS]; N];
    for (k, weights) in weights.iter().enumerate() {
        for (sums, vector) in sums.iter_mut().zip(&vectors) {
            let pair: i16x8 = bytemuck::cast(i32x4::splat(bytemuck::cast(vector[k])));
            sums.iter_mut().zip(weights).for_each(|(sum, weights)| *sum += pair.dot(*weights));
        }
    }
    sums.map(bytemuck::cast)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_products_avx2<const N: usize>(weights: &[Weights], vectors: [&[[i16; 2]]; N]) -> [[i32; LANES]; N] {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
    };
    let mut sums = [[_mm256_setzero_si256(); VECTORS / 2]; N];
    for (k, weights) in weights.iter().enumerate() {
        let weights: [__m256i; VECTORS / 2] = bytemuck::cast(*weights);
        for (sums, vector) in sums.iter_mut().zip(&vectors) {
            let pair = _mm256_set1_epi32(bytemuck::cast(vector[k]));
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pair, weights));
            }
        }
    }
    let mut all = [[0; LANES]; N];
    all.iter_mut().zip(sums).for_each(|(all, sums)| *all = bytemuck::cast(sums));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instruction_set_gives_the_same_sums() {
        let number = |k: usize| (k * 7919 % 65536) as u16 as i16;
        let weights: Vec<Weights> = (0..40)
            .map(|k| {
                std::array::from_fn(|v| {
                    i16x8::new(std::array::from_fn(|lane| number(k * 97 + v * 31 + lane) % 128))
                })
            })
            .collect();
        let vectors: [Vec<[i16; 2]>; 2] =
            [3, 5].map(|from| (0..40).map(|k| [number(from * k), number(from + k)]).collect());
        let vectors = [&*vectors[0], &*vectors[1]];
        assert_eq!(dot_products(&weights, vectors), dot_products_portable(&weights, vectors));
        for (sums, vector) in dot_products(&weights, vectors).iter().zip(vectors) {
            for (lane, &sum) in sums.iter().enumerate() {
                let weight =
                    |k: usize, i: usize| i32::from(weights[k][lane / 4].to_array()[lane % 4 * 2 + i]);
                let product = |(k, [a, b]): (usize, &[i16; 2])| {
                    weight(k, 0) * i32::from(*a) + weight(k, 1) * i32::from(*b)
                };
                assert_eq!(sum, vector.iter().enumerate().map(product).sum::<i32>());
            }
        }
    }
}
