using Npgsql;
using Portal.Testing;

namespace Portal.Licenses.Tests.Management;

/// <summary>What all moves of a license have in common.</summary>
public sealed class MoveLicenseTests(PortalApp app)
{
    [Fact]
    public async Task Every_move_is_shown_in_the_timeline_once_however_often_it_is_repeated()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicense(new { durationDays = 10 });
        await mine.Catalogue.Move(license, "assign", new { accountId = mine.Account.Id });
        for (var i = 0; i < 3; i++)
            await mine.Catalogue.Move(license, "suspend", new { reason = "payment is due" });
        await mine.Catalogue.Move(license, "reinstate");
        await mine.Catalogue.Move(license, "renew", new { expiresAt = DateTimeOffset.UtcNow.AddDays(90) });
        await mine.Catalogue.Move(license, "revoke", new { reason = "fraud" });
        Assert.Equal(
            ["revoked", "renewed", "reinstated", "suspended", "assigned", "issued"],
            await mine.Timeline(license)
        );
    }

    [Fact]
    public async Task A_refused_move_says_why_and_changes_nothing()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense(new { durationDays = 10 });
        await mine.Catalogue.Move(license, "revoke");
        var before = await mine.Show(license);

        Assert.Equal((409, "license.revoked"), await mine.Refusal(license, "suspend", new { reason = "late" }));
        Assert.Equal((409, "license.revoked"), await mine.Refusal(license, "reinstate", new { }));
        Assert.Equal(
            (409, "license.revoked"),
            await mine.Refusal(license, "renew", new { expiresAt = DateTimeOffset.UtcNow.AddDays(99) })
        );
        Assert.Equal(
            (409, "license.revoked"),
            await mine.Refusal(
                license,
                "assign",
                new { accountId = mine.Account.Id, assigneeIds = new[] { mine.Owner.Id } }
            )
        );
        Assert.Equal(before.ToJsonString(), (await mine.Show(license)).ToJsonString());
        Assert.Equal(["revoked", "issued"], await mine.Timeline(license));
    }

    [Fact]
    public async Task Of_moves_at_the_same_time_each_is_made_once()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.OwnLicense();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    mine.Catalogue.Operator.Send("license", $"/licenses/{license.Id}/suspend", new { reason = "x" })
                )
        );
        Assert.Equal(["suspended", "issued"], await mine.Timeline(license));
    }

    [Fact]
    public async Task Busy_slots_do_not_get_in_the_way_of_a_move()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var license = await mine.Catalogue.NewLicenseInUse(license: new { accountId = mine.Account.Id });
        var program = new VendorProgram(app, license.Key);
        using var enough = new CancellationTokenSource();
        var busy = Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async device =>
                {
                    while (!enough.IsCancellationRequested)
                        (await program.Deactivate(await program.Activated($"device-{device}"))).Dispose();
                })
        );
        for (var i = 0; i < 10; i++)
        {
            await mine.Catalogue.Move(
                license,
                "assign",
                new { accountId = mine.Account.Id, assigneeIds = new[] { Guid.CreateVersion7() } }
            );
        }
        await enough.CancelAsync();
        await busy;
    }

    [Theory]
    [InlineData("assign", "{}")]
    [InlineData("renew", "{}")]
    [InlineData("assign", """{"accountId":null}""")]
    public async Task A_move_without_what_it_needs_is_refused_and_changes_nothing(string move, string body)
    {
        var catalogue = new Catalogue(app);
        var license = await catalogue.NewLicense();
        using var client = await catalogue.Operator.Client("license");
        using var refused = await client.PostAsync(
            $"/management/licenses/{license.Id}/{move}",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Null((await catalogue.Operator.Get("license", $"/licenses/{license.Id}"))["accountId"]);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_delete_an_audit_record()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await mine.OwnLicense();
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("licensedb-owner"));
        foreach (
            var attempt in new[]
            {
                "UPDATE audit_records SET action = 'x'",
                "DELETE FROM audit_records",
                "TRUNCATE audit_records",
            }
        )
        {
            await using var command = database.CreateCommand(attempt);
            await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }
    }

    [Fact]
    public async Task Each_change_is_one_event_with_a_growing_version_and_without_the_key()
    {
        using var mine = await LicenseApi.WithOwner(app);
        await using var subscriber = await Subscriber.To(app, "portal.licensing.v1.license-changed");
        var license = await mine.OwnLicense();
        await mine.Catalogue.Move(license, "suspend", new { reason = "x" });
        await mine.Catalogue.Move(license, "suspend", new { reason = "x" });
        await mine.Catalogue.Move(license, "reinstate");

        List<Subscriber.Received> Mine() =>
            [.. subscriber.Messages.Where(message => message.Body["licenseId"]!.GetValue<Guid>() == license.Id)];
        await Eventually.Is(() => Task.FromResult(Mine().Count >= 3), "three events");
        Assert.Equal([1L, 2L, 3L], Mine().Select(message => message.Body["version"]!.GetValue<long>()).Order());
        Assert.All(Mine(), message =>
            Assert.DoesNotContain(license.Key, message.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(Mine(), message => Assert.Equal(license.Id.ToString(), message.Headers["cloudEvents_subject"]));
    }
}
