//! Refused: unions whose members cannot be identified, or that would be read or sent wrongly.

use crate::support::{Refusal, UNIONS, check_in, edited_in, refused};

const BUCKET: &str = "    Bucket:\n      description: A bucket of one of the clouds.\n";
const AZURE: &str = "          AZURE: \"#/components/schemas/AzureBucket\"\n";
const AWS_PROVIDER: &str = "          description: The cloud of the bucket.\n";

#[test]
fn form() {
    check_in(
        UNIONS,
        &[
            Refusal {
                what: "something beside it",
                rule: "idle/union-key",
                edits: &[(
                    BUCKET,
                    "    Bucket:\n      description: A bucket of one of the clouds.\n      type: object\n",
                )],
                path: "components.schemas.Bucket.type",
                at: "type:",
                says: &["`type` is not supported beside `oneOf`"],
            },
            Refusal {
                what: "no mapping",
                rule: "unsupported/union-without-mapping",
                edits: &[(
                    "        propertyName: type\n        mapping:\n          replicaSet: \"#/components/schemas/ReplicaSetSnapshot\"\n          shardedCluster: \"#/components/schemas/ShardedSnapshot\"\n",
                    "        propertyName: type\n        mapping: {}\n",
                )],
                path: "components.schemas.Snapshot",
                at: "Snapshot:",
                says: &["no `mapping`"],
            },
            Refusal {
                what: "a member without a name",
                rule: "unsupported/inline-union-member",
                edits: &[(
                    "      oneOf:\n        - $ref: \"#/components/schemas/OnDemandItem\"\n",
                    "      oneOf:\n        - {type: object, description: One., properties: {frequency: {type: string, description: When.}}}\n",
                )],
                path: "components.schemas.PolicyItem.oneOf.0",
                at: "{type: object",
                says: &["not a `$ref`"],
            },
            Refusal {
                what: "a member that is not an object",
                rule: "unsupported/union-member",
                edits: &[(
                    "        - $ref: \"#/components/schemas/AzureBucket\"\n      discriminator",
                    "        - $ref: \"#/components/schemas/AzureBucket\"\n        - $ref: \"#/components/schemas/SnapshotId\"\n      discriminator",
                )],
                path: "components.schemas.Bucket.oneOf.2",
                at: "$ref:",
                says: &["SnapshotId", "not an object"],
            },
            Refusal {
                what: "a member twice",
                rule: "document/union-member-twice",
                edits: &[(
                    "        - $ref: \"#/components/schemas/AzureBucket\"\n      discriminator",
                    "        - $ref: \"#/components/schemas/AzureBucket\"\n        - $ref: \"#/components/schemas/AwsBucket\"\n      discriminator",
                )],
                path: "components.schemas.Bucket.oneOf.2",
                at: "$ref:",
                says: &["AwsBucket", "twice"],
            },
            Refusal {
                what: "no discriminator",
                rule: "house/untagged-union",
                edits: &[(
                    "      discriminator:\n        propertyName: provider\n        mapping:\n          AWS: \"#/components/schemas/AwsBucket\"\n          AZURE: \"#/components/schemas/AzureBucket\"\n",
                    "",
                )],
                path: "components.schemas.Bucket",
                at: "Bucket:",
                says: &["no property tells", "Bucket"],
            },
            Refusal {
                what: "a union without a name",
                rule: "unsupported/composition",
                edits: &[(
                    "        last:\n          $ref: \"#/components/schemas/PolicyItem\"\n",
                    "        last:\n          description: The last.\n          oneOf:\n            - $ref: \"#/components/schemas/TimedItem\"\n          discriminator:\n            propertyName: frequency\n            mapping:\n              daily: \"#/components/schemas/TimedItem\"\n",
                )],
                path: "components.schemas.Schedule.properties.last.oneOf",
                at: "oneOf:",
                says: &["`oneOf`", "not supported"],
            },
        ],
    );
}

