//! `aws.partition`: <https://smithy.io/2.0/aws/rules-engine/library-functions.html#aws-partition-function>.

use super::partitions::PARTITIONS;
use crate::text::all_bytes;

/// A group of AWS regions that share their DNS suffixes.
#[derive(Debug)]
pub(super) struct Partition {
    pub(super) name: &'static str,
    pub(super) dns_suffix: &'static str,
    pub(super) dual_stack_dns_suffix: &'static str,
    pub(super) implicit_global_region: &'static str,
    pub(super) supports_fips: bool,
    pub(super) supports_dual_stack: bool,
    /// Prefixes of the names of regions, known or not: a name is a prefix, a word and a number, joined by `-`.
    pub(super) prefixes: &'static [&'static str],
    /// The regions that are known, sorted.
    pub(super) regions: &'static [&'static str],
}

impl Partition {
    /// The partition of a region: the one that lists it, else the one whose pattern it fits, else `aws`.
    pub(super) fn of_region(region: &str) -> Option<&'static Self> {
        PARTITIONS
            .iter()
            .find(|partition| partition.regions.binary_search(&region).is_ok())
            .or_else(|| PARTITIONS.iter().find(|partition| partition.fits(region)))
            .or_else(|| PARTITIONS.iter().find(|partition| partition.name == "aws"))
    }

    /// Whether the name looks like one of this partition's regions: `^(<prefixes>)-\w+-\d+$`.
    fn fits(&self, region: &str) -> bool {
        self.prefixes.iter().any(|prefix| {
            region.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-')).is_some_and(is_word_and_number)
        })
    }
}

/// Whether the text is `\w+-\d+`.
fn is_word_and_number(text: &str) -> bool {
    text.split_once('-').is_some_and(|(word, number)| {
        !word.is_empty()
            && all_bytes(word, |byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !number.is_empty()
            && all_bytes(number, |byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_for_the_search() {
        assert!(PARTITIONS.iter().all(|partition| partition.regions.is_sorted()));
    }

    #[test]
    fn regions_by_list_pattern_and_default() {
        for (region, expected) in [
            ("us-east-1", "aws"),
            ("aws-global", "aws"),
            ("us-nowhere-17", "aws"),
            ("cn-north-1", "aws-cn"),
            ("cn-nowhere-17", "aws-cn"),
            ("us-gov-nowhere-17", "aws-us-gov"),
            ("aws-iso-b-global", "aws-iso-b"),
            ("us-isob-nowhere-1", "aws-iso-b"),
            ("eu-isoe-west-9", "aws-iso-e"),
            ("eusc-de-west-9", "aws-eusc"),
            ("eusc-fr-west-9", "aws"),
            ("cn-north-", "aws"),
            ("cn-north-1x", "aws"),
            ("cn--1", "aws"),
            ("cnorth-1", "aws"),
            ("cn-north-1-2", "aws"),
            ("", "aws"),
        ] {
            assert_eq!(Partition::of_region(region).map(|partition| partition.name), Some(expected), "{region}");
        }
    }
}
