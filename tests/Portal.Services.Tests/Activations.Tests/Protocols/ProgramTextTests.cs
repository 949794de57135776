using Portal.Activations.Tests.Protocols.KeyManager;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols;

/// <summary>What programs call their devices.</summary>
public sealed class ProgramTextTests(PortalApp app)
{
    [Theory]
    [InlineData("  Anna's\u202E laptop\u0007\n", "Anna's laptop")]
    [InlineData("e\u0301cran", "\u00E9cran")]
    public async Task A_name_is_freed_of_what_cannot_be_seen_whatever_the_protocol(string sent, string kept)
    {
        using var desk = await Desk.WithLicense(app);
        await desk.Program.Activated(
            "device-1",
            new
            {
                name = sent,
                platform = sent,
                version = sent,
            }
        );
        var program = await KeyManagerProgram.Of(app, desk);
        await program.Ask("/v1/activate", new() { ["identifier"] = "device-2", ["name"] = sent });
        Assert.Equal([kept, kept], (await desk.Activations()).Select(row => (string)row["name"]!));
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_cut_and_no_reason_to_refuse_a_device()
    {
        using var desk = await Desk.WithLicense(app);
        var name = string.Concat(Enumerable.Repeat("\U0001F469\u200D\U0001F4BB", 100));
        await desk.Program.Activated(
            "device-1",
            new
            {
                name,
                platform = name,
                version = new string('9', 500),
            }
        );
        var kept = (string)(await desk.Activations())[0]["name"]!;
        Assert.InRange(kept.Length, 250, 255);
        Assert.EndsWith("\U0001F4BB", kept, StringComparison.Ordinal);
    }
}
