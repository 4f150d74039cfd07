//! The lists of codes and the files that hold them.

macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident = $name:literal),+ $(,)?) => {
        /// A list of codes of the vocabularies.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum List {
            $($(#[$doc])* $list),+
        }

        impl List {
            /// Every list; the hash of the vocabularies goes through those that are counted in this order.
            pub const ALL: &'static [Self] = &[$(Self::$list),+];

            /// The name of the list and of its file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$list => $name),+
                }
            }

            /// Whether figures are made of its codes, so that the hash in a network's policy covers it. Reports of dysfunctions
            /// name their codes, and each counts from its own version on: a service that is added changes nobody's figures.
            #[must_use]
            pub const fn is_counted(self) -> bool {
                !matches!(self, Self::PublicServices | Self::Workarounds | Self::DysfunctionStates)
            }

            /// The file, as it is built into the program.
            pub(super) const fn file(self) -> &'static str {
                match self {
                    $(Self::$list => include_str!(concat!("../../../data/vocabulary/", $name, ".csv"))),+
                }
            }
        }
    };
}

lists! {
    /// Categories of requests.
    Categories = "categories",
    /// Types of requests; the parent is the category.
    RequestTypes = "request-types",
    /// What became of a request.
    Outcomes = "outcomes",
    /// Where a person was referred to.
    Referrals = "referrals",
    /// Genders.
    Genders = "genders",
    /// Age bands, estimated by the helper.
    AgeBands = "age-bands",
    /// Where the help took place.
    Channels = "channels",
    /// The device that the request was about or was solved with.
    Devices = "devices",
    /// Languages of the exchange.
    Languages = "languages",
    /// How far the person did it.
    Participation = "participation",
    /// How long the help took.
    DurationBands = "duration-bands",
    /// What became of a planned session.
    SessionStatuses = "session-statuses",
    /// Why a session did not take place.
    SessionReasons = "session-reasons",
    /// Types of places that lend a room.
    PlaceTypes = "place-types",
    /// Why a request was not resolved.
    UnresolvedReasons = "unresolved-reasons",
    /// Who sent a person to the permanence.
    ReferredBy = "referred-by",
    /// What an organisation is to the network; several may be true at once.
    OrganisationRoles = "organisation-roles",
    /// Legal forms of organisations.
    LegalForms = "legal-forms",
    /// On what terms people work at a session.
    StaffStatuses = "staff-statuses",
    /// Stages in the life of a permanence.
    PermanenceStatuses = "permanence-statuses",
    /// Kinds of dysfunctions of a digital service.
    DysfunctionKinds = "dysfunction-kinds",
    /// How bad a dysfunction is.
    Severities = "severities",
    /// Digital services that the public depends on.
    PublicServices = "public-services",
    /// How people get round a dysfunction.
    Workarounds = "workarounds",
    /// What has become of a report of a dysfunction.
    DysfunctionStates = "dysfunction-states",
}
