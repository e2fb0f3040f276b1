//! Settings: one struct, filled from the file, then the environment, then the switches, and checked
//! once. What belongs to the game is in `assets/`, not here.

use std::collections::BTreeSet;
use std::io::Read;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;
use village_agents::llm::{ConfigFault, ModelsConfig};
use village_economy::Micro;
use village_sim::{AVATAR_IDLE_SECONDS, VILLAGERS_MAX};
use village_store::Place;

use crate::payments::paypal::{Environment, Rate};
use crate::payments::till::{BadTill, TillSettings};
use crate::people::oidc::ProviderSettings;

/// Ticks a second that are possible.
pub const TICK_HZ: std::ops::RangeInclusive<u32> = 5..=60;
/// Real seconds in a village day that are possible.
pub const DAY_SECONDS: std::ops::RangeInclusive<u32> = 60..=86_400;
/// Commands a tick that are possible.
pub const INTAKE_PER_TICK: std::ops::RangeInclusive<usize> = 1..=100_000;
/// Most that a villager can start with.
pub const STIPEND_MAX: Micro = Micro::coins(1_000_000);
/// Most open sockets that can be allowed.
pub const SOCKETS_MAX: usize = 100_000;
/// Most addresses of proxies.
const PROXIES_MAX: usize = 64;
/// Most log-in providers.
const PROVIDERS_MAX: usize = 8;
/// Largest settings file, in bytes.
const FILE_MAX: u64 = 64 * 1024;

/// Who may sign up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum SignUp {
    /// Nobody.
    #[default]
    Closed,
    /// Whoever has a link from a moderator or an administrator.
    Invitation,
    /// Everybody; without an invitation, all of them share one allowance.
    Open,
}

/// All settings, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Address and port to listen on; port 0 takes a free one. Default 127.0.0.1:8080.
    pub listen: SocketAddr,
    /// Where the database is. Default `./data/village.db`.
    pub place: Place,
    /// File to which signed checkpoints of the ledger are written. Default `checkpoints.jsonl` in
    /// the data folder.
    pub checkpoints: PathBuf,
    /// Folder of map, personas, items and so on. Default `./assets`, or the one that the program
    /// was built beside.
    pub assets: PathBuf,
    /// Folder of the browser's viewer. Default `viewer` in the data folder.
    pub viewer: PathBuf,
    /// Ticks a second. Kept from the founding on. Default 20.
    pub tick_hz: Option<u32>,
    /// Real seconds in a village day. Kept from the founding on. Default 1,440.
    pub day_seconds: Option<u32>,
    /// Seed of all chance. Kept from the founding on. Default: drawn when founding.
    pub seed: Option<u64>,
    /// Villagers wanted. Default: one for each persona file.
    pub agents: Option<usize>,
    /// What a villager starts with. Kept from the founding on. Default 10.
    pub stipend: Option<Micro>,
    /// Commands that one tick takes at most. Default 2,000.
    pub intake_per_tick: usize,
    /// Requests a minute of one address without a token. Default 600.
    pub visitor_requests_per_minute: u32,
    /// Requests a minute of one administrator's token. Default 6,000.
    pub admin_requests_per_minute: u32,
    /// Requests a minute of one person, by whatever session or token. Default 600.
    pub person_requests_per_minute: u32,
    /// Who may sign up. Default closed.
    pub sign_up: SignUp,
    /// With whom people can log in besides the village itself, each with the address to which it
    /// sends them back. Default: nobody.
    pub login: Vec<(ProviderSettings, String)>,
    /// Whose notices of payments are believed and what they are worth. Default: nobody's.
    pub till: Option<TillSettings>,
    /// Model servers by which villagers think. Default: looked for on this machine.
    pub models: ModelsConfig,
    /// Where to look for a model server instead, or a model's files or name on a hub; `none`:
    /// nowhere. Default: the usual ports.
    pub model_server: Option<String>,
    /// Which of its models to take. Default: its first.
    pub model: Option<String>,
    /// The sentence model by which memories are found: a folder, or a name on a hub. Default: by
    /// words they share.
    pub sentence_model: Option<String>,
    /// Threads of a model in this process. Default 0: as many as there are cores but one.
    pub model_threads: usize,
    /// Collector of OpenTelemetry to which thoughts are told, over OTLP/HTTP. Default: none.
    pub otlp_endpoint: Option<Url>,
    /// Days for which the traces of thoughts stay. Default 30.
    pub thoughts_keep_days: u32,
    /// Megabytes of traces that stay, the newest. Default 512.
    pub thoughts_keep_megabytes: u32,
    /// Open sockets, all together. Default 4,096.
    pub sockets: usize,
    /// Open sockets of one address. Default 64.
    pub sockets_per_address: usize,
    /// Seconds for which an avatar stays when its person's last link is gone. Default 60.
    pub avatar_linger_seconds: u32,
    /// Addresses whose `X-Forwarded-For` is believed. Default none.
    pub trusted_proxies: Vec<IpAddr>,
    /// What is logged. Default `info,sqlx=warn`.
    pub log: String,
    /// Whether the log is JSON, one object a line. Default false.
    pub log_json: bool,
}

