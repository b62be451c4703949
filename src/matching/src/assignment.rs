//! People to posts, each person and each post with a quota, so that the scores of the chosen pairs sum to the most possible.
//!
//! The method is successive shortest paths with prices (Tomizawa 1971; Edmonds and Karp 1972): the units of the smaller side
//! are placed one after the other, each by a Dijkstra search over the pairs that stops at the first free place, as Jonker and
//! Volgenant (1987) do for square problems. The prices that remain prove the answer: [`Assignment::bound`] adds them up, and
//! no choice of pairs can score more than that sum.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The greatest score of a pair, either way: sums of them stay exact.
pub const GREATEST_SCORE: i64 = 1 << 40;

/// A person and a post that may be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Which person, counted from nought.
    pub person: u32,
    /// Which post, counted from nought.
    pub post: u32,
    /// How good the pair is, in units of the caller's; only differences and sums matter. A pair of nought or less is never
    /// chosen.
    pub score: i64,
}

/// Why a problem can't be solved: the pair at this place of the list is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// The pair names a person without a quota.
    #[error("pair {0} names a person that there is not")]
    UnknownPerson(usize),
    /// The pair names a post without a quota.
    #[error("pair {0} names a post that there is not")]
    UnknownPost(usize),
    /// An earlier pair has the same person and post.
    #[error("pair {0} repeats an earlier pair")]
    Repeated(usize),
    /// The score is beyond [`GREATEST_SCORE`].
    #[error("pair {0} has a score beyond what can be added up")]
    ScoreTooGreat(usize),
}

/// People, posts and the pairs they can make.
#[derive(Debug, Clone)]
pub struct Problem {
    people: Vec<u32>,
    posts: Vec<u32>,
    pairs: Vec<Pair>,
}

/// The best choice of pairs, with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Places of the chosen pairs in the problem's list, in that order.
    pub chosen: Vec<usize>,
    /// The sum of their scores.
    pub score: i64,
    /// What one more place for each person would be worth at most.
    pub person_prices: Vec<i64>,
    /// What one more place in each post would be worth at most.
    pub post_prices: Vec<i64>,
}

impl Problem {
    /// A problem in which person `i` takes at most `people[i]` posts and post `j` at most `posts[j]` people. O(m·log m) in
    /// pairs.
    ///
    /// # Errors
    /// The first pair that names nobody, repeats another or scores beyond what can be added up.
    pub fn new(
        people: Vec<u32>,
        posts: Vec<u32>,
        pairs: Vec<Pair>,
    ) -> Result<Self, AssignmentError> {
        for (at, pair) in pairs.iter().enumerate() {
            if pair.person as usize >= people.len() {
                return Err(AssignmentError::UnknownPerson(at));
            }
            if pair.post as usize >= posts.len() {
                return Err(AssignmentError::UnknownPost(at));
            }
            if !(-GREATEST_SCORE..=GREATEST_SCORE).contains(&pair.score) {
                return Err(AssignmentError::ScoreTooGreat(at));
            }
        }
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_unstable_by_key(|&at| (pairs[at].person, pairs[at].post, at));
        let repeated = order
            .windows(2)
            .filter(|two| {
                let (one, other) = (pairs[two[0]], pairs[two[1]]);
                (one.person, one.post) == (other.person, other.post)
            })
            .map(|two| two[1])
            .min();
        match repeated {
            Some(at) => Err(AssignmentError::Repeated(at)),
            None => Ok(Self {
                people,
                posts,
                pairs,
            }),
        }
    }

    /// The best choice of pairs. Among choices of equal score the same input always gives the same one.
    ///
    /// With `n` places to fill on the smaller side and `m` pairs of a positive score: O(n·m·log m) at worst, in practice far
    /// less, because each search stops at the first free place. Memory O(m).
    #[must_use]
    pub fn solve(&self) -> Assignment {
        let useful: Vec<usize> = (0..self.pairs.len())
            .filter(|&at| self.pairs[at].score > 0)
            .collect();
        let people = self.quotas(&useful, &self.people, |pair| pair.person);
        let posts = self.quotas(&useful, &self.posts, |pair| pair.post);
        let by_person = total(&people) <= total(&posts);
        let edges = useful.iter().map(|&at| {
            let pair = self.pairs[at];
            match by_person {
                true => (pair.person, pair.post, pair.score),
                false => (pair.post, pair.person, pair.score),
            }
        });
        let (rows, columns) = if by_person {
            (people, posts)
        } else {
            (posts, people)
        };
        let mut search = Search::new(rows, columns, edges);
        search.run();
        let chosen: Vec<usize> = useful
            .iter()
            .zip(&search.chosen)
            .filter(|&(_, &chosen)| chosen)
            .map(|(&at, _)| at)
            .collect();
        let (person_prices, post_prices) = if by_person {
            (search.row_price, search.column_price)
        } else {
            (search.column_price, search.row_price)
        };
        Assignment {
            score: chosen.iter().map(|&at| self.pairs[at].score).sum(),
            chosen,
            person_prices,
            post_prices,
        }
    }

