using Portal.Contracts.Activations.V1;
using Portal.Contracts.Downloads.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Downloads.Data;
using Portal.Downloads.Features.Customer;
using Portal.Downloads.Features.Internal;
using Portal.Downloads.Features.Management;
using Portal.Downloads.Jobs;
using Portal.Downloads.Links;
using Portal.Downloads.Reactions;
using Portal.Downloads.Storage;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Downloads;

/// <summary>Everything that this service does, by name.</summary>
public static class DownloadsModule
{
    public static void AddDownloads(this WebApplicationBuilder builder)
    {
        builder.AddBearerAuthentication();
        // Here and not in the defaults: the rules of request records are generated into the project that makes this call.
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(options => options.DescribeSlices());
        builder.Services.AddOpenApi(Descriptions.Public, options => options.DescribeSlices());
        builder.AddDatabase<DownloadDb>("downloaddb");
        builder.AddEvents<DownloadDb>(events =>
            events
                .Publishes<ReleasePublished>()
                .AddBatchReaction<WhenLicenseChanged, LicenseChanged>()
                .AddReaction<WhenProductChanged, ProductChanged>()
                .AddBatchReaction<WhenActivationCreated, ActivationCreated>()
                .AddBatchReaction<WhenActivationDeactivated, ActivationDeactivated>()
                .AddBatchReaction<WhenSlotFreed, SlotFreed>()
        );
        builder.AddReconciliation<DownloadDb>(Copies.License, feeds =>
            feeds.Add("products", Copies.OfProducts).Add("licenses", Copies.OfLicenses)
        );
        builder.AddReconciliation<DownloadDb>("http://_management.activation", feeds =>
            feeds.Add("slots", Copies.OfSlotUsage)
        );

        builder.Services.AddSingleton(_ => DownloadSettings.From(builder.Configuration));
        builder.Services.AddSingleton(services => services.GetRequiredService<DownloadSettings>().LinkKey);
        builder.Services.AddSingleton<SessionLinks>();
        builder.Services.AddSingleton<FileAddresses>();
        builder.Services.AddSingleton<FileStore>();
        builder.Services.AddHostedService<RemoveAbandonedUploads>();
    }

    public static void MapDownloads(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();

        var api = app.MapCustomerApi("/api/download");
        ListProducts.Map(api);
        ListLicenseReleases.Map(api);
        ReadChangelog.Map(api);
        CreateLink.Map(api);
        FollowLink.Map(api);
        ShowFileHistory.Map(api);

        var management = app.MapManagementApi();
        management.MapParkedEvents();
        PublishRelease.Map(management);
        ListReleases.Map(management);
        ReadArtifact.Map(management);
        UploadArtifact.Map(management, DownloadSettings.MaxUploadBytes(app.Configuration));

        var replication = app.MapReplicationApi();
        ReplicateReleases.Map(replication);
        FindUpdate.Map(replication);
        CreateProgramLink.Map(replication);
        ListDownloadables.Map(replication);
        ShowChangelog.Map(replication);

        FetchFile.Map(app);
    }
}
