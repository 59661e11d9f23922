//! The variables that are read, and what for.

/// Variables with the same subject, and what they say. The usual spelling is the first.
pub(super) type Group = (&'static str, &'static [(&'static str, &'static str)]);

/// By whom they are read.
pub(super) const VARIABLES: &[Group] = &[
    (
        "MongoDB (atlas, cloud-manager)",
        &[
            (
                "MONGODB_ATLAS_PUBLIC_API_KEY, MONGODB_ATLAS_PUBLIC_KEY, MCLI_PUBLIC_API_KEY",
                "the public half of an API key",
            ),
            (
                "MONGODB_ATLAS_PRIVATE_API_KEY, MONGODB_ATLAS_PRIVATE_KEY, MCLI_PRIVATE_API_KEY",
                "its private half",
            ),
            (
                "MONGODB_ATLAS_CLIENT_ID, MONGODB_ATLAS_CLIENT_SECRET",
                "a service account",
            ),
            ("MONGODB_ATLAS_ACCESS_TOKEN", "an access token"),
            (
                "MONGODB_ATLAS_PROFILE",
                "the profile of the Atlas CLI: --profile of atlas",
            ),
            (
                "MCLI_PROFILE",
                "the profile of mongocli: --profile of cloud-manager",
            ),
            (
                "MONGODB_ATLAS_PROJECT_ID, MCLI_PROJECT_ID",
                "the project: --project, and --group-id of each call",
            ),
            (
                "MONGODB_ATLAS_ORG_ID, MCLI_ORG_ID",
                "the organization: --org-id of each call",
            ),
            (
                "MONGODB_ATLAS_OPS_MANAGER_URL, MONGODB_ATLAS_BASE_URL, MCLI_OPS_MANAGER_URL",
                "the address: --endpoint",
            ),
            (
                "MONGODB_ATLAS_SERVICE, MCLI_SERVICE",
                "cloudgov, for the address of MongoDB for governments",
            ),
            (
                "MCLI_OPS_MANAGER_CA_CERTIFICATE",
                "a file of certificate authorities to trust",
            ),
            (
                "MCLI_OPS_MANAGER_SKIP_VERIFY",
                "must be off: certificates are always checked",
            ),
        ],
    ),
    (
        "Alibaba Cloud (sls)",
        &[
            (
                "ALIYUN_LOG_CLI_ACCESSID, ALIBABA_CLOUD_ACCESS_KEY_ID, ALICLOUD_ACCESS_KEY, ALIBABACLOUD_ACCESS_KEY_ID, ALICLOUD_ACCESS_KEY_ID",
                "the id of an access key",
            ),
            (
                "ALIYUN_LOG_CLI_ACCESSKEY, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALICLOUD_SECRET_KEY, ALIBABACLOUD_ACCESS_KEY_SECRET, ALICLOUD_ACCESS_KEY_SECRET",
                "its secret",
            ),
            (
                "ALIYUN_LOG_CLI_STS_TOKEN, ALIBABA_CLOUD_SECURITY_TOKEN, SECURITY_TOKEN",
                "the token of a temporary key",
            ),
            (
                "ALIYUN_LOG_CLI_CLIENT_NAME",
                "the section of ~/.aliyunlogcli: --profile",
            ),
            (
                "ALIBABA_CLOUD_ECS_METADATA, ALIBABA_CLOUD_ECS_METADATA_DISABLED",
                "the RAM role of this machine, and whether not to ask for it",
            ),
            (
                "ALIBABA_CLOUD_CREDENTIALS_URI",
                "an address that gives temporary keys",
            ),
            ("ALIYUN_LOG_CLI_ENDPOINT", "the endpoint: --endpoint"),
            (
                "ALIBABA_CLOUD_DEFAULT_REGION, ALICLOUD_REGION, ALIBABACLOUD_REGION_ID, ALICLOUD_REGION_ID",
                "the region, for the endpoint: --region",
            ),
            (
                "ALIYUN_LOG_CLI_REGION_ID",
                "the region for signatures, if the endpoint does not name it",
            ),
            ("ALIYUN_LOG_CLI_SIGN_VERSION", "the signature: v1 or v4"),
            (
                "BACKHAUL_SLS_PROJECT",
                "the project: --project. The command's own, because no tool has one",
            ),
        ],
    ),
    (
        "Open Telekom Cloud (dcs)",
        &[
            ("OS_CLOUD", "the entry of clouds.yaml: --cloud"),
            (
                "OS_CLIENT_CONFIG_FILE, OS_CLIENT_SECURE_FILE",
                "where clouds.yaml and secure.yaml are",
            ),
            ("OS_TOKEN, OS_AUTH_TOKEN", "a token"),
            (
                "OS_ACCESS_KEY, OS_SECRET_KEY, OS_SECURITY_TOKEN",
                "an access key, and the token of a temporary one",
            ),
            (
                "HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN",
                "the same",
            ),
            ("OS_USERNAME, OS_USER_ID, OS_USERID", "a user"),
            ("OS_PASSWORD", "the user's password"),
            (
                "OS_USER_DOMAIN_NAME, OS_USER_DOMAIN_ID, OS_DOMAIN_NAME, OS_DOMAIN_ID, OS_DEFAULT_DOMAIN",
                "the user's domain",
            ),
            (
                "OS_AGENCY_NAME, OS_AGENCY_DOMAIN_NAME, OS_DELEGATED_PROJECT",
                "an agency for which the user acts",
            ),
            (
                "OS_AUTH_TYPE",
                "the kind of credentials: token, aksk, password or agency",
            ),
            ("OS_AUTH_URL", "the address of IAM"),
            (
                "OS_PROJECT_ID, OS_TENANT_ID, HUAWEICLOUD_SDK_PROJECT_ID",
                "the project: --project, and --project-id of each call",
            ),
            (
                "OS_PROJECT_NAME, OS_TENANT_NAME",
                "the name of the project, for a password",
            ),
            (
                "OS_PROJECT_DOMAIN_NAME, OS_PROJECT_DOMAIN_ID",
                "the domain of the project",
            ),
            ("OS_REGION_NAME, OS_REGION", "the region: --region"),
            ("OS_CACERT", "a file of certificate authorities to trust"),
            (
                "OS_CERT, OS_KEY, OS_INSECURE",
                "must be unset: the client has no certificate, and checks those of servers",
            ),
            (
                "BACKHAUL_DCS_ENDPOINT",
                "the address: --endpoint. The command's own, because no tool has one",
            ),
        ],
    ),
    (
        "All",
        &[
            (
                "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
                "proxies, but never for this machine",
            ),
            (
                "SSL_CERT_FILE, SSL_CERT_DIR",
                "certificate authorities instead of those of the system, on Linux",
            ),
            (
                "XDG_CONFIG_HOME",
                "where the files of the tools are, instead of ~/.config",
            ),
            ("APPDATA", "the same, on Windows"),
            (
                "NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM",
                "whether there are colors, and lines that are drawn again",
            ),
        ],
    ),
];
