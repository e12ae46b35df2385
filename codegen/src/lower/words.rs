//! Splits names of models into words the way the official crates do, so that their names come out here too.

/// Words that stand together although their case changes inside.
const WHOLE: [&str; 5] = ["ipv4", "ipv6", "sigv4", "vcpus", "ips"];

/// `CreateStage` as `create_stage`, `TaskARNs` as `task_arns`, `s3Key` as `s3_key`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<String> = split(name).into_iter().map(|word| word.to_ascii_lowercase()).collect();
    words.join("_")
}

/// `create_stage`, `createStage` and `CREATE_STAGE` as `CreateStage`.
pub(super) fn pascal(name: &str) -> String {
    use heck::ToUpperCamelCase;
    name.to_upper_camel_case()
}

/// The words of a name.
fn split(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let all_lower = !chars.iter().any(|c| c.is_ascii_uppercase());
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (index, &next) in chars.iter().enumerate() {
        let ends = !next.is_ascii_alphanumeric() || starts_word(&word, &chars[index..], all_lower);
        if ends && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if next.is_ascii_alphanumeric() {
            word.push(next);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a new word begins with the first of `rest`, given the word so far.
fn starts_word(word: &str, rest: &[char], all_lower: bool) -> bool {
    let (Some(last), next) = (word.chars().last(), rest[0]) else {
        return false;
    };
    if in_whole_word(word, rest) {
        return false;
    }
    // `createStage`, `v2Key`; in names without capitals also `s3key`.
    if next.is_ascii_uppercase() && !last.is_ascii_uppercase() {
        return true;
    }
    if all_lower && last.is_ascii_digit() && next.is_ascii_lowercase() {
        return true;
    }
    // `DBProxy` splits before `P`, `ACLs` does not split before `Ls`.
    let lower = |at: usize| rest.get(at).is_some_and(char::is_ascii_lowercase);
    let plural = rest.get(1) == Some(&'s') && !lower(2);
    last.is_ascii_uppercase() && next.is_ascii_uppercase() && lower(1) && !plural
}

/// Whether word and rest together begin with a word that is never split, of which a part is still to come.
fn in_whole_word(word: &str, rest: &[char]) -> bool {
    let text: String = word.chars().chain(rest.iter().copied().take(5)).collect();
    let text = text.to_ascii_lowercase();
    WHOLE.iter().any(|whole| word.len() < whole.len() && text.starts_with(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case() {
        for (name, expected) in [
            ("CreateStage", "create_stage"),
            ("stageARN", "stage_arn"),
            ("TaskARNs", "task_arns"),
            ("DBProxy", "db_proxy"),
            ("IAMUser", "iam_user"),
            ("ACLs", "acls"),
            ("NetworkACLsList", "network_acls_list"),
            ("s3Key", "s3_key"),
            ("s3key", "s3_key"),
            ("MD5Of", "md5_of"),
            ("IPv6Address", "ipv6_address"),
            ("vCPUs", "vcpus"),
            ("x-amzn-ErrorType", "x_amzn_error_type"),
            ("xAmznErrorType", "x_amzn_error_type"),
            ("whipEndpoint", "whip_endpoint"),
            ("H264", "h264"),
            ("ABC", "abc"),
            ("a", "a"),
            ("URLPath", "url_path"),
            ("snake_case", "snake_case"),
        ] {
            assert_eq!(snake(name), expected, "{name}");
        }
    }

    #[test]
    fn pascal_case() {
        for (name, expected) in [
            ("CreateStage", "CreateStage"),
            ("PENDING_VERIFICATION", "PendingVerification"),
            ("x-amz", "XAmz"),
            ("s3DestinationConfiguration", "S3DestinationConfiguration"),
            ("RTMPS", "Rtmps"),
            ("VCPUs", "VcpUs"),
        ] {
            assert_eq!(pascal(name), expected, "{name}");
        }
    }
}
