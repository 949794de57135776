using Portal.Ctl.Import;
using Portal.Ctl.Management;

namespace Portal.Ctl.Tests;

public sealed class DemoFileTests : IDisposable
{
    private readonly CatalogueFolder _folder = new();
    private string Target => Path.Combine(_folder.Root, "data", "demo.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again_and_lists_its_catalogue()
    {
        Written().Write(Target);
        var read = DemoFile.ReadIfAny(Target)!;
        Assert.True(read.Lists(_folder.Read()));
        Assert.Equal(
            new DemoAccount("agnes@example.org", "long enough", "Owner", "Ágnes & Sons"),
            Assert.Single(read.Accounts)
        );
        Assert.Equal(new DemoLicense("CHRT-00002", "chart", "Available", null, null), read.Licenses[1]);
        Assert.Equal("http://127.0.0.1:12/identity/connect/token", read.Management.TokenUrl);
        Assert.Equal("http://127.0.0.1:11", read.Management.LicenseUrl);
        Assert.Equal(new DemoApiKey("chart", "km_1", "-----BEGIN PUBLIC KEY-----"), Assert.Single(read.ApiKeys));
    }

    [Fact]
    public void Only_its_owner_may_read_it_and_no_draft_stays()
    {
        Written().Write(Target);
        Assert.Equal([Target], Directory.GetFiles(Path.GetDirectoryName(Target)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void Nothing_is_left_out_of_it()
    {
        Written().Write(Target);
        var text = File.ReadAllText(Target);
        Assert.Contains("\"owner\": null", text, StringComparison.Ordinal);
        Assert.Contains("\"limit\": null", text, StringComparison.Ordinal);
        Assert.Contains("Ágnes & Sons", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_catalogue_or_of_none_does_not_list_it()
    {
        Assert.Null(DemoFile.ReadIfAny(Target));
        Written().Write(Target);
        Assert.False(
            DemoFile.ReadIfAny(Target)!.Lists(_folder.Replace("licenses.csv", "CHRT-00002", "CHRT-00003").Read())
        );
        File.WriteAllText(Target, "{ broken");
        Assert.Null(DemoFile.ReadIfAny(Target));
    }

    private DemoFile Written()
    {
        var catalogue = _folder.Read();
        var arrived = catalogue.Licenses.ToDictionary(
            license => license.Id,
            license => new ArrivedLicense(
                license.Id,
                "chart",
                license.Customer is null ? "available" : "suspended",
                1,
                license.Customer is null ? null : 1
            )
        );
        return DemoFile.Of(
            catalogue,
            arrived,
            new Connection(
                new Uri("http://127.0.0.1:12/identity/connect/token"),
                Enum.GetValues<Service>().ToDictionary(service => service, _ => new Uri("http://127.0.0.1:11/")),
                "s3cret"
            )
        ) with
        {
            ApiKeys = [new("chart", "km_1", "-----BEGIN PUBLIC KEY-----")],
        };
    }
}
