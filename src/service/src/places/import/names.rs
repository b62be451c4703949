//! Names in capitals as people write them, and towns out of addresses.

/// Written in capitals though they have a vowel; initials without one are known by that.
const INITIALS: &[&str] = &[
    "ADHD", "AVS", "BAC", "CAMHS", "CIC", "CIO", "DHU", "EMIS", "ENT", "GP", "HIPC", "HIV", "ICB",
    "ICS", "IUC", "LES", "OOH", "PES", "SAEDS", "UCC", "UHDB", "UHNM", "UK", "WIC", "II", "III",
    "IV", "VI",
];
/// Without a vowel, and no initials.
const SHORTENED: &[&str] = &[
    "CTR", "DR", "DRS", "HTH", "LTD", "MR", "MRS", "MS", "MT", "NTH", "PHCTR", "RD", "ST", "STH",
    "STS",
];
/// Small inside a name.
const SMALL: &[&str] = &[
    "and", "at", "by", "for", "from", "in", "le", "of", "on", "or", "the", "to", "under", "upon",
    "with",
];
/// The counties and countries that stand in addresses, and what they are shortened to. Towns that a county is named like (London,
/// Durham) are not here.
const COUNTIES: &[&str] = &[
    "ABERDEENSHIRE",
    "ANGLESEY",
    "ANGUS",
    "ARGYLL",
    "AVON",
    "AYRSHIRE",
    "BANFFSHIRE",
    "BEDFORDSHIRE",
    "BEDS",
    "BERKS",
    "BERKSHIRE",
    "BERWICKSHIRE",
    "BUCKINGHAMSHIRE",
    "BUCKS",
    "CAERNARFONSHIRE",
    "CAITHNESS",
    "CAMBRIDGESHIRE",
    "CAMBS",
    "CARMARTHENSHIRE",
    "CEREDIGION",
    "CHESHIRE",
    "CLEVELAND",
    "CLWYD",
    "CO ANTRIM",
    "CO ARMAGH",
    "CO DOWN",
    "CO DURHAM",
    "CO FERMANAGH",
    "CO LONDONDERRY",
    "CO TYRONE",
    "CONWY",
    "CORNWALL",
    "COUNTY ANTRIM",
    "COUNTY ARMAGH",
    "COUNTY DOWN",
    "COUNTY DURHAM",
    "COUNTY FERMANAGH",
    "COUNTY LONDONDERRY",
    "COUNTY TYRONE",
    "CUMBERLAND",
    "CUMBRIA",
    "DENBIGHSHIRE",
    "DERBYS",
    "DERBYSHIRE",
    "DEVON",
    "DORSET",
    "DUMFRIESSHIRE",
    "DUNBARTONSHIRE",
    "DYFED",
    "EAST LOTHIAN",
    "EAST RIDING OF YORKSHIRE",
    "EAST SUSSEX",
    "EAST YORKSHIRE",
    "ENGLAND",
    "ESSEX",
    "FIFE",
    "FLINTSHIRE",
    "GLAMORGAN",
    "GLOS",
    "GLOUCESTERSHIRE",
    "GREATER LONDON",
    "GREATER MANCHESTER",
    "GWENT",
    "GWYNEDD",
    "HAMPSHIRE",
    "HANTS",
    "HEREFORDSHIRE",
    "HERTFORDSHIRE",
    "HERTS",
    "HUMBERSIDE",
    "HUNTINGDONSHIRE",
    "INVERNESS-SHIRE",
    "ISLE OF WIGHT",
    "KENT",
    "KINCARDINESHIRE",
    "LANARKSHIRE",
    "LANCASHIRE",
    "LANCS",
    "LEICESTERSHIRE",
    "LEICS",
    "LINCOLNSHIRE",
    "LINCS",
    "MERSEYSIDE",
    "MID GLAMORGAN",
    "MIDDLESEX",
    "MIDDX",
    "MIDLOTHIAN",
    "MONMOUTHSHIRE",
    "MORAYSHIRE",
    "NORFOLK",
    "NORTH HUMBERSIDE",
    "NORTH YORKSHIRE",
    "NORTHAMPTONSHIRE",
    "NORTHANTS",
    "NORTHUMBERLAND",
    "NOTTINGHAMSHIRE",
    "NOTTS",
    "OXFORDSHIRE",
    "OXON",
    "PEMBROKESHIRE",
    "PERTHSHIRE",
    "POWYS",
    "RENFREWSHIRE",
    "ROXBURGHSHIRE",
    "RUTLAND",
    "SALOP",
    "SCOTLAND",
    "SHROPSHIRE",
    "SOMERSET",
    "SOUTH GLAMORGAN",
    "SOUTH HUMBERSIDE",
    "SOUTH YORKSHIRE",
    "STAFFORDSHIRE",
    "STAFFS",
    "STIRLINGSHIRE",
    "SUFFOLK",
    "SURREY",
    "SUSSEX",
    "SUTHERLAND",
    "TYNE & WEAR",
    "TYNE AND WEAR",
    "UK",
    "UNITED KINGDOM",
    "WALES",
    "WARKS",
    "WARWICKSHIRE",
    "WEST GLAMORGAN",
    "WEST LOTHIAN",
    "WEST MIDLANDS",
    "WEST SUSSEX",
    "WEST YORKSHIRE",
    "WESTMORLAND",
    "WILTS",
    "WILTSHIRE",
    "WORCESTERSHIRE",
    "WORCS",
    "YORKSHIRE",
];

/// The town of an address: the last part of its lines that isn't a county, the way to one ('near Crewe') or a house.
pub(super) fn town(lines: &[String]) -> String {
    let parts = lines.iter().rev().flat_map(|line| line.split(',').rev());
    let mut parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts
        .find(|part| is_town(part))
        .map_or_else(String::new, readable)
}

