//! What systemd is told, as the unit file asks for it.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use super::running::{Program, program};

/// The next thing that the program tells.
fn told(socket: &UnixDatagram) -> String {
    let mut text = [0; 200];
    let length = socket.recv(&mut text).unwrap();
    String::from_utf8(text[..length].to_vec()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_service_manager_is_told_that_it_is_ready_lives_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let mut command = program();
    command
        .env("NOTIFY_SOCKET", &path)
        .env("WATCHDOG_USEC", "1500000");
    let program = Program::run(command, folder.path(), &[]).await;
    assert_eq!(told(&socket), "READY=1\n");
    for _ in 0..3 {
        assert_eq!(told(&socket), "WATCHDOG=1\n");
    }
    assert!(program.stop(Duration::from_secs(30)).await);
    let mut last = told(&socket);
    while last == "WATCHDOG=1\n" {
        last = told(&socket);
    }
    assert_eq!(last, "STOPPING=1\n");
}
