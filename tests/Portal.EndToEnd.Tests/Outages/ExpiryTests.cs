using System.Globalization;

namespace Portal.EndToEnd.Tests.Outages;

/// <summary>Thousands of licenses expire at once while replicas of License die: each is announced once. <c>EXPIRIES</c> says how many.</summary>
public sealed class ExpiryTests
{
    private const int Replicas = 3,
        BatchSize = 1_000;
    private static readonly int Expiries = int.Parse(
        Environment.GetEnvironmentVariable("EXPIRIES") ?? "2000",
        CultureInfo.InvariantCulture
    );
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Replicas_that_are_killed_lose_no_expiry_and_announce_none_twice()
    {
        await using var app = await PortalApp.StartAsync("--replicas", $"license={Replicas}");
        await using var subscriber = await Subscriber.To(app, "portal.licensing.v1.license-expired");
        var catalogue = new Catalogue(app);
        var product = await catalogue.NewProduct();
        var policy = Catalogue.Id(
            await catalogue.Operator.Post("license", "/policies", new { name = "Short", productId = product.Id })
        );
        // Whoever is issued after its end is not announced: there has to be time for all of them.
        var expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(10 * (Expiries / BatchSize));
        var licenses = new HashSet<Guid>();
        for (var batch = 0; batch < Expiries / BatchSize; batch++)
        {
            var issued = await catalogue.Operator.Post(
                "license",
                $"/licenses/batches/{Guid.CreateVersion7()}",
                new { policyId = policy, licenses = Enumerable.Repeat(new { expiresAt }, BatchSize) }
            );
            licenses.UnionWith(issued["items"]!.AsArray().Select(row => Catalogue.Id(row!.AsObject())));
        }
        Assert.True(TimeProvider.System.GetUtcNow() < expiresAt, "Issuing took too long.");

        HashSet<Guid> Received() =>
            [.. subscriber.Messages.Select(message => message.Body["licenseId"]!.GetValue<Guid>())];
        await Eventually.Is(() => Task.FromResult(Received().Count > 0), "the first license expires", Longest);
        for (var kill = 0; kill < 4 && Received().Count < licenses.Count; kill++)
        {
            await Eventually.Is(
                () => Task.FromResult(app.ProcessIds("license").Count > 1),
                "one is left after the next kill",
                Longest
            );
            var before = Received().Count;
            await app.Kill9("license", Random.Shared.Next(app.ProcessIds("license").Count));
            await Eventually.Is(
                () => Task.FromResult(Received().Count > before || Received().Count == licenses.Count),
                "others go on",
                Longest
            );
        }
        await Eventually.Is(
            () => Task.FromResult(Received().Count >= licenses.Count),
            "every expiry is announced",
            Longest
        );
        await Eventually.Is(
            async () =>
                await Database.Number(
                    app,
                    "licensedb",
                    "SELECT count(*) FROM outbox WHERE type LIKE '%LicenseExpired,%'"
                ) == 0,
            "nothing waits to be published",
            Longest
        );
        Assert.Equal(licenses.Order(), Received().Order());
        // One event for each license: it may arrive twice, under the same id.
        Assert.Equal(licenses.Count, subscriber.Messages.DistinctBy(message => message.MessageId).Count());
        Assert.Equal(
            licenses.Count,
            await Database.Number(app, "licensedb", "SELECT count(*) FROM audit_records WHERE action = 'expired'")
        );
    }
}
