//! A port for players over a village of paper.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, WebSocketUpgrade};
use axum::routing::get;
use bevy_app::App;
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio_tungstenite::{WebSocketStream, client_async};
use village_economy::Micro;
use village_gateway::play::{self, Desk, Play, Standing};
use village_protocol::link::{Purse, Session};
use village_protocol::play::{Denied, Errand, Farewell, Gift, Reply, Request, VERSION};
use village_sim::{Outcome, PersonId, PostId, Role, VillagerId};

use crate::far_end::Player;

/// Bytes that the kernel holds on each side, so that a reader who does not read shows soon.
const KERNEL_BYTES: u32 = 4 * 1024;

/// What the players' wishes come to.
pub struct Paper {
    /// Whether requests are answered, or wait.
    pub answers: watch::Sender<bool>,
    pub done: Mutex<BTreeMap<u128, u64>>,
    pub asked: AtomicU32,
    pub looked: AtomicU32,
    sent_away: Mutex<BTreeMap<u32, Farewell>>,
}

impl Paper {
    /// Nobody of this number may play any more.
    pub fn send_away(&self, person: u32) {
        let why = "your session is over: sign in again".to_owned();
        let farewell = Farewell { version: VERSION, may_return: false, why };
        self.sent_away.lock().unwrap().insert(person, farewell);
    }
}

struct Counter {
    paper: Arc<Paper>,
    person: u32,
}

impl Desk for Counter {
    async fn ask(&self, request: Request) -> Reply {
        self.paper.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.paper.answers.subscribe();
        answers.wait_for(|answers| *answers).await.unwrap();
        let number = request.number;
        let came = match request.errand {
            Errand::Reward(_) => {
                let mut done = self.paper.done.lock().unwrap();
                let next = done.len() as u64;
                Ok(paid(*done.entry(request.key).or_insert(next)))
            }
            // As long as an answer can be, so that who does not read shows soon.
            _ => Err(Denied {
                code: "no_avatars".to_owned(),
                detail: "x".repeat(8_000),
                is_passing: false,
            }),
        };
        Reply { number, came }
    }

    async fn standing(&self) -> Result<Standing, Farewell> {
        self.paper.looked.fetch_add(1, Ordering::SeqCst);
        if let Some(farewell) = self.paper.sent_away.lock().unwrap().get(&self.person) {
            return Err(farewell.clone());
        }
        let spent = i32::try_from(self.paper.done.lock().unwrap().len()).unwrap();
        let session = Session {
            person: PersonId(self.person),
            name: format!("person {}", self.person),
            role: Role::Member,
            is_free: true,
        };
        let left = Some(Micro::coins(20 - spent));
        let purse = Purse { balance: Micro::coins(3), allowance_left: left };
        Ok(Standing { session, purse, avatar: None })
    }
}

pub fn paid(transfer: u64) -> Outcome {
    Outcome::Paid {
        transfer,
        amount: Micro::coins(1),
        balance: Micro::coins(11),
        tier: "frugal".to_owned(),
        left: Some(Micro::coins(19)),
        undo_until: None,
    }
}

/// A port of players. Must be made in a runtime.
pub struct Port {
    pub paper: Arc<Paper>,
    pub play: Arc<Play>,
    pub stopping: watch::Sender<bool>,
    pub address: SocketAddr,
}

impl Port {
    pub fn open() -> Self {
        Self::with(|_| ())
    }

    /// `more` is done to each world that is begun.
    pub fn with(more: impl Fn(&mut App) + Send + 'static) -> Self {
        let paper = Arc::new(Paper {
            answers: watch::Sender::new(true),
            done: Mutex::default(),
            asked: AtomicU32::new(0),
            looked: AtomicU32::new(0),
            sent_away: Mutex::default(),
        });
        let play = Arc::new(Play::with(more).unwrap());
        let stopping = watch::Sender::new(false);
        let address = serve(&play, &paper, &stopping);
        Self { paper, play, stopping, address }
    }

    /// A bare socket of somebody, which says nothing by itself.
    pub async fn socket(&self, path: &str) -> WebSocketStream<TcpStream> {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(KERNEL_BYTES).unwrap();
        let stream = socket.connect(self.address).await.unwrap();
        client_async(format!("ws://{}/{path}", self.address), stream).await.unwrap().0
    }

    /// A client that plays as somebody, and knows who it is.
    pub async fn join(&self, person: u32) -> Player {
        Player::join(self.socket(&format!("play/{person}")).await).await
    }
}

fn serve(play: &Arc<Play>, paper: &Arc<Paper>, stopping: &watch::Sender<bool>) -> SocketAddr {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_send_buffer_size(KERNEL_BYTES).unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(64).unwrap();
    let address = listener.local_addr().unwrap();
    let (play, paper, stopping) = (play.clone(), paper.clone(), stopping.clone());
    let upgrade = move |Path(person): Path<u32>, upgrade: WebSocketUpgrade| {
        let (play, paper, stopping) = (play.clone(), paper.clone(), stopping.subscribe());
        async move {
            play::limited(upgrade).on_upgrade(move |socket| async move {
                play.carry(socket, Counter { paper, person }, stopping).await;
            })
        }
    };
    let stranger = |upgrade: WebSocketUpgrade| async move { upgrade.on_upgrade(play::turn_away) };
    let router =
        Router::new().route("/play/{person}", get(upgrade)).route("/stranger", get(stranger));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

pub fn reward() -> Errand {
    Errand::Reward(Gift {
        agent: VillagerId(1),
        amount: Micro::coins(1),
        reason: "warm bread".to_owned(),
        post: PostId(1),
        reply: None,
        own: false,
    })
}
