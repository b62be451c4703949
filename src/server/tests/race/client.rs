//! A client of one request a connection.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What the server said.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// How often a form is sent to a server that has too much to do: on a busy machine five hundred at once wait longer for the one writer
/// than it lets them, and are told so. Nothing was changed then.
const TRIES: usize = 10;

/// Posts a form as a page of the same site would, and again while the server is too busy for it.
pub async fn post_form(
    address: SocketAddr,
    path: &str,
    cookie: &str,
    fields: &[(String, String)],
) -> Answer {
    let mut answer = post_once(address, path, cookie, fields).await;
    for _ in 1..TRIES {
        if answer.status != 503 {
            break;
        }
        answer = post_once(address, path, cookie, fields).await;
    }
    answer
}

async fn post_once(
    address: SocketAddr,
    path: &str,
    cookie: &str,
    fields: &[(String, String)],
) -> Answer {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        body: body.to_owned(),
    }
}
