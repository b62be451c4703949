//! Where people reach the service.

use axum::http::Uri;

const WRONG: &str =
    "it must be https:// and a name, such as https://hub.example.nhs.uk, with nothing behind it";

/// Reads `https://NAME` or `http://NAME`, with a port where it isn't the usual one, and gives it as browsers send it in `Origin`:
/// in lower case, without the usual port and without a slash at the end.
pub(super) fn parse(text: &str) -> Result<String, &'static str> {
    let uri: Uri = text.trim().parse().map_err(|_| WRONG)?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(WRONG);
    };
    let usual = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return Err(WRONG),
    };
    let is_bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !text.contains('#');
    if !is_bare || authority.as_str().contains('@') || authority.host().is_empty() {
        return Err(WRONG);
    }
    let host = authority.host().to_ascii_lowercase();
    Ok(match authority.port_u16() {
        Some(port) if port != usual => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_as_browsers_write_it() {
        for (text, kept) in [
            ("https://hub.example.nhs.uk", "https://hub.example.nhs.uk"),
            (
                "HTTPS://Hub.Example.NHS.uk:443/",
                "https://hub.example.nhs.uk",
            ),
            (
                "https://hub.example.nhs.uk:8443",
                "https://hub.example.nhs.uk:8443",
            ),
            ("http://localhost:3000/", "http://localhost:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn what_could_not_be_reached_or_compared_is_refused() {
        for text in [
            "",
            "hub.example.nhs.uk",
            "ftp://hub.example.nhs.uk",
            "https://",
            "https://hub.example.nhs.uk/people",
            "https://hub.example.nhs.uk/?a=b",
            "https://hub.example.nhs.uk/#top",
            "https://me:pw@hub.example.nhs.uk",
            "https://hub example",
        ] {
            assert_eq!(parse(text), Err(WRONG), "{text}");
        }
    }
}