/// Settings as one source gives them; what it leaves out is for the next source.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, clap::Args)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "VILLAGE_LISTEN", value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
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
    /// File to which signed checkpoints of the ledger are written; its key lies beside it, best on
    /// another disk than the database [default: checkpoints.jsonl in the data folder]
    #[arg(long, env = "VILLAGE_CHECKPOINTS", value_name = "FILE")]
    pub checkpoints: Option<PathBuf>,
    /// Folder of map, personas, items and so on [default: ./assets, or the one that this program
    /// was built beside]
    #[arg(long, env = "VILLAGE_ASSETS", value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// Folder of the browser's viewer that is shown at /play; `cargo village viewer` fills it
    /// [default: viewer in the data folder]
    #[arg(long, env = "VILLAGE_VIEWER", value_name = "DIR")]
    pub viewer: Option<PathBuf>,
    /// Ticks a second, 5 to 60; kept from the founding on [default: 20]
    #[arg(long, env = "VILLAGE_TICK_HZ", value_name = "N")]
    pub tick_hz: Option<u32>,
    /// Real seconds in a village day, 60 to 86400; kept from the founding on [default: 1440]
    #[arg(long, env = "VILLAGE_DAY_SECONDS", value_name = "N")]
    pub day_seconds: Option<u32>,
    /// Seed of all chance; kept from the founding on [default: drawn when founding]
    #[arg(long, env = "VILLAGE_SEED", value_name = "N")]
    pub seed: Option<u64>,
    /// Villagers wanted, 1 to 10000; more than there are move in [default: the persona files]
    #[arg(long, env = "VILLAGE_AGENTS", value_name = "N")]
    pub agents: Option<usize>,
    /// Money that a villager starts with; kept from the founding on [default: 10]
    #[arg(long, env = "VILLAGE_STIPEND", value_name = "AMOUNT")]
    pub stipend: Option<Micro>,
    /// Commands that one tick takes at most [default: 2000]
    #[arg(long, env = "VILLAGE_INTAKE_PER_TICK", value_name = "N")]
    pub intake_per_tick: Option<usize>,
    /// Requests a minute of one address without a token [default: 600]
    #[arg(long, env = "VILLAGE_VISITOR_REQUESTS_PER_MINUTE", value_name = "N")]
    pub visitor_requests_per_minute: Option<u32>,
    /// Requests a minute of one administrator's token [default: 6000]
    #[arg(long, env = "VILLAGE_ADMIN_REQUESTS_PER_MINUTE", value_name = "N")]
    pub admin_requests_per_minute: Option<u32>,
    /// Requests a minute of one person, by whatever session or token [default: 600]
    #[arg(long, env = "VILLAGE_PERSON_REQUESTS_PER_MINUTE", value_name = "N")]
    pub person_requests_per_minute: Option<u32>,
    /// Who may sign up [default: closed]
    #[arg(long, env = "VILLAGE_SIGN_UP", value_name = "WHO")]
    pub sign_up: Option<SignUp>,
    /// Address under which people know this village, with its scheme; log-in providers need it
    #[arg(long, env = "VILLAGE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Log-in providers; in the file only, as `[[login]]`
    #[arg(skip)]
    pub login: Option<Vec<ProviderSettings>>,
    /// Id of this village's webhook at PayPal; without it no payments are taken [default: none]
    #[arg(long, env = "VILLAGE_PAYPAL_WEBHOOK_ID", value_name = "ID")]
    pub paypal_webhook_id: Option<String>,
    /// The one currency that payments are taken in, such as EUR
    #[arg(long, env = "VILLAGE_PAYPAL_CURRENCY", value_name = "CURRENCY")]
    pub paypal_currency: Option<String>,
    /// aiDollars for one unit of that currency, such as 100
    #[arg(long, env = "VILLAGE_PAYPAL_RATE", value_name = "AMOUNT")]
    pub paypal_rate: Option<Rate>,
    /// Whether it is real money (live) or PayPal's play money (sandbox) [default: live]
    #[arg(long, env = "VILLAGE_PAYPAL_ENVIRONMENT", value_name = "WHICH")]
    pub paypal_environment: Option<Environment>,
    /// PEM file of the authorities trusted to say who PayPal is [default: those of browsers]
    #[arg(long, env = "VILLAGE_PAYPAL_ROOTS", value_name = "FILE")]
    pub paypal_roots: Option<PathBuf>,
    /// Folder with PayPal's certificates, where they must not be fetched [default: fetched]
    #[arg(long, env = "VILLAGE_PAYPAL_CERTIFICATES", value_name = "DIR")]
    pub paypal_certificates: Option<PathBuf>,
    /// Model servers by which villagers think; in the file only, as `[models]`
    #[arg(skip)]
    pub models: Option<ModelsConfig>,
    /// Address of the model server by which villagers think; to think with in this process, a
    /// model's folder or .gguf file, or its name on a hub (hf:OWNER/NAME[@REVISION][/FILE.gguf]);
    /// or none: instinct alone [default: looked for on the usual ports of this machine]
    #[arg(long, env = "VILLAGE_MODEL_SERVER", value_name = "URL")]
    pub model_server: Option<String>,
    /// Which of that server's models to take [default: its first]
    #[arg(long, env = "VILLAGE_MODEL", value_name = "NAME")]
    pub model: Option<String>,
    /// Folder of a BERT-class sentence model (config.json, tokenizer.json, model.safetensors) by
    /// which memories are found, or its name on a hub (hf:OWNER/NAME) [default: by the words that
    /// they share]
    #[arg(long, env = "VILLAGE_SENTENCE_MODEL", value_name = "DIR")]
    pub sentence_model: Option<String>,
    /// Threads of a model in this process [default: as many as there are cores but one]
    #[arg(long, env = "VILLAGE_MODEL_THREADS", value_name = "N")]
    pub model_threads: Option<usize>,
    /// Address of the collector of OpenTelemetry to which thoughts are told as spans, over
    /// OTLP/HTTP [default: none]
    #[arg(long, env = "VILLAGE_OTLP_ENDPOINT", value_name = "URL")]
    pub otlp_endpoint: Option<Url>,
    /// Days for which the traces of thoughts stay, 1 to 3650 [default: 30]
    #[arg(long, env = "VILLAGE_THOUGHTS_KEEP_DAYS", value_name = "N")]
    pub thoughts_keep_days: Option<u32>,
    /// Megabytes of traces that stay, the newest, 1 to 1000000 [default: 512]
    #[arg(long, env = "VILLAGE_THOUGHTS_KEEP_MEGABYTES", value_name = "N")]
    pub thoughts_keep_megabytes: Option<u32>,
    /// Open sockets, all together [default: 4096]
    #[arg(long, env = "VILLAGE_SOCKETS", value_name = "N")]
    pub sockets: Option<usize>,
    /// Open sockets of one address [default: 64]
    #[arg(long, env = "VILLAGE_SOCKETS_PER_ADDRESS", value_name = "N")]
    pub sockets_per_address: Option<usize>,
    /// Seconds for which an avatar stays when its person's last link is gone [default: 60]
    #[arg(long, env = "VILLAGE_AVATAR_LINGER_SECONDS", value_name = "N")]
    pub avatar_linger_seconds: Option<u32>,
    /// Addresses of proxies whose X-Forwarded-For is believed [default: none]
    #[arg(long, env = "VILLAGE_TRUSTED_PROXIES", value_name = "IP,IP", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// What is logged to stderr: error, warn, info, debug, or a filter [default: info,sqlx=warn]
    #[arg(long, env = "VILLAGE_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Log JSON, one object a line [default: false]
    #[arg(
        long, env = "VILLAGE_LOG_JSON", value_name = "BOOL", num_args = 0..=1,
        default_missing_value = "true"
    )]
    pub log_json: Option<bool>,
}

