//! Saving a file so that a crash leaves the old one or the new one, never half of either.
//!
//! The new content goes to a temporary file in the same folder, is forced to the disk, takes the
//! old name in one step, and the folder is forced to the disk as well.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Starts the names of our temporary files; a killed process may leave one behind.
pub const TEMPORARY_PREFIX: &str = ".dw-tmp-";

/// Replaces a file's content as a whole; folders that are missing are made.
///
/// # Errors
/// Returns what the file system said; the old file is then untouched.
pub fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder_of(path))?;
    let mut pending = Pending::create(path)?;
    pending.write_all(bytes)?;
    pending.finish()
}

/// Removes temporary files that a killed run left in a folder more than an hour ago.
///
/// What cannot be removed is left: sweeping is a courtesy, never a reason to stop.
pub fn sweep(folder: &Path) {
    let hour = std::time::Duration::from_secs(3_600);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry
            .file_name()
            .to_string_lossy()
            .starts_with(TEMPORARY_PREFIX);
        let is_old = entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > hour));
        if is_ours && is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file being written beside its place. Dropped before [`Pending::finish`], it leaves nothing behind.
pub struct Pending {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Pending {
    /// Opens a temporary file in the folder of `path`.
    ///
    /// # Errors
    /// Returns what the file system said.
    pub fn create(path: &Path) -> io::Result<Self> {
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
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY_PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As readable as any new file; the process's mask still applies.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder_of(&path))?;
        if let Ok(old) = fs::metadata(&path) {
            fs::set_permissions(file.path(), old.permissions())?;
        }
        Ok(Self {
            file: BufWriter::with_capacity(1 << 16, file),
            path,
        })
    }

    /// Forces the content to the disk and gives it its name.
    ///
    /// # Errors
    /// Returns what the file system said; the old file is then untouched.
    pub fn finish(self) -> io::Result<()> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|fault| fault.error)?;
        sync_folder(folder_of(&self.path))
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_replaces_the_whole_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/folder/a.yaml");
        save(&path, &vec![b'x'; 200_000]).expect("saved");
        save(&path, b"short").expect("saved");
        assert_eq!(fs::read(&path).expect("read"), b"short");
        assert_eq!(
            fs::read_dir(folder.path().join("new/folder"))
                .expect("listed")
                .count(),
            1
        );
        assert!(save(folder.path(), b"").is_err(), "a folder is no file");
    }

    #[test]
    fn nothing_is_left_without_finish() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        save(&path, b"old").expect("saved");
        let mut pending = Pending::create(&path).expect("opened");
        pending.write_all(b"new").expect("written");
        drop(pending);
        assert_eq!(fs::read(&path).expect("read"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn old_leftovers_are_swept_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, hours: u64| {
            let path = folder.path().join(name);
            let file = File::create(&path).expect("made");
            let then = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600 * hours);
            file.set_modified(then).expect("dated");
            path
        };
        let (old, new, other) = (
            put(".dw-tmp-old", 2),
            put(".dw-tmp-new", 0),
            put("mine.yaml", 9),
        );
        sweep(folder.path());
        assert!(!old.exists() && new.exists() && other.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        save(&file, b"old").expect("saved");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        save(&link, b"new").expect("saved");
        assert_eq!(fs::read(&file).expect("read"), b"new");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    }
}
