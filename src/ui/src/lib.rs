//! The NHS design system's components (nhsuk-frontend 10.6.1), as far as the service uses them.
//!
//! Each makes the HTML of the design system's own templates, on the server and in an island. What moves on a page without an island
//! is the client's: it finds it by the marks that are here (`src/client/src/behaviours.rs`).

#![recursion_limit = "512"]

mod around;
mod calendar;
mod content;
mod error_summary;
mod fields;
mod figures;
mod layout;
mod linked_text;
mod lists;
mod record;

pub use around::{Autosave, ErrorsShown, WayBack};
pub use calendar::{CalendarMonth, CalendarWeek, DayAgenda};
pub use content::{
    BackLink, Card, CardLink, Details, Done, FilterPanel, InsetText, NotificationBanner,
    PageHeader, Panel, Tag, WarningCallout,
};
pub use error_summary::{ErrorSummary, error_words};
pub use fields::{
    Button, ButtonLink, CharacterCount, Checkboxes, DateInput, DayField, DefaultButton, Field,
    Fieldset, Hidden, Item, Radios, Select, TextInput,
};
pub use figures::{Figure, Figures};
pub use layout::{
    Account, Footer, Header, HeaderModel, NOTIFICATIONS, SectionLink, SkipLink, View, Views,
};
pub use linked_text::LinkedText;
pub use lists::{DataTable, Heading, Pagination, Row, SummaryList, SummaryRow, TaskList, TaskRow};
pub use record::{Happened, PersonCard, Timeline};
