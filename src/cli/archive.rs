//! The members of a tar stream (POSIX ustar with pax headers, and GNU long names), one after the other, from any `Read`.
//!
//! Nothing is unpacked: a name is only a name, so one with `..` or a leading `/` leads nowhere, and links, folders and
//! devices are passed over. What is kept is one header and one name. The crate `tar` reads the headers; the walk from
//! header to header is here because that of the crate ends at the first broken header and reads names of any length.
//!
//! A broken header is one error, and the walk goes on at the next sound one. A stream that ends inside a member is an error
//! of that member, and the last one.

use std::io::{self, Read};

use tar::{EntryType, Header, PaxExtensions};

/// Headers and contents fill whole blocks of so many bytes.
pub(crate) const BLOCK: usize = 512;

/// A longer name is an error. Systems allow 4 KiB.
const LONGEST_NAME: u64 = 64 << 10;

/// Whether a stream that starts with these bytes is a tar stream.
pub(crate) fn is_tar(start: &[u8]) -> bool {
    start
        .first_chunk()
        .is_some_and(|block| header(block).is_some_and(|header| header.as_bytes()[257..262] == *b"ustar"))
}

/// A sound header: its checksum is right.
fn header(block: &[u8; BLOCK]) -> Option<&Header> {
    let header = Header::from_byte_slice(block);
    let (before, after) = (&block[..148], &block[156..]);
    let sum = before.iter().chain(after).map(|&byte| u32::from(byte)).sum::<u32>() + 8 * u32::from(b' ');
    (header.cksum().ok()? == sum).then_some(header)
}

/// The members of a tar stream.
pub(crate) struct Archive<R> {
    source: R,
    /// Of the content of the current member, and of the block that it ends in, so much is not read yet.
    left: u64,
    padding: u64,
    state: WalkState,
}

#[derive(PartialEq, Eq)]
enum WalkState {
    /// The next block is a header.
    InStep,
    /// After a broken header, which was reported.
    Lost,
    Ended,
}

/// What is wrong with a member or with the stream.
#[derive(Debug)]
pub(crate) struct Broken {
    /// The name of the member, if it is known.
    pub(crate) name: Option<Vec<u8>>,
    pub(crate) error: String,
}

/// What the headers before that of a member say about it.
#[derive(Default)]
struct Extended {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

impl<R: Read> Archive<R> {
    pub(crate) fn new(source: R) -> Self {
        Self { source, left: 0, padding: 0, state: WalkState::InStep }
    }

    /// The name of the next member that is a file. What was not read of the one before is passed over.
    pub(crate) fn next_file(&mut self) -> Option<Result<Vec<u8>, Broken>> {
        let mut extended = Extended::default();
        while self.state != WalkState::Ended {
            if let Some(found) = self.next_member(&mut extended).transpose() {
                return Some(found);
            }
        }
        None
    }

    /// The content of the member whose name was given last.
    pub(crate) fn content(&mut self) -> MemberContent<'_, R> {
        MemberContent { archive: self }
    }

    /// Reads a header, and what belongs to it; `None` if it is not that of a file.
    fn next_member(&mut self, extended: &mut Extended) -> Result<Option<Vec<u8>>, Broken> {
        let Some(block) = self.next_header()? else { return Ok(None) };
        let header = Header::from_byte_slice(&block);
        let kind = header.entry_type();
        let size = match header.entry_size() {
            Ok(size) => extended.size.filter(|_| !is_extension(kind)).unwrap_or(size),
            Err(_) => return Err(self.lose()),
        };
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        if kind.is_gnu_longname() {
            let name = self.extension()?;
            extended.name = Some(name.strip_suffix(b"\0").map_or_else(|| name.clone(), <[u8]>::to_vec));
        } else if kind.is_pax_local_extensions() {
            extended.take_pax(&self.extension()?);
        }
        if is_extension(kind) {
            return Ok(None);
        }
        let extended = std::mem::take(extended);
        let name = extended.name.unwrap_or_else(|| header.path_bytes().into_owned());
        match kind {
            EntryType::Regular | EntryType::Continuous => Ok(Some(name)),
            EntryType::GNUSparse => {
                Err(Broken { name: Some(name), error: "is a sparse file, which is not read".into() })
            }
            _ => Ok(None),
        }
    }

