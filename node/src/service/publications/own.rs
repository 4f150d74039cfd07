//! The years of this operator as its own node knows them.

use std::collections::BTreeSet;

use maillage_shared::{
    statistics::{Publication, disclosure::OwnYear},
    view::publications::published_by,
};

use super::super::{Problem, closing::noted_in, opened::Opened};

/// Every year of which something was published, with what was counted for it and the certificates.
pub(super) fn years(opened: &Opened) -> Result<Vec<(i16, OwnYear)>, Problem> {
    let fold = opened.ledger.fold();
    let published: Vec<&Publication> = published_by(&fold, opened.operator).map(|(_, _, publication)| publication).collect();
    let years: BTreeSet<i16> = published.iter().map(|publication| publication.period.year()).collect();
    let own = |year: i16| {
        opened.ledger.store().read(|read| {
            let (noted, _) = noted_in(read, year)?;
            let published = published.iter().copied();
            Ok::<_, Problem>((year, OwnYear::new(year, published, read.counted(year)?, &read.certificates(year)?, &noted)))
        })
    };
    years.into_iter().map(own).collect()
}
