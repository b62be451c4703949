//! What has a time: a day's agenda, and a calendar's week and month.

use domain::kit::calendar::{Entry, Kind, Length, PARTS, Period, on, told};
use domain::kit::instant::Instant;
use domain::kit::{london, words};
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use crate::content::Tag;

/// What a cell of a week holds before it says how many more there are.
const MOST_IN_CELL: usize = 4;

/// What stands on a day, by time, with the moment that it is now.
#[component]
pub fn DayAgenda(
    /// Of that day, and of others.
    entries: Vec<Entry>,
    day: Date,
    now: Instant,
) -> impl IntoView {
    let entries: Vec<_> = on(&entries, day).into_iter().cloned().collect();
    if entries.is_empty() {
        return view! { <p>"Nothing with a time."</p> }.into_any();
    }
    let is_begun = |entry: &&Entry| entry.interval.start <= now;
    let begun = entries.iter().filter(is_begun).count();
    let mut lines: Vec<_> = entries
        .iter()
        .map(|entry| agenda_line(entry, day, now))
        .collect();
    if london::day_of(now) == day {
        let now = format!("Now, {}", words::time(now));
        let line = view! { <li class="app-agenda__line app-agenda__now">{now}</li> };
        lines.insert(begun, line.into_any());
    }
    view! { <ul class="app-agenda">{lines}</ul> }.into_any()
}

fn agenda_line(entry: &Entry, day: Date, now: Instant) -> AnyView {
    let over = (entry.kind == Kind::Booked && entry.is_over(now)).then_some("Over");
    let detail = Some(entry.detail.as_str()).filter(|detail| !detail.is_empty());
    let details: Vec<_> = detail.into_iter().chain(over).collect();
    let detail = (!details.is_empty())
        .then(|| view! { <span class="app-detail">{details.join(". ")}</span> });
    view! {
        <li class="app-agenda__line">
            <span class="app-agenda__time">{entry.time_on(day)}</span>
            <span>{linked(entry)} {detail}</span>
        </li>
    }
    .into_any()
}

fn linked(entry: &Entry) -> AnyView {
    let words = entry.words.clone();
    match entry.href.clone() {
        none if none.is_empty() => words.into_any(),
        href => view! { <a href=href>{words}</a> }.into_any(),
    }
}

/// A week: at a desk and on paper a table of its days, on a phone a strip of them with the agenda of the one that is chosen.
#[component]
pub fn CalendarWeek(
    /// What the table shows: 'Your calendar, 2 to 8 March 2026'.
    #[prop(into)]
    caption: String,
    /// The day of the week whose agenda a phone shows.
    chosen: Date,
    entries: Vec<Entry>,
    now: Instant,
    /// The page of a day, to which the table leads.
    #[prop(into)]
    day_href: Callback<Date, String>,
    /// The page of the week with another day chosen, to which the strip leads.
    #[prop(into)]
    week_href: Callback<Date, String>,
) -> impl IntoView {
    let today = london::day_of(now);
    let week = Period {
        length: Length::Week,
        day: chosen,
    };
    let days = week.weeks().into_iter().flatten();
    let days: Vec<_> = days
        .map(|day| Column {
            day,
            is_today: day == today,
            entries: on(&entries, day).into_iter().cloned().collect(),
            href: day_href.run(day),
        })
        .collect();
    let links = days
        .iter()
        .map(|column| strip_link(column, chosen, week_href.run(column.day)));
    let links: Vec<_> = links.collect();
    let table = week_table(caption, &days);
    view! {
        <div class="app-week-strip">
            <nav aria-label="Days of this week">
                <ul class="app-strip" data-behaviour="day-keys">{links}</ul>
            </nav>
            <Key entries=entries.clone() />
            <h3 class="nhsuk-heading-s">{words::near_day(chosen, today)}</h3>
            <DayAgenda entries day=chosen now />
        </div>
        {table}
    }
}

/// A day of a week.
struct Column {
    day: Date,
    is_today: bool,
    entries: Vec<Entry>,
    href: String,
}

impl Column {
    fn told(&self) -> Vec<(&'static str, String)> {
        told(&self.entries.iter().collect::<Vec<_>>())
    }
}

fn strip_link(column: &Column, chosen: Date, href: String) -> AnyView {
    let day = column.day;
    let told = column.told();
    let marks: String = told.iter().map(|(mark, _)| *mark).collect();
    let today = column.is_today.then(|| "today".to_owned());
    let rest = today
        .into_iter()
        .chain(told.into_iter().map(|(_, words)| words));
    let rest: String = rest.map(|words| format!(", {words}")).collect();
    view! {
        <li>
            <a href=href aria-current=(day == chosen).then_some("page")>
                {short(day.weekday())} " " <strong>{day.day()}</strong>
                <span class="nhsuk-u-visually-hidden">{format!(" {}{rest}", words::month(day))}</span>
                <span aria-hidden="true">{marks}</span>
            </a>
        </li>
    }
    .into_any()
}

/// 'Mon'.
fn short(weekday: Weekday) -> &'static str {
    &words::weekday(weekday)[..3]
}

