//! `cargo x deb`: the Debian package, by cargo-deb.
//!
//! What it is made of is said in the manifest of `app`; the tests here compare it with what the product knows.

use anyhow::{Result, bail};

use crate::{command, house};

/// Makes it, and says where it is.
pub(crate) fn run() -> Result<()> {
    let root = house::root();
    let mut asked = command::cargo(&root, "deb --version");
    asked.env("CARGO_TERM_COLOR", "never");
    if !command::succeeds(asked) {
        bail!("cargo-deb makes the package: cargo install --locked cargo-deb");
    }
    // The program that verifies a journal shares nothing with the product: it is built by itself, and packed beside it.
    command::attached(command::cargo(&root, "build --release --locked -p verify"))?;
    command::attached(command::cargo(&root, "deb -p app --locked"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::house;

    const UNIT: &str = "packaging/debian/pacte.service";
    const SETTINGS: &str = "packaging/debian/default";

    fn read(path: &str) -> String {
        fs::read_to_string(house::root().join(path)).expect(path)
    }

    /// The help of `pacte serve`, as the golden text keeps it.
    fn help() -> String {
        let help = read("docs/help.txt");
        let (_, serve) = help.split_once("-- pacte serve --").expect("its help");
        serve.split("\n-- pacte").next().unwrap_or(serve).to_owned()
    }

    fn options(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        let options = words.filter(|word| word.starts_with("--") && word.len() > 3);
        options.map(ToOwned::to_owned).collect()
    }

    #[test]
    fn both_programs_that_the_documents_promise_are_packed() {
        let manifest = read("crates/app/Cargo.toml");
        for program in ["target/release/pacte\"", "target/release/pacte-verify\""] {
            assert!(manifest.contains(program), "{program}");
        }
    }

    #[test]
    fn what_the_service_asks_for_is_known_to_the_command_line() {
        let help = help();
        for path in [UNIT, SETTINGS] {
            let found = options(&read(path));
            assert!(!found.is_empty(), "{path} gives no option");
            for option in found.iter().filter(|option| *option != "--help") {
                assert!(
                    help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")),
                    "{path}: {option}"
                );
            }
        }
        assert!(read(SETTINGS).contains("DATABASE_URL") && help.contains("DATABASE_URL"));
    }

    #[test]
    fn every_file_of_the_package_is_there() {
        let manifest = read("crates/app/Cargo.toml");
        let (_, package) = manifest
            .split_once("[package.metadata.deb]")
            .expect("the package is described");
        let room = house::root().join("crates/app");
        let named = package.split('"').filter(|word| word.starts_with("../../"));
        let missing: Vec<PathBuf> = named.map(|word| room.join(word)).filter(|path| !path.exists()).collect();
        assert!(missing.is_empty(), "{missing:?}");
        for script in ["postinst", "prerm", "postrm"] {
            let script = read(&format!("packaging/debian/{script}"));
            assert!(
                script.starts_with("#!/bin/sh\nset -e\n") && script.contains("#DEBHELPER#"),
                "{script}"
            );
        }
    }

    #[test]
    fn the_service_may_touch_its_data_and_nothing_else() {
        let unit = read(UNIT);
        let guards = [
            "User=pacte",
            "StateDirectory=pacte",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=\n",
            "MemoryDenyWriteExecute=yes",
            "SystemCallFilter=@system-service",
            "Restart=on-failure",
            "TimeoutStopSec=20s",
        ];
        for guard in guards {
            assert!(unit.contains(guard), "{guard}");
        }
        // What the settings suggest to write in is open to the service.
        let settings = read(SETTINGS);
        for (option, folder) in [("--backup-into ", "/srv/sauvegardes"), ("PACTE_FILES=\"", "/srv/documents")] {
            assert!(settings.contains(&format!("{option}{folder}")), "{option}");
            let open = unit.lines().find(|line| line.starts_with("ReadWritePaths="));
            assert!(open.is_some_and(|line| line.contains(&format!("-{folder}"))), "{folder}");
        }
    }

    #[test]
    fn removing_the_package_removes_no_data() {
        for script in ["prerm", "postrm"] {
            let script = read(&format!("packaging/debian/{script}"));
            let commands = script.lines().filter(|line| !line.trim_start().starts_with(['#', 'e']));
            for line in commands {
                assert!(!line.contains("rm ") && !line.contains("deluser"), "{line}");
            }
        }
    }
}
