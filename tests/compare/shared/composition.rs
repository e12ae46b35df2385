//! The input of `StartComposition` that `compare_work::composition` has as JSON.

use crate::sdk::operation::start_composition::StartCompositionInput;
use crate::sdk::types::{
    ChannelDestinationConfiguration, CompositionRecordingHlsConfiguration, CompositionThumbnailConfiguration,
    DestinationConfiguration, GridConfiguration, LayoutConfiguration, PipBehavior, PipConfiguration, PipPosition,
    RecordingConfiguration, RecordingConfigurationFormat, S3DestinationConfiguration, ThumbnailStorageType,
    VideoAspectRatio, VideoFillMode,
};

/// An input with every member set.
pub fn input() -> StartCompositionInput {
    StartCompositionInput::builder()
        .stage_arn("arn:aws:ivs:us-east-1:123456789012:stage/abcdABCDefgh")
        .idempotency_token("4f5e9a1d-2b1c-7b6e-4f5b-8a550d1c2b3a")
        .layout(LayoutConfiguration::builder().grid(grid()).pip(pip()).build())
        .destinations(DestinationConfiguration::builder().name("channel").channel(channel()).build())
        .destinations(DestinationConfiguration::builder().name("bucket").s3(s3()).build())
        .tags("team", "video")
        .build()
        .expect("it is complete")
}

fn grid() -> GridConfiguration {
    GridConfiguration::builder()
        .featured_participant_attribute("featured")
        .omit_stopped_video(true)
        .video_aspect_ratio(VideoAspectRatio::Video)
        .video_fill_mode(VideoFillMode::Cover)
        .grid_gap(8)
        .participant_order_attribute("order")
        .build()
}

fn pip() -> PipConfiguration {
    PipConfiguration::builder()
        .featured_participant_attribute("featured")
        .omit_stopped_video(true)
        .video_fill_mode(VideoFillMode::Contain)
        .grid_gap(4)
        .pip_participant_attribute("pip")
        .pip_behavior(PipBehavior::Dynamic)
        .pip_offset(16)
        .pip_position(PipPosition::BottomRight)
        .pip_width(320)
        .pip_height(180)
        .participant_order_attribute("order")
        .build()
}

fn channel() -> ChannelDestinationConfiguration {
    ChannelDestinationConfiguration::builder()
        .channel_arn("arn:aws:ivs:us-east-1:123456789012:channel/abcdABCDefgh")
        .encoder_configuration_arn("arn:aws:ivs:us-east-1:123456789012:encoder-configuration/abcdABCDefgh")
        .build()
        .expect("it is complete")
}

fn s3() -> S3DestinationConfiguration {
    let recording = RecordingConfiguration::builder()
        .hls_configuration(CompositionRecordingHlsConfiguration::builder().target_segment_duration_seconds(6).build())
        .format(RecordingConfigurationFormat::Hls);
    let thumbnails = CompositionThumbnailConfiguration::builder()
        .target_interval_seconds(60)
        .storage(ThumbnailStorageType::Sequential)
        .storage(ThumbnailStorageType::Latest);
    S3DestinationConfiguration::builder()
        .storage_configuration_arn("arn:aws:ivs:us-east-1:123456789012:storage-configuration/abcdABCDefgh")
        .encoder_configuration_arns("arn:aws:ivs:us-east-1:123456789012:encoder-configuration/abcdABCDefgh")
        .recording_configuration(recording.build())
        .thumbnail_configurations(thumbnails.build())
        .build()
        .expect("it is complete")
}
