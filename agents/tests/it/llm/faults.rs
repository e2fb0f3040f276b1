//! What model servers do wrong, one test each. Whatever it is: every thought ends by its deadline
//! with a named failure or an answer that can be used, the node gets no more than five calls
//! before its breaker opens, it is taken back when it is well, nothing is paid beyond the caps or
//! left held, and villagers on another node notice nothing. What becomes of a village meanwhile, of
//! its ticks and of its memory, is seen in `server/tests/it/minds_faults.rs`.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;
use village_agents::llm::{
    Answer, BreakerState, Class, Counted, Finish, NodeConfig, Pool, Unanswered,
};
use village_economy::Micro;
use village_sim::VillagerId;

use super::stub::{Play, Stub};
use super::{bank, chat, config, entitled, node, pass};

/// Of each thought; the class's deadline is the same.
const DEADLINE_MS: u64 = 450;
/// What a busy machine may add.
const SLACK: Duration = Duration::from_millis(300);
/// Thoughts while the fault lasts.
const THOUGHTS: u32 = 6;
/// Bytes that a fault may bring the server to send, with what the kernel holds.
const WRITTEN_MAX: u64 = 5 * (1 << 20) + (16 << 20);

/// What becomes of thoughts.
enum Ends {
    /// All fail by one of these codes, until the breaker is open.
    Fails(&'static [&'static str]),
    /// All are answered with this text; the breaker stays closed.
    Answers(&'static str),
}

/// The fault comes and goes at least once, and for as many seconds as `VILLAGE_FAULT_SECONDS` asks.
async fn suffers(play: Play, ends: Ends) {
    let (bad, good) = (Stub::start(play).await, Stub::start(Play::Good).await);
    let nodes = vec![node("bad", &bad.url, "bad", 4), node("good", &good.url, "good", 4)];
    let seconds = std::env::var("VILLAGE_FAULT_SECONDS").map_or(0, |text| text.parse().unwrap());
    let until = Instant::now() + Duration::from_secs(seconds);
    loop {
        comes_and_goes(&bad, (play, &ends), nodes.clone(), until).await;
        if Instant::now() >= until {
            break;
        }
    }
}

/// The fault comes and goes until then, or until money is short: for longer trials the purses and
/// the day's cap are too small, and they begin again with others.
async fn comes_and_goes(
    bad: &Stub,
    (play, ends): (Play, &Ends),
    nodes: Vec<NodeConfig>,
    until: Instant,
) {
    let (purse, bank) = bank();
    let pool = Pool::connect(config(nodes), bank).unwrap();
    loop {
        bad.play(play);
        round(&pool, bad, ends).await;
        bad.play(Play::Good);
        recovers(&pool).await;
        if Instant::now() >= until || pool.standing().spent.village_today > Micro::coins(4) {
            break;
        }
    }
    let standing = pool.standing();
    assert_eq!((standing.held, purse.open()), (Micro::ZERO, 0), "nothing stays held");
    assert!(standing.spent.village_today <= Micro::coins(5), "within the cap");
    let left = [1, 2].map(|villager| purse.balance(VillagerId(villager)).get());
    let paid = 2 * Micro::coins(10).get() - left.iter().sum::<i64>();
    assert_eq!(paid, standing.spent.village_today.get(), "what is counted is what was paid");
}

async fn round(pool: &Pool, bad: &Stub, ends: &Ends) {
    let (calls, written) = (bad.calls(), bad.written());
    let others = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let began = Instant::now();
            think(pool, 2, "good").await.unwrap();
            slowest = slowest.max(began.elapsed());
            pass(Duration::from_millis(5)).await;
        }
        slowest
    };
    let (codes, slowest) = tokio::join!(endure(pool, ends), others);
    let (calls, written) = (bad.calls() - calls, bad.written() - written);
    assert!(slowest < Duration::from_millis(DEADLINE_MS), "others waited {slowest:?}");
    assert!(calls >= 1, "the fault did happen");
    assert!(written <= WRITTEN_MAX, "{written} bytes");
    if let Ends::Fails(known) = ends {
        let before_open = codes.iter().take_while(|code| *code != "nodes_down").count();
        assert!(codes[..before_open].iter().all(|code| known.contains(&&**code)), "{codes:?}");
        assert!((1..=5).contains(&before_open), "{codes:?}");
        assert_eq!(pool.standing().nodes[0].breaker, BreakerState::Open, "{codes:?}");
        assert!(calls <= 5, "{calls} calls");
        let last = pool.standing().records[0].last_failure.clone().unwrap();
        assert!(known.contains(&last.code()), "{last:?}");
    }
}

