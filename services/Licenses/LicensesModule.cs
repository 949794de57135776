using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Data;
using Portal.Licenses.Domain;
using Portal.Licenses.Features.Customer;
using Portal.Licenses.Features.Internal;
using Portal.Licenses.Features.Management;
using Portal.Licenses.Jobs;
using Portal.Licenses.Reactions;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Licenses;

/// <summary>The table of contents of the License service.</summary>
public static class LicensesModule
{
    public static void AddLicenses(this WebApplicationBuilder builder)
    {
        // Here and not in the defaults: the rules of request records are generated into the project that makes this call.
        builder.Services.AddValidation();
        builder.AddBearerAuthentication();
        builder.AddDatabase<LicenseDb>("licensedb");
        builder.Services.AddSingleton(
            new VendorTime(TimeZoneInfo.FindSystemTimeZoneById(builder.Configuration["Vendor:TimeZone"] ?? "UTC"))
        );
        builder.Services.AddScoped<LicenseActions>();
        builder.Services.AddScoped<LicenseBatches>();
        builder.Services.AddScoped<DueNotices>();
        builder.Services.AddScoped<Timeline>();
        builder.Services.AddHostedService<PublishNotices>();
        builder.Services.AddOpenApi(options =>
        {
            options.DescribeSlices();
            options.DescribeEndDates();
        });
        builder.Services.AddOpenApi(Descriptions.Public, options => options.DescribeSlices());
        builder.AddEvents<LicenseDb>(events =>
            events
                .Publishes<ProductChanged>()
                .Publishes<LicenseChanged>()
                .Publishes<LicenseExpiring>()
                .Publishes<LicenseExpired>()
                .Publishes<LicenseGraceStarted>()
                .Publishes<MaintenanceEnding>()
                .AddBatchReaction<WhenActivationCreated, ActivationCreated>()
                .AddBatchReaction<WhenActivationDeactivated, ActivationDeactivated>()
                .AddBatchReaction<WhenSlotFreed, SlotFreed>()
        );
        builder.AddReconciliation<LicenseDb>("http://_management.activation", feeds =>
            feeds.Add("slots", SlotUsages.Copies)
        );
    }

    public static void MapLicenses(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();

        var customer = app.MapCustomerApi("/api/license");
        ListLicenses.Map(customer);
        ExportLicenses.Map(customer);
        ListProducts.Map(customer);
        MatchKeys.Map(customer);
        ShowLicense.Map(customer);
        RevealKey.Map(customer);
        ShowTimeline.Map(customer);
        ShowSummary.Map(customer);

        var management = app.MapManagementApi();
        management.MapParkedEvents();
        CreateProduct.Map(management);
        UpdateProduct.Map(management);
        FindProducts.Map(management);
        CreatePolicy.Map(management);
        UpdatePolicy.Map(management);
        FindPolicies.Map(management);
        IssueLicense.Map(management);
        IssueBatch.Map(management);
        IssueInBulk.Map(management);
        FindLicenses.Map(management);
        AssignLicense.Map(management);
        SuspendLicense.Map(management);
        ReinstateLicense.Map(management);
        RenewLicense.Map(management);
        RevokeLicense.Map(management);
        ChangeLimit.Map(management);
        ChangeEntitlements.Map(management);
        ChangeMetadata.Map(management);
        ChangeMaintenance.Map(management);
        FindAudit.Map(management);

        var replication = app.MapReplicationApi();
        ReplicateLicenses.Map(replication);
        ReplicateProducts.Map(replication);
    }
}
