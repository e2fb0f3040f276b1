//! Influence is visible, from the click to the trace: somebody rewards a villager for one kind of
//! post on the post's page, and it has another balance, tier, model, leaning and rate, and does
//! something else; a penalty by the same page turns each of them back.

use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::chromium_hall::{open_all, send, sign_in, told};
use crate::house::House;
use crate::minds::{settings, until};
use crate::minds_influence::{note, paced, thoughts, use_up};
use crate::model::Model;
use crate::somebody::{Somebody, make_admin};

/// The tag of what is judged.
const KIND: &str = "pondering";

/// What the giver says for it.
const REASON: &str = "it stays with me";

/// Writes more of what it was rewarded for, and of something else when that cost it money. All
/// others stay where they are.
fn wonders(model: &str, system: &str, user: &str) -> Value {
    if !system.contains("You are Ada, id ada,") {
        let waits = json!([{ "do": "wait", "seconds": 60 }]);
        return json!({ "thought": "I stay.", "acts": waits, "plan": "" });
    }
    let (words, title, text, tag) = match learned(user) {
        0 => ("I wonder", "Where the wind sleeps", "All night I asked the pond.", KIND),
        1.. => ("They like my wondering", "Why bread rises", "The dough will not tell me.", KIND),
        ..=-1 => ("Enough of wondering", "Three jars of honey", "Come by before noon.", "goods"),
    };
    let says = json!({ "do": "say", "text": format!("{words}, by {model}.") });
    let posts = json!({ "do": "post", "title": title, "text": text, "tag": tag });
    json!({ "thought": "I write.", "acts": [says, posts], "plan": "write" })
}

/// How far a prompt says that its villager leans to such posts, -1000 to 1000; 0 where it does not.
fn learned(user: &str) -> i64 {
    let line = user.lines().find_map(|line| line.strip_prefix("Learned from rewards,"));
    let weight = line.and_then(|line| line.split_once("\"pondering\" ")).map(|(_, weight)| weight);
    weight.and_then(|weight| weight.trim_end_matches('.').parse().ok()).unwrap_or(0)
}

/// Judges a post on its page, as somebody at the keyboard would.
async fn judge(browser: &Browser, house: &House, post: u64, (button, amount): (&str, &str)) {
    browser.visit(house, &format!("/board/{post}")).await;
    open_all(browser).await;
    browser.value("window.confirm = () => true").await;
    let form = "form[data-api=\"/api/v1/economy/reward\"]";
    send(browser, form, &[("amount", amount), ("reason", REASON)], button).await;
}

/// What everybody sees of how the villager stands: its balance, its tier, the thoughts a minute and
/// the models that go with it, and what it leans to.
async fn standing(house: &House) -> Value {
    let ada = house.server.get("/api/v1/agents/ada").await;
    let allowed = &ada["entitlement"];
    let rate = &allowed["thoughts_per_minute"];
    json!([ada["balance"], ada["tier"], rate, allowed["models"], ada["leanings"]])
}

/// What [`standing`] is to be.
fn stands(balance: &str, tier: &str, rate: u32, models: &[&str], leaning: i64) -> Value {
    let leaning = json!([{ "topic": KIND, "weight": leaning }]);
    json!([balance, tier, rate, models, leaning])
}

/// The villager's answered thoughts after this one, the oldest first, without its looks back.
async fn after(house: &House, trace: &Value) -> Vec<Value> {
    let list = house.server.get("/api/v1/agents/ada/thoughts?state=answered&limit=100").await;
    let is_later =
        |one: &&Value| one["trace"].as_u64() > trace["trace"].as_u64() && one["class"] != "reflect";
    list["items"].as_array().unwrap().iter().rev().filter(is_later).cloned().collect()
}

/// The first thought after this one by a model whose prompt tells all of that, with its prompt.
async fn knows(house: &House, trace: &Value, model: &str, words: &[&str]) -> Value {
    until(house, async || {
        for one in after(house, trace).await.iter().filter(|one| one["model"] == *model) {
            let path = format!("/api/v1/agents/ada/thoughts/{}", one["trace"]);
            let ask = || house.server.ask(Method::GET, &path).bearer_auth(&house.ada);
            let whole = crate::kit::read(&path, ask).await;
            let now = whole["prompt"][1].as_str().unwrap_or_default();
            if words.iter().all(|words| now.contains(*words)) {
                return Some(whole);
            }
        }
        None
    })
    .await
}

/// What came of an act of a thought that has these words in it.
fn came<'a>(trace: &'a Value, words: &str) -> Option<&'a Value> {
    let acts = trace["acts"].as_array().unwrap();
    let has = |act: &&Value| act["act"].as_str().unwrap().contains(words);
    acts.iter().find(has).map(|act| &act["outcome"])
}

