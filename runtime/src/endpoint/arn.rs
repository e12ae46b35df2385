//! `aws.parseArn`: <https://smithy.io/2.0/aws/rules-engine/library-functions.html#aws-parsearn-function>.

use std::borrow::Cow;

use super::value::piece;

/// A parsed ARN: its text and the positions of the five colons between its parts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Arn<'s> {
    text: Cow<'s, str>,
    colons: [usize; 5],
}

impl<'s> Arn<'s> {
    /// Parses `arn:partition:service:region:account:resource`, of which region and account may be empty.
    pub(super) fn parse(text: Cow<'s, str>) -> Option<Self> {
        let mut positions = text.match_indices(':').map(|(position, _)| position);
        let mut colons = [0; 5];
        for colon in &mut colons {
            *colon = positions.next()?;
        }
        let arn = Self { text, colons };
        let is_valid = arn.text.starts_with("arn:")
            && !arn.partition().is_empty()
            && !arn.service().is_empty()
            && !arn.resource().is_empty();
        is_valid.then_some(arn)
    }

    pub(super) fn partition(&self) -> Cow<'s, str> {
        self.between(0)
    }

    pub(super) fn service(&self) -> Cow<'s, str> {
        self.between(1)
    }

    pub(super) fn region(&self) -> Cow<'s, str> {
        self.between(2)
    }

    pub(super) fn account_id(&self) -> Cow<'s, str> {
        self.between(3)
    }

    /// The resource, split at `:` and `/`.
    pub(super) fn resource_id(&self) -> Vec<Cow<'s, str>> {
        let mut start = self.colons[4] + 1;
        let mut parts = Vec::new();
        for part in self.resource().split([':', '/']) {
            parts.push(piece(&self.text, start..start + part.len()));
            start += part.len() + 1;
        }
        parts
    }

    fn resource(&self) -> &str {
        &self.text[self.colons[4] + 1..]
    }

    fn between(&self, colon: usize) -> Cow<'s, str> {
        piece(&self.text, self.colons[colon] + 1..self.colons[colon + 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_valid_arns() {
        for (text, expected) in [
            ("arn:aws:sns:us-west-2:012345678910:topic", "aws sns us-west-2 012345678910 topic"),
            ("arn:aws:ec2:us-east-1:012345678910:vpc/vpc-0e98", "aws ec2 us-east-1 012345678910 vpc,vpc-0e98"),
            ("arn:aws:iam::012345678910:user/johndoe", "aws iam  012345678910 user,johndoe"),
            ("arn:aws:s3:::bucket_name", "aws s3   bucket_name"),
            ("arn:aws:s3:r:1:accesspoint:a/b:", "aws s3 r 1 accesspoint,a,b,"),
        ] {
            let arn = Arn::parse(Cow::Borrowed(text)).expect(text);
            let owned = Arn::parse(Cow::Owned(text.to_owned())).expect(text);
            for arn in [arn, owned] {
                let resource = arn.resource_id().join(",");
                let parts = [arn.partition(), arn.service(), arn.region(), arn.account_id(), resource.into()];
                assert_eq!(parts.join(" "), expected);
            }
        }
    }

    #[test]
    fn invalid_arns() {
        for text in [
            "",
            "11111111-2222-3333-4444-555555555555",
            "arn:aws:s3:us-west-2:1",
            "arn:aws:s3:us-west-2:1:",
            "arn::s3:us-west-2:1:a",
            "arn:aws::us-west-2:1:a",
            "nra:aws:s3:us-west-2:1:a",
        ] {
            assert_eq!(Arn::parse(Cow::Borrowed(text)), None, "{text}");
        }
    }
}
