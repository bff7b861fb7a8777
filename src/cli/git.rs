//! The English originals of pages: files of a git repository at some commit, or files of a plain folder.
//!
//! A repository is read by `git cat-file --batch`, one process for a run; nothing is checked out. A commit is 40 hex digits, and
//! a name has no line end, so no input can be taken for anything else. In a plain folder names with `..` lead nowhere.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A longer original, in bytes, is not read.
const LONG: u64 = 64 << 20;

/// Where originals come from.
pub(crate) enum Originals {
    Folder(PathBuf),
    Repository(Repository),
}

impl Originals {
    /// Originals in the repository at `place`, or in a plain folder there.
    ///
    /// # Errors
    /// That there is no folder, or that git cannot be started for a repository.
    pub(crate) fn open(place: &Path) -> io::Result<Self> {
        if !place.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "there is no such folder"));
        }
        if Self::is_repository(place) {
            return Repository::open(place).map(Self::Repository);
        }
        Ok(Self::Folder(place.to_owned()))
    }

    /// Whether a folder is a working tree or a bare repository.
    pub(crate) fn is_repository(place: &Path) -> bool {
        place.join(".git").exists() || place.join("objects").is_dir() && place.join("HEAD").is_file()
    }

    /// The original of a page; `None` if there is none. A plain folder has one version of each file, whatever the commit.
    ///
    /// # Errors
    /// Those of the file system and of git.
    pub(crate) fn read(&mut self, commit: Option<&str>, path: &str) -> io::Result<Option<Vec<u8>>> {
        match (self, commit) {
            (Self::Folder(folder), _) => read_below(folder, path),
            (Self::Repository(repository), Some(commit)) => repository.read(commit, path),
            (Self::Repository(_), None) => Ok(None),
        }
    }
}

fn read_below(folder: &Path, path: &str) -> io::Result<Option<Vec<u8>>> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !is_inside {
        return Ok(None);
    }
    let file = match File::open(folder.join(path)) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(LONG + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LONG).then_some(bytes))
}

/// A running `git cat-file --batch`.
pub(crate) struct Repository {
    git: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Repository {
    fn open(place: &Path) -> io::Result<Self> {
        let mut git = Command::new("git")
            .arg("-C")
            .arg(place)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| io::Error::new(error.kind(), format!("cannot start git: {error}")))?;
        let (Some(requests), Some(answers)) = (git.stdin.take(), git.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { git, requests: Some(requests), answers: BufReader::new(answers) })
    }

    fn read(&mut self, commit: &str, path: &str) -> io::Result<Option<Vec<u8>>> {
        let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_commit || path.contains(['\n', '\0']) {
            return Ok(None);
        }
        let Some(requests) = &mut self.requests else { return Err(io::ErrorKind::BrokenPipe.into()) };
        writeln!(requests, "{commit}:{path}")?;
        requests.flush()?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "git has ended; is this a repository?"));
        }
        // `OBJECT TYPE SIZE`, or `NAME missing`.
        let mut fields = answer.trim_end().rsplit(' ');
        let (Some(Ok(size)), Some(kind)) = (fields.next().map(str::parse::<u64>), fields.next()) else {
            return Ok(None);
        };
        let is_wanted = kind == "blob" && size <= LONG;
        let mut bytes = Vec::new();
        let mut content = self.answers.by_ref().take(size + 1);
        if is_wanted {
            content.read_to_end(&mut bytes)?;
            bytes.pop();
        } else {
            io::copy(&mut content, &mut io::sink())?;
        }
        Ok(is_wanted.then_some(bytes))
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        // It ends when its input does.
        self.requests = None;
        let _ = self.git.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn git(folder: &Path, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(args);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[test]
    fn a_repository_gives_files_at_commits() {
        if Command::new("git").arg("--version").output().is_err() {
            let _ = writeln!(io::stderr(), "SKIPPED: there is no git");
            return;
        }
        let folder = tempfile::TempDir::new().unwrap();
        let place = folder.path();
        git(place, &["init", "-q"]);
        let mut commits = Vec::new();
        for text in ["one", ""] {
            fs::create_dir_all(place.join("docs")).unwrap();
            fs::write(place.join("docs/a.md"), text).unwrap();
            git(place, &["add", "."]);
            git(place, &["commit", "-q", "-m", "x"]);
            commits.push(git(place, &["rev-parse", "HEAD"]));
        }
        let mut originals = Originals::open(place).unwrap();
        let mut read = |commit: &str, path: &str| originals.read(Some(commit), path).unwrap();
        assert_eq!(read(&commits[0], "docs/a.md").unwrap(), b"one");
        assert_eq!(read(&commits[1], "docs/a.md").unwrap(), b"");
        assert_eq!(read(&commits[0], "docs/b.md"), None);
        assert_eq!(read(&commits[0], "docs"), None, "a folder is no page");
        assert_eq!(read("HEAD", "docs/a.md"), None, "a commit is 40 hex digits");
        assert_eq!(read(&"0".repeat(40), "docs/a.md"), None);
        assert_eq!(read(&commits[0], "a\nb"), None);
        assert_eq!(read(&commits[0], "docs/a.md").unwrap(), b"one", "in step after all of these");
    }

    #[test]
    fn a_plain_folder_gives_what_is_below_it() {
        let folder = tempfile::TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("in/docs")).unwrap();
        fs::write(folder.path().join("in/docs/a.md"), "one").unwrap();
        fs::write(folder.path().join("out.md"), "secret").unwrap();
        let mut originals = Originals::open(&folder.path().join("in")).unwrap();
        let mut read = |path: &str| originals.read(None, path).unwrap();
        assert_eq!(read("docs/a.md").unwrap(), b"one");
        assert_eq!((read("docs/b.md"), read("../out.md"), read("docs/a.md/x")), (None, None, None));
        assert!(Originals::open(&folder.path().join("gone")).is_err());
    }
}