async fn think(pool: &Pool, villager: u32, model: &str) -> Result<Answer, Unanswered> {
    let chat = chat(villager, Class::React, DEADLINE_MS);
    pool.think(chat, &entitled(&[model])).await
}

/// Thinks through the fault; tells the codes of failures.
async fn endure(pool: &Pool, ends: &Ends) -> Vec<String> {
    let mut codes = Vec::new();
    for _ in 0..THOUGHTS {
        let began = Instant::now();
        let outcome = think(pool, 1, "bad").await;
        let took = began.elapsed();
        assert!(took < Duration::from_millis(DEADLINE_MS) + SLACK, "took {took:?}: {outcome:?}");
        match (outcome, ends) {
            (Ok(answer), Ends::Answers(text)) => assert_eq!(answer.text, *text),
            (Err(unanswered), Ends::Fails(_)) => codes.push(unanswered.why.code().to_owned()),
            (outcome, _) => panic!("{outcome:?}"),
        }
        if codes.last().is_some_and(|code| code == "nodes_down") {
            break;
        }
    }
    codes
}

/// The node is well again: it is tried and taken back.
async fn recovers(pool: &Pool) {
    let began = Instant::now();
    while let Err(unanswered) = think(pool, 1, "bad").await {
        assert!(began.elapsed() < Duration::from_secs(3), "{unanswered:?}");
        pass(Duration::from_millis(10)).await;
    }
    assert_eq!(pool.standing().nodes[0].breaker, BreakerState::Closed);
}

macro_rules! faults {
    ($($name:ident: $play:ident => $ends:ident($what:expr);)*) => {
        $(#[tokio::test]
        async fn $name() {
            suffers(Play::$play, Ends::$ends($what)).await;
        })*
    };
}

faults! {
    a_server_that_never_answers: NeverAnswers => Fails(&["silent"]);
    an_answer_after_the_deadline: AnswersAfterTheDeadline => Fails(&["late"]);
    an_answer_that_does_not_end: TalksOn => Fails(&["late"]);
    one_byte_at_a_time: OneByteAtATime => Fails(&["silent"]);
    a_stall_mid_stream: StallsMidStream => Fails(&["stalled"]);
    a_stall_behind_comments: StallsBehindComments => Fails(&["stalled"]);
    an_endless_stream: EndlessStream => Fails(&["too_large", "late"]);
    endless_comments: EndlessComments => Fails(&["too_large", "silent"]);
    endless_headers: EndlessHeaders => Fails(&["cut_short"]);
    a_reset_at_some_byte: ResetAtSomeByte => Fails(&["cut_short"]);
    too_many_requests_with_an_absurd_retry_after: TooManyRequests => Fails(&["busy"]);
    storms_of_server_errors: ServerErrors => Fails(&["broken", "busy"]);
    html_with_a_good_status: Html => Fails(&["not_a_model"]);
    invalid_utf8: InvalidUtf8 => Answers("a\u{fffd}\u{fffd}b");
    nul_and_lone_surrogates: NulAndLoneSurrogates => Answers("a\0\u{fffd}b\u{fffd}");
    truncated_json: TruncatedJson => Fails(&["cut_short"]);
    json_nested_a_million_deep: DeepJson => Fails(&["malformed"]);
    duplicate_keys: DuplicateKeys => Answers("{\"acts\":[]}");
    a_number_that_is_none: NotANumber => Fails(&["malformed"]);
    an_unknown_tool: UnknownTool => Fails(&["empty"]);
    a_hundred_thousand_tool_calls: ManyToolCalls => Fails(&["malformed", "too_large"]);
    content_of_the_wrong_type: WrongTypes => Fails(&["empty"]);
    paths_and_shell_words_are_only_words: PathsAndShellWords =>
        Answers("../../etc/passwd; rm -rf / $(reboot) `id` |");
    another_calls_answer: AnotherCallsAnswer => Fails(&["mixed"]);
    a_wrong_content_type: WrongContentType => Fails(&["not_a_model"]);
    a_gzip_bomb: GzipBomb => Fails(&["not_a_model"]);
    counts_that_lie: CountsThatLie => Answers("{\"acts\":[]}");
}

