//! The known word that a wrong one was probably meant to be.

/// Longer words get no suggestion.
const LONGEST: usize = 200;

/// The candidate with the fewest edits from `word`, if they are few for its length.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let name = word.rsplit('#').next().unwrap_or(word);
    let mut limit = name.len().div_ceil(3).min(5);
    let mut best = None;
    for candidate in candidates {
        if word.len().abs_diff(candidate.len()) > limit || word.len().max(candidate.len()) > LONGEST {
            continue;
        }
        let distance = distance(word.as_bytes(), candidate.as_bytes());
        if distance < limit || (distance == limit && best.is_none()) {
            (limit, best) = (distance, Some(candidate));
        }
    }
    best
}

/// Edits (insert, delete, replace a byte) between two words.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        let cases = [("", "", 0), ("abc", "abc", 0), ("kitten", "sitting", 3), ("ab", "ba", 2), ("a", "abcd", 3)];
        for (a, b, edits) in cases {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), edits, "{a} {b}");
        }
    }

    #[test]
    fn suggests_what_is_close() {
        let known = ["smithy.api#httpLabel", "smithy.api#httpQuery", "smithy.api#required"];
        assert_eq!(closest("smithy.api#httpLable", known), Some("smithy.api#httpLabel"));
        assert_eq!(closest("smithy.api#requird", known), Some("smithy.api#required"));
        assert_eq!(closest("smithy.api#x", known), None);
        assert_eq!(closest("anything", []), None);
    }
}
