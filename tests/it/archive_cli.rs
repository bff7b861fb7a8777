//! `extract` from archives, as a process: tar, gzip, zstd, what is broken and what leads out.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, EntryType, Header};

use crate::cli::{code, err, feed, folder, out, page, paths, run};

fn member(builder: &mut Builder<Vec<u8>>, kind: EntryType, name: &[u8], content: &[u8]) {
    let mut header = Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_cksum();
    builder.append(&header, content).unwrap();
}

fn archive() -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    let mut file = |kind, name: &[u8], content: &[u8]| member(&mut builder, kind, name, content);
    file(EntryType::Directory, b"docs/", b"");
    file(EntryType::Regular, b"docs/a.md", page(101).as_bytes());
    file(EntryType::Regular, b"docs/picture.png", b"\x89PNG");
    file(EntryType::Regular, b"docs/b.txt", page(102).as_bytes());
    file(EntryType::Symlink, b"docs/link.md", b"");
    file(EntryType::Regular, b".github/c.md", page(103).as_bytes());
    file(EntryType::Regular, b"docs/broken.md", b"ok\nb\xFFd");
    file(EntryType::Regular, b"../up.md", page(104).as_bytes());
    file(EntryType::Regular, b"docs/n\xFF.md", page(105).as_bytes());
    builder.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const MEMBERS: [&str; 5] = ["docs/a.md", "docs/b.txt", "!docs/broken.md", "../up.md", "docs/n\u{FFFD}FF.md"];

#[test]
fn archives_are_read_from_standard_input_and_files() {
    let folder = folder(&[("x.md", &page(101))]);
    let packed = gzip(&archive());
    fs::write(folder.path().join("a.tar"), archive()).unwrap();
    fs::write(folder.path().join("a.tgz"), &packed).unwrap();
    for (args, input) in
        [(&["extract", "-"][..], &archive()), (&["extract", "-"], &packed), (&["extract", "--tar", "-"], &packed)]
    {
        let output = feed(folder.path(), args, input);
        code(&output, 3);
        assert_eq!(paths(&out(&output)), MEMBERS);
        assert!(err(&output).starts_with("docs/broken.md:2:2: not UTF-8 (byte 4)\n"), "{}", err(&output));
    }
    for name in ["a.tar", "a.tgz"] {
        let output = run(folder.path(), &["extract", name, "x.md"]);
        code(&output, 3);
        assert_eq!(paths(&out(&output)), [&MEMBERS[..], &["x.md"]].concat());
    }
    let page = feed(folder.path(), &["extract", "--path", "p.md", "-"], &gzip(page(101).as_bytes()));
    code(&page, 0);
    assert_eq!(paths(&out(&page)), ["p.md"]);
}

#[test]
fn a_broken_archive_is_an_error_and_what_was_sound_is_there() {
    let folder = folder(&[]);
    let whole = archive();
    let output = feed(folder.path(), &["extract", "-"], &whole[..1100]);
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["!docs/a.md"]);
    assert!(err(&output).starts_with("docs/a.md: the archive ends inside this member\n"), "{}", err(&output));
    let mut damaged = whole.clone();
    damaged[512 + 3] ^= 1;
    let output = feed(folder.path(), &["extract", "-"], &damaged);
    code(&output, 3);
    assert_eq!(paths(&out(&output)), [&["!-"], &MEMBERS[1..]].concat());
    let message = "-: the archive has a broken header; it is read on from the next sound one\n";
    assert!(err(&output).starts_with(message), "{}", err(&output));
    let output = feed(folder.path(), &["extract", "-"], &gzip(&whole)[..200]);
    code(&output, 3);
}

#[test]
fn a_member_cannot_be_written_out_of_the_folder() {
    let folder = folder(&[]);
    let output = feed(folder.path(), &["extract", "--tar", "-o", "in/out/", "-"], &archive());
    code(&output, 3);
    assert!(err(&output).contains("../up.md: has a name that leads out of the output folder, so it is not written\n"));
    assert!(folder.path().join("in/out/docs/a.md.jsonl").is_file());
    assert!(!folder.path().join("in/up.md.jsonl").exists());
}

#[test]
fn globs_choose_members_and_hidden_files_with_a_pages_extension_are_pages() {
    let folder = folder(&[]);
    let mut builder = Builder::new(Vec::new());
    for name in ["a.md", "docs/b.md", "docs/.c.md", "docs/.d.txt", "docs/e.markdown"] {
        member(&mut builder, EntryType::Regular, name.as_bytes(), page(101).as_bytes());
    }
    let archive = builder.into_inner().unwrap();
    let output = feed(folder.path(), &["extract", "-"], &archive);
    assert_eq!(paths(&out(&output)), ["a.md", "docs/b.md", "docs/.c.md", "docs/e.markdown"]);
    let output = feed(folder.path(), &["extract", "-g", "*.md", "-g", "!**/b.md", "-"], &archive);
    assert_eq!(paths(&out(&output)), ["a.md", "docs/.c.md"]);
    let output = feed(folder.path(), &["extract", "-o", "out/", "-"], &archive);
    code(&output, 2);
    assert!(err(&output).contains("needs a name (--path NAME) or is a tar stream (--tar)"), "{}", err(&output));
}

#[test]
fn a_member_that_is_no_text_is_an_error_of_its_own() {
    let folder = folder(&[]);
    let mut builder = Builder::new(Vec::new());
    member(&mut builder, EntryType::Regular, b"a.md", b"\xFF\xFEa\0");
    member(&mut builder, EntryType::Regular, b"memory.xml", b"<tmx>");
    member(&mut builder, EntryType::Regular, b"b.md", page(101).as_bytes());
    let output = feed(folder.path(), &["extract", "-"], &builder.into_inner().unwrap());
    code(&output, 3);
    assert_eq!(paths(&out(&output)), ["!a.md", "b.md"]);
    assert!(err(&output).starts_with("a.md: is UTF-16, and pages are UTF-8;"), "{}", err(&output));
}
