//! Posts and replies that somebody reports, and what closes a report.

use village_sim::{
    Audience, Kept, Outcome, PersonId, PostChange, PostHead, PostId, Principal, Record, Refusal,
    ReplyId, Restraint, Role, Status, Thing, Thread, VillagerId, Wish,
};

use crate::kit::{Kit, command};
use crate::money::{admin, post};

const BY: fn(PersonId) -> Principal = Principal::Person;

fn report(post: PostId, reply: Option<ReplyId>) -> Wish {
    Wish::Report { post, reply, reason: "it sells medicine".into() }
}

fn dismiss(post: PostId) -> Wish {
    Wish::Dismiss { post, reason: "the herbs are real".into() }
}

fn take_down(post: PostId) -> Wish {
    let change = PostChange { status: Some(Status::Moderated), ..PostChange::default() };
    Wish::Moderate { post, change, reason: "advertising".into() }
}

fn reply(kit: &mut Kit, by: Principal, post: PostId) -> ReplyId {
    match kit.run(by, Wish::Reply { post, body: "Indeed.".into() }) {
        Outcome::Replied { reply } => reply,
        other => panic!("{other:?}"),
    }
}

fn unknown(what: Thing) -> Outcome {
    Outcome::Refused(Refusal::Unknown { what })
}

fn open(kit: &Kit) -> usize {
    kit.village.view().society.reports.len()
}

/// A village with a post of Ada's, and Anna and Mara who keep no secrets from each other.
fn ground() -> (Kit, VillagerId, PostId, PersonId, PersonId) {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let written = post(&mut kit, ada);
    let anna = kit.enrol("anna", Role::Member, true);
    let mara = kit.enrol("mara", Role::Moderator, true);
    (kit, ada, written, anna, mara)
}

#[test]
fn a_report_waits_once_and_is_dismissed_with_a_reason() {
    let (mut kit, ada, written, anna, mara) = ground();
    let answer = reply(&mut kit, BY(anna), written);
    let bruno = Principal::Agent(kit.who("bruno"));
    let filed = kit.tick(vec![command(BY(anna), report(written, None))]).record.unwrap();
    assert_eq!(filed.outcomes[0].1, Outcome::Reported { report: 1 });
    let row = &filed.audit[0];
    let told = (row.action.as_str(), row.subject.as_str(), row.why.as_str(), &row.outcome[..]);
    assert_eq!(told, ("report", "post:1", "it sells medicine", "ok"));
    let again = Outcome::Refused(Refusal::Reported);
    assert_eq!(kit.run(BY(anna), report(written, None)), again);
    // The post and a reply to it are two things; and so are two who report.
    let filed = kit.tick(vec![command(bruno.clone(), report(written, Some(answer)))]);
    assert_eq!(filed.record.unwrap().audit[0].subject, "post:1 reply:1");
    assert_eq!(kit.run(bruno, report(written, None)), Outcome::Reported { report: 3 });
    assert_eq!(kit.run(Principal::Agent(ada), dismiss(written)), {
        Outcome::Refused(Refusal::Forbidden)
    });
    let blank = Wish::Dismiss { post: written, reason: " ".into() };
    assert!(matches!(kit.run(BY(mara), blank), Outcome::Refused(Refusal::Text(_))));
    assert_eq!(open(&kit), 3);
    let done = kit.tick(vec![command(BY(mara), dismiss(written))]).record.unwrap();
    assert_eq!(done.outcomes[0].1, Outcome::Done);
    assert_eq!((&*done.audit[0].action, &*done.audit[0].why), ("dismiss", "the herbs are real"));
    assert_eq!(open(&kit), 0);
    assert_eq!(kit.run(BY(mara), dismiss(written)), unknown(Thing::Report));
    assert_eq!(kit.run(BY(anna), report(written, None)), Outcome::Reported { report: 4 });
}

#[test]
fn nobody_reports_what_it_may_not_read_its_own_words_or_what_is_gone() {
    let (mut kit, ada, written, anna, mara) = ground();
    let other = post(&mut kit, ada);
    let answer = reply(&mut kit, BY(anna), written);
    assert_eq!(kit.run(BY(anna), report(PostId(99), None)), unknown(Thing::Post));
    assert_eq!(kit.run(BY(anna), report(other, Some(answer))), unknown(Thing::Reply));
    assert_eq!(kit.run(BY(mara), report(written, Some(ReplyId(9)))), unknown(Thing::Reply));
    let own = Outcome::Refused(Refusal::OwnWords);
    assert_eq!(kit.run(Principal::Agent(ada), report(written, None)), own);
    assert_eq!(kit.run(BY(anna), report(written, Some(answer))), own);
    for reason in ["", "  ", "a\nb", &"x".repeat(501)] {
        let wish = Wish::Report { post: written, reply: None, reason: reason.into() };
        let outcome = kit.run(BY(anna), wish);
        assert!(matches!(outcome, Outcome::Refused(Refusal::Text(_))), "{reason:?} {outcome:?}");
    }
    let private = Wish::Post {
        title: "Between us".into(),
        body: "Psst.".into(),
        tags: Vec::new(),
        audience: Audience::Agents,
    };
    let Outcome::Posted { post: private } = kit.run(Principal::Agent(ada), private) else {
        panic!("agents write for agents")
    };
    assert_eq!(kit.run(BY(anna), report(private, None)), unknown(Thing::Post));
    assert_eq!(kit.run(BY(mara), report(private, None)), Outcome::Reported { report: 1 });
    kit.run(BY(mara), take_down(written));
    assert_eq!(kit.run(BY(anna), report(written, None)), unknown(Thing::Post));
    let gone = Outcome::Refused(Refusal::TakenDown);
    assert_eq!(kit.run(BY(mara), report(written, None)), gone);
    assert_eq!(kit.run(Principal::Agent(ada), report(written, Some(answer))), gone);
}

