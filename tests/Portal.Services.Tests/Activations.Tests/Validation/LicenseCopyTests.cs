using Npgsql;
using Portal.Testing;

namespace Portal.Activations.Tests.Validation;

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

    /// <summary>What a downgrade will do once licenses can be changed: a newer snapshot with a lower limit.</summary>
    private async Task SetLimit(Guid licenseId, int limit)
    {
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("activationdb"));
        await using var command = database.CreateCommand(
            "UPDATE licenses SET version = version + 1, snapshot = jsonb_set(snapshot, '{activationLimit}', to_jsonb($1)) WHERE id = $2"
        );
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = licenseId });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
