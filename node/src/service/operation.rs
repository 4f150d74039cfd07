//! What a use case is: a request that can travel, its answer, and progress meanwhile.

use std::sync::Arc;

use serde::{Serialize, de::DeserializeOwned};

use super::{Problem, Service};

/// A use case. Performed on a thread of its own, where it may wait for disk and network.
pub trait Operation: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the control API, as `permanence-import`.
    const NAME: &'static str;

    /// What it answers.
    type Output: Serialize + DeserializeOwned + Send + 'static;

    /// Does it.
    ///
    /// # Errors
    /// A [`Problem`]; nothing is changed then, unless the problem says otherwise.
    fn perform(self, service: &Service, progress: &Progress) -> Result<Self::Output, Problem>;
}

/// How far a long operation is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// What is being done: a key of the command line's catalogues, as `import-rows`.
    pub what: String,
    /// Units done.
    pub done: u64,
    /// Units in all, when known.
    pub total: Option<u64>,
}

/// Where progress is told.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(Step) + Send + Sync>);

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}

impl Progress {
    /// Tells progress to `listener`, which must return quickly.
    #[must_use]
    pub fn to(listener: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }

    /// Tells nobody.
    #[must_use]
    pub fn silent() -> Self {
        Self::to(|_| ())
    }

    /// Tells how far it is.
    pub fn tell(&self, what: &str, done: u64, total: Option<u64>) {
        (self.0)(Step { what: what.to_owned(), done, total });
    }
}

/// The content of a file, as base 64 in JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct FileContent(pub Vec<u8>);

impl std::fmt::Debug for FileContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileContent({} bytes)", self.0.len())
    }
}

impl Serialize for FileContent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::BASE64.encode(&self.0))
    }
}

impl<'de> serde::Deserialize<'de> for FileContent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        data_encoding::BASE64.decode(text.as_bytes()).map(Self).map_err(serde::de::Error::custom)
    }
}
