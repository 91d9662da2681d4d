//! Line diff of an expected block and what was found.

/// Returns all lines in order, those only expected marked with "-", those only found with "+".
pub fn lines(expected: &str, found: &str) -> String {
    let (old, new) =
        (expected.trim_end().lines().collect::<Vec<_>>(), found.trim_end().lines().collect::<Vec<_>>());
    // Length of the longest common subsequence of the rest of both, from every pair of lines on.
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let skipped = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { skipped };
        }
    }
    let (mut i, mut j, mut diff) = (0, 0, String::new());
    let mut push = |mark: &str, line: &str| diff.extend([format!("{mark} {line}").trim_end(), "\n"]);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            push(" ", old[i]);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            push("-", old[i]);
            i += 1;
        } else {
            push("+", new[j]);
            j += 1;
        }
    }
    diff
}
