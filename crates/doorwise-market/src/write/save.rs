//! Saves a file so that a crash leaves the old or the new one, never a torn one.
//!
//! The new content goes to a temporary file in the same folder, is forced to the disk, takes the old name in one step,
//! and the folder is forced to the disk as well. A process that is killed can leave a `.dw-tmp-*` file behind.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::WriteError;

/// Replaces a file's content as a whole.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let write = || {
        let mut pending = Pending::create(path)?;
        pending.write_all(bytes)?;
        pending.finish()
    };
    write().map_err(|error| WriteError::Io {
        path: path.to_owned(),
        error,
    })
}

/// A file being written beside its place. Dropped before [`Pending::finish`], it leaves nothing behind.
pub struct Pending {
    // `None` only after `finish` took it.
    file: Option<BufWriter<File>>,
    temporary: PathBuf,
    path: PathBuf,
}

impl Pending {
    /// Opens a temporary file in the folder of `path`.
    pub fn create(path: &Path) -> io::Result<Pending> {
        // A link is followed, so that it stays a link and the file it names is the one replaced.
        let path = match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => fs::canonicalize(path)?,
            _ => path.to_owned(),
        };
        if path.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "there is a folder of this name",
            ));
        }
        let folder = folder_of(&path);
        loop {
            let temporary = folder.join(temporary_name());
            match OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&temporary)
            {
                Ok(file) => {
                    let pending = Pending {
                        file: Some(BufWriter::with_capacity(1 << 16, file)),
                        temporary,
                        path,
                    };
                    if let Ok(old) = fs::metadata(&pending.path) {
                        fs::set_permissions(&pending.temporary, old.permissions())?;
                    }
                    return Ok(pending);
                }
                // Left by a killed process that had our number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Forces the content to the disk and gives it its name.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error);
            let written = file
                .and_then(|file| file.sync_all())
                .and_then(|()| fs::rename(&self.temporary, &self.path));
            if let Err(error) = written {
                // The error at hand says more than one of the clean-up would.
                let _ = fs::remove_file(&self.temporary);
                return Err(error);
            }
        }
        sync_folder(folder_of(&self.path))
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            // Taken apart, or dropping the buffer would write it out for nothing.
            drop(file.into_parts());
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Names differ by process and by count, which needs no randomness.
fn temporary_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!(
        ".dw-tmp-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    )
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

// Elsewhere folders cannot be opened as files; the file system orders renames itself.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
