//! The commands of the program. Each works whether or not the village is running, but `serve`,
//! which is the village running, and `gateway`, which waits for one.

mod admin;
mod audit;
mod export;
mod gateway;
mod grant;
mod models;
mod place;
mod prove;
mod serve;
mod simulate;
mod token;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// A village whose people live by themselves, on one command.
#[derive(Parser)]
#[command(
    name = "village-server",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 well, 1 failed (another try may go well, or a proof failed), \
                  2 cannot go well as things are (the line says why), 70 broke off to keep what \
                  is kept.\n\n\
                  Examples:\n  \
                  village-server serve\n  \
                  village-server serve --listen 0.0.0.0:8080 --agents 100\n  \
                  village-server serve --database-url postgres://village@localhost/village\n  \
                  village-server token create --agent ada\n  \
                  village-server audit && village-server replay"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the village and its pages until SIGTERM or Ctrl-C
    Serve(Box<serve::Args>),
    /// Serve those who watch, away from the village
    Gateway(gateway::Args),
    /// Make administrators
    #[command(subcommand)]
    Admin(admin::Command),
    /// Make, list and revoke the tokens by which agents and administrators act
    #[command(subcommand)]
    Token(token::Command),
    /// Try the model servers by which villagers think
    #[command(subcommand)]
    Models(models::Command),
    /// Prove that the ledger and the board are whole; exit 1 names the first bad entry
    Audit(audit::Args),
    /// Live the journal again, compare every state hash; exit 1 names the first tick that differs
    Replay(prove::Args),
    /// On Postgres, give a role what it needs to run the village and nothing more
    Grant(grant::Args),
    /// Write everything as JSON lines
    Export(export::Args),
    /// Live some days without pages and without a database, as fast as it goes
    Simulate(simulate::Args),
}

/// Runs the program. The error goes to stderr as one line.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(args) => serve::run(*args),
        Command::Gateway(args) => gateway::run(args),
        Command::Admin(command) => admin::run(command),
        Command::Token(command) => token::run(command),
        Command::Models(command) => models::run(command),
        Command::Audit(args) => audit::run(&args),
        Command::Replay(args) => prove::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Grant(args) => grant::run(&args),
        Command::Simulate(args) => simulate::run(args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { code, line }) => {
            eprintln!("village-server: {line}");
            ExitCode::from(code)
        }
    }
}

/// A runtime for the commands that only ask or write a little.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::hopeless(format!("no runtime: {error}")))?;
    runtime.block_on(work)
}
