//! What prompts begin with, kept with its keys and values: a tree in which prompts part where
//! they differ.

use std::sync::Arc;

use super::kv::Segment;

/// Prompts part at multiples of so many tokens; less in common is computed again.
pub(super) const BLOCK: usize = 16;

/// Kept beginnings, of bounded size; what was used longest ago goes first.
pub(super) struct Prefixes {
    roots: Vec<Node>,
    bytes: usize,
    bytes_max: usize,
    clock: u64,
}

struct Node {
    segment: Arc<Segment>,
    used: u64,
    children: Vec<Node>,
}

/// Tokens that both begin with, by whole blocks.
fn common(a: &[u32], b: &[u32]) -> usize {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    same - same % BLOCK
}

impl Prefixes {
    /// Keeps at most so many bytes of keys and values; 0: nothing.
    pub(super) const fn new(bytes_max: usize) -> Self {
        Self { roots: Vec::new(), bytes: 0, bytes_max, clock: 0 }
    }

    /// Bytes of what is kept.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The longest kept beginning of these tokens, by segments. A segment that goes on
    /// differently is parted.
    pub(super) fn find(&mut self, tokens: &[u32]) -> candle_core::Result<Vec<Arc<Segment>>> {
        self.clock += 1;
        let (mut nodes, mut rest, mut found) = (&mut self.roots, tokens, Vec::new());
        loop {
            let alike = |node: &Node| common(&node.segment.tokens, rest);
            let Some((at, shared)) =
                nodes.iter().map(alike).enumerate().find(|(_, shared)| *shared > 0)
            else {
                return Ok(found);
            };
            if shared < nodes[at].segment.tokens.len() {
                nodes[at].part(shared)?;
            }
            let node = &mut nodes[at];
            node.used = self.clock;
            found.push(node.segment.clone());
            (nodes, rest) = (&mut node.children, &rest[shared..]);
        }
    }

    /// Keeps a segment that comes after the `found` ones, or gives it back where there is no room.
    /// It holds whole blocks and begins as no other segment in its place does.
    pub(super) fn keep(
        &mut self,
        found: &[Arc<Segment>],
        segment: Segment,
    ) -> Option<Arc<Segment>> {
        let bytes = segment.bytes();
        while self.bytes + bytes > self.bytes_max {
            self.bytes -= forget_oldest(&mut self.roots)?;
        }
        let mut nodes = &mut self.roots;
        for before in found {
            nodes = &mut nodes.iter_mut().find(|node| Arc::ptr_eq(&node.segment, before))?.children;
        }
        let segment = Arc::new(segment);
        nodes.push(Node { segment: segment.clone(), used: self.clock, children: Vec::new() });
        self.bytes += bytes;
        Some(segment)
    }
}

impl Node {
    /// Parts the segment. Voices that hold it whole go on holding it.
    fn part(&mut self, at: usize) -> candle_core::Result<()> {
        let (first, second) = self.segment.split(at)?;
        let children = std::mem::take(&mut self.children);
        let second = Self { segment: Arc::new(second), used: self.used, children };
        self.segment = Arc::new(first);
        self.children.push(second);
        Ok(())
    }

    /// Whether nothing comes after it and no voice holds it.
    fn is_loose(&self) -> bool {
        self.children.is_empty() && Arc::strong_count(&self.segment) == 1
    }
}

/// Forgets the end that was used longest ago and tells its bytes; none if all is in use.
fn forget_oldest(nodes: &mut Vec<Node>) -> Option<usize> {
    let oldest = oldest_loose(nodes)?;
    forget(nodes, oldest)
}

fn oldest_loose(nodes: &[Node]) -> Option<u64> {
    let own = nodes.iter().filter(|node| node.is_loose()).map(|node| node.used);
    own.chain(nodes.iter().filter_map(|node| oldest_loose(&node.children))).min()
}

fn forget(nodes: &mut Vec<Node>, used: u64) -> Option<usize> {
    if let Some(at) = nodes.iter().position(|node| node.is_loose() && node.used == used) {
        return Some(nodes.swap_remove(at).segment.bytes());
    }
    nodes.iter_mut().find_map(|node| forget(&mut node.children, used))
}
