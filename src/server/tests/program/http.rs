//! A client that keeps its connection and reports what breaks.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// What the server said.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// A connection to the server.
pub struct Connection {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Connection {
    /// Not open yet.
    pub fn to(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
        }
    }

    /// Sends a request, over the open connection where there is one, and reads the answer.
    pub async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        stream.get_mut().write_all(request).await?;
        let (answer, stays_open) = read(&mut stream).await?;
        if stays_open {
            self.stream = Some(stream);
        }
        Ok(answer)
    }

    /// Posts a form as a page of the same site would, with an answer for programs.
    pub async fn post(&mut self, path: &str, cookie: &str, form: &str) -> Result<Answer> {
        let kind = "application/x-www-form-urlencoded";
        let request = request(self.address, path, cookie, kind, form.as_bytes());
        self.send(&request).await
    }
}

/// The text of a request that posts `body`.
pub fn request(address: SocketAddr, path: &str, cookie: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\nAccept: application/json\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

async fn read(stream: &mut BufReader<TcpStream>) -> Result<(Answer, bool)> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_ascii_lowercase()),
        }
    }
    let value = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name));
    let status = lines
        .first()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok())
        .ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
    let body = if value("transfer-encoding: chunked").is_some() {
        read_chunks(stream).await?
    } else {
        let length = value("content-length: ").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut body).await?;
        body
    };
    let body = String::from_utf8_lossy(&body).into_owned();
    let stays_open = value("connection: close").is_none();
    Ok((Answer { status, body }, stays_open))
}

async fn read_chunks(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let length = usize::from_str_radix(line.trim(), 16);
        let length = length.map_err(|_| Error::from(ErrorKind::InvalidData))?;
        let mut chunk = vec![0; length + 2];
        stream.read_exact(&mut chunk).await?;
        if length == 0 {
            return Ok(body);
        }
        body.extend(&chunk[..length]);
    }
}
