using Npgsql;
using Portal.Testing;

namespace Portal.Ctl.Tests;

public sealed class EventCommandTests(PortalApp app)
{
    [Fact]
    public async Task What_cannot_be_published_is_parked_shown_and_tried_again()
    {
        var (ctl, id) = (await Ctl.Of(app), Guid.CreateVersion7());
        // Of an older version, or by somebody who wants an object of this type.
        await Execute(
            $"INSERT INTO outbox (id, type, subject, occurred_at, payload) VALUES ('{id}', 'System.Version, System.Private.CoreLib', 'x', now(), '{{}}')"
        );
        await Eventually.Is(async () => await Parked(ctl, id), "the event is parked", TimeSpan.FromMinutes(2));

        Assert.Equal(1, (await ctl.Ask("events", "replay", $"{id}")).GetProperty("replayed").GetInt32());
        Assert.False(await Parked(ctl, id));
        Assert.Equal(0, (await ctl.Ask("events", "replay", $"{Guid.NewGuid()}")).GetProperty("replayed").GetInt32());
        await Execute($"DELETE FROM outbox WHERE id = '{id}'");
    }

    private static async Task<bool> Parked(Ctl ctl, Guid id) =>
        (await ctl.Ask("events", "parked"))
            .EnumerateArray()
            .Any(row => row.GetProperty("event").Text("id") == $"{id}" && row.Text("service") == "License");

    private async Task Execute(string statement)
    {
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("licensedb"));
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