/// What the marks mean that stand on these days.
#[component]
fn Key(entries: Vec<Entry>) -> impl IntoView {
    let has = |kind: Kind| entries.iter().any(|entry| entry.kind == kind);
    let kinds = Kind::ALL.iter().copied().filter(|kind| has(*kind));
    let key: Vec<_> = kinds
        .map(|kind| format!("{} {}", kind.mark(), kind.words()))
        .collect();
    view! { <p aria-hidden="true">{key.join(" · ")}</p> }
}

fn week_table(caption: String, days: &[Column]) -> AnyView {
    let headings: Vec<_> = days.iter().map(week_heading).collect();
    let stands_in = |part| {
        move |column: &Column| {
            column
                .entries
                .iter()
                .any(|entry| entry.part_of(column.day) == part)
        }
    };
    let [all_day, parts @ ..] = PARTS;
    let all_day = days.iter().any(stands_in(all_day)).then_some(all_day);
    let rows = all_day.into_iter().chain(parts);
    let rows: Vec<_> = rows
        .map(|part| {
            let cells: Vec<_> = days.iter().map(|column| week_cell(column, part)).collect();
            view! { <tr><th scope="row">{part}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="app-calendar app-calendar--week">
            <caption class="nhsuk-u-visually-hidden">{caption}</caption>
            <thead>
                <tr><td></td>{headings}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn week_heading(column: &Column) -> AnyView {
    view! {
        <th scope="col" aria-current=column.is_today.then_some("date")>
            <a href=column.href.clone()>{words::short_day(column.day)}</a>
            {column.is_today.then(|| view! { " " <Tag words="Today" /> })}
        </th>
    }
    .into_any()
}

fn week_cell(column: &Column, part: &str) -> AnyView {
    let entries = column.entries.iter();
    let entries: Vec<_> = entries
        .filter(|entry| entry.part_of(column.day) == part)
        .collect();
    let more = entries.len().saturating_sub(MOST_IN_CELL);
    let lines = entries.iter().take(MOST_IN_CELL).map(|entry| {
        let fills = entry.fills(column.day);
        let time = (!fills).then(|| view! { <strong>{entry.time_on(column.day)}" "</strong> });
        let mark = format!("{} ", entry.kind.mark());
        view! { <li>{time} <span aria-hidden="true">{mark}</span> {linked(entry)}</li> }
    });
    let lines: Vec<_> = lines.collect();
    let has_lines = !lines.is_empty();
    let more = (more > 0)
        .then(|| view! { <li><a href=column.href.clone()>{format!("and {more} more")}</a></li> });
    view! { <td>{has_lines.then(|| view! { <ul>{lines} {more}</ul> })}</td> }.into_any()
}

/// A month, as a table of its weeks: each day is a link that says how much stands on it.
#[component]
pub fn CalendarMonth(
    /// What the table shows: 'Your calendar, March 2026'.
    #[prop(into)]
    caption: String,
    /// Any day of it.
    month: Date,
    entries: Vec<Entry>,
    now: Instant,
    /// The page of a day.
    #[prop(into)]
    href: Callback<Date, String>,
) -> impl IntoView {
    let month = Period {
        length: Length::Month,
        day: month,
    };
    let weeks = month.weeks();
    let headings = weeks.first().into_iter().flatten();
    let headings: Vec<_> = headings
        .map(|day| view! { <th scope="col">{short(day.weekday())}</th> })
        .collect();
    let today = london::day_of(now);
    let cell = |day: Date| match month.holds(day) {
        true => month_cell(day, day == today, &on(&entries, day), href.run(day)),
        false => view! { <td class="app-calendar__outside">{day.day()}</td> }.into_any(),
    };
    let rows: Vec<_> = weeks
        .into_iter()
        .map(|week| {
            let cells: Vec<_> = week.into_iter().map(cell).collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="app-calendar app-calendar--month" data-behaviour="day-keys">
            <caption class="nhsuk-u-visually-hidden">{caption}</caption>
            <thead>
                <tr>{headings}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="app-until-tablet"><Key entries /></div>
    }
}

fn month_cell(day: Date, is_today: bool, entries: &[&Entry], href: String) -> AnyView {
    let month = format!(" {}", words::month(day));
    let told = told(entries).into_iter().map(|(mark, words)| {
        let mark = format!("{mark} ");
        view! {
            <span>
                <span aria-hidden="true">{mark}</span>
                <span class="nhsuk-u-visually-hidden">", "</span>
                <span class="app-rest">{words}</span>
            </span>
        }
    });
    view! {
        <td aria-current=is_today.then_some("date")>
            <a href=href>
                <strong>{day.day()}</strong>
                <span class="nhsuk-u-visually-hidden">{month}</span>
                {is_today.then(|| view! { <span class="nhsuk-u-visually-hidden">", "</span> <span class="app-rest">"Today"</span> })}
                {told.collect_view()}
            </a>
        </td>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::kit::instant::Interval;
    use jiff::civil::{date, time};
    use scraper::{Html, Selector};

    use super::*;

    /// Tuesday.
    const TODAY: Date = date(2026, 3, 3);

    fn at(day: Date, hour: i8) -> Instant {
        london::at(day, time(hour, 0, 0, 0))
    }

    fn entry(day: Date, hour: i8, minutes: i64, words: &str) -> Entry {
        Entry {
            interval: Interval::lasting(at(day, hour), minutes),
            kind: Kind::Booked,
            words: words.to_owned(),
            detail: String::new(),
            href: format!("/{words}"),
        }
    }

    fn href(day: Date) -> String {
        format!("/on/{day}")
    }

    fn read(view: impl FnOnce() -> AnyView) -> Html {
        let owner = Owner::new_root(None);
        Html::parse_fragment(&owner.with(|| view().to_html()))
    }

    fn week(entries: Vec<Entry>) -> Html {
        let now = at(TODAY, 9);
        read(|| {
            view! { <CalendarWeek caption="Week" chosen=TODAY entries now day_href=href week_href=href /> }
                .into_any()
        })
    }

    fn month(entries: Vec<Entry>) -> Html {
        let now = at(TODAY, 9);
        read(|| view! { <CalendarMonth caption="Month" month=TODAY entries now href /> }.into_any())
    }

    /// The text of each element that fits, its spaces as a browser has them.
    fn texts(html: &Html, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        let found = html.select(&selector);
        let text = found.map(|element| element.text().collect::<String>());
        text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_week_is_a_table_of_days_and_their_parts_and_a_strip_of_days() {
        let html = week(vec![
            entry(TODAY, 10, 30, "talk"),
            entry(date(2026, 3, 7), 22, 8 * 60, "night"),
        ]);
        let headings = texts(&html, "thead th[scope=col]");
        assert_eq!(headings.len(), 7);
        assert_eq!(headings[1], "Tue 3 Mar Today");
        let parts = ["Morning", "Afternoon", "Evening"];
        assert_eq!(texts(&html, "tbody th[scope=row]"), parts);
        let cells = texts(&html, "tbody td");
        assert_eq!(cells.len(), 3 * 7);
        assert_eq!(cells[1], "10am to 10:30am ● talk");
        assert_eq!(cells[6], "Until 6am ● night");
        assert_eq!(cells[2 * 7 + 5], "From 10pm ● night");
        let strip = texts(&html, ".app-strip a");
        assert_eq!(strip[0], "Mon 2 March");
        assert_eq!(strip[1], "Tue 3 March, today, 1 booked●");
        assert_eq!(texts(&html, ".app-strip [aria-current=page]").len(), 1);
    }

    #[test]
    fn what_fills_a_day_has_a_row_where_there_is_some() {
        let leave = Entry {
            interval: london::whole_day(TODAY),
            kind: Kind::Away,
            href: String::new(),
            ..entry(TODAY, 0, 0, "On leave")
        };
        let html = week(vec![leave]);
        assert_eq!(texts(&html, "tbody th")[0], "All day");
        assert_eq!(texts(&html, "tbody td")[1], "✕ On leave");
        assert!(texts(&html, "tbody a").is_empty(), "it has no page");
    }

    #[test]
    fn a_month_counts_what_is_on_its_own_days() {
        let february = date(2026, 2, 28);
        let html = month(vec![
            entry(TODAY, 10, 30, "one"),
            entry(TODAY, 11, 30, "other"),
            entry(february, 10, 30, "before"),
        ]);
        let days = texts(&html, "td a");
        assert_eq!(days.len(), 31);
        assert_eq!(days[2], "3 March, Today● , 2 booked");
        assert_eq!(texts(&html, "td").len(), 6 * 7);
        let outside = texts(&html, ".app-calendar__outside");
        assert_eq!(outside[5], "28");
    }

    #[test]
    fn a_thousand_things_in_a_month_do_not_break_it() {
        let first = date(2026, 3, 1);
        let day = |number: i32| london::plus_days(first, number % 31);
        let many: Vec<_> = (0..1_000)
            .map(|number| entry(day(number), 9, 30, "talk"))
            .collect();
        assert_eq!(
            texts(&week(many.clone()), "tbody td")[0]
                .matches("talk")
                .count(),
            4
        );
        assert_eq!(
            texts(&week(many.clone()), "td a[href^='/on/']")[0],
            "and 29 more"
        );
        let html = month(many);
        assert!(texts(&html, "td a")[0].ends_with("33 booked"));
        assert!(html.html().len() < 20_000);
    }

    #[test]
    fn a_day_says_what_is_over_and_where_it_is_now() {
        let entries = vec![entry(TODAY, 12, 30, "after"), entry(TODAY, 7, 60, "before")];
        let now = at(TODAY, 9);
        let agenda = |day| {
            let entries = entries.clone();
            let html = read(|| view! { <DayAgenda entries day now /> }.into_any());
            texts(&html, "li, p")
        };
        let lines = ["7am to 8ambeforeOver", "Now, 9am", "12pm to 12:30pmafter"];
        assert_eq!(agenda(TODAY), lines);
        assert_eq!(agenda(date(2026, 3, 4)), ["Nothing with a time."]);
    }
}
