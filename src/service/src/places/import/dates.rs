//! Days as registers and spreadsheets write them.

use jiff::civil::Date;

use super::layout::quoted;

/// Registers have schools of the Middle Ages and closures that are planned.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

/// `20180401`, as the Organisation Data Service writes it; spreadsheets save it as it is.
pub(super) fn compact_date(text: &str) -> Result<Option<Date>, String> {
    let read = || {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        day_of(year, month, day)
    };
    match text {
        "" => Ok(None),
        _ => read()
            .map(Some)
            .ok_or_else(|| format!("{} is not a date such as 20180401", quoted(text))),
    }
}

/// `30-06-2020`, which a spreadsheet makes `30/06/2020` or `2020-06-30`. A year of two digits could be of either century.
pub(super) fn british_date(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let read = match parts[..] {
        [day, month, year] if year.len() == 2 && day.len() < 4 && is_number(year) => {
            let full = format!("{day}-{month}-19{year} or {day}-{month}-20{year}");
            return Err(format!(
                "{} has a year of two digits: write {}",
                quoted(text),
                if is_number(day) && is_number(month) {
                    full
                } else {
                    "all four".to_owned()
                }
            ));
        }
        [year, month, day] if year.len() == 4 => day_of(year, month, day),
        [day, month, year] => day_of(year, month, day),
        _ => None,
    };
    read.map(Some)
        .ok_or_else(|| format!("{} is not a date such as 30-06-2020", quoted(text)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let is_written_so = |text: &str, most| is_number(text) && text.len() <= most;
    if year.len() != 4 || !is_number(year) || !is_written_so(month, 2) || !is_written_so(day, 2) {
        return None;
    }
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_as_published_and_as_spreadsheets_save_them() {
        assert_eq!(compact_date("20180401"), Ok(Some(date(2018, 4, 1))));
        for text in [
            "30-06-2020",
            "30/06/2020",
            "30/6/2020",
            "30.06.2020",
            "2020-06-30",
        ] {
            assert_eq!(british_date(text), Ok(Some(date(2020, 6, 30))), "{text}");
        }
        assert_eq!((compact_date(""), british_date("")), (Ok(None), Ok(None)));
        assert_eq!(british_date("01-09-1414"), Ok(Some(date(1414, 9, 1))));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2018",
            "20181301",
            "2018+4+1",
            "09990101",
            "９９９９0101",
            "201804011",
        ] {
            assert!(compact_date(text).is_err(), "{text}");
        }
        for text in [
            "31-02-2020",
            "+1-09-1990",
            "1-+9-1990",
            "01-09-0090",
            "01-09-19900",
            "01-09-990",
            "1990",
            "01-09-1990-1",
            "--",
            "001-09-1990",
            "1-9-2200",
        ] {
            assert!(british_date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_not_guessed() {
        assert_eq!(
            british_date("1-9-90").unwrap_err(),
            "'1-9-90' has a year of two digits: write 1-9-1990 or 1-9-2090"
        );
        assert!(
            british_date("x-9-90")
                .unwrap_err()
                .ends_with("write all four")
        );
    }
}
