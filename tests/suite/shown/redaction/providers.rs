//! Calls of each provider with right and wrong secrets.

use backhaul_runtime::Retry;
use backhaul_runtime::auth::{
    AccessKey, BoxFuture, ProvideCredentials, ProvideError, Provided, Token,
};
use backhaul_sandbox::{IamTokenFailure, OAuthError, Sandbox, TokenFailure};

use crate::shown::redaction::everything::{Shown, WRONG};
use crate::support::clients::NO_SUCH_ID;

/// A source of credentials that no header can carry: a client is built with it, and its calls fail.
#[derive(Clone, Debug)]
struct Source<C>(C);

impl<C: Clone + std::fmt::Debug + Send + Sync> ProvideCredentials<C> for Source<C> {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<C>, ProvideError>> {
        Box::pin(async { Ok(Provided::new(self.0.clone())) })
    }
}

pub(super) async fn drive_mongodb(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_atlas::Credentials;
    let fixtures = sandbox.fixtures();
    let (group, id) = (fixtures.group_id, fixtures.service_account_id);
    let broken = Credentials::access_token(format!("{WRONG}\n"));
    let builder = backhaul_atlas::Client::builder().credentials(broken);
    shown.value(&builder);
    shown.outcome(builder.build());
    for credentials in [
        Credentials::api_key(fixtures.public_key, fixtures.private_key),
        Credentials::api_key(fixtures.public_key, WRONG),
        Credentials::service_account(id, fixtures.service_account_secret),
        Credentials::service_account(id, WRONG),
        Credentials::access_token(WRONG),
        Credentials::access_token_from(Source(Token::new(format!("{WRONG}\n")))),
    ] {
        let builder = backhaul_atlas::Client::builder().credentials(credentials.clone());
        let builder = builder.base_url(sandbox.url()).retry(Retry::off());
        let client = builder.clone().build().unwrap();
        shown.value(&(&credentials, &builder, &client));
        let call = client.get_backup_restore_job().group_id(group);
        let call = call.cluster_name(fixtures.cluster_name);
        shown.value(&call);
        for id in [fixtures.finished_restore_job_id, NO_SUCH_ID, "not an id"] {
            shown.outcome(call.clone().restore_job_id(id).send().await);
        }
        let list = client.list_backup_restore_jobs().group_id(group);
        let list = list.cluster_name(fixtures.cluster_name);
        shown.outcome(list.clone().send().await);
        shown.outcome(list.clone().items().collect().await);
        shown.outcome(list.items_per_page(0).send().await);
        let call = call.restore_job_id(fixtures.finished_restore_job_id);
        // A token that ends and is fetched again, and one that cannot be fetched again.
        sandbox.revoke_tokens();
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        sandbox.fail_token_requests(1, TokenFailure::OAuth(OAuthError::InvalidClient));
        shown.outcome(call.clone().send().await);
        shown.outcome(client.revoke_token().await);
        // A redirect, and nothing that answers.
        let elsewhere = "http://127.0.0.1:9/FAKE-SIGNATURE?sig=FAKE-SIGNATURE";
        sandbox.redirect_next(elsewhere);
        shown.outcome(call.send().await);
        let unreachable = builder.base_url("http://127.0.0.1:9").build().unwrap();
        let call = unreachable.get_backup_restore_job().group_id(group);
        let call = call
            .cluster_name(fixtures.cluster_name)
            .restore_job_id(NO_SUCH_ID);
        shown.outcome(call.send().await);

        let builder = backhaul_cloud_manager::Client::builder().credentials(credentials);
        let client = builder.base_url(sandbox.url()).build().unwrap();
        let call = client.retry_log_collection_job().group_id(group);
        shown.outcome(call.job_id(fixtures.failed_log_job_id).send().await);
        let call = client.get_log_collection_job().group_id(group);
        shown.outcome(call.job_id(fixtures.failed_log_job_id).send().await);
        let call = client.list_log_collection_jobs().group_id(group);
        shown.outcome(call.verbose(true).send().await);
        let call = client.download_log_collection_job().group_id(group);
        let call = call.job_id(fixtures.successful_log_job_id);
        shown.outcome(call.clone().send().await);
        // One that is redirected is followed, here to where nothing answers.
        let call = call.retry(Retry::off());
        for elsewhere in [elsewhere, "http://bucket.example/?sig=FAKE-SIGNATURE"] {
            sandbox.redirect_next(elsewhere);
            shown.outcome(call.clone().send().await);
            sandbox.redirect_next(elsewhere);
            shown.outcome(call.clone().download().to_writer(&mut Vec::new()).await);
        }
    }
    // A password in the address is refused, and does not show either.
    let key = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let address = format!("http://user:{WRONG}@127.0.0.1:9");
    let client = backhaul_atlas::Client::builder()
        .credentials(key)
        .base_url(address);
    shown.outcome(client.build());
}

