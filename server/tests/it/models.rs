//! `village-server models test`, as whoever sets a village up runs it.

use crate::kit::{folder, run, run_well};
use crate::minds::{polite, settings};
use crate::model::Model;

#[tokio::test(flavor = "multi_thread")]
async fn model_servers_are_tried_and_what_does_not_answer_fails() {
    let model = Model::start(&["wren", "owl", "eagle"], polite).await;
    let data = folder();
    let tried = run_well(data.path(), &["models", "test", "--model-server", &model.base]);
    assert!(tried.contains("has wren") && tried.contains("wren answered in"), "{tried}");
    let config = settings(data.path(), &model);
    let of_file = run_well(data.path(), &["models", "test", "--config", &config]);
    for name in ["wren", "owl", "eagle"] {
        assert!(of_file.contains(&format!("{name} answered in")), "{of_file}");
    }
    // A switch outweighs the file, and what does not answer is an error that says what to do.
    let gone = ["models", "test", "--config", &config, "--model-server", "http://127.0.0.1:1"];
    let refused = run(data.path(), &gone);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(told.contains("no model server answers at http://127.0.0.1:1"), "{told}");
}

#[test]
fn a_prompt_that_cannot_be_read_is_an_error_and_not_another_prompt() {
    let assets = folder();
    crate::house::copy_assets(assets.path());
    std::fs::create_dir_all(assets.path().join("prompts/rules.jinja")).unwrap();
    let data = folder();
    let path = assets.path().to_str().unwrap();
    let refused = run(data.path(), &["serve", "--listen", "127.0.0.1:0", "--assets", path]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && told.contains("rules.jinja cannot be read"), "{told}");
}
