//! Drops emphasis that Markdown would not take for such.

use super::block::Inline;

/// The paragraph without marks that stand within words or have no content.
pub(super) fn settle(inlines: Vec<Inline>) -> Vec<Inline> {
    let kept = kept(&inlines);
    let mut settled: Vec<Inline> = Vec::with_capacity(inlines.len());
    for (inline, _) in inlines.into_iter().zip(kept).filter(|&(_, kept)| kept) {
        match (settled.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => settled.push(inline),
        }
    }
    settled
}

/// For each element whether it is kept.
fn kept(inlines: &[Inline]) -> Vec<bool> {
    let after = following(inlines);
    let mut kept = vec![true; inlines.len()];
    let mut open = Vec::new();
    let mut before = ' ';
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Open(_) => open.push((at, before)),
            Inline::Close(_) => {
                let Some((start, outside)) = open.pop() else { continue };
                let content = inlines[start + 1..].first().is_some_and(|next| !matches!(next, Inline::Close(_)));
                let detached = !outside.is_alphanumeric() || after[start].is_whitespace();
                let ends = !after[at].is_alphanumeric() || before.is_whitespace();
                if !(content && detached && ends) {
                    kept[start] = false;
                    kept[at] = false;
                } else {
                    // Another mark directly after this one would run together with it.
                    before = if before.is_whitespace() { ' ' } else { 'x' };
                }
            }
            _ => before = last(inline).unwrap_or(before),
        }
    }
    kept
}

/// For each element the first character that follows it.
fn following(inlines: &[Inline]) -> Vec<char> {
    let mut next = ' ';
    let mut following: Vec<char> = inlines
        .iter()
        .rev()
        .map(|inline| {
            let after = next;
            next = first(inline).unwrap_or(next);
            after
        })
        .collect();
    following.reverse();
    following
}

fn first(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Code(_) => Some('`'),
        Inline::Url(_) => Some('<'),
        Inline::Link(_) => Some('['),
        Inline::Open(_) | Inline::Close(_) | Inline::EndLink => None,
    }
}

fn last(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next_back(),
        Inline::Code(_) => Some('`'),
        Inline::Url(_) => Some('>'),
        Inline::Link(_) => Some('['),
        Inline::EndLink => Some(')'),
        Inline::Open(_) | Inline::Close(_) => None,
    }
}
