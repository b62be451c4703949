//! Sending email: through an SMTP server, or as files in a folder.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use service::system::outbox::{OutgoingMessage, Sending, Transport, TransportError};

use crate::security;

/// How long one conversation with the mail server may take.
const SMTP_TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("email must go to smtp://…, smtps://… or file:DIR")]
    UnknownTransport,
    #[error("the mail server's address is wrong: {0}")]
    Server(String),
    #[error(
        "the mail server's address has the part {0:?}, which there is not; there is tls=required"
    )]
    UnknownPart(String),
    #[error(
        "the mail server is on another machine, {0}, so what is sent to it must be encrypted: write smtps:// for smtp://, or \
         ?tls=required at the end"
    )]
    InTheOpen(String),
    #[error("the address that email comes from is wrong: {0}")]
    Sender(String),
    #[error("the folder for email can't be made: {0}")]
    Folder(#[from] std::io::Error),
}

/// How email is sent, read and checked, with nothing opened yet.
#[derive(Debug)]
pub struct Mail {
    way: MailWay,
    sender: Sender,
}

/// Whom every email is from, and who reads an answer to it.
#[derive(Debug)]
struct Sender {
    from: Mailbox,
    reply_to: Mailbox,
}

#[derive(Debug)]
enum MailWay {
    Folder(PathBuf),
    Server(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mail {
    /// Reads `smtp://user:password@host:port` (STARTTLS with `?tls=required`), `smtps://…` or `file:DIR`. To another machine email
    /// travels encrypted only.
    pub fn read(
        setting: &str,
        from: &domain::kit::mailbox::Mailbox,
        reply_to: &domain::kit::mailbox::Mailbox,
    ) -> Result<Self, MailError> {
        let way = match setting.strip_prefix("file:") {
            Some("") => return Err(MailError::UnknownTransport),
            Some(folder) => MailWay::Folder(folder.into()),
            None => MailWay::Server(mailer(setting)?),
        };
        Ok(Self {
            way,
            sender: Sender {
                from: mailbox(from)?,
                reply_to: mailbox(reply_to)?,
            },
        })
    }

    /// Makes ready for sending; a folder is made when it is missing.
    pub fn open(self) -> Result<Arc<dyn Transport>, MailError> {
        let sender = self.sender;
        Ok(match self.way {
            MailWay::Server(mailer) => Arc::new(SmtpTransport { mailer, sender }),
            MailWay::Folder(folder) => {
                std::fs::create_dir_all(&folder)?;
                Arc::new(FileTransport { folder, sender })
            }
        })
    }
}

fn mailbox(mailbox: &domain::kit::mailbox::Mailbox) -> Result<Mailbox, MailError> {
    let address = mailbox.email.as_str().parse::<Address>();
    let address = address.map_err(|error| MailError::Sender(error.to_string()))?;
    Ok(Mailbox::new(Some(mailbox.name.clone()), address))
}

fn mailer(setting: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let (scheme, rest) = setting
        .split_once("://")
        .ok_or(MailError::UnknownTransport)?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut is_encrypted = match scheme {
        "smtp" => false,
        "smtps" => true,
        _ => return Err(MailError::UnknownTransport),
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if name != "tls" {
            return Err(MailError::UnknownPart(name.into_owned()));
        }
        is_encrypted |= value == "required";
    }
    let host = host_of(place);
    if !is_encrypted && !security::is_this_machine(host) {
        return Err(MailError::InTheOpen(host.to_owned()));
    }
    let mailer = AsyncSmtpTransport::<Tokio1Executor>::from_url(setting)
        .map_err(|error| MailError::Server(error.to_string()))?;
    Ok(mailer.timeout(Some(SMTP_TIMEOUT)).build())
}

/// `mail.example.nhs.uk:465` of `user:password@mail.example.nhs.uk:465/hello`.
fn host_of(place: &str) -> &str {
    let authority = place.split('/').next().unwrap_or_default();
    authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
}

struct SmtpTransport {
    mailer: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
}

impl Transport for SmtpTransport {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async move {
            let email = compose(message, &self.sender)?;
            self.mailer
                .send(email)
                .await
                .map(|_| ())
                .map_err(|error| TransportError(error.to_string()))
        })
    }
}

struct FileTransport {
    folder: PathBuf,
    sender: Sender,
}

