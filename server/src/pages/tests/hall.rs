//! The town hall's pages with hostile words in every place, and with nothing in any.

use maud::Markup;

use super::super::hall::*;
use super::super::model::Rank;
use super::{EVIL, entry as money, evil, giving, pair, scene, token};

pub fn pages() -> Vec<(&'static str, String)> {
    [
        ("overview", overview_page()),
        ("no overview", overview::overview(&overview::Overview::default())),
        ("ledger", ledger_page()),
        ("no ledger", ledger::ledger(&ledger::LedgerPage::default())),
        ("tiers", tiers_page()),
        ("no tiers", tiers::tiers(&tiers::TiersPage::default())),
        ("policy", policy::policy(&policy_page(Rank::Admin))),
        ("read policy", policy::policy(&policy_page(Rank::Visitor))),
        ("moderation", moderation_page()),
        ("no moderation", moderation::moderation(&moderation::ModerationPage::default())),
        ("all people", people_page()),
        ("no people", people::people(&people::PeoplePage::default())),
        ("all agents", agents_page()),
        ("no agents", agents::agents(&agents::AgentsPage::default())),
        ("minds", minds_page()),
        ("no minds", minds::minds(&minds::MindsPage::default())),
        ("payments", payments_page()),
        ("no payments", payments::payments(&payments::PaymentsPage::default())),
        ("audit", audit_page()),
        ("no audit", audit::audit(&audit::AuditPage::default())),
        ("account", account_page()),
        ("no account", account::account(&account::AccountPage::default())),
        ("login", login_page()),
        ("sign up", sign_up_page()),
    ]
    .map(|(name, page)| (name, page.into_string()))
    .into()
}

fn overview_page() -> Markup {
    let tally = || overview::Tally { name: evil(), count: 1, amount: evil() };
    let card = overview::Scorecard {
        gini: evil(),
        work: vec![tally()],
        rewards: vec![tally()],
        flows: vec![overview::Flow { at: 1, money_in: 2, money_out: 3, velocity: 4 }],
        step: evil(),
        ..overview::Scorecard::default()
    };
    overview::overview(&overview::Overview {
        scene: scene(Rank::Admin),
        card: Some(card),
        accounts: vec![pair()],
    })
}

fn ledger_page() -> Markup {
    let movement = ledger::Movement {
        debit: format!("agent:{EVIL}"),
        credit: evil(),
        reason: evil(),
        source: evil(),
        note: evil(),
        post_id: Some(7),
        hash: evil(),
        ..ledger::Movement::default()
    };
    ledger::ledger(&ledger::LedgerPage {
        scene: scene(Rank::Admin),
        query: ledger::LedgerQuery { account: evil(), ..ledger::LedgerQuery::default() },
        reasons: vec![evil()],
        movements: vec![movement],
        next_cursor: Some(evil()),
        later: true,
    })
}

fn tiers_page() -> Markup {
    let tier = tiers::TierRow {
        id: evil(),
        name: evil(),
        colour: evil(),
        price_per_hour: Some(evil()),
        models: vec![evil()],
        blurb: evil(),
        ..tiers::TierRow::default()
    };
    let epoch = tiers::PastEpoch { winners: vec![pair()], ..tiers::PastEpoch::default() };
    let auction = tiers::Auction {
        slots: 2,
        tier: evil(),
        reserve: evil(),
        past: vec![epoch],
        ..tiers::Auction::default()
    };
    tiers::tiers(&tiers::TiersPage {
        scene: scene(Rank::Admin),
        tiers: vec![tier],
        auction,
        own: vec![pair()],
    })
}

fn policy_page(rank: Rank) -> policy::PolicyPage {
    let setting =
        policy::Setting { path: evil(), label: evil(), value: policy::Value::Amount(evil()) };
    policy::PolicyPage {
        scene: scene(rank),
        groups: vec![policy::Group { name: evil(), settings: vec![setting] }],
        tiers: vec![policy::TierForm { id: evil(), name: evil(), ..policy::TierForm::default() }],
        is_amended: true,
    }
}

