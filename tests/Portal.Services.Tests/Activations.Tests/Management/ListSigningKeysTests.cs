using Portal.Testing;

namespace Portal.Activations.Tests.Management;

[Collection("signing keys")]
public sealed class ListSigningKeysTests(PortalApp app)
{
    private readonly Operator _vendor = new(app);

    [Fact]
    public async Task All_keys_are_listed_the_oldest_first_and_one_of_them_signs()
    {
        var made = (await _vendor.Post("activation", "/signing-keys", new { }))["id"]!.GetValue<string>();
        var keys = (await _vendor.Get("activation", "/signing-keys"))["items"]!.AsArray();
        var created = keys.Select(key => key!["createdAt"]!.GetValue<DateTimeOffset>()).ToList();
        Assert.Equal(created.Order(), created);
        Assert.Equal(made, keys[^1]!["id"]!.GetValue<string>());
        Assert.Single(keys, key => key!["current"]!.GetValue<bool>());
        (await _vendor.Delete("activation", $"/signing-keys/{made}")).Dispose();
    }
}
