//! One server at a time on an SQLite file: what it keeps in memory about the file is true only then.

use std::fs::{File, OpenOptions, TryLockError, canonicalize};
use std::path::{Path, PathBuf};

use super::Address;

#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error(
        "another server runs on {0}: an SQLite file belongs to one server at a time. Stop that one, or use PostgreSQL for several"
    )]
    Taken(PathBuf),
    #[error("{0}, which shows that a server runs on the database, can't be made: {1}")]
    File(PathBuf, std::io::Error),
}

/// An SQLite file that belongs to this server until this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Address {
    /// Takes an SQLite file for this server. A PostgreSQL database is for several, so there nothing is taken.
    ///
    /// # Errors
    /// `Taken` while another server has it.
    pub fn lock(&self) -> Result<Lock, LockError> {
        let Some(database) = self.file() else {
            return Ok(Lock { _file: None });
        };
        // Under whatever name: two links lead to one lock.
        let database = canonicalize(database).unwrap_or_else(|_| database.to_owned());
        let path = beside(&database);
        let unmade = |error| LockError::File(path.clone(), error);
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false);
        let file = file.open(&path).map_err(unmade)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(LockError::Taken(database)),
            Err(TryLockError::Error(error)) => Err(unmade(error)),
        }
    }
}

fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}