/// Tags of what the villager's model wrote, the oldest first.
async fn kinds(house: &House) -> Vec<Value> {
    let board = house.server.get("/api/v1/board/posts?limit=100").await;
    let own = |post: &&Value| post["author"]["id"] == "ada" && post["origin"] == "model";
    let posts = board["items"].as_array().unwrap().iter().rev().filter(own);
    posts.map(|post| post["tags"].clone()).collect()
}

/// Reads the page of a thought, which tells its words to an admin.
async fn see(browser: &Browser, house: &House, trace: &Value, words: &[&str]) {
    browser.visit(house, &format!("/agents/ada/thoughts/{}", trace["trace"])).await;
    let page = "document.querySelector('main').textContent";
    browser.until(&format!("{}.every((one) => {page}.includes(one))", json!(words))).await;
}

/// A village whose models cost nothing, with twelve thoughts a minute for `lantern` and sixty for
/// `hearth`, and the administrator `erik`, who signs in.
async fn village(file: &str) -> (House, Browser) {
    let more = ["--config", file, "--sign-up", "open"];
    let house = House::open_with_tiers(&more, |tiers| paced(&tiers));
    make_admin(house.data.path(), "erik");
    let browser = Browser::open(None).await;
    sign_in(&browser, &house, "erik", "/board").await;
    (house, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_in_chromium_makes_a_villager_think_better_and_a_penalty_takes_it_back() {
    let data = crate::kit::folder();
    let model = Model::start(&["wren", "owl", "eagle"], wonders).await;
    let (house, browser) = village(&settings(data.path(), &model)).await;
    let olga = Somebody::sign_up(&house.server, "olga", None).await;
    let posted = until(&house, async || note(&house, "wind").await).await;
    let post = posted["id"].as_u64().unwrap();
    let first = knows(&house, &Value::Null, "wren", &["tier lantern by balance"]).await;
    assert_eq!(came(&first, "I wonder, by wren."), Some(&json!("ok")), "{first}");
    use_up(&house, &olga).await;
    let poor = thoughts(&house, &olga).await;
    assert_eq!(standing(&house).await, json!(["10", "lantern", 12, ["small"], []]));
    assert_eq!(kinds(&house).await, [json!([KIND])]);

    judge(&browser, &house, post, ("Reward", "30")).await;
    told(&browser, "30 moved. Ada has 40 now").await;
    assert_eq!(
        standing(&house).await,
        stands("40", "hearth", 60, &["medium", "small"], 300),
        "one leans by 100 for the first aiDollar and by 50 for each doubling"
    );
    let paid = format!("you were paid 30 for post {post}, because: \"{REASON}\"");
    let leans = "Learned from rewards, -1000 to 1000: \"pondering\" 300.";
    let words = [&*paid, "tier hearth by balance", leans];
    let better = knows(&house, &first, "owl", &words).await;
    assert_eq!(came(&better, "They like my wondering, by owl."), Some(&json!("ok")), "{better}");
    see(&browser, &house, &better, &["owl", &paid, leans]).await;
    until(&house, async || note(&house, "bread").await).await;
    assert_eq!(kinds(&house).await, [json!([KIND]), json!([KIND])], "more of the same");
    let rich = thoughts(&house, &olga).await;
    let since = after(&house, &better).await;
    assert!(since.iter().all(|one| one["model"] == "owl"), "{since:?}");

    judge(&browser, &house, post, ("Penalise", "35")).await;
    told(&browser, "35 moved. Ada has 5 now").await;
    assert_eq!(standing(&house).await, stands("5", "lantern", 12, &["small"], -50));
    let lost = format!("you lost 35 for post {post}, because: \"{REASON}\"");
    let leans = "Learned from rewards, -1000 to 1000: \"pondering\" -50.";
    // Nobody writes to it meanwhile, so that this is the news of its next thought.
    let words = [&*lost, "tier lantern by balance", leans];
    let worse = knows(&house, &better, "wren", &words).await;
    assert_eq!(came(&worse, "Enough of wondering, by wren."), Some(&json!("ok")), "{worse}");
    see(&browser, &house, &worse, &["wren", &lost, leans]).await;
    until(&house, async || note(&house, "honey").await).await;
    let again = thoughts(&house, &olga).await;
    let since = after(&house, &worse).await;
    assert!(since.iter().all(|one| one["model"] == "wren"), "{since:?}");
    let turned = [json!([KIND]), json!([KIND]), json!(["goods"])];
    assert_eq!(kinds(&house).await, turned, "and no more of what it lost money for");
    eprintln!("thoughts in seven seconds: {poor}, rewarded {rich}, penalised {again}");
    assert!(rich >= 4 && rich > 2 * poor && rich > again, "{poor}, {rich}, {again}");
}
