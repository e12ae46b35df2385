//! Skips unknown values: no copies, and strings are not looked at.

use crate::walk::ReadError;

use super::head::{ARRAY, BREAK, BYTES, MAP, TEXT};
use super::{SKIP_DEPTH, Scanner};

impl Scanner<'_> {
    /// Goes past a value.
    pub(crate) fn skip_value(&mut self) -> Result<(), ReadError> {
        self.skip_nested(SKIP_DEPTH)
    }

    fn skip_nested(&mut self, levels: usize) -> Result<(), ReadError> {
        self.skip_tags()?;
        if self.peek() == BREAK {
            return Err(self.expected("a value"));
        }
        let head = self.head()?;
        match head.major() {
            BYTES | TEXT => self.skip_string(head),
            ARRAY | MAP if levels == 0 => Err(self.error("the data is nested too deeply")),
            major @ (ARRAY | MAP) => {
                let mut left = self.count(head)?;
                while self.more(&mut left) {
                    self.skip_nested(levels - 1)?;
                    if major == MAP {
                        self.skip_nested(levels - 1)?;
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
