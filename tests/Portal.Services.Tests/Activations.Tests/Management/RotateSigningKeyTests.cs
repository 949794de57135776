using Portal.Testing;

namespace Portal.Activations.Tests.Management;

[Collection("signing keys")]
public sealed class RotateSigningKeyTests(PortalApp app)
{
    private readonly Operator _vendor = new(app);

    [Fact]
    public async Task The_key_that_waits_takes_over_after_a_day_and_asking_again_changes_nothing()
    {
        var made = await _vendor.Post("activation", "/signing-keys", new { });
        var rotated = await _vendor.Post("activation", "/signing-keys/rotate", new { });
        var again = await _vendor.Post("activation", "/signing-keys/rotate", new { });
        Assert.Equal(made["id"]!.GetValue<string>(), rotated["id"]!.GetValue<string>());
        Assert.Equal(
            (rotated["id"]!.GetValue<string>(), false),
            (again["id"]!.GetValue<string>(), again["current"]!.GetValue<bool>())
        );
        Assert.InRange(
            again["signsFrom"]!.GetValue<DateTimeOffset>() - again["createdAt"]!.GetValue<DateTimeOffset>(),
            TimeSpan.FromHours(24),
            TimeSpan.FromHours(25)
        );
        (await _vendor.Delete("activation", $"/signing-keys/{rotated["id"]!.GetValue<string>()}")).Dispose();
    }
}
