using Portal.Testing;

namespace Portal.Licenses.Tests.Customer;

public sealed class ListProductsTests(PortalApp app)
{
    [Fact]
    public async Task The_products_are_those_of_the_licenses_that_the_customer_sees()
    {
        using var mine = await LicenseApi.WithOwner(app);
        var member = await mine.Catalogue.NewMember(mine.Account, "Member");
        var (first, second) = (
            await mine.OwnLicense(),
            await mine.OwnLicense(license: new { assigneeIds = new[] { member.Id } })
        );
        await mine.Catalogue.NewLicense();
        using var signedIn = await mine.Catalogue.SignIn(member);
        Assert.Equal(
            new[] { first.Product.Id, second.Product.Id }.Order(),
            (await mine.Customer.Get("/api/license/products")).Items().Select(Catalogue.Id).Order()
        );
        Assert.Equal([second.Product.Id], (await signedIn.Get("/api/license/products")).Items().Select(Catalogue.Id));
    }
}