#[tokio::test]
async fn counts_that_lie_are_replaced_by_an_estimate() {
    let stub = Stub::start(Play::CountsThatLie).await;
    let pool = Pool::connect(config(vec![node("a", &stub.url, "small", 2)]), bank().1).unwrap();
    let lied = think(&pool, 1, "small").await.unwrap();
    stub.play(Play::Good);
    let told = think(&pool, 1, "small").await.unwrap();
    assert_eq!((lied.usage.counted, told.usage.counted), (Counted::Estimated, Counted::Measured));
    assert_eq!((told.usage.prompt_tokens, told.usage.answer_tokens), (20, 5));
    assert_eq!(told.cost, Micro::new(35), "20 at 1 and 5 at 3 micro-aiDollars");
}

/// Eight at once, more than would open the breaker. They are given two seconds: an answer is cut a
/// quarter of a second before its deadline then, and a machine that stands still for a moment does
/// not look like a node that does.
#[tokio::test]
async fn what_was_told_by_the_deadline_counts_where_it_serves() {
    const GIVEN: Duration = Duration::from_secs(2);
    let stub = Stub::start(Play::TalksOn).await;
    let (purse, bank) = bank();
    let mut config = config(vec![node("slow", &stub.url, "small", 8)]);
    config.deadlines.react_ms = 2_000;
    (config.first_byte_ms, config.stall_ms) = (1_000, 1_000);
    let pool = Pool::connect(config, bank).unwrap();
    let thinks = async |villager| {
        let mut chat = chat(villager, Class::React, 2_000);
        chat.serves_cut = Some(|told| told.starts_with("{\"acts\":[]}"));
        pool.think(chat, &entitled(&["small"])).await.unwrap()
    };
    for answer in join_all((0..8).map(thinks)).await {
        assert_eq!((answer.text.trim_end(), answer.finish), ("{\"acts\":[]}", Finish::Late));
        assert!(answer.total < GIVEN, "{:?}", answer.total);
        assert_eq!(answer.usage.counted, Counted::Estimated);
        assert!(answer.cost.is_positive());
    }
    let standing = pool.standing();
    assert_eq!(standing.nodes[0].breaker, BreakerState::Closed);
    assert_eq!((standing.held, purse.open()), (Micro::ZERO, 0));
}

/// A node that goes up and down each second is used while it is up, and again when it is back; its
/// villagers are answered by the other one while it is down.
#[tokio::test]
async fn a_flapping_server() {
    let (flapping, good) = (Stub::start(Play::Flapping).await, Stub::start(Play::Good).await);
    let nodes =
        vec![node("flapping", &flapping.url, "small", 4), node("steady", &good.url, "small", 4)];
    let (purse, bank) = bank();
    let mut config = config(nodes);
    config.pause_ms = 10;
    config.pause_max_ms = 20;
    let pool = Pool::connect(config, bank).unwrap();
    let (mut answered, mut failed, mut is_back) = (0, 0, false);
    let began = Instant::now();
    while flapping.calls() < 12 || answered < 40 || !is_back {
        assert!(began.elapsed() < Duration::from_secs(5), "{answered} answered, {failed} failed");
        for villager in 0..4 {
            match think(&pool, villager, "small").await {
                Ok(answer) => {
                    answered += 1;
                    is_back |= failed > 0 && &*answer.node == "flapping";
                }
                Err(unanswered) => {
                    assert_eq!(unanswered.why.code(), "cut_short");
                    failed += 1;
                }
            }
        }
        pass(Duration::from_millis(5)).await;
    }
    assert!(failed <= flapping.calls(), "no failure but the flapping node's");
    assert_eq!((pool.standing().held, purse.open()), (Micro::ZERO, 0));
}