impl Transport for FileTransport {
    fn send<'a>(&'a self, message: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async move {
            let email = compose(message, &self.sender)?.formatted();
            let (folder, name) = (self.folder.clone(), message.id.to_string());
            tokio::task::spawn_blocking(move || write_whole(&folder, &name, &email))
                .await
                .map_err(|error| TransportError(error.to_string()))?
                .map_err(|error| TransportError(error.to_string()))
        })
    }
}

/// Writes the file under another name first, so that whoever watches the folder never sees half an email. A message sent twice
/// is one file.
fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = folder.join(format!(".{name}.part"));
    let mut file = std::fs::File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, folder.join(format!("{name}.eml")))
}

/// The email: plain text, and the invitation twice where there is one, because some programs read the part and some the
/// attachment.
fn compose(message: &OutgoingMessage, sender: &Sender) -> Result<Message, TransportError> {
    let wrong = |error: &dyn std::fmt::Display| TransportError(error.to_string());
    let recipient: Mailbox = message
        .recipient
        .as_str()
        .parse()
        .map_err(|error| wrong(&error))?;
    let builder = Message::builder()
        .message_id(Some(format!(
            "<{}@{}>",
            message.id,
            sender.from.email.domain()
        )))
        .from(sender.from.clone())
        .reply_to(sender.reply_to.clone())
        .to(recipient)
        .date(
            SystemTime::UNIX_EPOCH + Duration::from_millis(message.created_at.unix_milliseconds()),
        )
        .subject(message.subject.clone())
        .header(AutoSubmitted);
    let text = SinglePart::plain(message.body.clone());
    let email = match &message.calendar {
        None => builder.singlepart(text),
        Some(calendar) => {
            let kind = format!(
                "text/calendar; charset=utf-8; method={}",
                calendar.method.code()
            );
            let kind = ContentType::parse(&kind).map_err(|error| wrong(&error))?;
            let part = SinglePart::builder()
                .header(kind)
                .body(calendar.text.clone());
            let file_kind = ContentType::parse("application/ics").map_err(|error| wrong(&error))?;
            let file = Attachment::new("career-conversation.ics".to_owned())
                .body(calendar.text.clone(), file_kind);
            let readings = MultiPart::alternative().singlepart(text).singlepart(part);
            builder.multipart(MultiPart::mixed().multipart(readings).singlepart(file))
        }
    };
    email.map_err(|error| wrong(&error))
}

