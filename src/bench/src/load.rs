//! Requests that arrive at a fixed rate whether or not earlier ones have been answered, or as fast as they are answered.
//!
//! A request's time counts from the moment at which it was due: one that has to wait for a connection waits on the clock.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Fault;

const PAGE: &str = "/career-conversations/book/day";
const BOOK: &str = "/career-conversations/book/check";
/// Answers before this are not counted: both ends run at their own pace only after a moment.
const WARM_UP: Duration = Duration::from_secs(2);

/// Whoever has not been served so long after the last was due is not served any more.
const GRACE: Duration = Duration::from_secs(10);

/// What is sent, how often, for how long.
struct Plan {
    address: SocketAddr,
    /// The session and the booking of each member.
    members: Vec<(String, String)>,
    /// Requests a second; 0 for as many as are answered.
    rate: u64,
    seconds: u64,
    /// One request in so many books; 0 for none.
    book_every: u64,
    /// The members before this one have booked already.
    first_booking: u64,
    begun: Instant,
    next: AtomicU64,
}

struct Outcome {
    is_booking: bool,
    status: u16,
    bytes: usize,
    took: Duration,
}

/// `bench load`.
pub fn run(address: &str, file: &str, numbers: &[&str]) -> Result<(), Fault> {
    let numbers: Vec<u64> = numbers
        .iter()
        .map(|text| text.parse())
        .collect::<Result<_, _>>()?;
    let &[rate, seconds, connections, book_every, first_booking] = numbers.as_slice() else {
        return Err(crate::USAGE.into());
    };
    let members = std::fs::read_to_string(file)?
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(token, form)| (token.to_owned(), form.to_owned()))
        .collect();
    let plan = Plan {
        address: address.parse()?,
        members,
        rate,
        seconds,
        book_every,
        first_booking,
        begun: Instant::now(),
        next: AtomicU64::new(0),
    };
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        let workers: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| work(&plan)))
            .collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .flatten()
            .collect()
    });
    let of = |is_booking: bool| {
        let outcomes = outcomes
            .iter()
            .filter(|outcome| outcome.is_booking == is_booking);
        told(outcomes.collect(), seconds)
    };
    println!("{}", json!({ "page": of(false), "booking": of(true) }));
    Ok(())
}

/// Sends what is next until the time is over.
fn work(plan: &Plan) -> Vec<Outcome> {
    let end = WARM_UP + Duration::from_secs(plan.seconds);
    let mut stream = None;
    let mut outcomes = Vec::new();
    loop {
        let number = plan.next.fetch_add(1, Ordering::Relaxed);
        let due = match plan.rate {
            0 => plan.begun.elapsed(),
            rate => Duration::from_nanos(number * 1_000_000_000 / rate),
        };
        if due >= end {
            return outcomes;
        }
        thread::sleep(due.saturating_sub(plan.begun.elapsed()));
        let is_booking = plan.book_every > 0 && number % plan.book_every == plan.book_every - 1;
        let sent = if plan.begun.elapsed() < end + GRACE {
            send(plan, &mut stream, number, is_booking)
        } else {
            Err(io::ErrorKind::TimedOut.into())
        };
        let (status, bytes) = sent.unwrap_or_else(|_| {
            stream = None;
            (0, 0)
        });
        if due >= WARM_UP {
            outcomes.push(Outcome {
                is_booking,
                status,
                bytes,
                took: plan.begun.elapsed().saturating_sub(due),
            });
        }
    }
}

fn send(
    plan: &Plan,
    stream: &mut Option<BufReader<TcpStream>>,
    number: u64,
    is_booking: bool,
) -> io::Result<(u16, usize)> {
    let text = request(plan, number, is_booking)?;
    let stream = match stream {
        Some(stream) => stream,
        None => {
            let opened = TcpStream::connect(plan.address)?;
            opened.set_nodelay(true)?;
            opened.set_read_timeout(Some(Duration::from_secs(30)))?;
            stream.insert(BufReader::with_capacity(64 * 1024, opened))
        }
    };
    stream.get_mut().write_all(text.as_bytes())?;
    answer(stream)
}

fn request(plan: &Plan, number: u64, is_booking: bool) -> io::Result<String> {
    let host = plan.address;
    let member = if is_booking {
        plan.first_booking + number / plan.book_every
    } else {
        number % u64::try_from(plan.members.len()).unwrap_or(1).max(1)
    };
    let member = usize::try_from(member)
        .ok()
        .and_then(|at| plan.members.get(at));
    let (token, form) = member
        .ok_or_else(|| io::Error::other("there are not enough members for so many bookings"))?;
    let cookie = format!("host: {host}\r\ncookie: people-hub-session={token}\r\n");
    if !is_booking {
        return Ok(format!("GET {PAGE} HTTP/1.1\r\n{cookie}\r\n"));
    }
    let length = form.len();
    Ok(format!(
        "POST {BOOK} HTTP/1.1\r\n{cookie}sec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    ))
}

/// Reads one answer to its end: its status, and how many bytes its body has.
fn answer(stream: &mut BufReader<TcpStream>) -> io::Result<(u16, usize)> {
    let unreadable = || io::Error::other("an answer that can't be read");
    let mut line = String::new();
    read_line(stream, &mut line)?;
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status: u16 = status.ok_or_else(unreadable)?;
    let (mut length, mut is_chunked) = (0, false);
    loop {
        read_line(stream, &mut line)?;
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().map_err(|_| unreadable())?;
        }
        is_chunked |= name.eq_ignore_ascii_case("transfer-encoding");
    }
    if !is_chunked {
        pass_over(stream, length)?;
        return Ok((status, length));
    }
    let mut bytes = 0;
    loop {
        read_line(stream, &mut line)?;
        let chunk = usize::from_str_radix(&line, 16).map_err(|_| unreadable())?;
        pass_over(stream, chunk + 2)?;
        bytes += chunk;
        if chunk == 0 {
            return Ok((status, bytes));
        }
    }
}

fn read_line(stream: &mut BufReader<TcpStream>, line: &mut String) -> io::Result<()> {
    line.clear();
    if stream.read_line(line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    line.truncate(line.trim_end().len());
    Ok(())
}

fn pass_over(stream: &mut BufReader<TcpStream>, bytes: usize) -> io::Result<()> {
    let length = u64::try_from(bytes).map_err(io::Error::other)?;
    io::copy(&mut stream.by_ref().take(length), &mut io::sink())?;
    Ok(())
}

/// How many, how fast, how late. An answer of another status than the right one, or none,
/// counts as refused, and its time counts too.
fn told(outcomes: Vec<&Outcome>, seconds: u64) -> Value {
    let right = |outcome: &&&Outcome| outcome.status == if outcome.is_booking { 303 } else { 200 };
    let count = outcomes.len();
    let refused = count - outcomes.iter().filter(right).count();
    let bytes = outcomes.iter().map(|outcome| outcome.bytes).max();
    let mut times: Vec<f64> = outcomes
        .iter()
        .map(|outcome| outcome.took.as_secs_f64() * 1_000.0)
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get((count * percent / 100).min(count.saturating_sub(1)));
    json!({
        "count": count,
        "refused": refused,
        "rate": count as f64 / seconds.max(1) as f64,
        "bytes": bytes,
        "p50": at(50),
        "p99": at(99),
        "most": times.last(),
    })
}
