//! A node that serves one model as vLLM's V1 engine does, on virtual time: continuous batching,
//! chunked prefill, paged keys and values with a prefix cache, preemption by recomputing. What it
//! says is not modelled, only when.
//!
//! After `vllm/v1/core/sched/scheduler.py` and `vllm/v1/core/block_pool.py`: a step first serves
//! those that run (a token each, or what is left of their prompt, within the batch's budget of
//! tokens), and takes the last of them off when blocks run out; unless it had to, it then lets the
//! first of those that wait in. Full blocks are known by what they and all before them hold, and
//! are kept after use until their place is needed, the longest unused first.
//!
//! Left out: sampling, guided decoding, the tokenizer and HTTP, and that kernels have favourite
//! sizes. `dynamo-mocker` 1.6.1 models the same; it pins tokio to a version older than ours and
//! brings 340 crates, so it cannot live in this workspace.

#[path = "vllm/blocks.rs"] // the tests name this file by its path as well
mod blocks;

use std::collections::VecDeque;

pub use blocks::{BLOCK_TOKENS, BlockId, Blocks};

/// What a node can do. Times in nanoseconds.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    /// Sequences in a step (`--max-num-seqs`).
    pub seqs_max: usize,
    /// Tokens in a step (`--max-num-batched-tokens`).
    pub batch_tokens_max: u32,
    /// Blocks of 16 tokens that it has memory for.
    pub blocks: u32,
    /// A step, whatever is in it: the weights are read once.
    pub step_ns: u64,
    /// Each token of a prompt.
    pub prefill_ns: u64,
    /// Each sequence that gets a token.
    pub sequence_ns: u64,
    /// Each token that such a sequence looks back on: its keys and values are read.
    pub context_ns: u64,
}

impl Machine {
    /// A DGX Spark with Llama 3.1 8B in FP8, from LMSYS's published figures (October 2025, prompts
    /// of 2,048 tokens): 7,991 tokens/s of prompt, 20.5 tokens/s for one stream and 368 for 32. So
    /// a step takes 48.8 ms with one and 87 ms with 32: 47.5 ms and 1.23 ms each, of which reading
    /// 2,048 × 128 KiB of keys and values at 273 GB/s is 0.98 ms.
    pub const SPARK: Self = Self {
        seqs_max: 128,
        batch_tokens_max: 2_048,
        // 40 GB for keys and values; the rest of the memory is other models'.
        blocks: 19_000,
        step_ns: 47_500_000,
        prefill_ns: 125_000,
        sequence_ns: 250_000,
        context_ns: 480,
    };
}

/// What is asked of a node.
#[derive(Debug, Clone)]
pub struct Request {
    pub id: u64,
    /// The prompt's blocks, each named by all that it and those before it hold.
    pub prefix: std::sync::Arc<[u64]>,
    /// At least 1; the last block may be in part.
    pub prompt_tokens: u32,
    /// At least 1.
    pub answer_tokens: u32,
}

/// Something that a step brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    FirstToken { id: u64 },
    Ended { id: u64 },
}

/// What a node did so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub steps: u64,
    /// Tokens of prompts that were reckoned, and that were found in the cache.
    pub prefilled: u64,
    pub found: u64,
    pub answered: u64,
    pub preempted: u64,
}

#[derive(Debug)]
struct Sequence {
    request: Request,
    /// Tokens whose keys and values are there.
    done: u32,
    /// Tokens of the answer so far.
    said: u32,
    blocks: Vec<BlockId>,
    was_counted: bool,
}

impl Sequence {
    const fn tokens(&self) -> u32 {
        self.request.prompt_tokens + self.said
    }
}

/// The engine of one node.
#[derive(Debug)]
pub struct Engine {
    machine: Machine,
    waiting: VecDeque<Sequence>,
    running: Vec<Sequence>,
    /// Tokens of each running one in the step that goes on.
    planned: Vec<u32>,
    blocks: Blocks,
    pub totals: Totals,
}

impl Engine {
    pub fn new(machine: Machine) -> Self {
        Self {
            machine,
            waiting: VecDeque::new(),
            running: Vec::new(),
            planned: Vec::new(),
            blocks: Blocks::new(machine.blocks),
            totals: Totals::default(),
        }
    }

    /// Takes a request in; it must fit into the memory alone.
    pub fn add(&mut self, request: Request) {
        let tokens = request.prompt_tokens + request.answer_tokens;
        assert!(tokens.div_ceil(BLOCK_TOKENS) <= self.machine.blocks, "a request fits alone");
        let blocks = Vec::new();
        let sequence = Sequence { request, done: 0, said: 0, blocks, was_counted: false };
        self.waiting.push_back(sequence);
    }

    /// Whether there is nothing to do.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }

    /// Tokens that the step reckons which goes on.
    pub fn step_tokens(&self) -> u32 {
        self.planned.iter().sum()
    }

