using System.Security.Cryptography;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

public sealed class UpdateTests(PortalApp app)
{
    private static readonly byte[] File = RandomNumberGenerator.GetBytes(200_000);

    [Fact]
    public async Task An_update_is_found_fetched_and_checked()
    {
        using var laptop = await Updated();
        var found = await Found(laptop);
        Assert.Equal((LicensingCode.UpdateFound, "1.1.0"), (found.Code, found.Update!.Version));
        var target = Target();
        var outcome = await laptop.Client.DownloadAsync(found.Update.Artifacts[0], target, Cancel);
        Assert.True(outcome.Succeeded, outcome.Detail);
        Assert.Equal(File, await System.IO.File.ReadAllBytesAsync(target, Cancel));
        System.IO.File.Delete(target);

        using var newest = laptop.With(options => options with { Version = "1.1.0" });
        var none = await newest.FindUpdateAsync(cancellationToken: Cancel);
        Assert.True(none is { Succeeded: true, Code: LicensingCode.UpToDate, Update: null });
    }

    [Fact]
    public async Task A_file_that_was_changed_on_the_way_is_not_kept()
    {
        using var laptop = await Updated();
        var file = (await Found(laptop)).Update!.Artifacts[0];
        var target = Target();
        await System.IO.File.WriteAllTextAsync(target, "the old version", Cancel);

        laptop.Forge(response =>
        {
            if (!response.Headers.Contains("Signature"))
                response.Content = new ByteArrayContent([.. File.Reverse()]);
            return Task.FromResult(response);
        });
        Assert.Equal(LicensingCode.FileChanged, (await laptop.Client.DownloadAsync(file, target, Cancel)).Code);
        var foreign = file with { Sha256 = Convert.ToHexStringLower(SHA256.HashData([.. File.Reverse()])) };
        Assert.Equal(LicensingCode.FileChanged, (await laptop.Client.DownloadAsync(foreign, target, Cancel)).Code);

        Assert.Equal("the old version", await System.IO.File.ReadAllTextAsync(target, Cancel));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.*.part"));
        System.IO.File.Delete(target);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Target() => Path.Combine(Path.GetTempPath(), $"{Catalogue.Unique("update")}.exe");

    private static Task<UpdateOutcome> Found(Laptop laptop) =>
        Eventually.Get(
            async () => await laptop.Client.FindUpdateAsync() is { Update: not null } found ? found : null,
            "the update is offered"
        );

    private async Task<Laptop> Updated()
    {
        var catalogue = new Catalogue(app);
        var license = await catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = (await catalogue.NewAccount()).Id }
        );
        await Releases.Offer(catalogue, license.Product, "1.1.0", File);
        var laptop = await Laptop.With(app, license);
        await laptop.Client.ActivateAsync();
        return laptop;
    }
}
