//! Memory for keys and values, in blocks. A block is used by any number of sequences, or by none;
//! one that none uses is kept, and found again by its name, until its place is needed.
//!
//! Invariant: every block is either used or in line to be taken, never both, and no name is that
//! of two blocks.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Tokens of a block, as vLLM has it.
pub const BLOCK_TOKENS: u32 = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockId(u32);

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    users: u32,
    name: Option<u64>,
    /// Place in line while none uses it.
    since: u64,
}

/// The memory of a node.
#[derive(Debug)]
pub struct Blocks {
    all: Vec<Block>,
    /// Those that none uses, the longest unused first.
    free: BTreeMap<u64, BlockId>,
    by_name: HashMap<u64, BlockId>,
    last: u64,
}

impl Blocks {
    pub fn new(count: u32) -> Self {
        let mut blocks = Self {
            all: vec![Block::default(); count as usize],
            free: BTreeMap::new(),
            by_name: HashMap::new(),
            last: 0,
        };
        (0..count).for_each(|id| blocks.line_up(BlockId(id)));
        blocks
    }

    /// Blocks that somebody uses, and all.
    pub fn used(&self) -> (usize, usize) {
        (self.all.len() - self.free.len(), self.all.len())
    }

    /// Takes as many blocks as are known from the beginning of a prompt into use.
    pub fn find(&mut self, prefix: &[u64]) -> Vec<BlockId> {
        let known = prefix.iter().map_while(|name| self.by_name.get(name).copied());
        let known: Vec<BlockId> = known.collect();
        for id in &known {
            let block = &mut self.all[id.0 as usize];
            if block.users == 0 {
                self.free.remove(&block.since);
            }
            block.users += 1;
        }
        known
    }

    /// Gives a sequence the blocks that so many tokens need. False, and nothing is taken, when
    /// there are not enough.
    pub fn extend(&mut self, own: &mut Vec<BlockId>, tokens: u32) -> bool {
        let missing = (tokens.div_ceil(BLOCK_TOKENS) as usize).saturating_sub(own.len());
        if missing > self.free.len() {
            return false;
        }
        for _ in 0..missing {
            let (_, id) = self.free.pop_first().expect("there are enough");
            let block = &mut self.all[id.0 as usize];
            if let Some(name) = block.name.take() {
                self.by_name.remove(&name);
            }
            block.users = 1;
            own.push(id);
        }
        true
    }

    /// Makes these of a sequence's blocks known by what they hold, as far as it has names.
    pub fn name(&mut self, own: &[BlockId], prefix: &[u64], filled: Range<usize>) {
        for (id, name) in own.iter().zip(prefix).take(filled.end).skip(filled.start) {
            let block = &mut self.all[id.0 as usize];
            if block.name.is_none() && !self.by_name.contains_key(name) {
                block.name = Some(*name);
                self.by_name.insert(*name, *id);
            }
        }
    }

    /// A sequence lets its blocks go. The end of it is taken again first: beginnings are shared.
    pub fn free(&mut self, own: &[BlockId]) {
        for id in own.iter().rev() {
            let block = &mut self.all[id.0 as usize];
            block.users = block.users.checked_sub(1).expect("a block is let go once by each user");
            if block.users == 0 {
                self.line_up(*id);
            }
        }
    }

    fn line_up(&mut self, id: BlockId) {
        self.last += 1;
        self.all[id.0 as usize].since = self.last;
        self.free.insert(self.last, id);
    }
}
