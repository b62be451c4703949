//! Where the built site is: styles, scripts and WebAssembly.

use std::path::{Path, PathBuf};

use leptos::config::{Env, LeptosOptions};

/// The built site's name and place, for the pages that name its files.
///
/// `LEPTOS_SITE_ROOT` says where it is; else it is looked for beside the program (`site/`), beside its folder (as
/// cargo-leptos leaves it) and under the working folder. File names hold a hash when `hash.txt` lies beside the program.
#[must_use]
pub fn options() -> LeptosOptions {
    let program = std::env::current_exe().unwrap_or_default();
    let folder = program.parent().unwrap_or(Path::new(".")).to_owned();
    LeptosOptions::builder()
        .output_name("people-hub")
        .site_root(root(&folder).display().to_string())
        .site_pkg_dir("pkg")
        .env(Env::PROD)
        .hash_files(folder.join("hash.txt").is_file())
        .reload_port(reload_port())
        .build()
}

fn root(folder: &Path) -> PathBuf {
    if let Some(root) = std::env::var_os("LEPTOS_SITE_ROOT") {
        return root.into();
    }
    let beside = folder.join("site");
    let target = folder.join("../site");
    [beside, target].into_iter().find(|root| root.join("pkg").is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
}

fn reload_port() -> u32 {
    std::env::var("LEPTOS_RELOAD_PORT").ok().and_then(|port| port.parse().ok()).unwrap_or(3001)
}

/// The address of the styles, for pages that are made without the pages' own code.
#[must_use]
pub fn stylesheet(options: &LeptosOptions) -> String {
    let hash = if options.hash_files { style_hash() } else { None };
    let hash = hash.map(|hash| format!(".{hash}")).unwrap_or_default();
    format!("/{}/{}{hash}.css", options.site_pkg_dir, options.output_name)
}

fn style_hash() -> Option<String> {
    let program = std::env::current_exe().ok()?;
    let hashes = std::fs::read_to_string(program.parent()?.join("hash.txt")).ok()?;
    hashes.lines().filter_map(|line| line.split_once(':')).find(|(file, _)| *file == "css").map(|(_, hash)| hash.trim().to_owned())
}
