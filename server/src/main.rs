//! The program `village-server`; everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Whatever speaks TLS in this process, such as the connection to Postgres, uses ring.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("village-server: TLS was set up twice");
        return ExitCode::from(2);
    }
    village_server::run()
}
