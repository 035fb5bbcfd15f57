//! Where nodes are on the page, and which are near each other.

use std::collections::HashSet;

/// A rectangle; y grows downwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Compare a node without an owner with at most this many others.
const MAX_COMPARED: usize = 2_000;

/// Rectangles and edges, by index.
pub struct Layout {
    rects: Vec<Rect>,
    /// The other ends of edges, in either direction.
    neighbours: Vec<Vec<usize>>,
    /// The targets of edges.
    targets: Vec<Vec<usize>>,
}

impl Rect {
    fn center(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    fn contains(self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x) && (self.y..=self.y + self.height).contains(&y)
    }

    /// The distance to another rectangle. The same column counts as near.
    fn distance(self, other: Self) -> f64 {
        let ((x, y), (x2, y2)) = (self.center(), other.center());
        let side = if (x - x2).abs() < 20.0 { 0.0 } else { (x - x2).abs() };
        side * 2.0 + (y - y2).abs()
    }
}

impl Layout {
    pub fn new(rects: &[Rect], edges: &[(usize, usize)]) -> Self {
        let mut neighbours = vec![Vec::new(); rects.len()];
        let mut targets = vec![Vec::new(); rects.len()];
        for &(source, target) in edges {
            neighbours[source].push(target);
            neighbours[target].push(source);
            targets[source].push(target);
        }
        Self { rects: rects.to_vec(), neighbours, targets }
    }

    pub fn neighbours(&self, at: usize) -> &[usize] {
        &self.neighbours[at]
    }

    /// Nodes that an edge begins or ends at.
    pub fn connected(&self) -> HashSet<usize> {
        (0..self.rects.len()).filter(|at| !self.neighbours[*at].is_empty()).collect()
    }

    /// Sorts from top to bottom, then from left to right.
    pub fn by_place(&self, nodes: &mut [usize]) {
        nodes.sort_by(|a, b| {
            let (a, b) = (self.rects[*a], self.rects[*b]);
            a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
        });
    }

    /// The nodes of the main line in the order of its edges, beginning at the top.
    /// Nodes that no edge leads to come by place.
    pub fn walk(&self, is_main: &[bool]) -> Vec<usize> {
        let mut starts: Vec<usize> = (0..self.rects.len()).filter(|at| is_main[*at]).collect();
        self.by_place(&mut starts);
        let mut incoming = vec![0_usize; self.rects.len()];
        for &at in &starts {
            for &target in self.targets[at].iter().filter(|target| is_main[**target]) {
                incoming[target] += 1;
            }
        }
        let mut seen = vec![false; self.rects.len()];
        let mut order = Vec::with_capacity(starts.len());
        // Beginnings come first, so that a line is not entered in the middle.
        let beginnings = starts.iter().filter(|at| incoming[**at] == 0);
        for &start in beginnings.chain(&starts) {
            let mut waiting = vec![start];
            while let Some(at) = waiting.pop() {
                if std::mem::replace(&mut seen[at], true) {
                    continue;
                }
                order.push(at);
                let mut next: Vec<usize> = self.targets[at]
                    .iter()
                    .copied()
                    .filter(|target| is_main[*target] && !seen[*target])
                    .collect();
                self.by_place(&mut next);
                waiting.extend(next.into_iter().rev());
            }
        }
        order
    }

    /// For each of `loose`, the nearest node that has an owner: in the same box, or
    /// else anywhere.
    pub fn nearest(
        &self,
        loose: &[usize],
        is_owned: &[bool],
        boxes: &[usize],
    ) -> Vec<(usize, usize)> {
        let owned: Vec<usize> =
            (0..self.rects.len()).filter(|at| is_owned[*at]).take(MAX_COMPARED).collect();
        let boxes = &boxes[..boxes.len().min(MAX_COMPARED)];
        let loose = loose.iter().take(MAX_COMPARED);
        loose
            .filter_map(|&at| {
                let rect = self.rects[at];
                let around = boxes.iter().filter(|b| self.rects[**b].contains(rect.center()));
                let area = |b: &&usize| self.rects[**b].width * self.rects[**b].height;
                let around = around.min_by(|a, b| area(a).total_cmp(&area(b)));
                let nearest = |list: &mut dyn Iterator<Item = usize>| {
                    list.min_by(|a, b| {
                        let (a, b) = (self.rects[*a], self.rects[*b]);
                        rect.distance(a).total_cmp(&rect.distance(b))
                    })
                };
                let in_box = around.and_then(|b| {
                    // The edge of the topic may lead to the box itself.
                    let by_edge = self.neighbours[*b].iter().copied().find(|at| is_owned[*at]);
                    let inside = |at: &usize| self.rects[*b].contains(self.rects[*at].center());
                    by_edge.or_else(|| nearest(&mut owned.iter().copied().filter(inside)))
                });
                Some((at, in_box.or_else(|| nearest(&mut owned.iter().copied()))?))
            })
            .collect()
    }
}
