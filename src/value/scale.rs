//! Ordered scales: the stages of a project, the grades of an institution.

/// Stages from lowest to highest. A figure on a scale is the place of its stage, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// What the author calls it.
    pub name: String,
    /// The stages, lowest first.
    pub stages: Vec<String>,
}

impl Scale {
    /// The place of a stage.
    pub fn place(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|own| own == stage)
    }

    /// The stage at a place.
    pub fn stage(&self, place: usize) -> Option<&str> {
        self.stages.get(place).map(String::as_str)
    }
}
