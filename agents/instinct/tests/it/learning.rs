//! Learning from money: more of what was rewarded, less of what was penalised, and it says so.

use village_economy::Micro;
use village_instinct::Topic;
use village_sim::{Author, Feedback, Principal, Wish};

use crate::kit::{DAY_TICKS, Kit, command};

/// What the village made of how it was judged.
#[derive(Debug, Default)]
struct Shares {
    posts: usize,
    of_topic: usize,
    mentions: usize,
}

impl Shares {
    /// Share of the topic in hundredths.
    fn percent(&self) -> usize {
        self.of_topic * 100 / self.posts.max(1)
    }
}

/// Ten days of two villages in which every note on a topic is judged. Counted is what villagers
/// write after their first note on it, so after they were judged once; the same without judging.
fn judged(topic: Topic, judge: fn(Feedback) -> Option<Wish>) -> Shares {
    let mut shares = Shares::default();
    for seed in [7, 8] {
        live(seed, topic, judge, &mut shares);
    }
    shares
}

fn live(seed: u64, topic: Topic, judge: fn(Feedback) -> Option<Wish>, shares: &mut Shares) {
    let mut kit = Kit::new(seed);
    let mut commands = Vec::new();
    let mut judged = std::collections::BTreeSet::new();
    for _ in 0..10 * DAY_TICKS {
        let view = kit.tick(std::mem::take(&mut commands)).view;
        for post in &view.news.posts {
            let post = &view.thread(*post).unwrap().post;
            let Author::Agent(agent) = post.author else { panic!("only instinct writes here") };
            let hit = post.tags[0] == topic.tag();
            if judged.contains(&agent) {
                shares.posts += 1;
                shares.of_topic += usize::from(hit);
            }
            shares.mentions += usize::from(mentions(&post.body));
            if hit {
                judged.insert(agent);
                let (amount, reason) = (Micro::coins(5), "I like to read this".to_owned());
                let feedback =
                    Feedback { agent, amount, reason, post: post.id, reply: None, own: false };
                let wish = judge(feedback);
                let mara = Principal::Admin("mara".into());
                commands.extend(wish.map(|wish| command(mara, wish)));
            }
        }
        shares.mentions += view.news.said.iter().filter(|said| mentions(&said.text)).count();
    }
}

fn mentions(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("reward") || text.contains("penal")
}

#[test]
fn what_is_rewarded_is_written_more_and_what_is_penalised_less() {
    let topic = Topic::Sighting;
    let plain = judged(topic, |_| None);
    let more = judged(topic, |feedback| Some(Wish::Reward(feedback)));
    let less = judged(topic, |feedback| Some(Wish::Penalize(feedback)));
    let told = format!("without: {plain:?}, rewarded: {more:?}, penalised: {less:?}");
    println!("{told}");
    assert!(plain.posts >= 40 && plain.of_topic >= 4, "too few to compare. {told}");
    assert!(more.percent() >= plain.percent() + 15, "rewards raise the share. {told}");
    assert!(less.percent() * 2 <= plain.percent(), "penalties lower it. {told}");
    assert_eq!(plain.mentions, 0, "nobody speaks of rewards that were not given. {told}");
    assert!(more.mentions >= 5 && less.mentions >= 1, "it says so. {told}");
}
