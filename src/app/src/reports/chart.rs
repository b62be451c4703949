//! Charts as SVG text. Each has its table beside it, which says the same in words.

use std::fmt::Write as _;

/// The width of a chart, in its own units: about a phone's.
const WIDTH: i64 = 400;
/// What one bar takes, with its label above it.
const EACH: i64 = 44;
/// Room for the number after a bar.
const NUMBER: i64 = 110;

/// A label and its number; `None` where it is left out.
pub(super) type Bar = (String, Option<i64>);

/// Bars from left to right. `title` says what they show.
pub(super) fn bars(title: &str, bars: &[Bar], left_out: &str) -> String {
    let height = EACH * i64::try_from(bars.len()).unwrap_or(0) + 4;
    let most = bars.iter().filter_map(|(_, number)| *number).max();
    let most = most.unwrap_or(0).max(1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" aria-label=\"{}\">",
        escaped(title)
    );
    for (at, (label, number)) in (0..).zip(bars) {
        let top = at * EACH;
        let length = number.map_or(0, |number| (WIDTH - NUMBER) * number / most);
        let words = number.map_or_else(|| left_out.to_owned(), |number| number.to_string());
        let _ = write!(
            svg,
            "<text x=\"0\" y=\"{}\" font-size=\"14\" fill=\"#212b32\">{}</text>\
             <rect x=\"0\" y=\"{}\" width=\"{length}\" height=\"18\" fill=\"#005eb8\"/>\
             <text x=\"{}\" y=\"{}\" font-size=\"14\" fill=\"#212b32\">{}</text>",
            top + 14,
            escaped(label),
            top + 20,
            length + 6,
            top + 34,
            escaped(&words),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Text between tags or quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_the_most_and_what_is_left_out_has_none() {
        let svg = bars(
            "Conversations by \"area\"",
            &[
                ("ST1".to_owned(), Some(40)),
                ("<b>ST4</b>".to_owned(), Some(20)),
                ("ST5".to_owned(), None),
            ],
            "fewer than 5",
        );
        assert!(svg.contains("width=\"290\""), "{svg}");
        assert!(svg.contains("width=\"145\""), "{svg}");
        assert!(svg.contains("width=\"0\""), "{svg}");
        assert!(svg.contains("&lt;b&gt;ST4&lt;/b&gt;"), "{svg}");
        assert!(
            svg.contains("aria-label=\"Conversations by &quot;area&quot;\""),
            "{svg}"
        );
        assert!(
            !svg.contains("style="),
            "the content security policy allows none"
        );
    }
}