    /// The next sound header; `None` at the end of the archive.
    fn next_header(&mut self) -> Result<Option<[u8; BLOCK]>, Broken> {
        let passed = self.left.saturating_add(self.padding);
        match io::copy(&mut self.source.by_ref().take(passed), &mut io::sink()) {
            Ok(found) if found == passed => (self.left, self.padding) = (0, 0),
            Ok(_) => return Err(self.end_with("the archive ends inside a member")),
            Err(error) => return Err(self.end_with(&error.to_string())),
        }
        loop {
            let mut block = [0; BLOCK];
            match read_up_to(&mut self.source, &mut block) {
                Ok(BLOCK) => {}
                // The blocks of zeros at the end are missing, which does no harm.
                Ok(0) => return Ok(self.end()),
                Ok(_) => return Err(self.end_with("the archive ends inside a header")),
                Err(error) => return Err(self.end_with(&error.to_string())),
            }
            let is_zero = block == [0; BLOCK];
            if header(&block).is_some() {
                self.state = WalkState::InStep;
                return Ok(Some(block));
            }
            match self.state {
                WalkState::InStep if is_zero => return Ok(self.end()),
                WalkState::InStep => return Err(self.lose()),
                WalkState::Lost | WalkState::Ended => {}
            }
        }
    }

    /// The content of an extension header.
    fn extension(&mut self) -> Result<Vec<u8>, Broken> {
        if self.left > LONGEST_NAME {
            return Err(Broken { name: None, error: "a name in the archive is longer than 64 KiB".to_owned() });
        }
        let mut bytes = Vec::new();
        match self.content().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(self.end_with(&error.to_string())),
        }
    }

    fn end(&mut self) -> Option<[u8; BLOCK]> {
        self.state = WalkState::Ended;
        None
    }

    fn end_with(&mut self, error: &str) -> Broken {
        self.state = WalkState::Ended;
        Broken { name: None, error: error.to_owned() }
    }

    fn lose(&mut self) -> Broken {
        self.state = WalkState::Lost;
        Broken {
            name: None,
            error: "the archive has a broken header; it is read on from the next sound one".to_owned(),
        }
    }
}

impl Extended {
    /// POSIX.1-2008, pax Extended Header: records of the length, the key and the value.
    fn take_pax(&mut self, records: &[u8]) {
        for record in PaxExtensions::new(records).flatten() {
            match record.key_bytes() {
                b"path" => self.name = Some(record.value_bytes().to_vec()),
                b"size" => self.size = record.value().ok().and_then(|size| size.parse().ok()),
                _ => {}
            }
        }
    }
}

/// Whether a header is about another one, or about all that follow.
fn is_extension(kind: EntryType) -> bool {
    kind.is_gnu_longname()
        || kind.is_gnu_longlink()
        || kind.is_pax_local_extensions()
        || kind.is_pax_global_extensions()
}

/// The content of a member. It is an error if the stream ends before the content does.
pub(crate) struct MemberContent<'a, R> {
    archive: &'a mut Archive<R>,
}

impl<R: Read> Read for MemberContent<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let archive = &mut *self.archive;
        let wanted = usize::try_from(archive.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = archive.source.read(&mut buffer[..wanted])?;
        if read == 0 && wanted > 0 {
            archive.state = WalkState::Ended;
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends inside this member"));
        }
        archive.left -= read as u64;
        Ok(read)
    }
}

