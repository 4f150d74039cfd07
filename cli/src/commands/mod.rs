//! The commands, one file each: its arguments, and what it does with them.

mod advice;
mod backup;
mod completions;
mod config;
mod decision;
mod demo;
mod device;
mod directory;
mod done;
mod dysfunction;
mod evidence;
mod host;
mod join;
mod key;
mod member;
mod month;
mod network;
mod node;
mod overview;
mod permanence;
mod publication;
mod record;
mod recover;
mod recovery;
mod session;
mod stats;
mod status;
mod store;
mod sync;
mod typed;
mod view;
mod visit;

#[cfg(test)]
pub(crate) use directory::WEEKDAY;
use maillage_node::service::Problem;
#[cfg(test)]
pub(crate) use stats::{DIMENSION, FORMAT, ONLY, REGION};

use crate::context::Context;

/// What can be asked for. Verbs are English in every language; the daily ones also answer to their French and Dutch names.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    #[command(alias = "noter", alias = "noteren")]
    Record(record::RecordArgs),
    Visit(visit::VisitArgs),
    #[command(alias = "permanences", alias = "permanenties", alias = "permanentie")]
    Permanence(permanence::PermanenceArgs),
    #[command(alias = "statistiques", alias = "statistieken")]
    Stats(stats::StatsArgs),
    Month(month::MonthArgs),
    Session(session::SessionArgs),
    Directory(directory::DirectoryArgs),
    Host(host::HostArgs),
    Publication(publication::PublicationArgs),
    #[command(alias = "signalement", alias = "signalements", alias = "melding", alias = "meldingen")]
    Dysfunction(dysfunction::DysfunctionArgs),
    Status(status::StatusArgs),
    Node(node::NodeArgs),
    Sync(sync::SyncArgs),
    Network(network::NetworkArgs),
    Join(join::JoinArgs),
    Member(member::MemberArgs),
    Device(device::DeviceArgs),
    Key(key::KeyArgs),
    Recovery(recovery::RecoveryArgs),
    Recover(recover::RecoverArgs),
    Decision(decision::DecisionArgs),
    Evidence(evidence::EvidenceArgs),
    Config(config::ConfigArgs),
    View(view::ViewArgs),
    Backup(backup::BackupArgs),
    Store(store::StoreArgs),
    Demo(demo::DemoArgs),
    Completions(completions::CompletionsArgs),
}

/// Does what was asked.
pub(crate) async fn run(command: Option<Command>, context: &Context) -> Result<(), Problem> {
    match command {
        None => overview::run(context).await,
        Some(Command::Record(args)) => args.run(context, "record").await,
        Some(Command::Visit(args)) => args.run(context).await,
        Some(Command::Permanence(args)) => args.run(context).await,
        Some(Command::Stats(args)) => args.run(context).await,
        Some(Command::Month(args)) => args.run(context).await,
        Some(Command::Session(args)) => args.run(context).await,
        Some(Command::Directory(args)) => args.run(context).await,
        Some(Command::Host(args)) => args.run(context).await,
        Some(Command::Publication(args)) => args.run(context).await,
        Some(Command::Dysfunction(args)) => args.run(context).await,
        Some(Command::Status(args)) => args.run(context).await,
        Some(Command::Node(args)) => args.run(context).await,
        Some(Command::Sync(args)) => args.run(context).await,
        Some(Command::Network(args)) => args.run(context).await,
        Some(Command::Join(args)) => args.run(context).await,
        Some(Command::Member(args)) => args.run(context).await,
        Some(Command::Device(args)) => args.run(context).await,
        Some(Command::Key(args)) => args.run(context).await,
        Some(Command::Recovery(args)) => args.run(context).await,
        Some(Command::Recover(args)) => args.run(context).await,
        Some(Command::Decision(args)) => args.run(context).await,
        Some(Command::Evidence(args)) => args.run(context).await,
        Some(Command::Config(args)) => args.run(context).await,
        Some(Command::View(args)) => args.run(context).await,
        Some(Command::Backup(args)) => args.run(context).await,
        Some(Command::Store(args)) => args.run(context).await,
        Some(Command::Demo(args)) => args.run(context).await,
        Some(Command::Completions(args)) => args.run(context),
    }
}
