using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols;

/// <summary>A key means the same license however it is typed, whoever asks.</summary>
public sealed class TypedKeyTests(PortalApp app)
{
    public static TheoryData<string> Ways =>
        new()
        {
            "in lower case",
            "with the dashes of a word processor",
            "without separators",
            "with blanks inside",
            "full-width",
            "with zero-width blanks",
            "with O for 0 and l for 1",
        };

    [Theory, MemberData(nameof(Ways))]
    public async Task Every_reader_of_keys_takes_it(string way)
    {
        using var desk = await Desk.WithLicense(app, new { terms = new { offlineActivation = true } });
        var typed = Typed(desk.License.Key, way);
        var program = new VendorProgram(app, typed);
        var activation = await program.Activated("device-1");
        Assert.Equal("VALID", (await program.Validate("device-1")).Code);
        using var heartbeat = await program.Heartbeat(activation);
        Assert.Equal(204, (int)heartbeat.StatusCode);
        var keyManager = (await KeyManagerProgram.Of(app, desk)).WithLicense(typed);
        Assert.Equal(200, (await keyManager.Verify("device-1")).Code);
        Assert.Single(await desk.Activations($"?search={Uri.EscapeDataString(typed)}"));
        Assert.Equal(
            desk.License.Id,
            Catalogue.Id(
                (await desk.Customer.Get($"/api/license/licenses?search={Uri.EscapeDataString(typed)}"))["items"]![
                    0
                ]!.AsObject()
            )
        );
        using var offline = await desk.Customer.Api(
            HttpMethod.Post,
            "/api/activation/offline-requests",
            new { requestFile = $$"""{"key":"{{typed}}","identifier":"device-2"}""" }
        );
        Assert.Equal(200, (int)offline.StatusCode);
        using var gone = await program.Deactivate(activation);
        Assert.Equal(204, (int)gone.StatusCode);
        Assert.Equal("NOT_ACTIVATED", (await desk.Program.Validate("device-1")).Code);
    }

    [Fact]
    public async Task Of_two_keys_with_the_same_letters_each_is_found_exactly_and_nothing_in_between()
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var random = $"{Guid.NewGuid():N}";
        var (one, two) = ($"aB-c-{random}", $"aBc-{random}");
        var first = await catalogue.NewLicenseInUse(null, new { accountId = account.Id, key = one });
        var second = await catalogue.NewLicenseInUse(null, new { accountId = account.Id, key = two });
        await new VendorProgram(app, one).Activated("device-1");
        Assert.Equal("VALID", (await new VendorProgram(app, one).Validate("device-1")).Code);
        Assert.Equal("NOT_ACTIVATED", (await new VendorProgram(app, two).Validate("device-1")).Code);
        Assert.Equal("NOT_FOUND", (await new VendorProgram(app, $"a-b-c-{random}").Validate("device-1")).Code);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Theory]
    [InlineData(500), InlineData(5000)]
    public async Task A_key_that_is_none_is_not_found_however_long_and_in_whatever_script(int length)
    {
        foreach (var letter in (string[])["X", "\u0416", "\u9375", "\U0001F511", "-"])
            Assert.Equal(
                "NOT_FOUND",
                (await new VendorProgram(app, string.Concat(Enumerable.Repeat(letter, length / 4))).Validate("x")).Code
            );
    }

    private static string Typed(string key, string way) =>
        way switch
        {
            "in lower case" => key.ToLowerInvariant(),
            "with the dashes of a word processor" => key.Replace('-', '\u2013'),
            "without separators" => key.Replace("-", ""),
            "with blanks inside" => key.Replace('-', ' '),
            "full-width" => string.Concat(key.Select(letter => (char)(letter + 0xFEE0))),
            "with zero-width blanks" => string.Join('\u200B', key.Split('-')),
            _ => key.Replace('0', 'O').Replace('1', 'l'),
        };
}
