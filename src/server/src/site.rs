//! Where the built site is: styles, scripts and WebAssembly.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use leptos::config::LeptosOptions;

/// The built site's name and place, for the pages that name its files.
///
/// `LEPTOS_SITE_ROOT` says where it is; else it is looked for beside the program (as packaged), beside the program's folder (as
/// cargo-leptos leaves it) and under the working folder. Names of files hold a hash when `hash.txt` lies beside the program.
#[must_use]
pub fn options(addr: SocketAddr) -> LeptosOptions {
    let folder = folder_of_program();
    LeptosOptions::builder()
        .output_name("people-hub")
        .site_root(root(&folder).display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(addr)
        .hash_files(folder.join("hash.txt").is_file())
        .reload_port(reload_port())
        .build()
}

fn folder_of_program() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().unwrap_or(Path::new(".")).to_owned()
}

fn root(folder: &Path) -> PathBuf {
    if let Some(root) = std::env::var_os("LEPTOS_SITE_ROOT") {
        return root.into();
    }
    let found = [folder.join("site"), folder.join("../site")]
        .into_iter()
        .find(|root| root.join("pkg").is_dir());
    found.unwrap_or_else(|| PathBuf::from("target/site"))
}

fn reload_port() -> u32 {
    std::env::var("LEPTOS_RELOAD_PORT")
        .ok()
        .and_then(|port| port.parse().ok())
        .unwrap_or(3001)
}

/// The port on which the development server (`make watch`) tells pages to load again.
#[must_use]
pub fn watched(options: &LeptosOptions) -> Option<u32> {
    std::env::var_os("LEPTOS_WATCH").map(|_| options.reload_port)
}

/// The address of the styles, for pages that are made without the pages' own code.
#[must_use]
pub fn stylesheet(options: &LeptosOptions) -> String {
    let hash = options
        .hash_files
        .then(style_hash)
        .flatten()
        .map(|hash| format!(".{hash}"))
        .unwrap_or_default();
    format!(
        "/{}/{}{hash}.css",
        options.site_pkg_dir, options.output_name
    )
}

fn style_hash() -> Option<String> {
    let hashes = std::fs::read_to_string(folder_of_program().join("hash.txt")).ok()?;
    let (_, hash) = hashes
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(file, _)| *file == "css")?;
    Some(hash.trim().to_owned())
}