/// What is wrong with the settings: one line that says what, where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BadConfig {
    #[error("settings file {}: {source}; check the path after --config", .path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("settings file {} is larger than {FILE_MAX} bytes", .path.display())]
    FileTooLarge { path: PathBuf },
    #[error("settings file {}: {why}", .path.display())]
    Form { path: PathBuf, why: String },
    #[error("{name} must be {allowed}, not {found}")]
    Range { name: &'static str, allowed: String, found: String },
    #[error("login providers need public_url, such as https://village.example, and own names")]
    Login,
    #[error("paypal_webhook_id, paypal_currency and paypal_rate go together: give all or none")]
    HalfATill,
    #[error(transparent)]
    Till(#[from] BadTill),
    #[error("models: {0}")]
    Models(#[from] ConfigFault),
    #[error("database_url: {0}")]
    Place(#[from] village_store::PlaceForm),
}

impl Settings {
    /// The settings of a file.
    pub fn of_file(path: &Path) -> Result<Self, BadConfig> {
        let unread = |source| BadConfig::File { path: path.into(), source };
        let file = std::fs::File::open(path).map_err(unread)?;
        let mut text = String::new();
        let read = file.take(FILE_MAX + 1).read_to_string(&mut text).map_err(unread)?;
        if read as u64 > FILE_MAX {
            return Err(BadConfig::FileTooLarge { path: path.into() });
        }
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            let why = format!("line {line}: {}", error.message());
            BadConfig::Form { path: path.into(), why: why.replace('\n', " ") }
        })
    }

    /// These settings, and for what they leave out those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        macro_rules! each {
            ($($field:ident),+) => { Self { $($field: self.$field.or(other.$field)),+ } };
        }
        each!(
            listen,
            data,
            database_url,
            checkpoints,
            assets,
            viewer,
            tick_hz,
            day_seconds,
            seed,
            agents,
            stipend,
            intake_per_tick,
            visitor_requests_per_minute,
            admin_requests_per_minute,
            person_requests_per_minute,
            sign_up,
            public_url,
            login,
            paypal_webhook_id,
            paypal_currency,
            paypal_rate,
            paypal_environment,
            paypal_roots,
            paypal_certificates,
            models,
            model_server,
            model,
            sentence_model,
            model_threads,
            otlp_endpoint,
            thoughts_keep_days,
            thoughts_keep_megabytes,
            sockets,
            sockets_per_address,
            avatar_linger_seconds,
            trusted_proxies,
            log,
            log_json
        )
    }

    /// Whether the numbers are such as the village can do with.
    fn within_range(&self) -> Result<(), BadConfig> {
        range("tick_hz", self.tick_hz, &TICK_HZ)?;
        range("day_seconds", self.day_seconds, &DAY_SECONDS)?;
        range("agents", self.agents, &(1..=VILLAGERS_MAX))?;
        range("stipend", self.stipend, &(Micro::ZERO..=STIPEND_MAX))?;
        range("intake_per_tick", self.intake_per_tick, &INTAKE_PER_TICK)?;
        range("visitor_requests_per_minute", self.visitor_requests_per_minute, &(1..=1_000_000))?;
        range("admin_requests_per_minute", self.admin_requests_per_minute, &(1..=1_000_000))?;
        range("person_requests_per_minute", self.person_requests_per_minute, &(1..=1_000_000))?;
        range("sockets", self.sockets, &(0..=SOCKETS_MAX))?;
        range("sockets_per_address", self.sockets_per_address, &(0..=SOCKETS_MAX))?;
        range("thoughts_keep_days", self.thoughts_keep_days, &(1..=3_650))?;
        range("thoughts_keep_megabytes", self.thoughts_keep_megabytes, &(1..=1_000_000))?;
        range("avatar_linger_seconds", self.avatar_linger_seconds, &(0..=AVATAR_IDLE_SECONDS))
    }

    /// The checked settings, with defaults for what nobody set.
    pub fn check(self) -> Result<Config, BadConfig> {
        self.within_range()?;
        let proxies = self.trusted_proxies.unwrap_or_default();
        range("the number of trusted_proxies", Some(proxies.len()), &(0..=PROXIES_MAX))?;
        let login = self.login.unwrap_or_default();
        range("the number of login providers", Some(login.len()), &(0..=PROVIDERS_MAX))?;
        let login = with_way_back(login, self.public_url.as_deref())?;
        let needed = (self.paypal_webhook_id, self.paypal_currency, self.paypal_rate);
        let till = match needed {
            (None, None, None) => None,
            (Some(webhook_id), Some(currency), Some(rate)) => Some(TillSettings {
                webhook_id,
                currency,
                rate,
                environment: self.paypal_environment.unwrap_or_default(),
                roots: self.paypal_roots,
                certificates: self.paypal_certificates,
            }),
            _ => return Err(BadConfig::HalfATill),
        };
        till.as_ref().map(TillSettings::check).transpose()?;
        let models = self.models.unwrap_or_default();
        models.check()?;
        let data = self.data.unwrap_or_else(|| "data".into());
        let place = match &self.database_url {
            Some(url) => url.parse()?,
            None => Place::in_folder(&data),
        };
        Ok(Config {
            listen: self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            place,
            checkpoints: self.checkpoints.unwrap_or_else(|| data.join("checkpoints.jsonl")),
            assets: self.assets.unwrap_or_else(default_assets),
            viewer: self.viewer.unwrap_or_else(|| data.join("viewer")),
            tick_hz: self.tick_hz,
            day_seconds: self.day_seconds,
            seed: self.seed,
            agents: self.agents,
            stipend: self.stipend,
            intake_per_tick: self.intake_per_tick.unwrap_or(2_000),
            visitor_requests_per_minute: self.visitor_requests_per_minute.unwrap_or(600),
            admin_requests_per_minute: self.admin_requests_per_minute.unwrap_or(6_000),
            person_requests_per_minute: self.person_requests_per_minute.unwrap_or(600),
            sign_up: self.sign_up.unwrap_or_default(),
            login,
            till,
            models,
            model_server: self.model_server,
            model: self.model,
            sentence_model: self.sentence_model,
            model_threads: self.model_threads.unwrap_or(0),
            otlp_endpoint: self.otlp_endpoint,
            thoughts_keep_days: self.thoughts_keep_days.unwrap_or(30),
            thoughts_keep_megabytes: self.thoughts_keep_megabytes.unwrap_or(512),
            sockets: self.sockets.unwrap_or(4_096),
            sockets_per_address: self.sockets_per_address.unwrap_or(64),
            avatar_linger_seconds: self.avatar_linger_seconds.unwrap_or(60),
            trusted_proxies: proxies,
            log: self.log.unwrap_or_else(|| "info,sqlx=warn".into()),
            log_json: self.log_json.unwrap_or(false),
        })
    }
}

