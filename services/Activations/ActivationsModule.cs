using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Portal.Activations.Data;
using Portal.Activations.Features.Customer;
using Portal.Activations.Features.Internal;
using Portal.Activations.Features.Management;
using Portal.Activations.Jobs;
using Portal.Activations.Protocols;
using Portal.Activations.Protocols.KeyManager;
using Portal.Activations.Protocols.Native;
using Portal.Activations.Reactions;
using Portal.Activations.Signing;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Downloads.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Activations;

/// <summary>The table of contents of the Activation service.</summary>
public static class ActivationsModule
{
    public static void AddActivations(this WebApplicationBuilder builder)
    {
        // Here and not in the defaults: the validation of request records is generated into the project with this call.
        builder.Services.AddValidation();
        builder.AddBearerAuthentication();
        builder
            .Services.AddAuthentication()
            .AddScheme<LicenseKeyOptions, LicenseKeyAuthentication>(LicenseKeyAuthentication.Scheme, null);
        // Also authenticates license keys, so that programs get 404, 405 and 415 for unmapped requests instead of 401.
        builder.Services.Configure<AuthorizationOptions>(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder(
                JwtBearerDefaults.AuthenticationScheme,
                LicenseKeyAuthentication.Scheme
            )
                .RequireAuthenticatedUser()
                .Build()
        );
        builder.AddDatabase<ActivationDb>("activationdb", prepared: 50);
        builder.AddValidationAndSlots();
        builder.Services.AddSingleton<SealingKey>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<LicenseFiles>();
        builder.AddKeyLimits();
        builder.AddDownloadService();
        builder.AddKeyManager();
        builder.AddJobs();
        builder.Services.AddOpenApi(options => options.DescribeSlices());
        builder.Services.AddOpenApi(Descriptions.Public, options => options.DescribeSlices());
        builder.AddEvents<ActivationDb>(events =>
            events
                .Publishes<ActivationCreated>()
                .Publishes<ActivationDeactivated>()
                .Publishes<ActivationExpired>()
                .Publishes<ActivationLimitReached>()
                .Publishes<ActivationRefused>()
                .Publishes<HeartbeatLost>()
                .Publishes<SlotFreed>()
                .Publishes<UnusualActivity>()
                .AddBatchReaction<WhenLicenseChanged, LicenseChanged>()
                .AddReaction<WhenProductChanged, ProductChanged>()
                .AddReaction<WhenReleasePublished, ReleasePublished>()
        );
        builder.AddReconciliation<ActivationDb>(Copies.License, feeds =>
            feeds.Add("products", Copies.OfProducts).Add("licenses", Copies.OfLicenses)
        );
        builder.AddReconciliation<ActivationDb>("http://_management.download", feeds =>
            feeds.Add("releases", Copies.OfReleases)
        );
    }

    public static void MapActivations(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();

        var customer = app.MapCustomerApi("/api/activation");
        Features.Customer.ListActivations.Map(customer);
        ShowActivation.Map(customer);
        ShowActivity.Map(customer);
        ShowAttention.Map(customer);
        DeactivateActivation.Map(customer);
        DeactivateActivations.Map(customer);
        DeactivateLicense.Map(customer);
        ShowDeactivationQuota.Map(customer);
        ReadOfflineRequest.Map(customer);
        ActivateOffline.Map(customer);
        DeactivateOffline.Map(customer);
        GetLicenseFile.Map(customer);
        Diagnose.Map(customer);
        ShowLicenseHistory.Map(customer);
        ShowActivationHistory.Map(customer);

        var management = app.MapManagementApi();
        management.MapParkedEvents();
        Features.Management.ListActivations.Map(management);
        ImportActivation.Map(management);
        ImportBatch.Map(management);
        EndActivation.Map(management);
        ListBlockedIdentifiers.Map(management);
        BlockIdentifier.Map(management);
        UnblockIdentifier.Map(management);
        ListSigningKeys.Map(management);
        CreateSigningKey.Map(management);
        RotateSigningKey.Map(management);
        RemoveSigningKey.Map(management);
        CreateApiKey.Map(management);
        ListApiKeys.Map(management);
        RevokeApiKey.Map(management);
        ListProductKeys.Map(management);
        RotateProductKey.Map(management);
        ListTelemetry.Map(management);

        ReplicateSlotUsage.Map(app.MapReplicationApi());

        var protocol = app.MapProtocol();
        Validate.Map(protocol);
        Activate.Map(protocol);
        Heartbeat.Map(protocol);
        Deactivate.Map(protocol);
        IssueLicenseFile.Map(protocol);
        FindUpdate.Map(protocol);
        CreateDownload.Map(protocol);
        ShowKeys.Map(protocol);

        foreach (var keyManager in app.MapKeyManager())
        {
            VerifyKey.Map(keyManager);
            ActivateKey.Map(keyManager);
            DeactivateKey.Map(keyManager);
            ShowKeyDetails.Map(keyManager);
            FetchKeyFile.Map(keyManager);
            SendTelemetry.Map(keyManager);
            ShowFeature.Map(keyManager);
            ShowPublicKey.Map(keyManager);
            AccessDownloadables.Map(keyManager);
            ShowChangelog.Map(keyManager);
        }
    }

    private static void AddValidationAndSlots(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ActivationMetrics>();
        builder.Services.AddSingleton<CacheInvalidation>();
        builder.Services.AddSingleton<LicenseCache>();
        builder.Services.AddHostedService<InvalidationListener>();
        builder.Services.AddSingleton<SlotUsageBroadcast>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SlotUsageBroadcast>());
        builder.Services.AddSingleton<LastSeen>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LastSeen>());
        builder.Services.AddSingleton<LicenseValidator>();
        builder.Services.AddScoped<SlotTransaction>();
        builder.Services.AddScoped<ActivationImport>();
        builder.Services.AddScoped<RemoteDeactivation>();
        builder.Services.AddScoped<ThrottledEvents>();
        builder.Services.AddScoped<ActivationDecision>();
        builder.Services.AddScoped<FileHandout>();
        builder.Services.AddScoped<History>();
        builder.Services.AddScoped<IdempotencyStore>();
    }

    private static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<StaleActivations>();
        builder.Services.AddScoped<EndedFiles>();
        builder.Services.AddScoped<LostHeartbeats>();
        builder.Services.AddScoped<ExpiredRows>();
        builder.Services.AddHostedService<MaintenanceWorker>();
    }
}
