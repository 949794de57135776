using System.Text.Json;
using Portal.Contracts.Licensing.V1;
using Portal.ServiceDefaults;
using Portal.Testing;
using RabbitMQ.Client;

namespace Portal.Downloads.Tests.Reactions;

public sealed class WhenLicenseChangedTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    // Version 1: owned; 2: suspended; 3: owned again, of a newer maintenance; 4: marks that everything before has been read.
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 3, 1, 2)]
    [InlineData(3, 3, 2, 2, 1, 1)]
    [InlineData(3)]
    public async Task Facts_that_arrive_late_twice_or_out_of_order_end_in_the_same_list(params int[] order)
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-20));
        await _vendor.NewOffer(product, "1.1.0", Vendor.Days(-10));
        var account = await _vendor.Catalogue.NewAccount();
        using var customer = new CustomerApi(
            await _vendor.Catalogue.SignIn(await _vendor.Catalogue.NewMember(account))
        );
        var license = Fact(product.Id, account.Id, version: 1) with { MaintenanceEndsAt = Vendor.Days(-15) };
        LicenseChanged[] versions =
        [
            license,
            license with
            {
                Version = 2,
                SuspendedAt = Vendor.Days(-1),
            },
            license with
            {
                Version = 3,
                MaintenanceEndsAt = null,
            },
        ];

        // The list of a second product appears when the queue has been read up to here.
        var sentinel = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(sentinel);
        await Publish([.. order.Select(version => versions[version - 1]), Fact(sentinel.Id, account.Id, version: 1)]);
        await customer.Sees(sentinel.Id, "1.0.0");
        await customer.Sees(product.Id, "1.1.0", "1.0.0");
        await Publish(versions);
        Assert.Equal(["1.1.0", "1.0.0"], await customer.Versions(product.Id));
    }

    private async Task Publish(params LicenseChanged[] facts)
    {
        var factory = new ConnectionFactory { Uri = new Uri(await app.ConnectionString("rabbitmq")) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var fact in facts)
        {
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                MessageId = Guid.NewGuid().ToString(),
            };
            await channel.BasicPublishAsync(
                "portal.licensing.v1.license-changed",
                "",
                false,
                properties,
                JsonSerializer.SerializeToUtf8Bytes(fact, Wire.Options)
            );
        }
    }

    private static LicenseChanged Fact(Guid productId, Guid accountId, long version) =>
        new()
        {
            LicenseId = Guid.CreateVersion7(),
            Version = version,
            ChangedAt = Vendor.Days(0),
            KeyHash = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
            KeyHint = "TEST",
            ProductId = productId,
            IssuedAt = Vendor.Days(-100),
            AccountId = accountId,
            AssigneeIds = [],
            GraceDays = 0,
            Entitlements = [],
            DownloadBeforeActivation = true,
            DownloadAfterExpiry = false,
        };
}