#[test]
fn whoever_may_not_write_reports_nothing() {
    let (mut kit, ada, _, anna, mara) = ground();
    let bruno = kit.who("bruno");
    let written = post(&mut kit, bruno);
    let measure = village_sim::Measure::Suspend { seconds: 60 };
    let reason = || "shouting".to_owned();
    kit.run(BY(mara), Wish::Discipline { person: anna, measure, reason: reason() });
    assert_eq!(kit.run(BY(anna), report(written, None)), Outcome::Refused(Refusal::Suspended));
    for measure in [Restraint::Quarantine, Restraint::Pause] {
        kit.run(admin(), Wish::Restrain { agent: ada, measure, reason: reason() });
        let outcome = kit.run(Principal::Agent(ada), report(written, None));
        assert!(matches!(outcome, Outcome::Refused(Refusal::Restrained { .. })), "{outcome:?}");
    }
    assert_eq!(open(&kit), 0);
}

#[test]
fn taking_a_post_down_closes_its_reports_and_no_others() {
    let (mut kit, ada, written, anna, mara) = ground();
    let other = post(&mut kit, ada);
    for post in [written, other] {
        kit.run(BY(anna), report(post, None));
        kit.run(BY(mara), report(post, None));
    }
    let lock = PostChange { locked: Some(true), ..PostChange::default() };
    kit.run(BY(mara), Wish::Moderate { post: written, change: lock, reason: "calm".into() });
    assert_eq!(open(&kit), 4);
    assert_eq!(kit.run(BY(mara), take_down(written)), Outcome::Done);
    let view = kit.village.view();
    assert!(view.society.reports.iter().all(|(_, report)| report.post == other));
    assert_eq!(open(&kit), 2);
}

#[test]
fn one_reporter_has_twenty_open_reports_at_most() {
    let (mut kit, ada, written, anna, mara) = ground();
    let posts: Vec<PostId> = (0..20).map(|_| post(&mut kit, ada)).collect();
    for post in &posts {
        assert!(matches!(kit.run(BY(anna), report(*post, None)), Outcome::Reported { .. }));
    }
    let limit = Refusal::TooMany { what: "open reports".into(), limit: 20 };
    assert_eq!(kit.run(BY(anna), report(written, None)), Outcome::Refused(limit));
    assert!(matches!(kit.run(BY(mara), report(written, None)), Outcome::Reported { .. }));
    kit.run(BY(mara), dismiss(posts[0]));
    assert!(matches!(kit.run(BY(anna), report(written, None)), Outcome::Reported { .. }));
}

/// So many readers report each of these posts.
fn crowd(kit: &mut Kit, readers: std::ops::Range<u32>, vouched: bool, posts: &[PostId]) {
    for number in readers {
        let reader = kit.enrol(&format!("reader{number}"), Role::Member, vouched);
        let all = posts.iter().map(|post| command(BY(reader), report(*post, None)));
        kit.tick(all.collect());
    }
}

#[test]
fn all_together_have_two_thousand_open_reports_at_most() {
    let (mut kit, ada, written, anna, mara) = ground();
    let posts: Vec<PostId> = (0..20).map(|_| post(&mut kit, ada)).collect();
    crowd(&mut kit, 0..20, false, &posts);
    assert_eq!(open(&kit), 200, "newcomers share a part");
    crowd(&mut kit, 20..110, true, &posts);
    assert_eq!(open(&kit), 2_000);
    let limit = Refusal::TooMany { what: "open reports".into(), limit: 2_000 };
    assert_eq!(kit.run(BY(anna), report(written, None)), Outcome::Refused(limit));
    kit.run(BY(mara), dismiss(posts[7]));
    assert!(matches!(kit.run(BY(anna), report(written, None)), Outcome::Reported { .. }));
}

#[test]
fn reports_outlive_a_restart() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), Principal::Agent(kit.who("bruno")));
    let wish = Wish::Post {
        title: "Ducks".into(),
        body: "Four.".into(),
        tags: Vec::new(),
        audience: Audience::Public,
    };
    let written = kit.tick(vec![command(Principal::Agent(ada), wish)]).record.unwrap();
    let id = written.posts[0].id;
    assert_eq!(kit.run(bruno.clone(), report(id, None)), Outcome::Reported { report: 1 });
    kit.restart(kept(&written));
    assert_eq!(open(&kit), 1);
    assert_eq!(kit.run(bruno.clone(), report(id, None)), Outcome::Refused(Refusal::Reported));
    assert_eq!(kit.run(admin(), dismiss(id)), Outcome::Done);
    assert_eq!(kit.run(bruno, report(id, None)), Outcome::Reported { report: 2 });
}

fn kept(record: &Record) -> Kept {
    let posts = record.posts.iter();
    Kept {
        heads: posts.clone().map(|post| (post.id, PostHead::from(post))).collect(),
        replies: Vec::new(),
        recent: posts.map(|post| Thread { post: post.clone(), replies: Vec::new() }).collect(),
    }
}
