//! Where the built site is: styles, scripts and WebAssembly.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use app::document::Files;

/// What `.ci/scripts/build-browser` leaves beside the files: a line `name: name with a hash` each, and their version.
const MANIFEST: &str = "browser.txt";

/// The built site's place, and how pages name its files.
#[derive(Debug, Clone, Default)]
pub struct Site {
    pub root: PathBuf,
    /// What pages name.
    pub files: Files,
}

impl Site {
    /// `LEPTOS_SITE_ROOT` says where it is; else it is looked for beside the program (as packaged), beside the program's folder (as
    /// it is built) and under the working folder. Without a manifest pages name files that are not there, and work without.
    #[must_use]
    pub fn find() -> Self {
        let root = root();
        let manifest = std::fs::read_to_string(root.join(MANIFEST)).unwrap_or_default();
        Self {
            files: files(&manifest),
            root,
        }
    }
}

fn files(manifest: &str) -> Files {
    let lines = manifest.lines().filter_map(|line| line.split_once(": "));
    let named: HashMap<&str, &str> = lines.collect();
    let address = |file| format!("/pkg/{}", named.get(file).unwrap_or(&file));
    Files {
        version: named
            .get("version")
            .map(|&version| version.to_owned())
            .unwrap_or_default(),
        styles: address("styles.css"),
        start: address("start.js"),
    }
}

fn root() -> PathBuf {
    if let Some(root) = std::env::var_os("LEPTOS_SITE_ROOT") {
        return root.into();
    }
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().unwrap_or(Path::new("."));
    let found = [folder.join("site"), folder.join("../site")]
        .into_iter()
        .find(|root| root.join("pkg").is_dir());
    found.unwrap_or_else(|| PathBuf::from("target/site"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_as_the_manifest_says() {
        let found = files("version: 0a1b\nstart.js: start.1234.js\nstyles.css: styles.5678.css\n");
        let expected = Files {
            version: "0a1b".to_owned(),
            styles: "/pkg/styles.5678.css".to_owned(),
            start: "/pkg/start.1234.js".to_owned(),
        };
        assert_eq!(found, expected);
        assert_eq!(files("").start, "/pkg/start.js");
    }
}
