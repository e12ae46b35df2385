//! Which keys a structure may have at all, made when the schema is, which is at compile time.

use super::Member;

/// Names among which a key is looked for only if it may be there: one bit for each, as its length and bytes say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names([u64; 4]);

impl Names {
    /// The names of members, and their keys in JSON.
    pub(super) const fn of(members: &[Member]) -> Self {
        let mut names = Self([0; 4]);
        let mut rest = members;
        while let [first, behind @ ..] = rest {
            names = names.with(first.name);
            if let Some(json_name) = first.json_name {
                names = names.with(json_name);
            }
            rest = behind;
        }
        names
    }

    const fn with(mut self, name: &str) -> Self {
        let (word, bit) = Self::place(name.as_bytes());
        self.0[word] |= bit;
        self
    }

    /// False only if no name is this one.
    #[inline]
    pub(crate) const fn may_hold(&self, key: &[u8]) -> bool {
        let (word, bit) = Self::place(key);
        self.0[word] & bit != 0
    }

    #[inline]
    const fn place(name: &[u8]) -> (usize, u64) {
        let (first, middle, last) = match name {
            [] => (0, 0, 0),
            [first, ..] => (*first as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize),
        };
        let hash =
            name.len().wrapping_mul(37) ^ first.wrapping_mul(11) ^ middle.wrapping_mul(29) ^ last.wrapping_mul(5);
        (hash >> 6 & 3, 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::schema::Schema;

    #[test]
    fn no_name_is_missed() {
        const SCHEMA: Schema =
            Schema::new("S", &[Member::new("first"), Member::new(""), Member::new("name").json_name("Name")]);
        for name in ["first", "", "name", "Name"] {
            assert!(SCHEMA.names.may_hold(name.as_bytes()), "{name}");
        }
        let others = (0..1000).filter(|it| SCHEMA.names.may_hold(format!("x-{it}").as_bytes())).count();
        assert!(others < 100, "{others} of 1000 other keys are looked for");
    }
}
