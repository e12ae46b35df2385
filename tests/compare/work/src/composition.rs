//! A `StartComposition` with every member set.

/// Its body.
pub const BODY: &str = r#"{
  "stageArn": "arn:aws:ivs:us-east-1:123456789012:stage/abcdABCDefgh",
  "idempotencyToken": "4f5e9a1d-2b1c-7b6e-4f5b-8a550d1c2b3a",
  "layout": {
    "grid": {
      "featuredParticipantAttribute": "featured",
      "omitStoppedVideo": true,
      "videoAspectRatio": "VIDEO",
      "videoFillMode": "COVER",
      "gridGap": 8,
      "participantOrderAttribute": "order"
    },
    "pip": {
      "featuredParticipantAttribute": "featured",
      "omitStoppedVideo": true,
      "videoFillMode": "CONTAIN",
      "gridGap": 4,
      "pipParticipantAttribute": "pip",
      "pipBehavior": "DYNAMIC",
      "pipOffset": 16,
      "pipPosition": "BOTTOM_RIGHT",
      "pipWidth": 320,
      "pipHeight": 180,
      "participantOrderAttribute": "order"
    }
  },
  "destinations": [
    {
      "name": "channel",
      "channel": {
        "channelArn": "arn:aws:ivs:us-east-1:123456789012:channel/abcdABCDefgh",
        "encoderConfigurationArn": "arn:aws:ivs:us-east-1:123456789012:encoder-configuration/abcdABCDefgh"
      }
    },
    {
      "name": "bucket",
      "s3": {
        "storageConfigurationArn": "arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdABCDefgh",
        "encoderConfigurationArns": ["arn:aws:ivs:us-east-1:123456789012:encoder-configuration/abcdABCDefgh"],
        "recordingConfiguration": { "hlsConfiguration": { "targetSegmentDurationSeconds": 6 }, "format": "HLS" },
        "thumbnailConfigurations": [{ "targetIntervalSeconds": 60, "storage": ["SEQUENTIAL", "LATEST"] }]
      }
    }
  ],
  "tags": { "team": "video" }
}"#;
