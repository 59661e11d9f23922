//! Every type that an answer decodes into, with what the tests do to it.

use std::fmt::Debug;

use backhaul_runtime::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type of a provider crate, behind plain functions.
pub(crate) struct Answer {
    pub(crate) provider: &'static str,
    /// Name of the schema in the document.
    pub(crate) schema: &'static str,
    /// Decodes a JSON value and encodes the result again.
    pub(crate) round_trip: fn(&Value) -> Result<Value, String>,
    /// Reads a text as the answers of calls are read, and encodes the result.
    pub(crate) read: fn(&str) -> Result<Value, Error>,
    /// Bytes of memory that a value takes in an array, without what its texts take elsewhere.
    pub(crate) size: usize,
    /// Decodes a JSON value and shows the result with `Debug`.
    pub(crate) debug: fn(&Value) -> String,
    /// The JSON Schema that `schemars` derives.
    pub(crate) derived: fn() -> Value,
}

fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    // Through text, as on the wire: `from_value` is not always the same.
    let decoded: T = serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(decoded).unwrap())
}

fn read<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, Error> {
    let decoded: T = backhaul_runtime::from_json(text.as_bytes())?;
    Ok(serde_json::to_value(decoded).unwrap())
}

fn debug<T: DeserializeOwned + Debug>(value: &Value) -> String {
    let decoded: T = serde_json::from_value(value.clone()).unwrap();
    format!("{decoded:?} {decoded:#?}")
}

fn derived<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

macro_rules! answers {
    ($($provider:literal: $krate:ident { $($schema:literal => $type:ident),+ $(,)? })+) => {
        /// All of them; `covers_every_schema` sees that none is missing.
        pub(crate) const ALL: &[Answer] = &[$($(Answer {
            provider: $provider,
            schema: $schema,
            round_trip: round_trip::<$krate::types::$type>,
            read: read::<$krate::types::$type>,
            size: size_of::<$krate::types::$type>(),
            debug: debug::<$krate::types::$type>,
            derived: derived::<$krate::types::$type>,
        },)+)+];
    };
}

