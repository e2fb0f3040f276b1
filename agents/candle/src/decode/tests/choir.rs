//! Voices together.

use village_agents::llm::Finish;

use super::super::choir::{Bounds, Choir};
use super::{BOUNDS, alone, choir, packed_choir, prompt, request, said, sing};
use crate::kit;

const NOTHING_KEPT: Bounds = Bounds { kept_bytes_max: 0, ..BOUNDS };

/// Prompts that begin alike and end each in its own way and length.
fn prompts() -> Vec<Vec<u32>> {
    (0..6).map(|own| prompt(40, own, 50 + own * 9)).collect()
}

fn together(choir: &mut Choir, prompts: &[Vec<u32>], answer: u32) -> Vec<String> {
    let mut waiting: Vec<_> =
        prompts.iter().rev().map(|tokens| request(tokens.clone(), answer)).collect();
    let mut heard = Vec::new();
    while choir.voices() > 0 || !waiting.is_empty() {
        while choir.has_room() {
            let Some((request, notices)) = waiting.pop() else { break };
            choir.join(request);
            heard.push(notices);
        }
        choir.step();
    }
    heard.into_iter().map(|notices| said(notices).0).collect()
}

#[test]
fn together_everybody_says_what_it_says_alone() {
    for kind in kit::KINDS {
        let alone: Vec<String> = prompts()
            .into_iter()
            .map(|tokens| alone(choir(kind, NOTHING_KEPT), || request(tokens, 40)))
            .collect();
        assert!(alone.windows(2).any(|pair| pair[0] != pair[1]), "they say different things");
        for bounds in [BOUNDS, NOTHING_KEPT, Bounds { voices_max: 2, read_max: 5, ..BOUNDS }] {
            let mut choir = choir(kind, bounds);
            assert_eq!(together(&mut choir, &prompts(), 40), alone, "{kind} {bounds:?}");
            assert_eq!(choir.spared() > 0, bounds.kept_bytes_max > 0, "{kind}");
            // Once more, with all that was kept.
            assert_eq!(together(&mut choir, &prompts(), 40), alone, "{kind} {bounds:?}");
        }
    }
}

#[test]
fn a_packed_model_too_says_together_what_it_says_alone() {
    let alone: Vec<String> = prompts()
        .into_iter()
        .map(|tokens| alone(packed_choir("qwen3", NOTHING_KEPT), || request(tokens, 20)))
        .collect();
    assert_eq!(together(&mut packed_choir("qwen3", BOUNDS), &prompts(), 20), alone);
}

#[test]
fn a_joiner_changes_nobody() {
    let [first, second] = [prompt(0, 1, 30), prompt(0, 2, 70)];
    let before = alone(choir("qwen3", BOUNDS), || request(first.clone(), 60));
    let joined = alone(choir("qwen3", BOUNDS), || request(second.clone(), 20));
    for wait in [1, 9, 30] {
        let mut choir = choir("qwen3", BOUNDS);
        let (request_1, notices_1) = request(first.clone(), 60);
        let (request_2, notices_2) = request(second.clone(), 20);
        choir.join(request_1);
        (0..wait).for_each(|_| choir.step());
        choir.join(request_2);
        sing(&mut choir);
        assert_eq!((said(notices_1).0, said(notices_2).0), (before.clone(), joined.clone()));
    }
}

#[test]
fn chance_is_each_ones_own() {
    let ask = |seed: u64| {
        let (mut request, notices) = request(prompt(0, 4, 20), 30);
        (request.temperature, request.top_p, request.seed) = (1.5, 0.95, seed);
        (request, notices)
    };
    let one = alone(choir("llama", BOUNDS), || ask(1));
    assert_ne!(one, alone(choir("llama", BOUNDS), || ask(2)));
    let mut both = choir("llama", BOUNDS);
    let ((first, heard), (second, _deaf)) = (ask(1), ask(2));
    both.join(second);
    both.step();
    both.join(first);
    sing(&mut both);
    assert_eq!(said(heard).0, one);
}

#[test]
fn what_two_share_is_read_once() {
    let mut choir = choir("llama", BOUNDS);
    let answers = together(&mut choir, &[prompt(40, 1, 90), prompt(40, 2, 90)], 3);
    assert_eq!(answers.len(), 2);
    // 40 tokens are shared, in blocks of 16.
    assert_eq!(choir.spared(), 32);
    together(&mut choir, &[prompt(40, 1, 90)], 3);
    assert_eq!(choir.spared(), 32 + 80);
}

