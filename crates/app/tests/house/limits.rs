//! What a client may take of the server, with raw sockets: half a request, an answer never read, one connection too many,
//! an endless head, address, form or body. Each is answered in French or let go, and the others are served meanwhile.

use std::net::SocketAddr;
use std::time::Duration;

use app::listen::{Limits, Open, Server};
use testkit::World;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::cast;

/// Longer than any wait of these tests: past it, something is held that should not be.
const LONG: Duration = Duration::from_secs(20);

/// Short limits, to be met in a test.
const SHORT: Limits = Limits {
    connections: 8,
    head: Duration::from_millis(400),
    head_bytes: 32 * 1024,
    headers: 40,
    reading: Duration::from_millis(400),
    drain: Duration::from_secs(2),
};

const ASK: &str = "GET /connexion HTTP/1.1\r\nhost: exemple\r\n\r\n";

struct Served {
    address: SocketAddr,
    open: Open,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    _world: World,
}

async fn served(limits: Limits) -> Served {
    let world = cast::world().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel();
    let open = Open::default();
    let server = Server::new(world.router(), limits, open.clone());
    let serving = tokio::spawn(server.run(listener, async move { drop(stopped.await) }));
    Served {
        address,
        open,
        stop,
        serving,
        _world: world,
    }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server listens")
    }

    /// Sends these bytes and reads until the server lets go.
    async fn say(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes).await.expect("sent");
        to_the_end(&mut stream).await
    }

    /// Waits until nobody is connected any more.
    async fn empties(&self) {
        let emptied = async {
            while self.open.count() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(LONG, emptied).await.expect("every connection is let go");
    }
}

/// What arrives until the server closes; a reset is an end.
async fn to_the_end(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(LONG, stream.read_to_end(&mut bytes)).await;
    let _ = read.expect("the server lets go");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("")
}

#[tokio::test]
async fn a_client_that_holds_half_a_request_is_dropped() {
    let served = served(SHORT).await;
    for half in ["", "GET /connexion HT", "GET /connexion HTTP/1.1\r\nhost: exem"] {
        let answer = served.say(half.as_bytes()).await;
        assert!(answer.is_empty() || status(&answer) == "408", "{half:?}: {answer}");
    }
    // One that sends a letter from time to time gains nothing by it.
    let mut drip = served.connect().await;
    let dripping = async {
        for _ in 0..200 {
            if drip.write_all(b"x").await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("a head of 200 letters in ten seconds was waited for");
    };
    timeout(LONG, dripping).await.expect("dropped");
    served.empties().await;
    assert_eq!(status(&served.say(ASK.as_bytes()).await), "200", "the others are served");
}

#[tokio::test]
async fn a_connection_left_without_a_request_is_closed() {
    let served = served(SHORT).await;
    let mut stream = served.connect().await;
    stream.write_all(ASK.as_bytes()).await.expect("sent");
    let answer = to_the_end(&mut stream).await;
    assert_eq!(status(&answer), "200");
    served.empties().await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_left() {
    let served = served(SHORT).await;
    let mut stream = served.connect().await;
    // More answers than all the buffers between hold, and not one is read.
    let asking = async {
        for _ in 0..4_000 {
            if stream.write_all(ASK.as_bytes()).await.is_err() {
                return;
            }
        }
    };
    let _ = timeout(Duration::from_secs(3), asking).await;
    served.empties().await;
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_and_are_served_in_turn() {
    let served = served(Limits {
        head: Duration::from_secs(2),
        ..SHORT
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..SHORT.connections {
        held.push(served.connect().await);
    }
    let mut next = served.connect().await;
    next.write_all(ASK.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n").as_bytes())
        .await
        .expect("sent");
    let mut first = [0; 1];
    let early = timeout(Duration::from_millis(300), next.read(&mut first)).await;
    assert!(early.is_err(), "no place is left");
    assert!(served.open.count() <= i64::try_from(SHORT.connections).expect("small"));
    drop(held);
    let mut answer = String::from_utf8_lossy(&first[..0]).into_owned();
    answer.push_str(&to_the_end(&mut next).await);
    assert_eq!(status(&answer), "200", "a place is free again");
}

#[tokio::test]
async fn an_endless_head_is_refused() {
    let served = served(SHORT).await;
    let long = format!(
        "GET /connexion HTTP/1.1\r\nhost: exemple\r\ncookie: {}\r\n\r\n",
        "a".repeat(100_000)
    );
    let many = format!("GET /connexion HTTP/1.1\r\nhost: exemple\r\n{}\r\n", "x: y\r\n".repeat(60));
    for head in [long, many] {
        let answer = served.say(head.as_bytes()).await;
        assert!(answer.is_empty() || status(&answer) == "431", "{}", status(&answer));
    }
    served.empties().await;
}

#[tokio::test]
async fn an_endless_address_is_told_in_french() {
    let world = cast::world().await;
    let answer = world.visitor().get(&format!("/connexion?vers={}", "a".repeat(17_000))).await;
    assert_eq!(answer.status, 414);
    assert!(answer.words().contains("Adresse trop longue"), "{}", answer.words());
}

#[tokio::test]
async fn a_form_of_a_thousand_fields_is_told_in_french() {
    let world = cast::world().await;
    let form = format!("mel=a&mdp=b&vers={}", "&x=1".repeat(1_000));
    let answer = world.visitor().post("/connexion", &form).await;
    assert_eq!(answer.status, 413);
    assert!(answer.words().contains("plus de champs"), "{}", answer.words());
}

#[tokio::test]
async fn a_body_larger_than_its_route_takes_is_told_before_it_is_read() {
    let served = served(SHORT).await;
    let head = "POST /connexion HTTP/1.1\r\nhost: exemple\r\norigin: http://exemple\r\nconnection: close\r\n\
        content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000000000\r\n\r\n";
    let mut stream = served.connect().await;
    stream.write_all(head.as_bytes()).await.expect("sent");
    let _ = stream.write_all(&vec![b'a'; 300 * 1024]).await;
    let answer = to_the_end(&mut stream).await;
    assert_eq!(status(&answer), "413", "{answer}");
    assert!(answer.contains("Envoi trop volumineux"));
}

#[tokio::test]
async fn a_stop_lets_answers_end_and_then_ends() {
    let served = served(SHORT).await;
    let mut half = served.connect().await;
    half.write_all(b"GET /connexion HTTP/1.1\r\nhost: exem").await.expect("sent");
    let mut idle = served.connect().await;
    idle.write_all(ASK.as_bytes()).await.expect("sent");
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.expect("an answer begins");
    assert_eq!(&first, b"HTTP/1.1 200");
    served.stop.send(()).expect("it still serves");
    timeout(LONG, served.serving)
        .await
        .expect("it ends")
        .expect("without a panic");
    assert!(to_the_end(&mut idle).await.contains("</html>"), "the answer begun was ended");
    assert!(TcpStream::connect(served.address).await.is_err(), "nothing listens any more");
}
