using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.EndToEnd.Tests.Slots;

/// <summary>Never more active activations than the limit, whatever runs at the same time.</summary>
public abstract class LastSlotTests(PortalApp app)
{
    private const int Rivals = 500;

    [Fact]
    public async Task Of_500_devices_that_want_the_one_slot_at_once_one_gets_it()
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = account.Id });
        var program = new VendorProgram(app, license.Key);

        var answers = await Task.WhenAll(
            Enumerable.Range(1, Rivals).Select(device => Activate(program, $"device-{device}"))
        );

        var expected = new Dictionary<string, int> { ["201"] = 1, ["409 ACTIVATION_LIMIT_REACHED"] = Rivals - 1 };
        Assert.Equal(expected, answers.CountBy(answer => answer).ToDictionary());
        Assert.Equal(
            1,
            await Database.Number(
                app,
                "activationdb",
                "SELECT count(*) FROM activations WHERE license_id = $1",
                license.Id
            )
        );
        Assert.Equal(
            1,
            await Database.Number(app, "activationdb", "SELECT used_slots FROM licenses WHERE id = $1", license.Id)
        );
        await Eventually.Is(
            async () =>
                await Database.Number(app, "licensedb", "SELECT used_slots FROM licenses WHERE id = $1", license.Id)
                == 1,
            "License knows of the slot"
        );
    }

    private static async Task<string> Activate(VendorProgram program, string device)
    {
        using var answer = await program.Activate(device);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return $"{(int)answer.StatusCode} {body!["code"]}".TrimEnd();
    }
}

public sealed class LastSlotOfOneProcessTests(PortalApp app) : LastSlotTests(app);

[Collection(Replicated.Name)]
public sealed class LastSlotOfTwoReplicasTests(ReplicatedPortal portal) : LastSlotTests(portal.App);
