//! `gateway`: frames for those who watch, in a process away from the village.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::serve::{Signals, listen, log_to_stderr};
use crate::failure::Failure;
use crate::http::outpost::{self, Settings};
use crate::metrics;

/// Follows a village as one watcher and serves many, so that the village need not
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
                        village-server gateway --upstream http://127.0.0.1:8080 --listen \
                        0.0.0.0:8090\n  \
                        village-server gateway --upstream https://village.example\n\n\
                        A proxy sends /ws/frames to the gateways and all else to the village: \
                        docs/DEPLOYMENT.md.")]
pub struct Args {
    /// Address of the village
    #[arg(long, env = "VILLAGE_UPSTREAM", value_name = "URL", value_parser = upstream)]
    upstream: String,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "VILLAGE_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Open sockets, all together
    #[arg(long, env = "VILLAGE_SOCKETS", value_name = "N", default_value_t = 4_096)]
    sockets: usize,
    /// Open sockets of one address
    #[arg(long, env = "VILLAGE_SOCKETS_PER_ADDRESS", value_name = "N", default_value_t = 64)]
    sockets_per_address: usize,
    /// Addresses whose X-Forwarded-For is believed, with commas between
    #[arg(long, env = "VILLAGE_TRUSTED_PROXIES", value_name = "ADDRESSES", value_delimiter = ',')]
    trusted_proxies: Vec<IpAddr>,
    /// What is logged to stderr: error, warn, info, debug, or a filter
    #[arg(long, env = "VILLAGE_LOG", value_name = "FILTER", default_value = "info")]
    log: String,
}

/// The address of a village's frames.
fn upstream(text: &str) -> Result<String, String> {
    let bare = text.trim_end_matches('/');
    let (scheme, rest) = match bare.split_once("://") {
        Some(("http" | "ws", rest)) => ("ws", rest),
        Some(("https" | "wss", rest)) => ("wss", rest),
        _ => return Err("it must begin with http:// or https://".to_owned()),
    };
    if rest.is_empty() || rest.contains(|c: char| c.is_whitespace() || "/?#@".contains(c)) {
        return Err("it must be a host, and a port if need be, such as http://host:8080".to_owned());
    }
    Ok(format!("{scheme}://{rest}/ws/frames"))
}

pub fn run(args: Args) -> Result<(), Failure> {
    log_to_stderr(&args.log, false)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::hopeless(format!("no runtime: {error}")))?;
    let outcome = runtime.block_on(serve(args));
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome
}

async fn serve(args: Args) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let metrics = metrics::install().map_err(|error| Failure::hopeless(error.to_string()))?;
    let listener = listen(args.listen).await?;
    let address = listener.local_addr().map_err(|error| Failure::hopeless(error.to_string()))?;
    tokio::spawn(metrics::upkeep(metrics.clone()));
    println!("gateway ready at http://{address}");
    let settings = Settings {
        upstream: args.upstream,
        sockets: args.sockets,
        sockets_per_address: args.sockets_per_address,
        trusted_proxies: args.trusted_proxies,
    };
    let stop = async {
        let name = signals.next().await;
        tracing::info!(signal = name, "shutting down");
    };
    outpost::serve(listener, settings, metrics, stop).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::upstream;

    #[test]
    fn a_village_is_named_by_its_host() {
        for (text, url) in [
            ("http://127.0.0.1:8080", Some("ws://127.0.0.1:8080/ws/frames")),
            ("https://village.example/", Some("wss://village.example/ws/frames")),
            ("wss://village.example", Some("wss://village.example/ws/frames")),
            ("village.example", None),
            ("http://", None),
            ("http://a b", None),
            ("http://user@host", None),
            ("http://host/path", None),
            ("file:///etc", None),
        ] {
            assert_eq!(upstream(text).ok().as_deref(), url, "{text}");
        }
    }
}
