using System.Net;
using Npgsql;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class LicenseCopyTests(PortalApp app)
{
    [Fact]
    public async Task Lowering_the_limit_below_the_use_deletes_nothing_and_says_so()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 3 });
        await desk.Program.Activated("device-1");
        await desk.Program.Activated("device-2");
        await SetLimit(desk.License.Id, 1);
        Assert.Equal("LIMIT_EXCEEDED", (await desk.Program.Validate("device-1")).Code);
        Assert.Equal(2, (await desk.Activations("?status=active")).Count);
    }

    [Fact]
    public async Task An_import_keeps_the_history_and_the_limit_and_can_be_repeated()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        var row = new
        {
            id = Guid.CreateVersion7(),
            licenseId = desk.License.Id,
            identifier = "old-device",
            kind = "hardware",
            name = "From the old system",
            firstSeenAt = "2024-01-01T00:00:00Z",
            lastSeenAt = "2024-02-01T00:00:00Z",
        };
        using var created = await desk.Catalogue.Operator.Send("activation", "/activations", row);
        using var repeated = await desk.Catalogue.Operator.Send("activation", "/activations", row);
        using var beyond = await desk.Catalogue.Operator.Send("activation", "/activations", row with { id = Guid.CreateVersion7(), identifier = "another" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, repeated.StatusCode));
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await beyond.Problem());
        Assert.Equal("2024-02-01T00:00:00+00:00", Assert.Single(await desk.Activations())["lastSeenAt"]!.GetValue<string>());
        Assert.True((await desk.Program.Validate("old-device")).Valid);
    }

    [Fact]
    public async Task An_import_for_a_license_that_is_not_known_waits_for_it()
    {
        var row = new { licenseId = Guid.CreateVersion7(), identifier = "x", kind = "hardware", firstSeenAt = "2024-01-01T00:00:00Z" };
        using var early = await new Catalogue(app).Operator.Send("activation", "/activations", row);
        Assert.Equal((404, "activation.license-unknown"), await early.Problem());
    }

    /// <summary>What a downgrade will do once licenses can be changed: a newer snapshot with a lower limit.</summary>
    private async Task SetLimit(Guid licenseId, int limit)
    {
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("activationdb"));
        await using var command = database.CreateCommand("UPDATE licenses SET version = version + 1, snapshot = jsonb_set(snapshot, '{activationLimit}', to_jsonb($1)) WHERE id = $2");
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = licenseId });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
