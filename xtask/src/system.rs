//! Programs of the system that the village's builds and tests call, and how to get them where
//! they are missing. Installed is only what is missing, it is named first, and a person at a
//! terminal is asked; the gate (`CI` set) and a call without a terminal are not. Only Debian and
//! Ubuntu are known; elsewhere the programs are named and nothing is touched.

use std::env;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::workspace::must_succeed;

/// Something that has to be on the machine.
#[derive(Debug, PartialEq, Eq)]
pub struct Need {
    /// What it is for, as a person reads it.
    pub what: &'static str,
    /// One of each group has to be found, by its name or by its whole path.
    pub programs: &'static [&'static [&'static str]],
    pub debian: &'static [&'static str],
    pub ubuntu: &'static [&'static str],
}

/// What a village on its embedded database needs: that database and the TLS library are C.
pub const TO_BUILD: &[Need] = &[Need {
    what: "a C compiler and linker",
    programs: &[&["cc", "gcc", "clang"]],
    debian: &["gcc", "libc6-dev"],
    ubuntu: &["gcc", "libc6-dev"],
}];

/// What the desktop client needs besides. Its libraries for windows are looked for when it starts,
/// so it is built without their headers.
pub const TO_PLAY: &[Need] = &[Need {
    what: "what a window of the desktop client is opened with",
    programs: &[&["pkg-config"]],
    debian: CLIENT,
    ubuntu: CLIENT,
}];

const CLIENT: &[&str] = &["pkg-config", "libxkbcommon-x11-0", "libvulkan1", "mesa-vulkan-drivers"];

/// What the tests call besides.
pub const TO_TEST: &[Need] = &[
    Need {
        what: "Chromium and its driver, for the page tests",
        programs: &[
            &["chromium", "chromium-browser", "google-chrome"],
            &["chromedriver", "chromium.chromedriver"],
        ],
        debian: &["chromium", "chromium-driver"],
        ubuntu: &["chromium-browser", "chromium-chromedriver"],
    },
    Need {
        what: "Postgres' programs, for clusters that the tests start and stop themselves",
        programs: &[&["initdb"], &["postgres"]],
        debian: &["postgresql"],
        ubuntu: &["postgresql"],
    },
    Need {
        what: "a screen that nobody sees, and a graphics card in software, for the client's tests",
        programs: &[&["Xvfb"], &["import"], &["xdotool"]],
        debian: SCREEN,
        ubuntu: SCREEN,
    },
    Need {
        what: "Python 3 and its installer, for the example clients in docs/",
        programs: &[&["python3"], &["pip3", "pip"]],
        debian: &["python3", "python3-pip"],
        ubuntu: &["python3", "python3-pip"],
    },
];

const SCREEN: &[&str] =
    &["xvfb", "xdotool", "libxkbcommon-x11-0", "libvulkan1", "mesa-vulkan-drivers", "imagemagick"];

/// Sees to it that everything in `needs` is there. `consent` answers the question beforehand.
pub fn ensure(needs: &[&Need], consent: bool) -> Result<()> {
    let missing = missing(needs, &search_path());
    if missing.is_empty() {
        eprintln!("nothing is missing");
        return Ok(());
    }
    for need in &missing {
        eprintln!("missing: {}", need.what);
    }
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let commands = installation(&missing, System::of(&release), Rights::ours())?;
    for words in &commands {
        eprintln!("will run: {}", words.join(" "));
    }
    let quiet = env::var_os("CI").is_some_and(|value| !value.is_empty());
    if !consent && !quiet && io::stdin().is_terminal() && !agreed()? {
        bail!("not installed; run the lines above yourself, then start again");
    }
    for words in &commands {
        let (program, args) = words.split_first().expect("a command has a program");
        let mut command = Command::new(program);
        must_succeed(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    match self::missing(needs, &search_path()).first() {
        None => Ok(()),
        Some(need) => bail!("still missing after the installation: {}", need.what),
    }
}

/// Whether everything that a need names is there.
pub fn is_met(need: &Need) -> bool {
    missing(&[need], &search_path()).is_empty()
}

/// Whether one program can be found, in `PATH` or where Postgres keeps its own.
pub fn has(program: &str) -> bool {
    is_in(program, &search_path())
}

/// Whether a client with sounds can be linked here: on Linux by ALSA, whose headers `pkg-config`
/// finds; elsewhere the system brings all that is needed.
pub fn has_sounds() -> bool {
    let asked = || Command::new("pkg-config").args(["--exists", "alsa"]).status();
    cfg!(not(target_os = "linux")) || asked().is_ok_and(|status| status.success())
}

fn agreed() -> Result<bool> {
    eprint!("install now? [Y/n] ");
    io::stderr().flush().context("asking")?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).context("reading the answer")?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes"))
}

/// The folders of `PATH`, those that a login shell may lack, and Debian's for Postgres.
fn search_path() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    folders.extend(["/usr/bin", "/usr/sbin", "/snap/bin"].map(PathBuf::from));
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    folders
}