/// Nobody wrote the email by hand (RFC 3834): programs that answer for people who are away then leave it alone.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod tests {
    use domain::kit::email_address::EmailAddress;
    use domain::system::id::OutboxId;
    use domain::system::outbox::CalendarMethod;
    use service::system::outbox::CalendarPart;
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};

    use super::*;

    fn message(calendar: Option<&str>) -> OutgoingMessage {
        let at = "2026-03-02T09:00:00Z".parse().unwrap();
        OutgoingMessage {
            id: OutboxId::new(at, [7; 10]),
            recipient: EmailAddress::parse("amina.yusuf@example.nhs.uk").unwrap(),
            subject: "Career conversation booked".to_owned(),
            body: "Hello Siân,\n\nYour career conversation is booked.\n".to_owned(),
            calendar: calendar.map(|text| CalendarPart {
                method: CalendarMethod::Request,
                text: text.to_owned(),
            }),
            created_at: at,
        }
    }

    fn transport(setting: &str) -> Arc<dyn Transport> {
        read(setting).unwrap().open().unwrap()
    }

    fn read(setting: &str) -> Result<Mail, MailError> {
        let sender = domain::kit::mailbox::Mailbox::sender("people-hub@example.nhs.uk").unwrap();
        Mail::read(setting, &sender, &sender)
    }

    fn files(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[tokio::test]
    async fn an_email_is_one_whole_file_however_often_it_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let setting = format!("file:{}", folder.path().join("mail").display());
        let transport = transport(&setting);
        let message = message(None);
        transport.send(&message).await.unwrap();
        transport.send(&message).await.unwrap();
        assert_eq!(
            files(&folder.path().join("mail")),
            [format!("{}.eml", message.id)]
        );
    }

    #[test]
    fn an_invitation_is_a_part_with_its_method_and_an_attachment() {
        let sender = Sender {
            from: "People Hub <people-hub@example.nhs.uk>".parse().unwrap(),
            reply_to: "Example Trust <privacy@example.nhs.uk>".parse().unwrap(),
        };
        let email = compose(
            &message(Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")),
            &sender,
        )
        .unwrap();
        let text = String::from_utf8(email.formatted()).unwrap();
        assert!(text.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"));
        assert!(
            text.contains(
                "Content-Disposition: attachment; filename=\"career-conversation.ics\"\r\n"
            )
        );
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(text.contains("Reply-To: \"Example Trust\" <privacy@example.nhs.uk>\r\n"));
        assert!(text.contains("Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n"));
        assert!(text.contains("From: \"People Hub\" <people-hub@example.nhs.uk>\r\n"));
        assert!(text.contains("@example.nhs.uk>\r\n") && text.contains("Message-ID: <"));
    }

    /// Answers one conversation as a mail server would, refusing the recipient where `refuses`, and gives what it was told.
    async fn mail_server(listener: tokio::net::TcpListener, refuses: bool) -> String {
        let (mut socket, _) = listener.accept().await.unwrap();
        let (read, mut write) = socket.split();
        let mut lines = BufReader::new(read).lines();
        let mut heard = String::new();
        let mut in_data = false;
        write.write_all(b"220 ready\r\n").await.unwrap();
        while let Some(line) = lines.next_line().await.unwrap() {
            let answer = match line.split(' ').next().unwrap_or_default() {
                _ if in_data && line != "." => "",
                "." => "250 kept\r\n",
                "DATA" => "354 go on\r\n",
                "RCPT" if refuses => "550 nobody here\r\n",
                "QUIT" => "221 goodbye\r\n",
                _ => "250 fine\r\n",
            };
            in_data = answer.is_empty() || line == "DATA";
            heard += &line;
            heard.push('\n');
            write.write_all(answer.as_bytes()).await.unwrap();
            if line == "QUIT" {
                break;
            }
        }
        heard
    }

    #[tokio::test]
    async fn a_mail_server_is_given_the_whole_email() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let setting = format!("smtp://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(mail_server(listener, false));
        let transport = transport(&setting);
        transport
            .send(&message(Some("BEGIN:VCALENDAR")))
            .await
            .unwrap();
        drop(transport);
        let heard = server.await.unwrap();
        for line in [
            "MAIL FROM:<people-hub@example.nhs.uk>",
            "RCPT TO:<amina.yusuf@example.nhs.uk>",
            "Subject: Career conversation booked\n",
            "method=REQUEST",
            "BEGIN:VCALENDAR",
        ] {
            assert!(heard.contains(line), "{line}: {heard}");
        }
    }

    /// What is refused is an error, so that the outbox tries again, and is not taken for sent.
    #[tokio::test]
    async fn a_refusal_and_a_server_that_is_away_are_errors() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let setting = format!("smtp://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(mail_server(listener, true));
        let transport = transport(&setting);
        let refused = transport.send(&message(None)).await.unwrap_err();
        assert!(refused.0.contains("nobody here"), "{refused:?}");
        server.abort();
        let _ = server.await;
        assert!(transport.send(&message(None)).await.is_err());
    }

    #[test]
    fn a_setting_that_is_no_transport_is_refused() {
        for setting in [
            "",
            "file:",
            "mail.example.nhs.uk",
            "http://mail.example.nhs.uk",
        ] {
            let read = read(setting);
            assert!(
                matches!(read, Err(MailError::UnknownTransport)),
                "{setting}"
            );
        }
        let unknown = read("smtps://mail.example.nhs.uk?tsl=required").unwrap_err();
        assert!(matches!(unknown, MailError::UnknownPart(part) if part == "tsl"));
        let wrong = read("smtp://localhost?tls=on").unwrap_err();
        assert!(matches!(wrong, MailError::Server(_)), "{wrong}");
    }

    #[test]
    fn email_to_another_machine_is_encrypted() {
        for setting in [
            "smtp://mail.example.nhs.uk",
            "smtp://me:s3cret@mail.example.nhs.uk:25",
            "smtp://me:localhost@mail.example.nhs.uk/localhost",
            "smtp://10.0.0.7?tls=opportunistic",
        ] {
            let told = read(setting).unwrap_err().to_string();
            assert!(told.contains("write smtps:// for smtp://"), "{told}");
            assert!(!told.contains("s3cret"), "{told}");
        }
        for setting in [
            "smtps://me:s3cret@mail.example.nhs.uk",
            "smtp://mail.example.nhs.uk?tls=required",
            "smtp://me:pw@localhost:2525",
            "smtp://127.0.0.1",
            "smtp://[::1]:25",
        ] {
            assert!(read(setting).is_ok(), "{setting}");
        }
    }
}
