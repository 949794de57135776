using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Management;

public sealed class RevokeApiKeyTests(PortalApp app)
{
    [Fact]
    public async Task A_revoked_key_is_refused_at_once_and_revoking_again_changes_nothing()
    {
        using var desk = await Desk.WithLicense(app);
        var made = await KeyManagerProgram.NewApiKey(desk.Catalogue, desk.License.Product);
        var program = new KeyManagerProgram(app, made["key"]!.GetValue<string>(), desk.License.Key);
        Assert.Equal(202, (await program.Verify("HW-1")).Code);
        var first = await desk.Catalogue.Operator.Post("activation", $"/api-keys/{made["id"]}/revoke", new { });
        Assert.Equal((401, 101), Said(await program.Verify("HW-1")));
        var second = await desk.Catalogue.Operator.Post("activation", $"/api-keys/{made["id"]}/revoke", new { });
        Assert.Equal(
            first["revokedAt"]!.GetValue<DateTimeOffset>(),
            second["revokedAt"]!.GetValue<DateTimeOffset>(),
            TimeSpan.FromMilliseconds(1)
        );
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_404()
    {
        using var missing = await new Operator(app).Send(
            "activation",
            $"/api-keys/{Guid.CreateVersion7()}/revoke",
            new { }
        );
        Assert.Equal((404, "not-found"), await missing.Problem());
    }

    private static (int Status, int Code) Said(KeyManagerProgram.Answer answer) => (answer.Status, answer.Code);
}
