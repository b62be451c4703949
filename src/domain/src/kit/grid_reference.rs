//! Places on the Ordnance Survey National Grid (OSGB36), in metres.

use serde::{Deserialize, Serialize};

/// Eastings and northings in metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GridReference {
    pub easting: i32,
    pub northing: i32,
}

impl GridReference {
    /// A place, in metres. `None` at the grid's origin, far out at sea: registers write it for what has no place.
    #[must_use]
    pub fn of_metres(easting: i32, northing: i32) -> Option<Self> {
        (easting != 0 || northing != 0).then_some(Self { easting, northing })
    }

    /// Straight-line distance in metres; `None` where one of them is no place ([`Self::of_metres`]).
    #[must_use]
    pub fn distance_metres(self, other: Self) -> Option<f64> {
        let from = Self::of_metres(self.easting, self.northing)?;
        let to = Self::of_metres(other.easting, other.northing)?;
        let (east, north) = (to.easting - from.easting, to.northing - from.northing);
        Some(f64::from(east).hypot(f64::from(north)))
    }

    /// The centre of a postcode district in and around the system, for when no postcode register was imported.
    #[must_use]
    pub fn of_outward_code(outward: &str) -> Option<Self> {
        OUTWARD_CENTRES
            .iter()
            .find(|(code, ..)| *code == outward)
            .map(|&(_, easting, northing)| Self { easting, northing })
    }
}

/// Centres of postcode districts to the nearest 500 metres: mean of their postcodes in OS Code-Point Open.
/// Contains Ordnance Survey data © Crown copyright and database right 2014 (Open Government Licence).
#[rustfmt::skip]
const OUTWARD_CENTRES: &[(&str, i32, i32)] = &[
    ("B77", 422500, 302500),
    ("B78", 422000, 301000),
    ("B79", 421500, 306000),
    ("CW12", 386000, 363000),
    ("CW2", 370000, 354000),
    ("CW3", 373000, 344500),
    ("DE13", 421000, 323500),
    ("DE14", 424000, 323000),
    ("DE15", 426500, 322500),
    ("DE6", 419000, 344000),
    ("DE65", 426000, 330000),
    ("DE72", 443000, 333000),
    ("DY3", 391000, 292500),
    ("DY7", 384500, 285500),
    ("SK11", 390500, 372000),
    ("SK17", 408000, 372000),
    ("ST1", 388500, 348000),
    ("ST10", 402500, 343500),
    ("ST11", 395500, 341000),
    ("ST12", 388500, 339000),
    ("ST13", 399000, 356000),
    ("ST14", 409000, 334000),
    ("ST15", 390000, 333500),
    ("ST16", 392000, 324000),
    ("ST17", 393500, 321000),
    ("ST18", 394500, 324000),
    ("ST19", 390000, 312500),
    ("ST2", 391000, 348000),
    ("ST20", 381500, 322500),
    ("ST21", 382000, 330500),
    ("ST3", 392000, 342500),
    ("ST4", 387500, 344000),
    ("ST5", 384000, 346500),
    ("ST55", 384500, 346500),
    ("ST6", 387500, 351000),
    ("ST7", 382000, 354500),
    ("ST8", 389000, 357500),
    ("ST9", 393500, 350500),
    ("TF10", 374000, 319000),
    ("TF9", 368500, 333500),
    ("WS11", 399000, 310000),
    ("WS12", 400000, 312000),
    ("WS13", 412000, 310500),
    ("WS14", 412500, 307500),
    ("WS15", 405500, 318000),
    ("WS7", 405500, 309000),
    ("WV10", 392500, 302500),
    ("WV5", 386000, 293000),
    ("WV6", 387500, 300000),
    ("WV7", 381000, 304500),
    ("WV8", 387500, 303000),
    ("WV9", 390500, 304000),
    ("WV98", 386000, 281500),
    ("WV99", 371500, 308500),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_in_a_straight_line() {
        let stoke = GridReference {
            easting: 388_000,
            northing: 345_000,
        };
        let stafford = GridReference {
            easting: 392_000,
            northing: 348_000,
        };
        assert!((stoke.distance_metres(stafford).unwrap() - 5_000.0).abs() < 0.001);
    }

    #[test]
    fn what_has_no_place_has_no_distance() {
        assert_eq!(GridReference::of_metres(0, 0), None);
        let origin = GridReference {
            easting: 0,
            northing: 0,
        };
        let stoke = GridReference::of_metres(388_000, 345_000).unwrap();
        assert_eq!(origin.distance_metres(stoke), None);
        assert_eq!(stoke.distance_metres(origin), None);
        assert_eq!(stoke.distance_metres(stoke), Some(0.0));
    }

    #[test]
    fn a_known_district_has_a_centre_and_an_unknown_one_has_none() {
        assert!(GridReference::of_outward_code("ST4").is_some());
        assert!(GridReference::of_outward_code("ZZ9").is_none());
    }
}