fn is_town(part: &str) -> bool {
    let capitals = part.trim_end_matches('.').to_uppercase();
    let first = capitals.split([' ', '.']).next().unwrap_or_default();
    !COUNTIES.contains(&capitals.as_str())
        && !["NR", "NEAR"].contains(&first)
        && !part.starts_with(|c: char| c.is_ascii_digit())
}

/// A name in capitals as people write it: 'ROYAL STOKE NHS TRUST' as 'Royal Stoke NHS Trust'. One with small letters is somebody's own
/// way to write it, and stays.
pub(super) fn readable(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let is_sign = |c: char| !c.is_alphanumeric() && !is_apostrophe(c);
    let mut text = String::with_capacity(name.len());
    let mut begins = true;
    for word in name.split_inclusive(is_sign) {
        let letters = word.trim_end_matches(is_sign);
        if !letters.is_empty() {
            text.push_str(&word_of(letters, begins));
            begins = false;
        }
        let sign = &word[letters.len()..];
        text.push_str(sign);
        // A dash between spaces or a bracket begins anew; the hyphens of Stoke-on-Trent don't.
        begins |= sign == "(" || text.ends_with(" - ") || text.ends_with(" – ");
    }
    text
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn word_of(capitals: &str, begins: bool) -> String {
    let small = capitals.to_lowercase();
    let has_digit = capitals.contains(|c: char| c.is_ascii_digit());
    let has_vowel = capitals.contains(['A', 'E', 'I', 'O', 'U', 'Y']) || !capitals.is_ascii();
    let is_initials = INITIALS.contains(&capitals)
        || (!has_vowel && !SHORTENED.contains(&capitals) && !capitals.contains(is_apostrophe));
    match () {
        () if has_digit => numbered(capitals, small),
        () if is_initials => capitals.to_owned(),
        () if !begins && SMALL.contains(&small.as_str()) => small,
        () => named(&small),
    }
}

/// '1st' is small; '5A' and 'G1' are not.
fn numbered(capitals: &str, small: String) -> String {
    let ending = small.trim_start_matches(|c: char| c.is_ascii_digit());
    if ["st", "nd", "rd", "th"].contains(&ending) {
        small
    } else {
        capitals.to_owned()
    }
}

/// 'O'Connor', 'D'Arcy', 'McKenzie', 'George's'.
fn named(small: &str) -> String {
    let parts: Vec<&str> = small.splitn(2, is_apostrophe).collect();
    if let [particle @ ("o" | "d"), rest] = parts[..]
        && rest.chars().count() > 2
    {
        let apostrophe = &small[particle.len()..small.len() - rest.len()];
        return format!("{}{apostrophe}{}", capitalised(particle), named(rest));
    }
    match small.strip_prefix("mc") {
        Some(rest) if rest.chars().count() > 2 => format!("Mc{}", capitalised(rest)),
        _ => capitalised(small),
    }
}

fn capitalised(small: &str) -> String {
    let mut letters = small.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_become_readable() {
        for (name, expected) in [
            (
                "UNIVERSITY HOSPITALS OF NORTH MIDLANDS NHS TRUST",
                "University Hospitals of North Midlands NHS Trust",
            ),
            ("STOKE-ON-TRENT", "Stoke-on-Trent"),
            ("NEWCASTLE UNDER LYME", "Newcastle under Lyme"),
            (
                "ST GEORGE'S (THE ACCESS HUB)",
                "St George's (The Access Hub)",
            ),
            ("THE BAC O'CONNOR CENTRE", "The BAC O'Connor Centre"),
            ("O’NEILL & MCKENZIE", "O’Neill & McKenzie"),
            ("DHU HEALTH CARE CIC", "DHU Health Care CIC"),
            ("MACCLESFIELD SURGERY LTD", "Macclesfield Surgery Ltd"),
            ("DR D'ARCY'S PRACTICE", "Dr D'Arcy's Practice"),
            (
                "UCC/GP - THE ROYAL STOKE OOH",
                "UCC/GP - The Royal Stoke OOH",
            ),
            ("1ST FLOOR, UNIT 5A", "1st Floor, Unit 5A"),
            ("WELL-BEING BY DESIGN", "Well-Being by Design"),
            ("CANOLFAN IECHYD YR WYDDGRUG", "Canolfan Iechyd Yr Wyddgrug"),
            ("L'ÎLE ÉTÉ", "L'île Été"),
            ("McDonald House of Care", "McDonald House of Care"),
            ("", ""),
        ] {
            assert_eq!(readable(name), expected);
        }
    }

    #[test]
    fn the_town_is_the_last_line_that_is_no_county() {
        for (lines, expected) in [
            (["1 MOSS LANE", "LEEK", "STAFFORDSHIRE"], "Leek"),
            (["NEWCASTLE ROAD", "", "STOKE-ON-TRENT"], "Stoke-on-Trent"),
            (
                ["ALREWAS", "BURTON-ON-TRENT, STAFFS.", ""],
                "Burton-on-Trent",
            ),
            (["MOSS LANE", "MADELEY", "NR.CREWE, CHESHIRE"], "Madeley"),
            (["2 MILL STREET", "TYNE AND WEAR", ""], ""),
            (["DURHAM", "COUNTY DURHAM", "ENGLAND"], "Durham"),
            (
                ["High Street", "Newcastle-under-Lyme", "Staffordshire"],
                "Newcastle-under-Lyme",
            ),
            (["", "", ""], ""),
        ] {
            assert_eq!(town(&lines.map(str::to_owned)), expected, "{lines:?}");
        }
    }
}
