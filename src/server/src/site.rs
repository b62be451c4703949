//! Where the built site is: styles, scripts and WebAssembly.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use app::document::Files;

/// What `.ci/scripts/build-browser` leaves beside the files: a line `name: name with a hash` each, and their version.
const MANIFEST: &str = "browser.txt";

/// How this program's views are compiled: islands that are compiled in another way don't take over what it draws (decision 0028).
const VIEWS: &str = if cfg!(erase_components) {
    "erased"
} else {
    "whole"
};

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
        if let Some(views) = other_views(&manifest) {
            let site = root.display();
            tracing::error!(%site, "islands will not wake: the site is built for a program with {views} views, this one's are {VIEWS}; 'make build' builds both");
        }
        Self {
            files: files(&manifest),
            root,
        }
    }
}

/// How the site's views are compiled, where this program's are not.
fn other_views(manifest: &str) -> Option<&str> {
    let mut lines = named(manifest);
    let (_, views) = lines.find(|(name, _)| *name == "views")?;
    (views != VIEWS).then_some(views)
}

fn named(manifest: &str) -> impl Iterator<Item = (&str, &str)> {
    manifest.lines().filter_map(|line| line.split_once(": "))
}

fn files(manifest: &str) -> Files {
    let named: HashMap<&str, &str> = named(manifest).collect();
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

    #[test]
    fn a_site_for_another_kind_of_program_is_told_apart() {
        let other = if VIEWS == "whole" { "erased" } else { "whole" };
        let manifest = |views| format!("version: 0a1b\nviews: {views}\n");
        assert_eq!(other_views(&manifest(other)), Some(other));
        assert_eq!(other_views(&manifest(VIEWS)), None);
        assert_eq!(other_views(""), None);
    }
}
