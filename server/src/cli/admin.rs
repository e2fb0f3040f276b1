//! `admin`: administrators and their passwords.

use std::io::Read;
use std::path::Path;

use clap::Subcommand;
use village_sim::Role;
use village_store::{Credential, SignUp, Store, StoreError};

use super::block_on;
use super::place::{PlaceArgs, open};
use super::token::lives_here;
use crate::failure::Failure;
use crate::people::{name, password};
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
    let hopeless = |bad: String| Failure::hopeless(bad);
    name::check_form(&name).map_err(|bad| hopeless(bad.to_string()))?;
    let new = read_password()?;
    password::check(&new).map_err(|bad| hopeless(bad.to_string()))?;
    let phc = password::hash_now(&new).map_err(|bad| hopeless(bad.to_string()))?;
    let config = place.config()?;
    block_on(async {
        let store = open(&config.place).await?;
        let done = create(&store, &config.assets, &name, phc).await?;
        println!("{done}");
        store.close().await;
        Ok(())
    })
}

/// Makes an administrator, or gives whoever has the name another password and ends their sessions.
async fn create(store: &Store, assets: &Path, name: &str, phc: String) -> Result<String, Failure> {
    let now = wall_micros();
    let failed = |error: StoreError| Failure::of_store(store.place(), &error);
    if let Some(known) = store.credential(name).await.map_err(failed)? {
        let name = &known.name;
        store.set_password(name, &phc, now).await.map_err(failed)?;
        store.revoke_sessions(name, None, now).await.map_err(failed)?;
        return Ok(format!(
            "{name} has another password and is signed out everywhere; the role in the village \
             stays as it is"
        ));
    }
    name::check(name).map_err(|bad| Failure::hopeless(bad.to_string()))?;
    let slug = name.to_ascii_lowercase();
    // Whoever moves in at the next start has its name already.
    let moves_in = assets.join("personas").join(format!("{slug}.toml")).is_file();
    if moves_in || lives_here(store, &slug).await? {
        return Err(Failure::hopeless(format!(
            "{name} is an agent's name, and nobody could sign in by it: choose another"
        )));
    }
    let credential = Credential {
        name: name.to_owned(),
        phc: Some(phc),
        role: Role::Admin,
        vouched: true,
        subject: None,
        created_at: now,
        changed_at: now,
    };
    match store.sign_up(&credential, None).await.map_err(failed)? {
        SignUp::Done(_) => Ok(format!("{name} is an administrator: sign in at /login")),
        SignUp::Taken | SignUp::BadInvitation => {
            Err(Failure::hopeless(format!("{name} was taken this moment: try again")))
        }
    }
}

/// The first line of standard input.
fn read_password() -> Result<String, Failure> {
    let mut text = String::new();
    let most = password::PASSWORD_BYTES_MAX as u64 + 3;
    let read = std::io::stdin().take(most).read_to_string(&mut text);
    read.map_err(|error| Failure::hopeless(format!("the password cannot be read: {error}")))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
