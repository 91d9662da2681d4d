//! Trees from scores of heads: the best head of each token, one root, no cycles.

/// The scores of the heads of a run's tokens.
pub(crate) struct Scores {
    /// Number of tokens.
    pub len: usize,
    /// The score of each head, `[token * len + head]`; minus infinity where there can be none.
    pub heads: Vec<f32>,
    /// The score of each token as the root.
    pub roots: Vec<f32>,
}

impl Scores {
    /// Score of a head of a token.
    fn head(&self, token: usize, head: usize) -> f32 {
        self.heads.get(token * self.len + head).copied().unwrap_or(f32::NEG_INFINITY)
    }

    /// Returns the best head of a token among some, with its score.
    fn best(&self, token: usize, among: impl Fn(usize) -> bool) -> (usize, f32) {
        let better = |best: (usize, f32), head| {
            let score = self.head(token, head);
            if score > best.1 { (head, score) } else { best }
        };
        (0..self.len).filter(|&head| among(head)).fold((token, f32::NEG_INFINITY), better)
    }
}

/// Returns the head of each token; `None` for the root, of which there is one unless there are no tokens.
///
/// The root is the token that loses least by having no head. Every other token takes its best head; a cycle is
/// broken where another head, one from which the root can be reached, costs least.
pub(crate) fn heads(scores: &Scores) -> Vec<Option<usize>> {
    let best: Vec<(usize, f32)> = (0..scores.len).map(|token| scores.best(token, |_| true)).collect();
    let gain = |token: usize| scores.roots.get(token).map_or(f32::NEG_INFINITY, |root| root - best[token].1);
    let better = |best: (usize, f32), token| if gain(token) > best.1 { (token, gain(token)) } else { best };
    let (root, _) = (0..scores.len).fold((0, f32::NEG_INFINITY), better);
    let mut heads: Vec<Option<usize>> =
        best.iter().enumerate().map(|(token, &(head, _))| (token != root).then_some(head)).collect();
    loop {
        let reaches = reaching_root(&heads);
        // A token that does not reach the root is in a cycle or leads to one; the cheapest change is made
        // first, so that most of them follow.
        let change = |token: usize| {
            let (head, score) = scores.best(token, |head| reaches[head]);
            (token, head, best[token].1 - score)
        };
        let cheaper = |a: (usize, usize, f32), b: (usize, usize, f32)| if b.2 < a.2 { b } else { a };
        let Some((token, head, _)) = in_cycles(&heads, &reaches).map(change).reduce(cheaper) else { break };
        // Without any possible head the token hangs on the root.
        heads[token] = Some(if head == token { root } else { head });
    }
    heads
}

/// Returns for each token whether its chain of heads ends in the root.
fn reaching_root(heads: &[Option<usize>]) -> Vec<bool> {
    let mut reaches: Vec<Option<bool>> = heads.iter().map(|head| head.is_none().then_some(true)).collect();
    let mut chain = Vec::new();
    for token in 0..heads.len() {
        let mut at = token;
        // A token of the chain itself counts as not reaching the root while the chain is followed.
        while let (None, Some(head)) = (reaches[at], heads[at]) {
            reaches[at] = Some(false);
            chain.push(at);
            at = head;
        }
        let ends = reaches[at];
        chain.drain(..).for_each(|i| reaches[i] = ends);
    }
    reaches.into_iter().map(|reaches| reaches == Some(true)).collect()
}

/// Returns the tokens in cycles, in order.
fn in_cycles<'h>(heads: &'h [Option<usize>], reaches: &'h [bool]) -> impl Iterator<Item = usize> + 'h {
    (0..heads.len()).filter(|&token| !reaches[token]).filter(|&token| {
        let next = |at: &usize| heads[*at];
        std::iter::successors(heads[token], next).take(heads.len()).any(|at| at == token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(len: usize, best: &[(usize, usize, f32)], roots: &[f32]) -> Scores {
        let mut heads = vec![-10.0; len * len];
        (0..len).for_each(|i| heads[i * len + i] = f32::NEG_INFINITY);
        best.iter().for_each(|&(token, head, score)| heads[token * len + head] = score);
        Scores { len, heads, roots: roots.to_vec() }
    }

    #[test]
    fn every_token_takes_its_best_head_and_one_is_the_root() {
        let found = heads(&scores(3, &[(0, 1, 2.0), (2, 1, 2.0), (1, 0, 0.0)], &[-9.0, 5.0, 3.0]));
        assert_eq!(found, [Some(1), None, Some(1)]);
    }

    #[test]
    fn cycles_are_broken_where_it_costs_least() {
        // Tokens 0 and 1 choose each other; 1 would rather change to 2 than 0.
        let arcs = [(0, 1, 5.0), (1, 0, 5.0), (0, 2, 1.0), (1, 2, 4.0), (2, 0, 0.0)];
        assert_eq!(heads(&scores(3, &arcs, &[0.0, 0.0, 9.0])), [Some(1), Some(2), None]);
    }

    #[test]
    fn scores_without_a_choice_give_a_tree() {
        for len in 0..5 {
            let found =
                heads(&Scores { len, heads: vec![f32::NEG_INFINITY; len * len], roots: vec![0.0; len] });
            assert_eq!(found.iter().filter(|head| head.is_none()).count(), usize::from(len > 0));
            assert!(reaching_root(&found).iter().all(|&reaches| reaches));
        }
    }
}
