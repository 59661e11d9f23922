//! The server of the file, in a process of its own. It writes to the socket without any HTTP library,
//! so that it is faster than those who read.

use std::io::{BufRead, BufReader, Read, Write, stdin};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// Length of the file.
pub(crate) const LENGTH: u64 = 1 << 30;

const BLOCK: usize = 1 << 20;
/// What turns this program into the server.
const ARGUMENT: &str = "--as-server";

/// A server that runs until this is dropped.
pub(crate) struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts this program once more, as the server.
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        let mut process = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program starts");
        let stdout = process.stdout.take().expect("it writes");
        let mut url = String::new();
        let read = BufReader::new(stdout).read_line(&mut url);
        read.expect("it says where it listens");
        let url = url.trim_end().to_owned();
        Self { process, url }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends when its standard input does.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Is the server, if this process was started as one. True if it was, and has ended.
pub(crate) fn serve_if_asked() -> bool {
    if !std::env::args().any(|argument| argument == ARGUMENT) {
        return false;
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    println!("http://{address}/log.gz");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Whoever goes away early is no concern of ours.
            let _ = stream.and_then(send);
        }
    });
    let _ = stdin().read_to_end(&mut Vec::new());
    true
}

fn send(mut stream: TcpStream) -> std::io::Result<()> {
    let mut head = [0; 4096];
    let _ = stream.read(&mut head)?;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {LENGTH}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    let block = vec![b'x'; BLOCK];
    for _ in 0..LENGTH / BLOCK as u64 {
        stream.write_all(&block)?;
    }
    Ok(())
}