    /// A quota beyond the number of pairs is never used up: the smaller of the two.
    fn quotas(&self, useful: &[usize], quotas: &[u32], side: impl Fn(&Pair) -> u32) -> Vec<u32> {
        let mut pairs = vec![0; quotas.len()];
        for &at in useful {
            pairs[side(&self.pairs[at]) as usize] += 1;
        }
        quotas
            .iter()
            .zip(pairs)
            .map(|(&quota, pairs)| quota.min(pairs))
            .collect()
    }
}

impl Assignment {
    /// What no choice of pairs can exceed, added up from the prices: each place at its price, and what a pair scores beyond
    /// the prices of its two ends. It equals the score (linear programming duality).
    #[must_use]
    pub fn bound(&self, problem: &Problem) -> i64 {
        let useful: Vec<usize> = (0..problem.pairs.len())
            .filter(|&at| problem.pairs[at].score > 0)
            .collect();
        let people = problem.quotas(&useful, &problem.people, |pair| pair.person);
        let posts = problem.quotas(&useful, &problem.posts, |pair| pair.post);
        let priced = |quotas: Vec<u32>, prices: &[i64]| -> i64 {
            quotas
                .into_iter()
                .zip(prices)
                .map(|(quota, price)| i64::from(quota) * price)
                .sum()
        };
        let beyond = useful.iter().map(|&at| {
            let pair = problem.pairs[at];
            let prices =
                self.person_prices[pair.person as usize] + self.post_prices[pair.post as usize];
            (pair.score - prices).max(0)
        });
        priced(people, &self.person_prices) + priced(posts, &self.post_prices) + beyond.sum::<i64>()
    }
}

fn total(quotas: &[u32]) -> u64 {
    quotas.iter().map(|&quota| u64::from(quota)).sum()
}

#[derive(Clone, Copy)]
struct Edge {
    row: u32,
    column: u32,
    score: i64,
}

/// Where a search ends: at a column with a free place, or at a row that leaves one place empty instead.
#[derive(Clone, Copy)]
enum End {
    Column(usize),
    Row(usize),
}

const NONE: u32 = u32::MAX;

/// Rows are placed one by one. At every moment: an edge that is not chosen has `row price + column price >= score`, a chosen
/// one `<= score`; a column with a free place costs nothing, and so does a row that left a place empty.
struct Search {
    edges: Vec<Edge>,
    /// Edges of row `r`, the best first: `row_edges[row_starts[r]..row_starts[r + 1]]`.
    row_starts: Vec<usize>,
    row_edges: Vec<u32>,
    rows: Vec<u32>,
    columns: Vec<u32>,
    chosen: Vec<bool>,
    column_chosen: Vec<Vec<u32>>,
    row_price: Vec<i64>,
    column_price: Vec<i64>,
    /// Of this search: rows first, then columns.
    distance: Vec<i64>,
    arrived_by: Vec<u32>,
    reached: Vec<usize>,
    heap: BinaryHeap<Reverse<(i64, usize)>>,
}

impl Search {
    fn new(
        rows: Vec<u32>,
        columns: Vec<u32>,
        edges: impl Iterator<Item = (u32, u32, i64)>,
    ) -> Self {
        let edges: Vec<Edge> = edges
            .map(|(row, column, score)| Edge { row, column, score })
            .collect();
        let mut row_starts = vec![0; rows.len() + 1];
        for edge in &edges {
            row_starts[edge.row as usize + 1] += 1;
        }
        for row in 0..rows.len() {
            row_starts[row + 1] += row_starts[row];
        }
        let mut row_edges: Vec<u32> = (0_u32..).take(edges.len()).collect();
        row_edges.sort_by_key(|&at| {
            let edge = edges[at as usize];
            (edge.row, Reverse(edge.score))
        });
        let row_price = (0..rows.len())
            .map(|row| {
                let best = row_edges[row_starts[row]..row_starts[row + 1]].first();
                best.map_or(0, |&best| edges[best as usize].score)
            })
            .collect();
        let nodes = rows.len() + columns.len();
        Self {
            chosen: vec![false; edges.len()],
            column_chosen: vec![Vec::new(); columns.len()],
            column_price: vec![0; columns.len()],
            row_price,
            edges,
            row_starts,
            row_edges,
            rows,
            columns,
            distance: vec![i64::MAX; nodes],
            arrived_by: vec![NONE; nodes],
            reached: Vec::new(),
            heap: BinaryHeap::new(),
        }
    }

