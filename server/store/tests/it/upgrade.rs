//! What an older program left is taken over.

use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, PgConnection};
use village_economy::AccountId;
use village_sim::Role as Rank;
use village_store::{AuditFilter, Place, Role, Store, journal_from_jsonl};

use crate::ground::Ground;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

const ADMINS: &str = "insert into admin (name, phc, created_at) values
    ('erik', '$argon2id$2', 6), ('Erik', '$argon2id$1', 5), ('anna', '$argon2id$3', 7)";

/// The tables as the program of this version made them.
async fn make(ground: &Ground, version: i64) {
    match &ground.place {
        Place::Sqlite(path) => {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
            let mut connection = options.create_if_missing(true).connect().await.unwrap();
            SQLITE.run_direct(Some(version), &mut connection, false).await.unwrap();
            connection.close().await.unwrap();
        }
        Place::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            POSTGRES.run_direct(Some(version), &mut connection, false).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

async fn find_admins(store: &Store) {
    assert_eq!(store.admins_count().await.unwrap(), 2);
    // Of two names that read the same the older one stays.
    let erik = store.credential("erik").await.unwrap().unwrap();
    assert_eq!((erik.name.as_str(), erik.role, erik.vouched), ("Erik", Rank::Admin, true));
    assert_eq!((erik.phc.as_deref(), erik.created_at), (Some("$argon2id$1"), 5));
    assert!(store.credential("anna").await.unwrap().is_some());
}

pub async fn administrators_become_people(ground: &Ground) {
    make(ground, 1).await;
    ground.tamper(ADMINS).await.unwrap();
    let store = Store::open(&ground.place, Role::Serve).await.unwrap();
    find_admins(&store).await;
}

pub async fn an_export_of_the_first_tables_is_taken(ground: &Ground) {
    let text = concat!(
        r#"{"table":"village","tables":1}"#,
        "\n",
        r#"{"table":"meta","name":"name","value":"Ahlen"}"#,
        "\n",
        r#"{"table":"journal","tick":1,"at":5,"rules":1,"commands":"[]","hashes":"[]","#,
        r#""effects":"{}"}"#,
        "\n",
        r#"{"table":"post","id":1,"author":"agent:0","origin":"instinct","audience":"public","#,
        r#""title":"Swans","body":"Two.","tags":"[]","status":"open","tick":1,"at":5}"#,
        "\n",
        r#"{"table":"audit","id":65536,"tick":1,"at":5,"principal":"system","action":"found","#,
        r#""subject":"village","outcome":"ok"}"#,
        "\n",
        r#"{"table":"admin","name":"Erik","phc":"$argon2id$1","created_at":5}"#,
        "\n",
        r#"{"table":"admin","name":"erik","phc":"$argon2id$2","created_at":6}"#,
        "\n",
        r#"{"table":"admin","name":"anna","phc":"$argon2id$3","created_at":7}"#,
        "\n",
    );
    let store = ground.serve().await;
    assert_eq!(store.import(text.as_bytes()).await.unwrap(), 8);
    find_admins(&store).await;
    let page = store.posts(&village_store::PostFilter::default(), None, 10).await.unwrap();
    assert!(!page.items[0].pinned && !page.items[0].locked);
    let audit = store.audit_rows(&AuditFilter::default(), None, 10).await.unwrap();
    assert_eq!((audit.items[0].row.why.as_str(), audit.items[0].row.from.clone()), ("", None));
    assert_eq!(journal_from_jsonl(text.as_bytes()).map(Result::unwrap).count(), 1);
}

/// Transfers from before there was a trail are found along it.
pub async fn a_trail_is_laid_through_an_older_log(ground: &Ground) {
    make(ground, 3).await;
    let number = |agent| AccountId::Agent(agent).to_u64();
    let hash = |seq: usize| match (&ground.place, format!("{seq:064x}")) {
        (Place::Sqlite(_), digits) => format!("x'{digits}'"),
        (Place::Postgres(_), digits) => format!("decode('{digits}', 'hex')"),
    };
    let paid = [(1, 2), (2, 1), (3, 4), (1, 3), (2, 3)];
    for (seq, (debit, credit)) in (1..).zip(paid) {
        let (debit, credit, prev, hash) = (number(debit), number(credit), hash(seq - 1), hash(seq));
        let transfer = format!(
            "insert into transfer (seq, tick, at, debit, credit, amount, reason, source, note,
                prev, hash, debit_after, credit_after)
            values ({seq}, 1, 5, {debit}, {credit}, 7, 1, 'system', '', {prev}, {hash}, 0, 0)"
        );
        ground.tamper(&transfer).await.unwrap();
    }
    for agent in 1..=5 {
        let balance =
            format!("insert into balance (account, held, floor) values ({}, 0, 0)", number(agent));
        ground.tamper(&balance).await.unwrap();
    }
    let store = Store::open(&ground.place, Role::Serve).await.unwrap();
    for agent in 1..=5 {
        let own = (1..).zip(paid).filter(|(_, pair)| pair.0 == agent || pair.1 == agent);
        let mut own: Vec<u64> = own.map(|(seq, _)| seq).collect();
        own.reverse();
        let mut found = Vec::new();
        let mut cursor = None;
        while found.len() < paid.len() {
            let page = store.statement(AccountId::Agent(agent), cursor, 1).await.unwrap();
            found.extend(page.items.iter().map(|entry| entry.id.seq));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(found, own, "agent {agent}");
    }
    // The log stays closed.
    assert!(ground.tamper("update transfer set debit_before = 0").await.is_err());
}

/// Tables from before there were model minds.
pub async fn an_older_village_learns_to_keep_minds(ground: &Ground) {
    make(ground, 4).await;
    ground.tamper("insert into meta (name, value) values ('name', 'Ahlen')").await.unwrap();
    let store = Store::open(&ground.place, Role::Serve).await.unwrap();
    assert_eq!(store.last_trace().await.unwrap(), 0);
    crate::mind::furnish(&store).await;
    store.put_thoughts(&crate::thought::thoughts(1..=3)).await.unwrap();
    assert_eq!(store.last_trace().await.unwrap(), 3);
    assert_eq!(store.meta("name").await.unwrap().as_deref(), Some("Ahlen"));
}