/// A machine that reads a prompt more slowly than its thoughts may take gets there all the same.
#[test]
fn what_a_lost_thought_has_read_is_kept() {
    let ask = || request(prompt(0, 1, 90), 5);
    let expected = alone(choir("llama", BOUNDS), ask);
    let mut choir = choir("llama", BOUNDS);
    for read in [0, 48, 80] {
        let (request, ear) = ask();
        let spared = choir.spared();
        choir.join(request);
        assert_eq!(choir.spared() - spared, read);
        choir.step();
        choir.step();
        drop(ear);
        choir.step();
        assert_eq!(choir.voices(), 0);
    }
    assert_eq!(alone(choir, ask), expected);
}

#[test]
fn what_is_kept_is_bounded_and_the_oldest_goes() {
    // Two matrices of 2 heads of 16 numbers in 2 layers: 512 bytes a token.
    let bounds = Bounds { kept_bytes_max: 512 * 160, ..BOUNDS };
    let mut choir = choir("llama", bounds);
    for own in 1..12 {
        together(&mut choir, &[prompt(0, own, 70)], 2);
        assert!(choir.kept_bytes() <= bounds.kept_bytes_max);
        assert!(choir.kept_bytes() >= 512 * 64, "the last one is kept");
    }
    let before = choir.spared();
    together(&mut choir, &[prompt(0, 11, 70)], 2);
    assert_eq!(choir.spared(), before + 64, "the last one is there");
    together(&mut choir, &[prompt(0, 1, 70)], 2);
    assert_eq!(choir.spared(), before + 64, "the first one is not");
}

#[test]
fn whoever_does_not_listen_is_not_computed() {
    let mut choir = choir("llama", NOTHING_KEPT);
    let ((gone, ear), (stays, notices)) =
        (request(prompt(0, 1, 60), 99), request(prompt(0, 2, 60), 9));
    choir.join(gone);
    choir.step();
    assert!(choir.own_bytes() > 0);
    drop(ear);
    choir.step();
    assert_eq!((choir.voices(), choir.own_bytes()), (0, 0));
    choir.join(stays);
    sing(&mut choir);
    assert_eq!(said(notices).2, 9);
    let (deaf, ear) = request(prompt(0, 1, 60), 99);
    drop(ear);
    choir.join(deaf);
    assert_eq!(choir.voices(), 0);
}

#[test]
fn an_answer_ends_with_its_tokens_its_places_or_a_word() {
    let mut choir = choir("llama", Bounds { places: 64, ..BOUNDS });
    let ask = |choir: &mut Choir, length, tokens_max, stops: &[&str]| {
        let (mut request, notices) = request(prompt(0, 5, length), tokens_max);
        request.stops = stops.iter().map(|stop| (*stop).to_owned()).collect();
        choir.join(request);
        sing(choir);
        said(notices)
    };
    let (text, finish, tokens) = ask(&mut choir, 30, 12, &[]);
    assert_eq!((finish, tokens, text.split(' ').count()), (Finish::Length, 12, 12));
    let (_, finish, tokens) = ask(&mut choir, 60, 12, &[]);
    assert_eq!((finish, tokens), (Finish::Length, 5), "a prompt of 60 and 4, and one after it");
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| *word == words[5]).unwrap();
    let (cut, finish, _) = ask(&mut choir, 30, 12, &[words[5]]);
    assert_eq!(finish, Finish::Stop);
    assert_eq!(cut.trim_end(), words[..at].join(" "));
}

#[test]
fn before_its_deadline_an_answer_is_cut_off_and_counts_as_far_as_it_came() {
    let mut choir = choir("llama", BOUNDS);
    let (whole, whole_notices) = request(prompt(0, 5, 30), 12);
    let (mut late, notices) = request(prompt(0, 5, 30), 12);
    late.until = Some(std::time::Instant::now());
    choir.join(late);
    sing(&mut choir);
    choir.join(whole);
    sing(&mut choir);
    let (text, finish, tokens) = said(notices);
    assert_eq!((finish, tokens), (Finish::Late, 1));
    assert!(said(whole_notices).0.starts_with(&text));
}
