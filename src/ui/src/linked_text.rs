//! Text that somebody wrote, with its web addresses as links.

use leptos::prelude::*;

/// A text in which each address is a link, and each line stays one.
#[component]
pub fn LinkedText(
    #[prop(into)] text: String,
    /// What this service's addresses begin with: they lead on as its own links do.
    #[prop(into)]
    own: String,
) -> impl IntoView {
    view! { <p class="app-lines">{linked(&text, &own)}</p> }
}

fn linked(text: &str, own: &str) -> Vec<AnyView> {
    let parts = parts(text).into_iter();
    let views = parts.map(|part| match part {
        Part::Words(words) => words.to_owned().into_any(),
        Part::Address(address) => {
            let path = address.strip_prefix(own);
            let path = path.filter(|path| path.starts_with('/'));
            let href = path.unwrap_or(address).to_owned();
            view! { <a class="app-break" href=href>{address.to_owned()}</a> }.into_any()
        }
    });
    views.collect()
}

#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Address(&'a str),
}

/// The words and addresses that a text is made of: an address begins with http:// or https:// and ends before a space, or before the
/// full stop or bracket that ends the sentence around it.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = address_in(rest) {
        let (before, from) = rest.split_at(at);
        let end = from
            .find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter))
            .unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '’']);
        parts.extend((!before.is_empty()).then_some(Part::Words(before)));
        parts.push(Part::Address(address));
        rest = &from[address.len()..];
    }
    parts.extend((!rest.is_empty()).then_some(Part::Words(rest)));
    parts
}

fn address_in(text: &str) -> Option<usize> {
    let found = ["http://", "https://"].map(|start| text.find(start));
    found.into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_without_what_ends_their_sentence() {
        let text = "Sign in (http://127.0.0.1:3000/sign-in/link/0a?x=1&y=2).\nOr: https://hub.example.nhs.uk/\n";
        assert_eq!(
            parts(text),
            [
                Part::Words("Sign in ("),
                Part::Address("http://127.0.0.1:3000/sign-in/link/0a?x=1&y=2"),
                Part::Words(").\nOr: "),
                Part::Address("https://hub.example.nhs.uk/"),
                Part::Words("\n"),
            ]
        );
        assert_eq!(parts("No link."), [Part::Words("No link.")]);
        assert_eq!(parts(""), []);
    }

    #[test]
    fn what_is_ours_leads_on_as_our_links_do() {
        let html = |text| linked(text, "https://hub.example").to_html();
        assert!(html("See https://hub.example/account.").contains("href=\"/account\""));
        let other = html("https://hub.example.other/account");
        assert!(
            other.contains("href=\"https://hub.example.other/account\""),
            "{other}"
        );
    }

    #[test]
    fn what_is_no_web_address_is_no_link_and_markup_stays_words() {
        let text = "javascript:alert(1) <b>https://a.example</b>";
        let html = linked(text, "https://hub.example").to_html();
        assert!(html.contains("javascript:alert(1) &lt;b&gt;"), "{html}");
        assert!(html.contains("href=\"https://a.example\""), "{html}");
        assert_eq!(html.matches("href").count(), 1, "{html}");
    }
}
