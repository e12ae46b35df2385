//! Finds the places of values in a text by their paths. Used only once there is something to report.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The place found for a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The byte offset of the key, or of the value if it is neither object nor list, or is in a list.
    pub(crate) offset: usize,
    /// The number of steps of the path that exist. The offset is that of the last of them.
    pub(crate) depth: usize,
}

/// Finds every path in one pass over the text. Of a repeated key the last one counts.
pub(crate) fn locate(text: &str, paths: &[&[String]]) -> Vec<Spot> {
    let mut root = Wanted::default();
    for (index, path) in paths.iter().enumerate() {
        let end = path.iter().fold(&mut root, |wanted, step| wanted.children.entry(step).or_default());
        end.ends.push(index);
    }
    let mut scanner = Scanner { text, at: 0, spots: vec![Spot::default(); paths.len()] };
    scanner.space();
    let start = scanner.at;
    scanner.mark(&root, Spot { offset: start, depth: 0 });
    scanner.value(&root, 0);
    scanner.spots
}

/// The paths that are looked for below a value.
#[derive(Default)]
struct Wanted<'p> {
    children: BTreeMap<&'p str, Wanted<'p>>,
    ends: Vec<usize>,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    spots: Vec<Spot>,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        count_step();
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Gives all paths at or below `wanted` this place, unless one with more of their steps is known.
    fn mark(&mut self, wanted: &Wanted<'_>, spot: Spot) {
        count_step();
        for &index in &wanted.ends {
            if spot.depth >= self.spots[index].depth {
                self.spots[index] = spot;
            }
        }
        for child in wanted.children.values() {
            self.mark(child, spot);
        }
    }

    /// Passes a value, looking for what is wanted in it.
    fn value(&mut self, wanted: &Wanted<'_>, depth: usize) {
        self.space();
        match self.peek() {
            Some(b'{') if !wanted.children.is_empty() => self.object(wanted, depth),
            Some(b'[') if !wanted.children.is_empty() => self.list(wanted, depth),
            _ => self.skip(),
        }
    }

    fn object(&mut self, wanted: &Wanted<'_>, depth: usize) {
        self.at += 1;
        loop {
            self.space();
            let key_at = self.at;
            let Some(key) = self.key() else { break };
            self.space();
            self.eat(b':');
            self.space();
            match wanted.children.get(&*key) {
                Some(child) => {
                    let nested = matches!(self.peek(), Some(b'{' | b'['));
                    let offset = if nested { key_at } else { self.at };
                    self.mark(child, Spot { offset, depth: depth + 1 });
                    self.value(child, depth + 1);
                }
                None => self.skip(),
            }
            self.space();
            if !self.eat(b',') {
                break;
            }
        }
        self.eat(b'}');
    }

    fn list(&mut self, wanted: &Wanted<'_>, depth: usize) {
        self.at += 1;
        for index in 0_usize.. {
            self.space();
            let start = self.at;
            match wanted.children.get(index.to_string().as_str()) {
                Some(child) => {
                    self.mark(child, Spot { offset: start, depth: depth + 1 });
                    self.value(child, depth + 1);
                }
                None => self.skip(),
            }
            self.space();
            if !self.eat(b',') {
                break;
            }
        }
        self.eat(b']');
    }

    /// Passes a key and returns it without its escapes.
    fn key(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return None;
        }
        self.string();
        let quoted = self.text.get(start..self.at)?;
        match quoted.contains('\\') {
            true => serde_json::from_str(quoted).ok().map(Cow::Owned),
            false => quoted.get(1..quoted.len().checked_sub(1)?).map(Cow::Borrowed),
        }
    }

    /// Passes a string, from its opening quote on.
    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => return,
                b'\\' => self.at += 1,
                _ => {}
            }
        }
        self.at = self.at.min(self.text.len());
    }

    /// Passes a value of any depth.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        self.space();
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' if depth == 0 => return,
                _ => self.at += 1,
            }
        }
    }
}

/// The lines and columns (in characters, from 1) of byte offsets, in the order given.
pub(crate) fn lines_and_columns(text: &str, offsets: &[usize]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|&index| offsets[index]);
    let mut found = vec![(1, 1); offsets.len()];
    let (mut line, mut column) = (1, 1);
    let mut chars = text.char_indices().peekable();
    for index in order {
        while let Some((_, char)) = chars.next_if(|&(at, _)| at < offsets[index]) {
            count_step();
            (line, column) = if char == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        found[index] = (line, column);
    }
    found
}

/// Counts a byte, character or path that was looked at, for tests that limit the work of a text.
#[cfg(test)]
use tests::count_step;

#[cfg(not(test))]
fn count_step() {}

#[cfg(test)]
mod tests;
