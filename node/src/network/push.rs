//! New entries and items, sent at once to every neighbour but the one that brought them.

use std::sync::Arc;

use maillage_shared::{
    identity::DeviceId,
    sync::{Fresh, Push},
};
use tokio::{sync::broadcast::error::RecvError, task::JoinSet};

use super::{Shared, conversation};
use crate::ledger::News;

/// Pushes until the ledger is gone. A push is a hint: what fails is left to the next exchange.
pub async fn run(shared: Arc<Shared>) {
    let mut news = shared.ledger.subscribe();
    let mut pushes = JoinSet::new();
    loop {
        match news.recv().await {
            Ok(first) => {
                let mut all = vec![first];
                while let Ok(more) = news.try_recv() {
                    all.push(more);
                }
                if all.iter().any(|piece| !piece.items.is_empty()) {
                    part_with_former_members(&shared);
                }
                push_to_all(&shared, &all, &mut pushes);
            }
            // Too much at once for single pushes: an exchange brings it all.
            Err(RecvError::Lagged(_)) => shared.exchange_now.notify_one(),
            Err(RecvError::Closed) => return,
        }
        while pushes.try_join_next().is_some() {}
    }
}

/// Closes the connections with devices that the register does not let speak any more.
fn part_with_former_members(shared: &Shared) {
    for (device, _) in shared.neighbours.connected() {
        if !conversation::may_speak(shared, device) {
            shared.neighbours.close(device);
        }
    }
}

fn push_to_all(shared: &Arc<Shared>, news: &[News], pushes: &mut JoinSet<()>) {
    for (device, connection) in shared.neighbours.connected() {
        let fresh = fresh_for(device, news);
        if fresh == Fresh::default() {
            continue;
        }
        let shared = Arc::clone(shared);
        pushes.spawn(async move {
            let push = match Push::of(&fresh, &shared.ledger.held_for(device)) {
                Ok(push) if push.is_empty() => return,
                Ok(push) => push,
                Err(error) => return tracing::error!(%error, "what is new cannot be read"),
            };
            if let Err(error) = conversation::push_over(&shared, device, &connection, push).await {
                tracing::debug!(%device, %error, "a push was not acknowledged");
                shared.exchange_now.notify_one();
            }
        });
    }
}

/// What is new to a neighbour: everything that it did not bring itself.
fn fresh_for(device: DeviceId, news: &[News]) -> Fresh {
    let mut fresh = Fresh::default();
    for piece in news.iter().filter(|piece| piece.from != Some(device)) {
        fresh.forks.extend(piece.forks.iter());
        fresh.items.extend(piece.items.iter().map(maillage_shared::register::Item::id));
        for entry in piece.entries.iter() {
            let (journal, seq) = (entry.header.device, entry.header.seq);
            if !fresh.journals.iter().any(|(known, _)| *known == journal) && journal != device {
                fresh.journals.push((journal, seq));
            }
        }
    }
    fresh
}
