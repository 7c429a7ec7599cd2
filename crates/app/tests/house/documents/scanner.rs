//! With a scanner, each file that comes in is looked at; without a clear answer from it, none is kept.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use app::rooms;
use testkit::World;
use web::scanner::Scanner;
use web::site::Site;

use super::refusals::{kept, refused};
use super::{PDF, add, coordinator};
use crate::cast;

/// What the scanner knows as harmful.
const HARMFUL: &[u8] = b"%PDF-1.7\nHARMFUL\n%%EOF\n";

/// Reads a file as clamd does: a command, then parts with their length before them.
fn received(line: &mut TcpStream) -> Vec<u8> {
    let mut command = [0; 10];
    line.read_exact(&mut command).expect("a command");
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let mut length = [0; 4];
        line.read_exact(&mut length).expect("a length");
        let length = u32::from_be_bytes(length) as usize;
        if length == 0 {
            return file;
        }
        let start = file.len();
        file.resize(start + length, 0);
        line.read_exact(&mut file[start..]).expect("a part");
    }
}

/// A scanner that speaks as clamd does, on this machine, for as long as the test lasts; `otherwise` is what it says of a file that it
/// does not know as harmful.
fn scanner(otherwise: &'static [u8]) -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    thread::spawn(move || {
        for line in listener.incoming() {
            let mut line = line.expect("a caller");
            let file = received(&mut line);
            let harmful = file.windows(7).any(|part| part == b"HARMFUL");
            let said = if harmful {
                b"stream: Essai.Nuisible FOUND\0"
            } else {
                otherwise
            };
            line.write_all(said).expect("said");
        }
    });
    Scanner::parse(&address).expect("an address")
}

async fn world(scanner: Scanner) -> World {
    let watched = |site| Site {
        scanner: Some(scanner),
        ..cast::furnished(site)
    };
    World::over(cast::base().await, rooms::house(), rooms::routes(None), watched).await
}

#[tokio::test]
async fn a_harmful_file_is_refused_and_others_are_taken() {
    let world = world(scanner(b"stream: OK\0")).await;
    refused(&world, "other", Some(("note.pdf", HARMFUL)), "un programme malveillant").await;
    let before = kept(&world);
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Note", ("note.pdf", PDF)).await;
    assert_eq!(kept(&world), before + 1);
    let version = client
        .upload(&format!("{place}/versions"), &[], Some(("note.pdf", HARMFUL)))
        .await;
    assert_eq!(version.status, 422, "{}", version.words());
    assert!(version.words().contains("un programme malveillant"), "{}", version.words());
    assert_eq!(kept(&world), before + 1);
}

#[tokio::test]
async fn without_a_clear_answer_nothing_is_taken() {
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let nobody = Scanner::parse(&nobody.expect("an address").to_string()).expect("an address");
    for scanner in [
        scanner(b"INSTREAM size limit exceeded. ERROR\0"),
        scanner(b""),
        scanner(b"OK\0"),
        nobody,
    ] {
        let world = world(scanner).await;
        refused(&world, "other", Some(("note.pdf", PDF)), "n’a pas pu examiner ce fichier").await;
    }
}
