//! `maillage publication export`: everything public about figures, as one document.

use std::path::Path;

use maillage_node::service::Problem;
use maillage_node::service::publications::export::ExportPublications;
use maillage_shared::text;
use serde_json::json;

use crate::context::Context;
use crate::language::say;
use crate::output;
use crate::presentation::document;

pub(super) async fn run(context: &Context, operator: Option<String>, to: Option<&Path>) -> Result<(), Problem> {
    to.map_or(Ok(()), |path| context.spare(path))?;
    let figures = context.call(ExportPublications { operator }).await?;
    let Some(path) = to else { return context.screen.json("publications", &figures) };
    if context.dry_run {
        context.screen.note(&say!("dry-run-note"));
        return Ok(());
    }
    output::public(path, &document("publications", &figures, true)?)?;
    let shown = path.display().to_string();
    context.screen.answer("publication-export", &json!({ "file": shown, "cells": figures.cells.len() }), |screen| {
        screen.note(&say!("saved-to", path = text::printable(&shown)));
    })
}
