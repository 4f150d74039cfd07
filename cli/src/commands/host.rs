//! `maillage host`: the organisations that lend their rooms.

use maillage_node::service::Problem;
use maillage_node::service::hosts::{AddHost, ListHosts};
use maillage_shared::directory::Host;
use maillage_shared::record::vocabulary::List;

use super::done::done;
use super::record::with_codes;
use crate::context::Context;
use crate::language::{Language, say, spoken};
use crate::presentation::{Table, label};

/// `maillage host`: the organisations that lend their rooms.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-host"))]
pub(crate) struct HostArgs {
    #[command(subcommand)]
    action: HostAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum HostAction {
    #[command(about = say!("help-host-add"))]
    Add {
        #[arg(value_name = say!("value-slug"), help = say!("arg-host-slug"))]
        slug: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-host-name"))]
        name: String,
        #[arg(long, value_name = say!("value-code"), help = with_codes(&say!("arg-host-kind"), List::PlaceTypes))]
        kind: String,
        #[arg(long, value_name = say!("value-address"), help = say!("arg-address"))]
        address: Option<String>,
        #[arg(long, value_name = say!("value-code"), help = say!("arg-postal-code"))]
        postal_code: Option<String>,
        #[arg(long, value_name = say!("value-nis"), help = say!("arg-commune-nis"))]
        commune: Option<String>,
        #[arg(long, allow_negative_numbers = true, value_name = say!("value-degrees"), help = say!("arg-latitude"))]
        latitude: Option<f64>,
        #[arg(long, allow_negative_numbers = true, value_name = say!("value-degrees"), help = say!("arg-longitude"))]
        longitude: Option<f64>,
    },
    #[command(about = say!("help-host-list"))]
    List,
}

/// The hosts as programs read them.
#[derive(serde::Serialize)]
struct Hosts {
    hosts: Vec<Host>,
}

impl HostArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            HostAction::Add { slug, name, kind, address, postal_code, commune, latitude, longitude } => {
                let degrees = |degrees: Option<f64>| degrees.map(|degrees| degrees.to_string());
                let (latitude, longitude) = (degrees(latitude), degrees(longitude));
                let dry_run = context.dry_run;
                let add = AddHost { slug, name, kind, address, postal_code, commune, latitude, longitude, dry_run };
                let host = context.call(add).await?;
                let slug = host.slug.as_str();
                done(context, "host-add", &host, &say!("host-added", slug = slug), &say!("host-next", slug = slug))
            }
            HostAction::List => list(context, &Hosts { hosts: context.call(ListHosts {}).await? }),
        }
    }
}

fn list(context: &Context, found: &Hosts) -> Result<(), Problem> {
    context.screen.answer("host-list", found, |screen| {
        let headings = [say!("label-slug"), say!("label-name"), say!("label-kind"), say!("label-address"), say!("label-commune")];
        let mut table = Table::new(headings);
        for host in &found.hosts {
            table.row([host.slug.to_string(), host.name.to_string(), label::place(&host.kind), address(host), commune(host)]);
        }
        if table.is_empty() {
            screen.note(&say!("hosts-none"));
        } else {
            screen.table(&table);
        }
    })
}

/// Street and postal code.
pub(super) fn address(host: &Host) -> String {
    let parts = [host.address.as_ref().map(ToString::to_string), host.postal_code.as_ref().map(ToString::to_string)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The commune: its name in the reader's language as far as it is known, or its code.
pub(super) fn commune(host: &Host) -> String {
    let (fr, nl) = (host.commune_name.as_ref(), host.commune_name_nl.as_ref());
    let name = if spoken() == Language::Nl { nl.or(fr) } else { fr.or(nl) };
    name.map(ToString::to_string).or_else(|| host.commune.map(|code| code.to_string())).unwrap_or_default()
}
