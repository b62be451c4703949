//! Charts as SVG text. Each has its table beside it, which says the same in words.

use maud::html;
use service::career_conversations::report::Cell;

/// The width of a chart, in its own units: about a phone's.
const WIDTH: i64 = 400;
/// What one bar takes, with its label above it.
const EACH: i64 = 40;
/// Room for the number after a bar.
const NUMBER: i64 = 110;

/// Bars from left to right, of the first figure of each row. `title` says what they show. A figure that is left out has words and no bar.
pub(super) fn bars(title: &str, rows: &[Vec<Cell>]) -> String {
    let bars: Vec<(&Cell, &Cell)> = rows
        .iter()
        .filter_map(|row| row.first().zip(row.get(1)))
        .collect();
    let height = EACH * i64::try_from(bars.len()).unwrap_or(0) + 4;
    let most = bars.iter().filter_map(|(_, figure)| number(figure)).max();
    let most = most.unwrap_or(0).max(1);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox={ "0 0 " (WIDTH) " " (height) } aria-label=(title) {
            @for (at, (label, figure)) in (0..).zip(bars) {
                @let top = at * EACH;
                @let length = number(figure).map(|number| (WIDTH - NUMBER) * number / most);
                text x="0" y=(top + 14) font-size="14" fill="#212b32" { (label) }
                @if let Some(length) = length {
                    rect x="0" y=(top + 20) width=(length) height="18" fill="#005eb8" {}
                }
                text x=(length.map_or(0, |length| length + 6)) y=(top + 34) font-size="14" fill="#212b32" { (figure) }
            }
        }
    }
    .into_string()
}

const fn number(figure: &Cell) -> Option<i64> {
    match figure {
        Cell::Count(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_is_the_most_and_what_is_left_out_has_none() {
        let row = |group: &str, figure: Cell| vec![Cell::Group(group.to_owned()), figure];
        let svg = bars(
            "Conversations by \"area\"",
            &[
                row("ST1", Cell::Count(40)),
                row("<b>ST4</b>", Cell::Count(20)),
                row("ST5", Cell::LeftOut),
            ],
        );
        assert!(svg.contains("width=\"290\""), "{svg}");
        assert!(svg.contains("width=\"145\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
        assert!(svg.contains(">left out</text>"), "{svg}");
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
