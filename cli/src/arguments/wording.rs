//! The words that the argument parser brings itself, replaced: it knows English only.

use clap::Command;

use crate::language::say;

/// Goes through the tree and replaces headings, templates and the bracketed remarks about values.
pub(crate) fn in_our_words(command: Command) -> Command {
    // Longer lines are tiring to read, however wide the window.
    own_words(command.max_term_width(100))
}

fn own_words(command: Command) -> Command {
    let template = format!("{{before-help}}{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n", say!("heading-usage"));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut order = 0..;
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg_required_else_help(false)
        .help_template(template)
        .subcommand_help_heading(say!("heading-commands"))
        .subcommand_value_name(say!("value-command"))
        // Under a heading of ours, the parser would sort what has no dashes by its letters.
        .mut_args(|arg| own_argument(arg).display_order(order.next().unwrap_or_default()));
    for name in names {
        command = command.mut_subcommand(name, own_words);
    }
    command
}

fn own_argument(arg: clap::Arg) -> clap::Arg {
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let takes_values = arg.get_action().takes_values();
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if takes_values && !values.is_empty() {
        help = say!("help-with-values", help = help, values = values.join(", "));
    }
    if takes_values && !defaults.is_empty() {
        help = say!("help-with-default", help = help, value = defaults.join(", "));
    }
    let plain = || if arg.is_positional() { say!("heading-arguments") } else { say!("heading-options") };
    let heading = arg.get_help_heading().map_or_else(plain, ToOwned::to_owned);
    arg.help(help).help_heading(heading).hide_possible_values(true).hide_default_value(true).hide_env(true)
}

/// The one word that stands in every usage line and cannot be set.
pub(crate) fn of_usage(text: &str) -> String {
    text.replace("[OPTIONS]", &say!("value-options"))
}
