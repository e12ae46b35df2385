//! Splits names of models into words the way the official crates do, so that their names come out here too.

/// Words that stand together although their case changes inside.
const WHOLE: [&str; 7] = ["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// `CreateStage` as `create_stage`, `TaskARNs` as `task_arns`, `s3Key` as `s3_key`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<String> = split(name).into_iter().map(|word| word.to_ascii_lowercase()).collect();
    words.join("_")
}

/// `create_stage`, `createStage` and `CREATE_STAGE` as `CreateStage`.
///
/// The words are not quite those of [`snake`]: types follow an older rule, which knows no words that stand together and
/// ends one at every digit before a capital. So `MiB` is `mib` in a method and `MiB` in a type.
pub(super) fn pascal(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut pascal = String::with_capacity(name.len());
    let mut begins = true;
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            begins = true;
            continue;
        }
        let before = index.checked_sub(1).map(|before| chars[before]);
        let ends_acronym = before.is_some_and(|it| it.is_ascii_uppercase())
            && chars.get(index + 1).is_some_and(char::is_ascii_lowercase);
        let follows = before.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
        begins |= c.is_ascii_uppercase() && (ends_acronym || follows);
        pascal.push(if begins { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        begins = false;
    }
    pascal
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
    // `createStage`, `v2Key`; in names without capitals also `s3key`.
    let case_changes = next.is_ascii_uppercase() && !last.is_ascii_uppercase()
        || all_lower && last.is_ascii_digit() && next.is_ascii_lowercase();
    if case_changes && !in_whole_word(word, rest) {
        return true;
    }
    // `DBProxy` splits before `P`; `ACLs` does not split before `Ls`, nor `DynamoDBv2` before `Bv2`.
    let (after, second) = (rest.get(1).copied().unwrap_or(' '), rest.get(2).copied().unwrap_or(' '));
    let plural = after == 's' && !second.is_ascii_lowercase();
    let version = after == 'v' && second.is_ascii_digit();
    last.is_ascii_uppercase() && next.is_ascii_uppercase() && after.is_ascii_lowercase() && !plural && !version
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
            ("IpV6Cidr", "ipv6_cidr"),
            ("SigV4Authorization", "sigv4_authorization"),
            ("MemoryGiBPerVCpu", "memory_gib_per_v_cpu"),
            ("TotalGpuMemoryInMiB", "total_gpu_memory_in_mib"),
            ("AuthTtL", "auth_ttl"),
            ("vCPUs", "v_cpus"),
            ("WriteIOs", "write_ios"),
            ("DynamoDBv2Action", "dynamo_dbv2_action"),
            ("OtaaV1_0_x", "otaa_v1_0_x"),
            ("AWSKMSKeyARN", "awskms_key_arn"),
            ("sha256sum", "sha256_sum"),
            ("M3u8Settings", "m3u8_settings"),
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
            ("S3EXPRESS_DIRECTORY", "S3ExpressDirectory"),
            ("SHA256WITHECDSA", "Sha256Withecdsa"),
            ("ML_P3DN_24XLARGE", "MlP3Dn24Xlarge"),
            ("ml.m4.xlarge", "MlM4Xlarge"),
            ("SSLv3", "SsLv3"),
            ("TLSv1.2_2021", "TlSv122021"),
            ("MemoryMiB", "MemoryMiB"),
            ("__PeriodTriggersElement", "PeriodTriggersElement"),
            ("sha256sum", "Sha256sum"),
        ] {
            assert_eq!(pascal(name), expected, "{name}");
        }
    }
}
