//! The report of a model's problems for its author: placed, sorted and counted.

use std::collections::BTreeMap;
use std::fmt;

use crate::json::{Spot, lines_and_columns, locate};
use crate::problem::{File, Found, Problems, Where};
use crate::text::printed;
use crate::{ShapeId, Source};

/// One thing that is wrong with a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The name of the source that it is in.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The shape that it is about, or a member as `namespace#Shape$member`.
    pub shape: Option<String>,
    /// The problem.
    pub message: String,
    /// The remedy.
    pub help: String,
}

/// Everything that is wrong with a model, sorted by place. It displays as text for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    problems: Vec<Problem>,
}

impl Report {
    /// The problems, at least one, those of the model before those of the fix-ups, in the order of their text.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// A report of problems inside of trait values that only a generator finds: the shape, the trait's id, the JSON
    /// pointer into its value, and what is wrong.
    pub fn in_traits<'p>(
        source: &Source<'_>,
        problems: impl IntoIterator<Item = (&'p ShapeId, &'p str, &'p str, &'p str)>,
    ) -> Self {
        let problems: Vec<_> = problems.into_iter().collect();
        let path = |id: &ShapeId, name: &str, pointer: &str| -> Vec<String> {
            let inside = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
            ["shapes", id.as_str(), "traits", name].into_iter().map(str::to_owned).chain(inside).collect()
        };
        let paths: Vec<_> = problems.iter().map(|(id, name, pointer, _)| path(id, name, pointer)).collect();
        let spots = locate(source.text, &paths.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let offsets: Vec<_> = spots.iter().map(|spot| spot.offset).collect();
        let places = lines_and_columns(source.text, &offsets);
        let placed = problems.iter().zip(places).map(|((id, name, _, message), (line, column))| Problem {
            file: source.name.to_owned(),
            line,
            column,
            shape: Some(id.to_string()),
            message: (*message).to_owned(),
            help: format!("correct the value of `{name}`"),
        });
        let mut problems: Vec<_> = placed.collect();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        Self { problems }
    }

    pub(crate) fn new(problems: Problems, sources: &Sources<'_>, origins: &Origins) -> Self {
        let mut placed = place(problems.found, sources, origins);
        placed.sort_by(|(a, x), (b, y)| {
            let key = |file: &File, problem: &Problem| (*file, problem.line, problem.column);
            key(a, x).cmp(&key(b, y)).then_with(|| x.message.cmp(&y.message))
        });
        placed.dedup();
        Self { problems: placed.into_iter().map(|(_, problem)| problem).collect() }
    }
}

/// The texts that problems are placed in.
pub(crate) struct Sources<'a> {
    pub(crate) model: Source<'a>,
    pub(crate) fixups: Option<Source<'a>>,
}

impl<'a> Sources<'a> {
    fn get(&self, file: File) -> Source<'a> {
        match (file, self.fixups) {
            (File::Fixups, Some(fixups)) => fixups,
            _ => self.model,
        }
    }

    fn files(&self) -> &'static [File] {
        if self.fixups.is_some() { &[File::Model, File::Fixups] } else { &[File::Model] }
    }
}

/// The mixins of shapes that have some, where their members and traits may really stand.
pub(crate) type Origins = BTreeMap<ShapeId, Vec<ShapeId>>;

/// A path to look for on behalf of a problem.
struct Candidate {
    problem: usize,
    file: File,
    path: Vec<String>,
}

fn place(found: Vec<Found>, sources: &Sources<'_>, origins: &Origins) -> Vec<(File, Problem)> {
    let spots = best_spots(&found, sources, origins);
    let mut positions = vec![(1, 1); found.len()];
    for &file in sources.files() {
        let indices: Vec<usize> = (0..spots.len()).filter(|&index| spots[index].0 == file).collect();
        let offsets: Vec<usize> = indices.iter().map(|&index| spots[index].1).collect();
        for (index, position) in indices.into_iter().zip(lines_and_columns(sources.get(file).text, &offsets)) {
            positions[index] = position;
        }
    }
    let places = spots.into_iter().zip(positions);
    let placed = found.into_iter().zip(places).map(|(found, ((file, _), (line, column)))| {
        let shape = found.place.subject;
        let name = sources.get(file).name.to_owned();
        (file, Problem { file: name, line, column, shape, message: found.message, help: found.help })
    });
    placed.collect()
}

/// The file and offset of each problem.
fn best_spots(found: &[Found], sources: &Sources<'_>, origins: &Origins) -> Vec<(File, usize)> {
    let mut best: Vec<(File, usize)> = Vec::new();
    let mut candidates = Vec::new();
    for (problem, found) in found.iter().enumerate() {
        match &found.place.spot {
            Where::Exact { file, offset } => best.push((*file, *offset)),
            Where::Paths { file, paths } => {
                best.push((file.unwrap_or(File::Model), 0));
                let files = file.as_ref().map_or(sources.files(), std::slice::from_ref);
                push_candidates(&mut candidates, problem, files, paths, origins);
            }
        }
    }
    let mut ranks = vec![(false, 0); found.len()];
    for (candidate, spot) in candidates.iter().zip(locate_all(&candidates, sources)) {
        let rank = (spot.depth == candidate.path.len(), spot.depth);
        if rank > ranks[candidate.problem] {
            ranks[candidate.problem] = rank;
            best[candidate.problem] = (candidate.file, spot.offset);
        }
    }
    best
}

fn push_candidates(
    candidates: &mut Vec<Candidate>,
    problem: usize,
    files: &[File],
    paths: &[Vec<String>],
    origins: &Origins,
) {
    for &file in files {
        candidates.extend(paths.iter().map(|path| Candidate { problem, file, path: path.clone() }));
    }
    for path in paths {
        for mixin in path.get(1).map(|id| mixins_of(id, origins)).unwrap_or_default() {
            let mut path = path.clone();
            path[1] = mixin.to_string();
            candidates.push(Candidate { problem, file: File::Model, path });
        }
    }
}

/// The mixins of a shape, and their mixins, as far as it makes sense to look.
fn mixins_of<'o>(id: &str, origins: &'o Origins) -> Vec<&'o ShapeId> {
    const FAR: usize = 32;
    let mut all: Vec<&ShapeId> = origins.get(id).into_iter().flatten().take(FAR).collect();
    let mut next = 0;
    while next < all.len() && all.len() < FAR {
        all.extend(origins.get(all[next]).into_iter().flatten());
        next += 1;
    }
    all
}

fn locate_all(candidates: &[Candidate], sources: &Sources<'_>) -> Vec<Spot> {
    let mut spots = vec![Spot::default(); candidates.len()];
    for &file in sources.files() {
        let indices: Vec<usize> = (0..candidates.len()).filter(|&at| candidates[at].file == file).collect();
        let paths: Vec<&[String]> = indices.iter().map(|&at| candidates[at].path.as_slice()).collect();
        if paths.is_empty() {
            continue;
        }
        for (at, spot) in indices.into_iter().zip(locate(sources.get(file).text, &paths)) {
            spots[at] = spot;
        }
    }
    spots
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}:{}: error: {}", self.file, self.line, self.column, printed(&self.message))?;
        if let Some(shape) = &self.shape {
            writeln!(f, "  shape: {}", printed(shape))?;
        }
        writeln!(f, "  help: {}", printed(&self.help))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut files: Vec<&str> = Vec::new();
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
            if files.last() != Some(&problem.file.as_str()) {
                files.push(&problem.file);
            }
        }
        let count = self.problems.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        write!(f, "{count} {noun} in {}; nothing was written", files.join(" and "))
    }
}

impl std::error::Error for Report {}
