//! What the service manager is told (systemd's `sd_notify`): that the service is ready, that it still answers, that it stops.
//! Where nobody asks to be told, nothing is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use sd_notify::NotifyState;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// Signs of life in the time after which the service manager takes the program for stuck.
const BEATS: u32 = 3;

/// Connections are accepted.
pub fn is_ready() {
    tell(&NotifyState::Ready);
}

/// No more connections are accepted.
pub fn is_stopping() {
    tell(&NotifyState::Stopping);
}

/// Shows life for as long as a request to the program's own address is answered, if the service manager asks for it.
pub async fn show_life(addr: SocketAddr) {
    let Some(longest) = sd_notify::watchdog_enabled() else {
        return;
    };
    let every = longest / BEATS;
    loop {
        if answers(addr, every).await {
            tell(&NotifyState::Watchdog);
        } else {
            tracing::error!("the program does not answer itself");
        }
        sleep(every).await;
    }
}

fn tell(state: &NotifyState) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(%error, %state, "the service manager can't be told");
    }
}

/// Whether whoever listens at this address answers as every visitor is answered.
async fn answers(addr: SocketAddr, within: Duration) -> bool {
    let asked = async {
        let mut stream = TcpStream::connect(from_here(addr)).await?;
        let request =
            format!("GET /health/live HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = timeout(within, asked).await;
    matches!(answer, Ok(Ok(answer)) if answer.starts_with(b"HTTP/1.1 200 "))
}

/// What listens at every address is reached at this machine's own.
fn from_here(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn what_listens_everywhere_is_reached_here() {
        for (addr, reached) in [
            ("0.0.0.0:3000", "127.0.0.1:3000"),
            ("[::]:3000", "[::1]:3000"),
            ("10.0.0.7:3000", "10.0.0.7:3000"),
        ] {
            assert_eq!(from_here(addr.parse().unwrap()).to_string(), reached);
        }
    }

    /// A program that is stuck still has its door open.
    #[tokio::test]
    async fn a_program_that_accepts_and_says_nothing_does_not_answer() {
        let stuck = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = stuck.local_addr().unwrap();
        assert!(!answers(addr, Duration::from_millis(100)).await);
        drop(stuck);
        assert!(!answers(addr, Duration::from_millis(100)).await);
    }
}
