//! The directory: what an operator's page says of hosts and permanences.
//!
//! * [`commune`]: Belgian communes, their NIS codes and regions
//! * [`school`]: school holidays, as data; [`timetable`]: opening hours
//! * [`host`]: places that lend a room
//! * [`permanence`]: sessions held there
//! * [`fields`]: how a row is written as short texts, and read back
//! * [`page`]: all rows of one operator, and the edits that change them
//! * [`import`]: rows from a file

pub mod commune;
pub mod fields;
pub mod host;
pub mod import;
pub mod page;
pub mod permanence;
pub mod school;
pub mod timetable;

pub use commune::{Commune, NisCode, Region};
pub use fields::{Fields, UnreadableRow};
pub use host::{Host, HostError, Latitude, Longitude, PlaceKind, PostalCode};
pub use import::{BadRow, Import, ImportError, ImportedRow, RowReason};
pub use page::{Page, PageEdit, RowKind};
pub use permanence::{Language, Permanence, PermanenceError, PermanenceStatus, Phone};
pub use school::{SchoolCalendar, SchoolHoliday};
pub use timetable::{Exception, ExceptionError, Opening, Timetable, TimetableError};