pub(super) async fn drive_sls(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_sls::{Credentials, SignatureVersion};
    let fixtures = sandbox.fixtures();
    let lasting = |secret| Credentials::access_key(fixtures.sls_access_key_id, secret);
    let temporary = Credentials::access_key(
        fixtures.sls_sts_access_key_id,
        fixtures.sls_sts_access_key_secret,
    );
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        let broken = lasting(fixtures.sls_access_key_secret);
        let broken = broken
            .security_token(format!("{WRONG}\n"))
            .signature(version);
        let builder = backhaul_sls::Client::builder().credentials(broken);
        let builder = builder.endpoint(sandbox.url()).region("cn-hangzhou");
        let builder = builder.project(fixtures.sls_project);
        shown.value(&builder);
        shown.outcome(builder.build());
        for credentials in [
            lasting(fixtures.sls_access_key_secret),
            lasting(WRONG),
            lasting(fixtures.sls_access_key_secret).security_token(WRONG),
            Credentials::access_key_from(Source(
                AccessKey::new(fixtures.sls_access_key_id, fixtures.sls_access_key_secret)
                    .security_token(format!("{WRONG}\n")),
            )),
            temporary.clone().security_token(fixtures.sls_sts_token),
        ] {
            let credentials = credentials.signature(version);
            let builder = backhaul_sls::Client::builder().credentials(credentials.clone());
            let builder = builder.endpoint(sandbox.url()).region("cn-hangzhou");
            let builder = builder.project(fixtures.sls_project).retry(Retry::off());
            let client = builder.clone().build().unwrap();
            shown.value(&(credentials, &builder, &client));
            for logstore in [fixtures.sls_logstore, "no-such-logstore", "../x"] {
                let call = client.retry_shipper_task().logstore(logstore);
                let call = call.shipper_name(fixtures.sls_shipper);
                shown.outcome(call.body([fixtures.sls_failed_task_ids[0]]).send().await);
            }
            let list = client.get_shipper_status().logstore(fixtures.sls_logstore);
            let list = list.shipper_name(fixtures.sls_shipper).from(1).to(2);
            shown.outcome(list.send().await);
            let unreachable = builder.endpoint("http://127.0.0.1:9").build().unwrap();
            let call = unreachable
                .retry_shipper_task()
                .logstore(fixtures.sls_logstore);
            let call = call.shipper_name(fixtures.sls_shipper).body(["task"]);
            shown.outcome(call.send().await);
        }
    }
}

pub(super) async fn drive_dcs(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_dcs::{Credentials, Dialect, IdOrName, PasswordLogin};
    let fixtures = sandbox.fixtures();
    let project = fixtures.dcs_project_id;
    let key = |secret: &str| Credentials::access_key(fixtures.dcs_access_key, secret);
    let temporary = Credentials::access_key(
        fixtures.dcs_temporary_access_key,
        fixtures.dcs_temporary_secret_key,
    );
    let login = |password: &str| {
        Credentials::password(PasswordLogin {
            user: IdOrName::Name(fixtures.iam_user_name.into()),
            user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
            password: password.into(),
            project: IdOrName::Id(project.into()),
            project_domain: None,
        })
    };
    let broken = Credentials::token(format!("{WRONG}\n"));
    let builder = backhaul_dcs::Client::builder().credentials(broken);
    let builder = builder.base_url(sandbox.url());
    shown.value(&builder);
    shown.outcome(builder.build());
    for credentials in [
        Credentials::token(fixtures.dcs_token),
        Credentials::token(fixtures.dcs_expired_token),
        Credentials::token(WRONG),
        Credentials::token_from(Source(Token::new(format!("{WRONG}\n")))),
        key(fixtures.dcs_secret_key).project_id(project),
        key(fixtures.dcs_secret_key).dialect(Dialect::Scoped),
        key(WRONG),
        key(WRONG).dialect(Dialect::Scoped),
        key(fixtures.dcs_secret_key).security_token(WRONG),
        temporary.security_token(fixtures.dcs_security_token),
        login(fixtures.iam_password),
        login(WRONG),
    ] {
        let builder = backhaul_dcs::Client::builder().credentials(credentials.clone());
        let builder = builder.base_url(sandbox.url()).iam_url(sandbox.url());
        let client = builder.clone().build().unwrap();
        shown.value(&(credentials, &builder, &client));
        let call = client.create_redislog_download_link().project_id(project);
        let call = call
            .instance_id(fixtures.dcs_instance_id)
            .id(fixtures.dcs_redislog_id);
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        sandbox.fail_iam_token_requests(1, IamTokenFailure::Unauthorized);
        shown.outcome(call.clone().send().await);
        shown.outcome(call.clone().instance_id(NO_SUCH_ID).send().await);
        let list = client.list_redislog().project_id(project);
        let list = list.instance_id(fixtures.dcs_instance_id);
        shown.outcome(list.clone().log_type("run").send().await);
        shown.outcome(list.log_type("slow").send().await);
        let collect = client.create_redislog().project_id(project);
        let collect = collect
            .instance_id(fixtures.dcs_instance_id)
            .log_type("run");
        shown.outcome(collect.query_time(2).send().await);
        if let Ok(answer) = call.send().await
            && let Some(link) = &answer.link
        {
            shown.outcome(client.download_link(link).to_writer(&mut Vec::new()).await);
        }
    }
}