answers! {
    "atlas": backhaul_atlas {
        "AdvancedDiskBackupSnapshotSchedulePolicy" => AdvancedDiskBackupSnapshotSchedulePolicy,
        "ApiAtlasCollectionRestoreCollectionStateResponse" => ApiAtlasCollectionRestoreCollectionStateResponse,
        "ApiAtlasCollectionRestoreIndexStatus" => ApiAtlasCollectionRestoreIndexStatus,
        "ApiAtlasCollectionRestoreJobIndexStatus" => ApiAtlasCollectionRestoreJobIndexStatus,
        "ApiAtlasCollectionRestoreJobResponse" => ApiAtlasCollectionRestoreJobResponse,
        "ApiAtlasRestoreNamespaceView" => ApiAtlasRestoreNamespaceView,
        "ApiBSONTimestampView" => ApiBsonTimestampView,
        "ApiError" => ApiError,
        "ApiHostView_Atlas" => ApiHostViewAtlas,
        "ApiPrivateDownloadDeliveryUrl" => ApiPrivateDownloadDeliveryUrl,
        "AutoExportPolicyView" => AutoExportPolicyView,
        "BackupComplianceOnDemandPolicyItem" => BackupComplianceOnDemandPolicyItem,
        "BackupComplianceScheduledPolicyItem" => BackupComplianceScheduledPolicyItem,
        "BackupLabel" => BackupLabel,
        "BadRequestDetail" => BadRequestDetail,
        "DataProtectionSettings20231001" => DataProtectionSettings20231001,
        "DiskBackupApiPolicyItem" => DiskBackupApiPolicyItem,
        "DiskBackupCollectionResponse" => DiskBackupCollectionResponse,
        "DiskBackupCopyPolicyItem" => DiskBackupCopyPolicyItem,
        "DiskBackupCopySetting20240805" => DiskBackupCopySetting20240805,
        "DiskBackupDatabaseResponse" => DiskBackupDatabaseResponse,
        "DiskBackupExportJob" => DiskBackupExportJob,
        "DiskBackupExportMember" => DiskBackupExportMember,
        "DiskBackupOnDemandCopyPolicyItem" => DiskBackupOnDemandCopyPolicyItem,
        "DiskBackupReplicaSet" => DiskBackupReplicaSet,
        "DiskBackupRestoreMember" => DiskBackupRestoreMember,
        "DiskBackupShardedClusterSnapshot" => DiskBackupShardedClusterSnapshot,
        "DiskBackupShardedClusterSnapshotMember" => DiskBackupShardedClusterSnapshotMember,
        "DiskBackupSnapshot" => DiskBackupSnapshot,
        "DiskBackupSnapshotAWSExportBucketResponse" => DiskBackupSnapshotAwsExportBucketResponse,
        "DiskBackupSnapshotAzureExportBucketResponse" => DiskBackupSnapshotAzureExportBucketResponse,
        "DiskBackupSnapshotExportBucketResponse" => DiskBackupSnapshotExportBucketResponse,
        "DiskBackupSnapshotGCPExportBucketResponse" => DiskBackupSnapshotGcpExportBucketResponse,
        "DiskBackupSnapshotRestoreJob" => DiskBackupSnapshotRestoreJob,
        "DiskBackupSnapshotSchedule20240805" => DiskBackupSnapshotSchedule20240805,
        "DiskBackupTimeBasedCopyPolicyItem" => DiskBackupTimeBasedCopyPolicyItem,
        "ExportStatus" => ExportStatus,
        "ExtraRetentionSetting" => ExtraRetentionSetting,
        "FieldViolation" => FieldViolation,
        "FlexBackupRestoreJob20241113" => FlexBackupRestoreJob20241113,
        "FlexBackupSnapshot20241113" => FlexBackupSnapshot20241113,
        "Link" => Link,
        "ObjectStoragePrivateEndpointResponse" => ObjectStoragePrivateEndpointResponse,
        "PaginatedApiAtlasCollectionRestoreCollectionStateView" => PaginatedApiAtlasCollectionRestoreCollectionStateView,
        "PaginatedApiAtlasCollectionRestoreJobView" => PaginatedApiAtlasCollectionRestoreJobView,
        "PaginatedApiAtlasDiskBackupCollectionView" => PaginatedApiAtlasDiskBackupCollectionView,
        "PaginatedApiAtlasDiskBackupDatabaseView" => PaginatedApiAtlasDiskBackupDatabaseView,
        "PaginatedApiAtlasDiskBackupExportJobView" => PaginatedApiAtlasDiskBackupExportJobView,
        "PaginatedApiAtlasFlexBackupRestoreJob20241113View" => PaginatedApiAtlasFlexBackupRestoreJob20241113View,
        "PaginatedApiAtlasFlexBackupSnapshot20241113View" => PaginatedApiAtlasFlexBackupSnapshot20241113View,
        "PaginatedApiAtlasObjectStoragePrivateEndpointResponseView" => PaginatedApiAtlasObjectStoragePrivateEndpointResponseView,
        "PaginatedBackupSnapshotExportBucketsView" => PaginatedBackupSnapshotExportBucketsView,
        "PaginatedCloudBackupReplicaSetView" => PaginatedCloudBackupReplicaSetView,
        "PaginatedCloudBackupRestoreJobView" => PaginatedCloudBackupRestoreJobView,
        "PaginatedCloudBackupShardedClusterSnapshotView" => PaginatedCloudBackupShardedClusterSnapshotView,
        "PaginatedHostView_Atlas" => PaginatedHostViewAtlas,
        "StateReason" => StateReason,
    }
    "cloud-manager": backhaul_cloud_manager {
        "ApiError" => ApiError,
        "BackupRestoreJob" => BackupRestoreJob,
        "BackupRestoreJobDelivery" => BackupRestoreJobDelivery,
        "BackupRestoreJobs" => BackupRestoreJobs,
        "BackupSnapshot" => BackupSnapshot,
        "BackupSnapshotPart" => BackupSnapshotPart,
        "BackupSnapshots" => BackupSnapshots,
        "BsonTimestamp" => BsonTimestamp,
        "Checkpoint" => Checkpoint,
        "CheckpointPart" => CheckpointPart,
        "Checkpoints" => Checkpoints,
        "ChildJob" => ChildJob,
        "CreatedLogCollectionJob" => CreatedLogCollectionJob,
        "Link" => Link,
        "LogCollectionJob" => LogCollectionJob,
        "LogCollectionJobs" => LogCollectionJobs,
        "MissingShard" => MissingShard,
        "NamespaceFilterList" => NamespaceFilterList,
        "RestorableTimeRange" => RestorableTimeRange,
        "RestoreJobFileHash" => RestoreJobFileHash,
        "RestoreTimestamp" => RestoreTimestamp,
    }
    "dcs": backhaul_dcs {
        "BackgroundTaskList" => BackgroundTaskList,
        "BackupFileLinks" => BackupFileLinks,
        "BackupInstanceResponse" => BackupInstanceResponse,
        "BackupPlan" => BackupPlan,
        "BackupPolicyResp" => BackupPolicyResp,
        "BackupRecordList" => BackupRecordList,
        "BackupRecordResponse" => BackupRecordResponse,
        "BandwidthInfo" => BandwidthInfo,
        "DeleteBackgroundTaskResponse" => DeleteBackgroundTaskResponse,
        "DetailsBody" => DetailsBody,
        "DomainNameEntity" => DomainNameEntity,
        "DomainNameInfo" => DomainNameInfo,
        "ErrorResponse" => ErrorResponse,
        "Features" => Features,
        "InstanceBackupPolicy" => InstanceBackupPolicy,
        "InstanceInfo" => InstanceInfo,
        "InstanceList" => InstanceList,
        "InstanceListInfo" => InstanceListInfo,
        "InstanceRestoreInfo" => InstanceRestoreInfo,
        "JobInfo" => JobInfo,
        "LinksItem" => LinksItem,
        "ResourceTag" => ResourceTag,
        "RestoreInstanceResponse" => RestoreInstanceResponse,
        "RestoreRecordList" => RestoreRecordList,
        "RunlogItem" => RunlogItem,
        "RunlogLinkResponse" => RunlogLinkResponse,
        "RunlogList" => RunlogList,
        "SingleBackgroundTask" => SingleBackgroundTask,
        "SlowlogItem" => SlowlogItem,
        "SlowlogList" => SlowlogList,
    }
    "sls": backhaul_sls {
        "ColumnsDetail" => ColumnsDetail,
        "CsvStorage" => CsvStorage,
        "CsvStorageDetail" => CsvStorageDetail,
        "ErrorResponse" => ErrorResponse,
        "JsonDetail" => JsonDetail,
        "JsonStorage" => JsonStorage,
        "Logstore" => Logstore,
        "LogstoreList" => LogstoreList,
        "OSSExport" => OssExport,
        "OSSExportConfigurationResponse" => OssExportConfigurationResponse,
        "OSSExportConfigurationSinkResponse" => OssExportConfigurationSinkResponse,
        "OSSExportList" => OssExportList,
        "OdpsShipper" => OdpsShipper,
        "OdpsShipperTarget" => OdpsShipperTarget,
        "OssShipper" => OssShipper,
        "OssShipperTarget" => OssShipperTarget,
        "ParquetStorage" => ParquetStorage,
        "Project" => Project,
        "ShipperConfig" => ShipperConfig,
        "ShipperEncryption" => ShipperEncryption,
        "ShipperList" => ShipperList,
        "ShipperStatistics" => ShipperStatistics,
        "ShipperStatus" => ShipperStatus,
        "ShipperStorage" => ShipperStorage,
        "ShipperTask" => ShipperTask,
        "StorageColumn" => StorageColumn,
    }
}

/// The answer type of a schema.
pub(crate) fn find(provider: &str, schema: &str) -> Option<&'static Answer> {
    ALL.iter()
        .find(|answer| answer.provider == provider && answer.schema == schema)
}

#[test]
fn covers_every_schema() {
    for document in documents::all() {
        let listed: Vec<&str> = ALL
            .iter()
            .filter(|answer| answer.provider == document.provider)
            .map(|answer| answer.schema)
            .collect();
        assert_eq!(
            listed,
            document.answer_schemas(),
            "{}: list new answer types here",
            document.provider
        );
    }
}
