using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class ImportActivationTests(PortalApp app)
{
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

    [Fact]
    public async Task Another_device_under_the_same_id_and_a_device_that_is_none_are_refused()
    {
        using var desk = await Desk.WithLicense(app);
        var row = new
        {
            id = Guid.CreateVersion7(),
            licenseId = desk.License.Id,
            identifier = "first",
            kind = "domain",
            firstSeenAt = "2024-01-01T00:00:00Z",
        };
        await desk.Catalogue.Operator.Post("activation", "/activations", row);
        using var taken = await desk.Catalogue.Operator.Send(
            "activation",
            "/activations",
            row with
            {
                identifier = "x",
            }
        );
        Assert.Equal((409, "id-taken"), await taken.Problem());
        using var nonsense = await desk.Catalogue.Operator.Send(
            "activation",
            "/activations",
            row with
            {
                id = Guid.CreateVersion7(),
                identifier = "not a host",
            }
        );
        Assert.Equal((422, "activation.identifier-invalid"), await nonsense.Problem());
        Assert.Single(await desk.Activations());
    }
}