/// Providers with the addresses to which they send people back.
fn with_way_back(
    login: Vec<ProviderSettings>,
    public_url: Option<&str>,
) -> Result<Vec<(ProviderSettings, String)>, BadConfig> {
    let names: BTreeSet<&str> = login.iter().map(|provider| provider.name.as_str()).collect();
    if names.len() < login.len() {
        return Err(BadConfig::Login);
    }
    let back = |provider: ProviderSettings| {
        let base = public_url.ok_or(BadConfig::Login)?.trim_end_matches('/');
        let back = format!("{base}/login/{}/callback", provider.name);
        Ok((provider, back))
    };
    login.into_iter().map(back).collect()
}

fn range<T: PartialOrd + std::fmt::Display>(
    name: &'static str,
    found: Option<T>,
    allowed: &std::ops::RangeInclusive<T>,
) -> Result<(), BadConfig> {
    match found {
        Some(found) if !allowed.contains(&found) => {
            let allowed = format!("{} to {}", allowed.start(), allowed.end());
            Err(BadConfig::Range { name, allowed, found: found.to_string() })
        }
        _ => Ok(()),
    }
}

/// The assets beside the caller, or else beside the source that this program was built from.
fn default_assets() -> PathBuf {
    let here = PathBuf::from("assets");
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    if !here.join("map").is_dir() && built.join("map").is_dir() { built } else { here }
}

#[cfg(test)]
mod tests;
