//! `admin`: administrators and their passwords.

use std::io::Read;

use clap::Subcommand;

use super::block_on;
use super::place::PlaceArgs;
use crate::admins;
use crate::failure::Failure;
use crate::ticker::wall_micros;

#[derive(Subcommand)]
pub enum Command {
    /// Make an administrator, or give one another password
    #[command(
        after_help = "The password has 12 to 256 characters and comes from standard input, for \
                      switches can be read by every user of a machine:\n  \
                      village-server admin create erik --password-stdin < password.txt"
    )]
    Create {
        /// 1 to 40 characters: letters, digits, - and _
        name: String,
        /// Read the password from standard input (its first line)
        #[arg(long, required = true)]
        password_stdin: bool,
        #[command(flatten)]
        place: PlaceArgs,
    },
}

pub fn run(command: Command) -> Result<(), Failure> {
    let Command::Create { name, place, .. } = command;
    let password = read_password()?;
    block_on(async {
        let store = place.open().await?;
        let made = admins::create(&store, &name, &password, wall_micros()).await;
        made.map_err(|error| Failure::hopeless(error.to_string()))?;
        println!(
            "{name} is an administrator; a token: village-server token create --admin --name {name}"
        );
        store.close().await;
        Ok(())
    })
}

/// The first line of standard input.
fn read_password() -> Result<String, Failure> {
    let mut text = String::new();
    let most = admins::PASSWORD_BYTES_MAX as u64 + 3;
    let read = std::io::stdin().take(most).read_to_string(&mut text);
    read.map_err(|error| Failure::hopeless(format!("the password cannot be read: {error}")))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
