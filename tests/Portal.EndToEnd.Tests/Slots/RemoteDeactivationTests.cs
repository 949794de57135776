namespace Portal.EndToEnd.Tests.Slots;

/// <summary>Whichever process is asked, a device that was deactivated is refused, and one that was activated again is not.</summary>
[Collection(Replicated.Name)]
public sealed class RemoteDeactivationTests(ReplicatedPortal portal)
{
    private const int InARow = 12;

    [Fact]
    public async Task What_one_replica_decides_the_other_answers()
    {
        var catalogue = new Catalogue(portal.App);
        var account = await catalogue.NewAccount();
        using var owner = await catalogue.SignIn(await catalogue.NewMember(account));
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = account.Id });
        var program = new VendorProgram(portal.App, license.Key);
        for (var round = 0; round < 3; round++)
        {
            var activation = await program.Activated("device");
            await EveryReplicaSays(program, "VALID");
            using var done = await owner.Api(HttpMethod.Post, $"/api/activation/activations/{activation}/deactivate");
            Assert.True(done.IsSuccessStatusCode);
            await EveryReplicaSays(program, "NOT_ACTIVATED");
        }
    }

    /// <summary>The gateway asks the replicas in turn.</summary>
    private static Task EveryReplicaSays(VendorProgram program, string code) =>
        Eventually.Is(
            async () =>
            {
                for (var question = 0; question < InARow; question++)
                {
                    if ((await program.Validate("device")).Code != code)
                        return false;
                }
                return true;
            },
            code,
            TimeSpan.FromSeconds(5)
        );
}
