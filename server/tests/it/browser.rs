//! A real Chromium, driven by a test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::house::House;
use crate::kit::PATIENCE;

/// What Chromium needs to run as anybody, alone and without asking the network for anything.
const SWITCHES: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// Pages need no graphics card.
const PLAIN: &[&str] = &["--disable-gpu"];

/// WebGL by a graphics card that is a program.
const DRAWING: &[&str] =
    &["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--window-size=1280,800"];

/// No WebGL at all.
const BLIND: &[&str] = &["--disable-gpu", "--disable-3d-apis"];

/// A browser of a test's own.
pub struct Browser {
    driver: Child,
    /// Address of the driver.
    address: String,
    pub page: Client,
    _profile: TempDir,
}

impl Browser {
    /// A desktop's browser, or a phone's of so many pixels.
    pub async fn open(phone: Option<(u32, u32)>) -> Self {
        Self::open_as(phone, PLAIN, PATIENCE).await
    }

    /// As [`Self::open`], with WebGL. It draws slowly, so it is waited for longer.
    pub async fn open_to_draw(phone: Option<(u32, u32)>) -> Self {
        Self::open_as(phone, DRAWING, PATIENCE * 4).await
    }

    /// A desktop's browser without WebGL.
    pub async fn open_blind() -> Self {
        Self::open_as(None, BLIND, PATIENCE).await
    }

    async fn open_as(phone: Option<(u32, u32)>, more: &[&str], patience: Duration) -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: `cargo village test` does that");
        let told = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut ports = told.filter_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = ports.next().expect("the driver tells its port");
        let address = format!("http://127.0.0.1:{port}");
        let profile = tempfile::tempdir().unwrap();
        let mut switches: Vec<String> =
            SWITCHES.iter().chain(more).map(ToString::to_string).collect();
        switches.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": switches });
        if let Some((width, height)) = phone {
            // A ratio that is only pretended leaves a canvas' own pixels as they are.
            let ratio = if more == DRAWING { 1.0 } else { 2.0 };
            let metrics =
                json!({ "width": width, "height": height, "pixelRatio": ratio, "touch": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        let wanted = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wanted = wanted.as_object().unwrap().clone();
        let page = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&address)
            .await
            .expect("Chromium starts");
        let patience = TimeoutConfiguration::new(Some(patience), Some(patience), None);
        page.update_timeouts(patience).await.unwrap();
        Self { driver, address, page, _profile: profile }
    }

    pub async fn visit(&self, house: &House, path: &str) {
        self.page.goto(&format!("{}{path}", house.server.base)).await.unwrap();
    }

    /// The value of an expression in the page.
    pub async fn value(&self, expression: &str) -> Value {
        self.page.execute(&format!("return {expression};"), Vec::new()).await.unwrap()
    }

    /// What an asynchronous function body in the page comes to.
    pub async fn resolved(&self, body: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {body} }})().then(done, (error) => done('failed: ' + error));"
        );
        self.page.execute_async(&script, Vec::new()).await.unwrap()
    }

    /// Waits in the page until a condition holds.
    pub async fn until(&self, condition: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (function look() {{ \
               try {{ if ({condition}) return done(true); }} catch (error) {{}} \
               setTimeout(look, 50); \
             }})();"
        );
        let held = self.page.execute_async(&script, Vec::new()).await;
        held.unwrap_or_else(|error| panic!("never so: {condition}: {error}"));
    }

    /// Errors and warnings that the page wrote to its console since this was last asked.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.driven("se/log", &json!({ "type": "browser" })).await;
        let lines = log.as_array().expect("the driver keeps the console").clone();
        let bad = lines.into_iter().filter(|line| line["level"] != "INFO");
        bad.map(|line| line["message"].to_string()).collect()
    }

    /// What a command of Chromium's own `DevTools` protocol comes to.
    pub async fn tool(&self, command: &str, given: Value) -> Value {
        self.driven("goog/cdp/execute", &json!({ "cmd": command, "params": given })).await
    }

    async fn driven(&self, what: &str, given: &Value) -> Value {
        let session = self.page.session_id().await.unwrap().unwrap();
        let url = format!("{}/session/{session}/{what}", self.address);
        let asked = crate::kit::client().build().unwrap().post(url).json(given);
        let mut told: Value = asked.send().await.unwrap().json().await.unwrap();
        told["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser is a child of the driver and ends with it.
        let _ = Command::new("pkill").args(["-P", &self.driver.id().to_string()]).status();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
