//! The NHS design system's components (nhsuk-frontend 10.6.1), as far as the service uses them.
//!
//! Each makes the HTML of the design system's own templates. Behaviours that need scripts are in [`behaviour`].

pub mod behaviour;
mod content;
mod fields;
mod layout;
mod lists;

pub use content::{
    BackLink, Breadcrumb, Card, CardLink, Details, InsetText, NotificationBanner, Panel, Tag,
    WarningCallout,
};
pub use fields::{
    Button, ButtonLink, CharacterCount, Checkboxes, DateInput, ErrorSummary, Fieldset, Hidden,
    Item, Radios, Select, TextInput,
};
pub use layout::{Account, Footer, Header, HeaderModel, SkipLink};
pub use lists::{DataTable, Heading, Pagination, Row, SummaryList, SummaryRow};
