using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Ctl.Tests;

public sealed class ImportTests(PortalApp app) : IDisposable
{
    private const string License = "0199f0c4-0005-7000-8000-000000000001";
    private readonly CatalogueFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_activation_that_is_refused_is_named_by_its_line_takes_none_with_it_and_is_put_right_by_importing_again()
    {
        var ctl = await Ctl.Of(app);
        _folder.Replace("policies.json", "\"activationLimit\": 1", "\"activationLimit\": 2");
        _folder.Replace(
            "activations.csv",
            "-9d,-1d,",
            "-9d,-1d,\n0199f0c4-0006-7000-8000-000000000002,CHRT-00001,domain,no host!,-9d,,"
        );
        var refused = await ctl.Run("import", _folder.Root);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("activations.csv:3:1: ", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(await Activations());

        _folder.Replace("activations.csv", "no host!", "example.org");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var done = await ctl.Run("import", _folder.Root);
            Assert.True(done.ExitCode == 0, done.Errors);
            Assert.Equal(
                ["abc", "example.org"],
                (await Activations()).Select(activation => activation!["identifier"]!.GetValue<string>())
            );
        }
    }

    [Fact]
    public async Task Legacy_licenses_without_a_policy_and_with_lower_case_keys_are_imported_and_validated()
    {
        var (ctl, slug, names) = (
            await Ctl.Of(app),
            $"legacy-{Guid.NewGuid():N}",
            Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToList()
        );
        var key = $"old-key-{names[0]:N}";
        _folder.Write("products.json", $$"""[{ "id": "{{names[1]}}", "slug": "{{slug}}", "name": "旧 Студия" }]""");
        _folder.Write("policies.json", "[]").Write("releases.json", "[]");
        _folder.Write(
            "accounts.json",
            $$"""[{ "id": "{{names[2]}}", "name": "Ωμέγα {{slug}}", "kind": "organization", "members": [] }]"""
        );
        _folder.Write("activations.csv", "id,license,kind,identifier,firstSeen\n");
        _folder.Write(
            "licenses.csv",
            $"id,key,product,policy,customer,issued,expires\n{names[0]},{key},{slug},,Ωμέγα {slug},1999-12-31,9999-12-31\n{names[3]},{key}-old,{slug},,Ωμέγα {slug},1960-01-01,1970-01-01\n"
        );
        _folder.Write(
            "blocked.csv",
            $"identifier,kind,product,license,reason\nhttps://Evil-{slug}.example.org/x,domain,{slug},,Sold on\nSome Laptop,,,{key},\nGone,,,{Guid.NewGuid()},\n"
        );
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var done = await ctl.Run("import", _folder.Root);
            Assert.True(done.ExitCode == 0, done.Errors);
        }

        await Eventually.Is(
            async () => (await Validated(key)) == "NOT_ACTIVATED" && await Validated(key + "-old") == "EXPIRED",
            "Activation knows the licenses"
        );
        await new VendorProgram(app, key.ToUpperInvariant()).Activated("an old machine");
        Assert.Equal("VALID", (await new VendorProgram(app, key).Validate("an old machine")).Code);
        Assert.True(
            (await ctl.Ask("license", "show", names[0].ToString()))
                .GetProperty("snapshot")
                .GetProperty("downloadBeforeActivation")
                .GetBoolean()
        );
        var blocked = (await new Operator(app).Get("activation", "/blocked-identifiers?size=500"))["items"]!.AsArray();
        Assert.Single(blocked, row =>
            row!["identifier"]!.GetValue<string>() == $"evil-{slug}.example.org"
            && row["productId"]!.GetValue<Guid>() == names[1]
        );
        Assert.Single(blocked, row =>
            row!["identifier"]!.GetValue<string>() == "Some Laptop" && row["licenseId"]?.GetValue<Guid>() == names[0]
        );
        Assert.Equal(
            ["Without a policy", "Without a policy"],
            (await ctl.Ask("license", "list", "--product", slug))
                .EnumerateArray()
                .Select(license => license.Text("policy")!)
        );

        async Task<string> Validated(string license) =>
            (await new VendorProgram(app, license).Validate("an old machine")).Code;
    }

    private async Task<JsonArray> Activations() =>
        (await new Operator(app).Get("activation", $"/activations?licenseId={License}"))["items"]!.AsArray();
}
