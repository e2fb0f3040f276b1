//! Where the commands beside `serve` find the village's database.

use std::path::PathBuf;

use village_store::{Place, Role, Store};

use crate::config::{Config, Settings};
use crate::failure::Failure;

/// The switches that say where.
#[derive(clap::Args)]
pub struct PlaceArgs {
    /// Settings file of the village
    #[arg(long, env = "VILLAGE_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database [default: ./data]
    #[arg(long, env = "VILLAGE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A Postgres database instead of the embedded one
    #[arg(
        long,
        env = "VILLAGE_DATABASE_URL",
        value_name = "postgres://USER:PASSWORD@HOST/NAME",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
    /// Folder of map, personas, items and so on [default: ./assets, or the one that this program
    /// was built beside]
    #[arg(long, env = "VILLAGE_ASSETS", value_name = "DIR")]
    pub assets: Option<PathBuf>,
}

impl PlaceArgs {
    /// The village's settings.
    pub fn config(&self) -> Result<Config, Failure> {
        let flags = Settings {
            data: self.data.clone(),
            database_url: self.database_url.clone(),
            assets: self.assets.clone(),
            ..Settings::default()
        };
        // A switch for one kind of database outweighs a file that names the other.
        let mut file = match &self.config {
            Some(path) => Settings::of_file(path)?,
            None => Settings::default(),
        };
        if flags.data.is_some() && flags.database_url.is_none() {
            file.database_url = None;
        }
        Ok(flags.or(file).check()?)
    }

    /// The village's store. A folder without a village is an error: a tool founds none.
    pub async fn open(&self) -> Result<Store, Failure> {
        open(&self.config()?.place).await
    }
}

/// Opens the store of a village that is there.
pub async fn open(place: &Place) -> Result<Store, Failure> {
    if let Place::Sqlite(path) = place
        && !path.is_file()
    {
        return Err(Failure::hopeless(format!(
            "{} is not there: --data names the folder of a village that was started once",
            path.display()
        )));
    }
    let store = Store::open(place, Role::Tool).await;
    store.map_err(|error| Failure::of_store(place, &error))
}