fn moderation_page() -> Markup {
    let dispute = moderation::Dispute {
        title: evil(),
        amount: evil(),
        agent: pair(),
        by: evil(),
        words: evil(),
        ..moderation::Dispute::default()
    };
    let line = moderation::ReportLine {
        by: evil(),
        reason: evil(),
        at: 1,
        reply: Some((3, evil())),
        words: evil(),
    };
    let reported = moderation::Reported {
        post_id: 7,
        title: evil(),
        author: evil(),
        words: evil(),
        lines: vec![line],
        all: 2,
    };
    moderation::moderation(&moderation::ModerationPage {
        scene: scene(Rank::Admin),
        reported: vec![reported],
        disputes: vec![dispute],
        posts: vec![moderation::OddPost {
            id: 7,
            title: evil(),
            author: evil(),
            how: vec![evil()],
        }],
        newcomers: vec![moderation::Newcomer { name: evil(), joined: 1 }],
        newcomers_all: 2,
        restrained: vec![moderation::Restrained {
            agent_id: evil(),
            name: evil(),
            how: vec![evil()],
        }],
    })
}

fn people_page() -> Markup {
    let person = people::PersonRow {
        name: evil(),
        role: evil(),
        conduct: evil(),
        may_discipline: true,
        ..people::PersonRow::default()
    };
    people::people(&people::PeoplePage {
        scene: scene(Rank::Admin),
        q: evil(),
        people: vec![person],
        next_cursor: Some(evil()),
        later: true,
        takes_invitations: true,
        invitations: vec![people::InvitationRow {
            id: evil(),
            role: evil(),
            is_vouched: true,
            by: evil(),
            created_at: evil(),
            expires_at: evil(),
        }],
        ..people::PeoplePage::default()
    })
}

fn agents_page() -> Markup {
    let agent = agents::AgentRow {
        agent_id: evil(),
        name: evil(),
        mind: evil(),
        how: vec![evil()],
        ..agents::AgentRow::default()
    };
    agents::agents(&agents::AgentsPage {
        scene: scene(Rank::Admin),
        agents: vec![agent],
        next: Some(evil()),
        landmarks: vec![pair()],
        ..agents::AgentsPage::default()
    })
}

fn minds_page() -> Markup {
    let node = minds::NodeRow {
        name: evil(),
        state: evil(),
        last_failure: Some(evil()),
        ..minds::NodeRow::default()
    };
    let spent = minds::SpentRow { spent: evil(), most: Some(evil()), by: EVIL };
    minds::minds(&minds::MindsPage {
        scene: scene(Rank::Admin),
        told: evil(),
        embedder: evil(),
        stopped: Some(true),
        nodes: vec![node],
        spent: vec![spent],
        is_free: true,
        ..minds::MindsPage::default()
    })
}

fn payments_page() -> Markup {
    let credit = payments::CreditRow {
        transaction_id: evil(),
        account: evil(),
        reversals: vec![pair()],
        ..payments::CreditRow::default()
    };
    payments::payments(&payments::PaymentsPage {
        scene: scene(Rank::Admin),
        credits: vec![credit],
        ..payments::PaymentsPage::default()
    })
}

fn audit_page() -> Markup {
    let row = audit::AuditRow {
        principal: evil(),
        action: evil(),
        subject: evil(),
        outcome: evil(),
        why: evil(),
        origin: evil(),
        ..audit::AuditRow::default()
    };
    audit::audit(&audit::AuditPage {
        scene: scene(Rank::Admin),
        query: audit::AuditQuery { action: evil(), ..audit::AuditQuery::default() },
        rows: vec![row],
        next_cursor: Some(evil()),
        later: true,
    })
}

fn account_page() -> Markup {
    let session = account::SessionRow {
        id: evil(),
        browser: evil(),
        address: evil(),
        last_seen: evil(),
        created_at: evil(),
        is_own: false,
    };
    account::account(&account::AccountPage {
        scene: scene(Rank::Admin),
        role: evil(),
        gifts: giving().gifts,
        statement: Some(vec![money()]),
        next_cursor: Some(evil()),
        sessions: vec![session.clone(), session],
        tokens: vec![token()],
        providers: vec![provider()],
        letters: vec![(evil(), evil(), 2)],
        ..account::AccountPage::default()
    })
}

fn provider() -> entry::Provider {
    entry::Provider { name: evil(), href: evil() }
}

fn login_page() -> Markup {
    entry::login(&entry::LoginPage {
        scene: scene(Rank::Visitor),
        then: evil(),
        doors: entry::Doors::Open,
        providers: vec![provider()],
    })
}

fn sign_up_page() -> Markup {
    entry::sign_up(&entry::SignUpPage {
        doors: entry::Doors::Invitation,
        invitation: evil(),
        providers: vec![provider()],
        ..entry::SignUpPage::default()
    })
}
