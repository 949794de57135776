using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ImportBatchTests(PortalApp app)
{
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
}