#[test]
fn mapping() {
    check_in(
        UNIONS,
        &[
            Refusal {
                what: "a value for what is not a member",
                rule: "document/union-mapping",
                edits: &[(
                    AZURE,
                    "          AZURE: \"#/components/schemas/AzureBucket\"\n          GCP: \"#/components/schemas/Failure\"\n",
                )],
                path: "components.schemas.Bucket.discriminator.mapping.GCP",
                at: "GCP:",
                says: &["\"GCP\"", "not a member"],
            },
            Refusal {
                what: "a value for a bare name",
                rule: "document/union-mapping",
                edits: &[(
                    AZURE,
                    "          AZURE: \"#/components/schemas/AzureBucket\"\n          AZ: AzureBucket\n",
                )],
                path: "components.schemas.Bucket.discriminator.mapping.AZ",
                at: "AZ:",
                says: &["\"AZ\"", "not a member"],
            },
            Refusal {
                what: "a member without a value",
                rule: "unsupported/union-unmapped",
                edits: &[(AZURE, "")],
                path: "components.schemas.Bucket",
                at: "Bucket:",
                says: &["mapped to AzureBucket"],
            },
            Refusal {
                what: "a value that the property cannot have",
                rule: "document/union-tag-value",
                edits: &[(
                    AZURE,
                    "          AZURE: \"#/components/schemas/AzureBucket\"\n          AZ: \"#/components/schemas/AzureBucket\"\n",
                )],
                path: "components.schemas.AzureBucket.properties.provider",
                at: "provider:",
                says: &["\"AZ\"", "AzureBucket", "not one of the values"],
            },
        ],
    );
}

#[test]
fn members() {
    check_in(
        UNIONS,
        &[
            Refusal {
                what: "a member that does not say what it is",
                rule: "wire/union-tag-missing",
                edits: &[(
                    "        type:\n          type: string\n          description: What it is of.\n          enum: [replicaSet, shardedCluster]\n          readOnly: true\n        status:\n          type: string\n          description: Where it is.\n          readOnly: true\n        name:\n",
                    "        status:\n          type: string\n          description: Where it is.\n          readOnly: true\n        name:\n",
                )],
                path: "components.schemas.ReplicaSetSnapshot",
                at: "ReplicaSetSnapshot:",
                says: &["ReplicaSetSnapshot", "no property type"],
            },
            Refusal {
                what: "a member that says it as a number",
                rule: "unsupported/union-tag",
                edits: &[(
                    "          type: string\n          description: When it runs.\n          enum: [ondemand, daily, weekly]\n",
                    "          type: integer\n          description: When it runs.\n",
                )],
                path: "components.schemas.OnDemandItem.properties.frequency.type",
                at: "type:",
                says: &["frequency", "OnDemandItem", "not a plain text"],
            },
            Refusal {
                what: "a member that is sent and cannot say what it is",
                rule: "wire/union-tag-not-sent",
                edits: &[(
                    AWS_PROVIDER,
                    "          description: The cloud of the bucket.\n          readOnly: true\n",
                )],
                path: "components.schemas.AwsBucket.properties.provider",
                at: "provider:",
                says: &["provider", "AwsBucket", "`readOnly`"],
            },
            Refusal {
                what: "a member that is read and cannot say what it is",
                rule: "wire/union-tag-not-answered",
                edits: &[(
                    AWS_PROVIDER,
                    "          description: The cloud of the bucket.\n          writeOnly: true\n",
                )],
                path: "components.schemas.AwsBucket.properties.provider",
                at: "provider:",
                says: &["provider", "AwsBucket", "`writeOnly`"],
            },
            Refusal {
                what: "a member of two unions that tell it apart in two ways",
                rule: "unsupported/union-homes",
                edits: &[(
                    "    PolicyItem:\n",
                    "    Other:\n      description: Another union.\n      oneOf:\n        - $ref: \"#/components/schemas/AwsBucket\"\n      discriminator:\n        propertyName: name\n        mapping:\n          a: \"#/components/schemas/AwsBucket\"\n    PolicyItem:\n",
                )],
                path: "components.schemas.Other",
                at: "Other:",
                says: &["Bucket", "AwsBucket", "in another way"],
            },
            Refusal {
                what: "a union in answers that contains itself",
                rule: "unsupported/recursive-union",
                edits: &[(
                    "        shards:\n",
                    "        before:\n          $ref: \"#/components/schemas/Snapshot\"\n        shards:\n",
                )],
                path: "components.schemas.Snapshot",
                at: "Snapshot:",
                says: &["Snapshot contains itself", "circle"],
            },
        ],
    );
}

/// Reading it would have no end. Our own documents have no such unions at all.
#[test]
fn a_union_of_itself() {
    let text = edited_in(
        UNIONS,
        &[(
            "    PolicyItem:\n",
            "    Odd:\n      description: Odd.\n      anyOf:\n        - type: string\n        - $ref: \"#/components/schemas/Odder\"\n    \
             Odder:\n      description: Odder.\n      oneOf:\n        - type: integer\n        - $ref: \"#/components/schemas/Odd\"\n    PolicyItem:\n",
        )],
    );
    let found = refused(&text);
    let of = |rule: &str| found.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(of("document/union-of-itself"), 2, "{found:?}");
    assert_eq!(of("house/untagged-union"), 2, "{found:?}");
}
