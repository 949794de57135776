using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
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
        using var beyond = await desk.Catalogue.Operator.Send(
            "activation",
            "/activations",
            row with
            {
                id = Guid.CreateVersion7(),
                identifier = "another",
            }
        );
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, repeated.StatusCode));
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await beyond.Problem());
        Assert.Equal(
            "2024-02-01T00:00:00+00:00",
            Assert.Single(await desk.Activations())["lastSeenAt"]!.GetValue<string>()
        );
        Assert.True((await desk.Program.Validate("old-device")).Valid);
    }

    [Fact]
    public async Task A_batch_is_imported_whole_and_the_same_batch_again_changes_nothing()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        object Row(string identifier, string? deactivatedAt = null) =>
            new
            {
                id = Guid.CreateVersion7(),
                licenseId = desk.License.Id,
                identifier,
                kind = "hardware",
                firstSeenAt = "2024-01-01T00:00:00Z",
                deactivatedAt,
                deactivatedBy = deactivatedAt is null ? null : "customer",
            };
        var rows = new[] { Row("first"), Row("gone", "2024-03-01T00:00:00Z"), Row("second"), Row("first") };
        using var created = await desk.Catalogue.Operator.Send(
            "activation",
            "/activations/batches",
            new { activations = rows }
        );
        using var repeated = await desk.Catalogue.Operator.Send(
            "activation",
            "/activations/batches",
            new { activations = rows }
        );
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, repeated.StatusCode));
        Assert.Equal(await created.Content.ReadAsStringAsync(), await repeated.Content.ReadAsStringAsync());
        Assert.Equal((3, 2), ((await desk.Activations()).Count, (await desk.Activations("?status=active")).Count));
        Assert.True((await desk.Program.Validate("second")).Valid);
        using var beyond = await desk.Program.Activate("third");
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await beyond.Problem());
    }

    [Fact]
    public async Task A_batch_with_one_activation_that_cannot_be_imports_none_and_says_which()
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 2 });
        var good = new
        {
            id = (Guid?)Guid.CreateVersion7(),
            licenseId = desk.License.Id,
            identifier = "good",
            kind = "hardware",
            firstSeenAt = "2024-01-01T00:00:00Z",
        };
        await Refused(409, "ACTIVATION_LIMIT_REACHED", 2, good, Another("b"), Another("c"));
        await Refused(
            404,
            "activation.license-unknown",
            1,
            good,
            good with
            {
                id = Guid.CreateVersion7(),
                licenseId = Guid.CreateVersion7(),
            }
        );
        await Refused(422, "activation.identifier-invalid", 1, good, Another("line\nbreak"));
        await Refused(422, "batch.id-missing", 1, good, good with { id = null });
        await Refused(409, "id-taken", 1, good, good with { identifier = "same-id" });
        Assert.Empty(await desk.Activations());

        object Another(string identifier) => good with { id = Guid.CreateVersion7(), identifier = identifier };

        async Task Refused(int status, string code, int row, params object[] activations)
        {
            using var answer = await desk.Catalogue.Operator.Send(
                "activation",
                "/activations/batches",
                new { activations }
            );
            var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            Assert.Equal(
                (status, code, row),
                ((int)answer.StatusCode, problem["code"]!.GetValue<string>(), problem["row"]!.GetValue<int>())
            );
        }
    }

    [Fact]
    public async Task An_import_for_a_license_that_is_not_known_waits_for_it()
    {
        var row = new
        {
            licenseId = Guid.CreateVersion7(),
            identifier = "x",
            kind = "hardware",
            firstSeenAt = "2024-01-01T00:00:00Z",
        };
        using var early = await new Catalogue(app).Operator.Send("activation", "/activations", row);
        Assert.Equal((404, "activation.license-unknown"), await early.Problem());
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