    /// Its memory.
    pub const fn memory(&self) -> &Blocks {
        &self.blocks
    }

    /// Plans the next step and says how long it takes; [`Engine::end`] ends it.
    pub fn begin(&mut self) -> u64 {
        let mut budget = self.machine.batch_tokens_max;
        self.planned.clear();
        let preempted = self.serve(&mut budget);
        if !preempted {
            self.admit(&mut budget);
        }
        self.totals.steps += 1;
        debug_assert!(self.step_tokens() <= self.machine.batch_tokens_max, "the budget holds");
        debug_assert!(self.memory().used().0 <= self.machine.blocks as usize, "memory holds");
        self.time()
    }

    fn serve(&mut self, budget: &mut u32) -> bool {
        let (mut at, mut preempted) = (0, false);
        while at < self.running.len() {
            let sequence = &mut self.running[at];
            let wanted = (sequence.tokens() - sequence.done).min(*budget);
            if self.blocks.extend(&mut sequence.blocks, sequence.done + wanted) {
                self.planned.push(wanted);
                *budget -= wanted;
                at += 1;
                continue;
            }
            // The latest gives its blocks back and begins anew; it may be this one.
            preempted = true;
            let mut last = self.running.pop().expect("one more than `at` run");
            self.blocks.free(&last.blocks);
            last.blocks.clear();
            last.done = 0;
            self.waiting.push_front(last);
            self.totals.preempted += 1;
        }
        preempted
    }

    fn admit(&mut self, budget: &mut u32) {
        while *budget > 0 && self.running.len() < self.machine.seqs_max {
            let Some(mut sequence) = self.waiting.pop_front() else { return };
            // The last token is reckoned in any case: the answer begins with it.
            let whole = (sequence.tokens() - 1) / BLOCK_TOKENS;
            let whole = sequence.request.prefix.len().min(whole as usize);
            let found = self.blocks.find(&sequence.request.prefix[..whole]);
            let kept = u32::try_from(found.len()).expect("few blocks") * BLOCK_TOKENS;
            let wanted = (sequence.tokens() - kept).min(*budget);
            sequence.blocks = found;
            if !self.blocks.extend(&mut sequence.blocks, kept + wanted) {
                self.blocks.free(&sequence.blocks);
                sequence.blocks.clear();
                self.waiting.push_front(sequence);
                return;
            }
            if !sequence.was_counted {
                sequence.was_counted = true;
                self.totals.found += u64::from(kept);
                self.totals.prefilled += u64::from(sequence.request.prompt_tokens - kept);
            }
            // As in V1, what this step will fill is known at once to those let in after.
            let filled = (kept / BLOCK_TOKENS) as usize..((kept + wanted) / BLOCK_TOKENS) as usize;
            self.blocks.name(&sequence.blocks, &sequence.request.prefix, filled);
            sequence.done = kept;
            *budget -= wanted;
            self.planned.push(wanted);
            self.running.push(sequence);
        }
    }

    fn time(&self) -> u64 {
        let Machine { step_ns, prefill_ns, sequence_ns, context_ns, .. } = self.machine;
        let each = self.running.iter().zip(&self.planned).map(|(sequence, wanted)| {
            // A last token of a prompt that is known otherwise costs as much as one of an answer.
            if *wanted == 1 {
                sequence_ns + context_ns * u64::from(sequence.done)
            } else {
                prefill_ns * u64::from(*wanted)
            }
        });
        step_ns + each.sum::<u64>()
    }

    /// Ends the step: tokens come, and answers end.
    pub fn end(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        let planned = std::mem::take(&mut self.planned);
        for (sequence, wanted) in self.running.iter_mut().zip(&planned) {
            let before = (sequence.done / BLOCK_TOKENS) as usize;
            sequence.done += wanted;
            let filled = before..(sequence.done / BLOCK_TOKENS) as usize;
            self.blocks.name(&sequence.blocks, &sequence.request.prefix, filled);
            if sequence.done < sequence.tokens() || *wanted == 0 {
                continue;
            }
            sequence.said += 1;
            let id = sequence.request.id;
            if sequence.said == 1 {
                events.push(Event::FirstToken { id });
            }
            if sequence.said == sequence.request.answer_tokens {
                self.totals.answered += u64::from(sequence.said);
                self.blocks.free(&sequence.blocks);
                events.push(Event::Ended { id });
            }
        }
        self.running.retain(|sequence| sequence.said < sequence.request.answer_tokens);
        events
    }

    /// The node dies: whatever it had is gone, and who was served is told.
    pub fn die(&mut self) -> Vec<u64> {
        let lost = self.running.drain(..).chain(self.waiting.drain(..));
        let lost = lost.map(|sequence| sequence.request.id).collect();
        self.blocks = Blocks::new(self.machine.blocks);
        self.planned.clear();
        lost
    }
}