fn is_in(program: &str, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| folder.join(program).is_file())
}

fn missing<'a>(needs: &[&'a Need], folders: &[PathBuf]) -> Vec<&'a Need> {
    let met = |need: &Need| {
        need.programs.iter().all(|any| any.iter().any(|program| is_in(program, folders)))
    };
    needs.iter().filter(|need| !met(need)).copied().collect()
}

/// The systems whose package names are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum System {
    Debian,
    Ubuntu,
    Other,
}

impl System {
    /// Reads the text of `/etc/os-release`. A child of Debian counts as Debian, of Ubuntu as
    /// Ubuntu.
    fn of(release: &str) -> Self {
        let words: Vec<&str> = release
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace())
            .collect();
        if words.contains(&"ubuntu") {
            Self::Ubuntu
        } else if words.contains(&"debian") {
            Self::Debian
        } else {
            Self::Other
        }
    }
}

/// What we may do on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rights {
    Root,
    Sudo,
    Neither,
}

impl Rights {
    fn ours() -> Self {
        // `id` rather than a system call: the crate has no unsafe code and no libc.
        let id = Command::new("id").arg("-u").output();
        if id.is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
            Self::Root
        } else if has("sudo") {
            Self::Sudo
        } else {
            Self::Neither
        }
    }
}

/// The commands that install `missing`, or an error that names what a person has to install.
fn installation(missing: &[&Need], system: System, rights: Rights) -> Result<Vec<Vec<String>>> {
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| if system == System::Ubuntu { need.ubuntu } else { need.debian })
        .copied()
        .collect();
    if system == System::Other {
        let programs: Vec<String> =
            missing.iter().flat_map(|need| need.programs).map(|any| any.join(" or ")).collect();
        bail!(
            "this system's package names are not known here; install what provides: {} (on Debian \
             the packages are: {})",
            programs.join(", "),
            packages.join(" ")
        );
    }
    let apt = |args: &[&str]| -> Result<Vec<String>> {
        let before: &[&str] = match rights {
            Rights::Root => &[],
            Rights::Sudo => &["sudo", "env", "DEBIAN_FRONTEND=noninteractive"],
            Rights::Neither => {
                bail!("installing needs root or sudo; ask for: {}", packages.join(" "))
            }
        };
        Ok([before, &["apt-get"], args].concat().into_iter().map(String::from).collect())
    };
    let install = [&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat();
    Ok(vec![apt(&["update", "-q"])?, apt(&install)?])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn touch(folder: &Path, program: &str) {
        fs::write(folder.join(program), "").expect("the temporary folder can be written");
    }

    #[test]
    fn a_need_is_met_when_one_program_of_each_group_is_found() {
        let folder = env::temp_dir().join(format!("xtask-system-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder can be made");
        let folders = [folder.clone()];
        let needs: Vec<&Need> = TO_TEST.iter().take(1).collect();
        assert_eq!(missing(&needs, &folders), needs);
        touch(&folder, "chromium-browser");
        assert_eq!(missing(&needs, &folders), needs, "the driver is missing still");
        touch(&folder, "chromedriver");
        assert!(missing(&needs, &folders).is_empty());
        fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
    }

    #[test]
    fn the_system_is_read_from_os_release() {
        assert_eq!(System::of("NAME=x\nID=debian\n"), System::Debian);
        assert_eq!(System::of("ID=ubuntu\nID_LIKE=debian\n"), System::Ubuntu);
        assert_eq!(System::of("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), System::Ubuntu);
        assert_eq!(System::of("ID=raspbian\nID_LIKE=debian\n"), System::Debian);
        assert_eq!(System::of("ID=fedora\n"), System::Other);
        assert_eq!(System::of(""), System::Other);
    }

    #[test]
    fn apt_is_called_with_the_packages_of_what_is_missing_only() {
        let commands = installation(&[&TO_BUILD[0]], System::Debian, Rights::Root).unwrap();
        assert_eq!(commands[0].join(" "), "apt-get update -q");
        let install = "apt-get install -y --no-install-recommends gcc libc6-dev";
        assert_eq!(commands[1].join(" "), install);
        let commands = installation(&[&TO_TEST[0]], System::Ubuntu, Rights::Sudo).unwrap();
        assert!(
            commands[1][0] == "sudo" && commands[1].ends_with(&["chromium-chromedriver".into()])
        );
    }

    #[test]
    fn where_nothing_can_be_installed_the_error_names_what_to_install() {
        let error = installation(&[&TO_TEST[0]], System::Other, Rights::Root).unwrap_err();
        assert!(error.to_string().contains("chromium or chromium-browser or google-chrome"));
        let error = installation(&[&TO_TEST[1]], System::Debian, Rights::Neither).unwrap_err();
        assert!(error.to_string().contains("ask for: postgresql"));
    }
}