/// Fills the buffer as far as the source goes.
fn read_up_to(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use tar::Builder;

    use super::*;

    fn member(kind: EntryType, name: &[u8], content: &[u8]) -> Vec<u8> {
        let mut header = Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_entry_type(kind);
        header.set_size(content.len() as u64);
        header.set_cksum();
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        bytes
    }

    fn file(name: &str, content: &str) -> Vec<u8> {
        member(EntryType::Regular, name.as_bytes(), content.as_bytes())
    }

    /// Names with contents, `name!` with errors.
    fn walk(bytes: &[u8]) -> Vec<(String, String)> {
        let mut archive = Archive::new(bytes);
        let mut found = Vec::new();
        while let Some(member) = archive.next_file() {
            found.push(match member {
                Ok(name) => {
                    let name = String::from_utf8_lossy(&name).into_owned();
                    let mut text = String::new();
                    match archive.content().read_to_string(&mut text) {
                        Ok(_) => (name, text),
                        Err(error) => (format!("{name}!"), error.to_string()),
                    }
                }
                Err(Broken { name, error }) => {
                    (format!("{}!", String::from_utf8_lossy(&name.unwrap_or_default())), error)
                }
            });
        }
        found
    }

    #[track_caller]
    fn check(bytes: &[u8], expect: &[(&str, &str)]) {
        let found = walk(bytes);
        let found: Vec<_> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(found, expect);
    }

    const LOST: (&str, &str) = ("!", "the archive has a broken header; it is read on from the next sound one");

    #[test]
    fn files_are_given_under_their_names_and_all_else_is_passed_over() {
        let exact = "x".repeat(BLOCK);
        let bytes = [
            member(
                EntryType::XGlobalHeader,
                b"pax_global_header",
                b"52 comment=0123456789012345678901234567890123456789\n",
            ),
            member(EntryType::Directory, b"docs/", b""),
            file("docs/a.md", "one"),
            member(EntryType::Symlink, b"docs/link.md", b""),
            member(EntryType::Link, b"docs/hard.md", b""),
            file("../b.md", &exact),
            file("/c.md", ""),
            member(EntryType::Regular, b"\xFF.md", b"four"),
            vec![0; 2 * BLOCK],
            file("after the end", "x"),
        ]
        .concat();
        assert!(is_tar(&bytes[..BLOCK]));
        check(&bytes, &[("docs/a.md", "one"), ("../b.md", &exact), ("/c.md", ""), ("\u{FFFD}.md", "four")]);
    }

    #[test]
    fn long_names_are_read_in_both_forms() {
        let name = format!("docs/{}.md", "n".repeat(300));
        let pax = format!("318 path={name}\n");
        let mut gnu = name.clone().into_bytes();
        gnu.push(0);
        let bytes = [
            member(EntryType::GNULongName, b"././@LongLink", &gnu),
            member(EntryType::GNULongLink, b"././@LongLink", b"to"),
            file("short", "one"),
            member(EntryType::XHeader, b"x", pax.as_bytes()),
            file("short", "two"),
            file("short", "three"),
        ]
        .concat();
        assert_eq!(pax.len(), 318);
        check(&bytes, &[(&name, "one"), (&name, "two"), ("short", "three")]);
        let bytes = [member(EntryType::GNULongName, b"x", &vec![b'n'; 70_000]), file("next", "y")].concat();
        check(&bytes, &[("!", "a name in the archive is longer than 64 KiB"), ("next", "y")]);
    }

    #[test]
    fn after_a_broken_header_the_next_sound_one_is_found() {
        let mut broken = file("broken", &"x".repeat(3 * BLOCK));
        broken[0] ^= 1;
        let bytes = [file("a", "1"), broken, file("b", "2"), vec![0; 2 * BLOCK]].concat();
        check(&bytes, &[("a", "1"), LOST, ("b", "2")]);
        let mut huge = file("huge", "");
        huge[124..136].copy_from_slice(b"99999999999\0");
        check(&[huge, file("b", "2")].concat(), &[LOST, ("b", "2")]);
    }

    #[test]
    fn a_stream_that_ends_early_is_an_error_of_its_member() {
        let bytes = [file("a", "1"), file("b", &"x".repeat(600))].concat();
        check(&bytes[..2 * BLOCK + 600], &[("a", "1"), ("b!", "the archive ends inside this member")]);
        check(&bytes[..2 * BLOCK + 100], &[("a", "1"), ("!", "the archive ends inside a header")]);
        check(&bytes[..2 * BLOCK], &[("a", "1")]);
        check(&[], &[]);
        let mut archive = Archive::new(&bytes[..2 * BLOCK + 600]);
        assert_eq!(archive.next_file().unwrap().unwrap(), b"a");
        assert_eq!(archive.next_file().unwrap().unwrap(), b"b");
        assert_eq!(archive.next_file().unwrap().unwrap_err().error, "the archive ends inside a member");
        assert!(archive.next_file().is_none());
    }

    #[test]
    fn archives_of_the_crate_are_read() {
        let mut builder = Builder::new(Vec::new());
        let name = "long/".repeat(40) + "a.md";
        let mut header = Header::new_gnu();
        header.set_size(5);
        builder.append_data(&mut header, &name, b"Hello".as_slice()).unwrap();
        check(&builder.into_inner().unwrap(), &[(&name, "Hello")]);
    }

    #[test]
    fn pages_are_no_archives() {
        for start in ["", "---\ntitle: x\n---\n", &"x".repeat(600), &"\0".repeat(600)] {
            assert!(!is_tar(start.as_bytes()));
        }
    }
}
