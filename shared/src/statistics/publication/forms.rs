//! How publications are read: as they are written now, or in the first form, which gave the totals of a month and no sum of them.

use minicbor::{Decoder, decode::Error};

use super::Publication;
use crate::{calendar::Period, journal::EntryHash, register::ItemId, text::Slug};

/// All fields of both forms.
#[derive(minicbor::Decode)]
#[cbor(map)]
struct Fields {
    #[n(0)]
    table: u16,
    #[n(1)]
    period: Period,
    #[n(2)]
    seen: ItemId,
    #[n(3)]
    smallest_figure: u32,
    #[n(4)]
    previous: Option<EntryHash>,
    #[n(5)]
    totals: Option<Vec<Total>>,
    #[n(6)]
    permanences: Option<Vec<Slug>>,
    #[n(7)]
    codes: Option<Vec<Vec<u16>>>,
    #[n(8)]
    figures: Option<Vec<Option<u32>>>,
    #[n(9)]
    late: Option<Vec<Slug>>,
}

/// The visits of a permanence, or nothing where hidden: a figure of the first form.
#[derive(minicbor::Decode)]
#[cbor(map)]
struct Total {
    #[n(0)]
    permanence: Slug,
    #[n(1)]
    visits: Option<u32>,
}

impl<'b, C> minicbor::Decode<'b, C> for Publication {
    fn decode(decoder: &mut Decoder<'b>, context: &mut C) -> Result<Self, Error> {
        let Fields { table, period, seen, smallest_figure, previous, totals, permanences, codes, figures, late } =
            minicbor::Decode::decode(decoder, context)?;
        let (permanences, codes, figures, late) = match (totals, permanences, codes, figures, late) {
            (None, Some(permanences), Some(codes), Some(figures), Some(late)) => (permanences, codes, figures, late),
            (Some(totals), None, None, None, None) => {
                let (permanences, figures) = with_sum(totals);
                (permanences, Vec::new(), figures, Vec::new())
            }
            _ => return Err(Error::message("a publication has the fields of one form")),
        };
        Ok(Self { table, period, seen, smallest_figure, previous, permanences, codes, figures, late })
    }
}

/// The figures of a month with the operator's in front: what follows for it from totals that are all shown, else hidden.
fn with_sum(totals: Vec<Total>) -> (Vec<Slug>, Vec<Option<u32>>) {
    let (permanences, each): (Vec<Slug>, Vec<Option<u32>>) =
        totals.into_iter().map(|total| (total.permanence, total.visits)).unzip();
    let sum = each.iter().try_fold(0_u32, |sum, visits| Some(sum.saturating_add((*visits)?)));
    let figures = if each.is_empty() { Vec::new() } else { std::iter::once(sum).chain(each).collect() };
    (permanences, figures)
}
