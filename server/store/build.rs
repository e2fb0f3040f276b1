//! A migration that was added must reach the program without a clean build.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
