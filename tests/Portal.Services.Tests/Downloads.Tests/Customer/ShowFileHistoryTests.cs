using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class ShowFileHistoryTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task A_license_tells_which_files_were_given_out_under_it_and_to_whom()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var offer = await _vendor.NewOffer(product, fileName: "setup.exe");
        var account = await _vendor.Catalogue.NewAccount();
        var member = await _vendor.Catalogue.NewMember(account);
        var license = await _vendor.Catalogue.NewLicense(license: new { accountId = account.Id }, product: product);
        using var session = await _vendor.Catalogue.SignIn(member);
        using var customer = new CustomerApi(session);
        await customer.Sees(product.Id, "1.0.0");
        for (var time = 0; time < 3; time++)
            await customer.NewLink(offer.ArtifactId);

        var history = $"/api/download/licenses/{license.Id}/history";
        var whole = (await session.Get(history))["items"]!.AsArray();
        Assert.Equal(3, whole.Count);
        Assert.All(whole, entry =>
            Assert.Equal(
                ("file-given-out", "customer", member.Id, "setup.exe, version 1.0.0"),
                (Text(entry, "action"), Text(entry, "by"), entry!["userId"]!.GetValue<Guid>(), Text(entry, "detail"))
            )
        );

        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = await session.Get($"{history}?size=1{cursor}");
            read.Add(Text(Assert.Single(page["items"]!.AsArray()), "id"));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        Assert.Equal(whole.Select(entry => Text(entry, "id")), read);
    }

    private static string Text(JsonNode? entry, string name) => entry![name]!.GetValue<string>();
}
