//! What can be set about career conversations.

use jiff::civil::Date;

use crate::system::settings::{DatedValue, Setting};

pub const CUT_OFF_HOURS: Setting = Setting::whole(
    "cut_off_hours",
    "Latest time to move or cancel (hours before)",
    (0, 336),
    24,
);
pub const NOTICE_HOURS: Setting = Setting::whole(
    "notice_hours",
    "Shortest notice for a booking (hours)",
    (0, 336),
    24,
);
pub const HORIZON_DAYS: Setting = Setting::whole(
    "horizon_days",
    "How far ahead people can book (days)",
    (1, 365),
    42,
);
pub const OFFER_HOURS: Setting = Setting::whole(
    "offer_hours",
    "How long an offer from the waiting list stands (hours)",
    (1, 72),
    12,
);
/// Conversations to come that a member may have booked by themselves.
pub const LIVE_BOOKINGS: Setting = Setting::whole(
    "live_bookings",
    "Most conversations a member can have booked at once",
    (1, 50),
    2,
);
/// Bookings that a member may make by themselves in a day, whatever becomes of them.
pub const BOOKINGS_A_DAY: Setting = Setting::whole(
    "bookings_a_day",
    "Most bookings a member can make in a day",
    (1, 200),
    6,
);

/// In the order of the page.
pub const SETTINGS: &[Setting] = &[
    CUT_OFF_HOURS,
    NOTICE_HOURS,
    HORIZON_DAYS,
    OFFER_HOURS,
    LIVE_BOOKINGS,
    BOOKINGS_A_DAY,
];

/// The values that hold on one day, each as its setting says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    pub cut_off_hours: i64,
    pub notice_hours: i64,
    pub horizon_days: i64,
    pub offer_hours: i64,
    pub live_bookings: i64,
    pub bookings_a_day: i64,
}

impl Rules {
    #[must_use]
    pub fn on(day: Date, values: &[DatedValue]) -> Self {
        let value = |setting: Setting| setting.on(day, values);
        Self {
            cut_off_hours: value(CUT_OFF_HOURS),
            notice_hours: value(NOTICE_HOURS),
            horizon_days: value(HORIZON_DAYS),
            offer_hours: value(OFFER_HOURS),
            live_bookings: value(LIVE_BOOKINGS),
            bookings_a_day: value(BOOKINGS_A_DAY),
        }
    }
}