    fn run(&mut self) {
        for row in 0..self.rows.len() {
            for _ in 0..self.rows[row] {
                self.place(row);
            }
        }
        for row in 0..self.rows.len() {
            if self.rows[row] == 0 {
                self.row_price[row] = self.worth_of_a_place(row);
            }
        }
    }

    /// What the first place of a row without a quota would bring at today's prices.
    fn worth_of_a_place(&self, row: usize) -> i64 {
        self.edges_of(row)
            .map(|edge| edge.score - self.column_price[edge.column as usize])
            .fold(0, i64::max)
    }

    fn edges_of(&self, row: usize) -> impl Iterator<Item = &Edge> {
        self.row_edges[self.row_starts[row]..self.row_starts[row + 1]]
            .iter()
            .map(|&at| &self.edges[at as usize])
    }

    /// Finds the cheapest way to place one unit of `row`, moves the units along it, and renews the prices.
    fn place(&mut self, row: usize) {
        let (length, end) = self.shortest_path(row);
        self.renew_prices(length);
        self.move_along(row, end);
        for &node in &self.reached {
            self.distance[node] = i64::MAX;
            self.arrived_by[node] = NONE;
        }
        self.reached.clear();
        self.heap.clear();
    }

    fn shortest_path(&mut self, row: usize) -> (i64, End) {
        // Leaving the place empty is always possible.
        let mut best = (self.row_price[row], End::Row(row));
        self.reach(row, 0, NONE);
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance >= best.0 {
                break;
            }
            if distance > self.distance[node] {
                continue;
            }
            match node.checked_sub(self.rows.len()) {
                None => self.leave_row(node, distance, &mut best),
                Some(column) => self.leave_column(column, distance, best.0),
            }
        }
        best
    }

    fn leave_row(&mut self, row: usize, distance: i64, best: &mut (i64, End)) {
        if distance + self.row_price[row] < best.0 {
            *best = (distance + self.row_price[row], End::Row(row));
        }
        for at in self.row_starts[row]..self.row_starts[row + 1] {
            let by = self.row_edges[at];
            let edge = self.edges[by as usize];
            let column = edge.column as usize;
            let nearest = distance + self.row_price[row] - edge.score;
            if nearest >= best.0 {
                // No column has a price below nought, and the edges to come score less.
                break;
            }
            let further = nearest + self.column_price[column];
            let better = further < best.0 && further < self.distance[self.rows.len() + column];
            if !better || self.chosen[by as usize] {
                continue;
            }
            let has_place = self.column_chosen[column].len() < self.columns[column] as usize;
            if has_place {
                *best = (further, End::Column(column));
            }
            self.reach(self.rows.len() + column, further, by);
        }
    }

    /// The column is full: one of the rows placed in it has to move on.
    fn leave_column(&mut self, column: usize, distance: i64, best: i64) {
        for at in 0..self.column_chosen[column].len() {
            let by = self.column_chosen[column][at];
            let edge = self.edges[by as usize];
            let row = edge.row as usize;
            let further = distance + edge.score - self.row_price[row] - self.column_price[column];
            if further < best.min(self.distance[row]) {
                self.reach(row, further, by);
            }
        }
    }

    fn reach(&mut self, node: usize, distance: i64, by: u32) {
        if self.distance[node] == i64::MAX {
            self.reached.push(node);
        }
        self.distance[node] = distance;
        self.arrived_by[node] = by;
        self.heap.push(Reverse((distance, node)));
    }

    fn renew_prices(&mut self, length: i64) {
        for &node in &self.reached {
            let nearer = (length - self.distance[node]).max(0);
            match node.checked_sub(self.rows.len()) {
                None => self.row_price[node] -= nearer,
                Some(column) => self.column_price[column] += nearer,
            }
        }
    }

    fn move_along(&mut self, first: usize, end: End) {
        let mut row = match end {
            End::Row(row) => row,
            End::Column(column) => self.enter(column),
        };
        while row != first {
            let leaves = self.arrived_by[row];
            let column = self.edges[leaves as usize].column as usize;
            self.chosen[leaves as usize] = false;
            self.column_chosen[column].retain(|&edge| edge != leaves);
            row = self.enter(column);
        }
    }

    /// Chooses the edge by which the search came to the column; tells whose it is.
    fn enter(&mut self, column: usize) -> usize {
        let by = self.arrived_by[self.rows.len() + column];
        self.chosen[by as usize] = true;
        self.column_chosen[column].push(by);
        self.edges[by as usize].row as usize
    }
}
