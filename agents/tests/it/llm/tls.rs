//! The fault that comes before the first word: a certificate that must not be believed.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};
use village_agents::llm::{Call, CallLimits, Class, Endpoint, Failure, Pool, Web, ask};

use super::{bank, chat, config, entitled, node};

/// A server with a certificate for this name that ends in this year; and its authority.
fn start(name: &str, last_year: i32) -> (String, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    leaf.not_before = date_time_ymd(2020, 1, 1);
    leaf.not_after = date_time_ymd(last_year, 1, 1);
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let ring = rustls::crypto::ring::default_provider();
    let tls = ServerConfig::builder_with_provider(ring.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let tls = Arc::new(tls);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut connection = ServerConnection::new(tls.clone()).unwrap();
            // Ends with the handshake, or with the client's alert; then the line is closed.
            drop(connection.complete_io(&mut stream));
        }
    });
    (url, authority.pem())
}

async fn failure(name: &str, last_year: i32, believed: bool) -> Failure {
    let (url, authority) = start(name, last_year);
    let authority = CertificateDer::from_pem_slice(authority.as_bytes()).unwrap();
    let web = Web::new(believed.then_some(authority)).unwrap();
    let node = node("tls", &url, "small", 1);
    let limits = CallLimits::from(&config(Vec::new()));
    let endpoint = Endpoint::new(&node, web, limits).unwrap();
    let call = Call::new(Arc::new(chat(1, Class::React, 5000)), "m".into());
    ask(&endpoint, &call).await.unwrap_err()
}

#[tokio::test]
async fn a_node_that_is_not_believed_gets_no_more_thoughts() {
    let (url, authority) = start("elsewhere.example", 2100);
    let mut config = config(vec![node("tls", &url, "small", 4)]);
    let roots = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(roots.path(), authority).unwrap();
    config.roots = Some(roots.path().to_owned());
    let pool = Pool::connect(config, bank().1).unwrap();
    let mut codes = Vec::new();
    for _ in 0..6 {
        let chat = chat(1, Class::React, 450);
        let unanswered = pool.think(chat, &entitled(&["small"])).await.unwrap_err();
        codes.push(unanswered.why.code());
    }
    assert_eq!(codes[..2], ["untrusted"; 2]);
    assert_eq!(codes[2..], ["nodes_down"; 4]);
}

#[tokio::test]
async fn certificates_that_ended_or_are_anothers_are_not_believed() {
    for (name, last_year, believed) in
        [("localhost", 2021, true), ("elsewhere.example", 2100, true), ("localhost", 2100, false)]
    {
        let failure = failure(name, last_year, believed).await;
        let untrusted = matches!(failure, Failure::Untrusted { .. });
        assert!(untrusted, "{name} until {last_year}: {failure:?}");
        assert!(failure.counts_for_breaker() && !failure.retry_is_safe());
    }
    // The same way with a good certificate fails only because nothing answers behind it.
    let failure = failure("localhost", 2100, true).await;
    assert!(!matches!(failure, Failure::Untrusted { .. }), "{failure:?}");
}
