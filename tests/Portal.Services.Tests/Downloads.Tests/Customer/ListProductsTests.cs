using Portal.Testing;

namespace Portal.Downloads.Tests.Customer;

public sealed class ListProductsTests(PortalApp app)
{
    private readonly Vendor _vendor = new(app);

    [Fact]
    public async Task An_owner_sees_the_releases_of_the_products_they_own_newest_version_first()
    {
        var product = await _vendor.Catalogue.NewProduct();
        foreach (var version in new[] { "1.9.0", "1.10.0", "2.0.0-rc.1", "1.10.1" })
            await _vendor.NewOffer(product, version);
        var (customer, _) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "2.0.0-rc.1", "1.10.1", "1.10.0", "1.9.0");
    }

    [Fact]
    public async Task A_release_is_listed_once_it_has_a_file()
    {
        var product = await _vendor.Catalogue.NewProduct();
        var (customer, _) = await _vendor.NewCustomer(product);
        await _vendor.NewOffer(product, "1.0.0");
        var empty = await _vendor.NewRelease(product, "1.1.0");
        await customer.Sees(product.Id, "1.0.0");

        using var content = new ByteArrayContent([1]);
        using var answer = await _vendor.Upload(empty, Guid.CreateVersion7(), content);
        Assert.Equal(["1.1.0", "1.0.0"], await customer.Versions(product.Id));
    }

    [Fact]
    public async Task A_member_sees_what_the_licenses_assigned_to_them_cover()
    {
        var (mine, others) = (await _vendor.Catalogue.NewProduct(), await _vendor.Catalogue.NewProduct());
        await _vendor.NewOffer(mine);
        await _vendor.NewOffer(others);
        var account = await _vendor.Catalogue.NewAccount();
        var (member, owner) = (
            await _vendor.Catalogue.NewMember(account, "Member"),
            await _vendor.Catalogue.NewMember(account, "Admin")
        );
        await _vendor.Catalogue.NewLicense(
            license: new { accountId = account.Id, assigneeIds = new[] { member.Id } },
            product: mine
        );
        await _vendor.Catalogue.NewLicense(license: new { accountId = account.Id }, product: others);

        using var admin = new CustomerApi(await _vendor.Catalogue.SignIn(owner));
        await admin.Sees(mine.Id, "1.0.0");
        await admin.Sees(others.Id, "1.0.0");
        using var customer = new CustomerApi(await _vendor.Catalogue.SignIn(member));
        await customer.Sees(mine.Id, "1.0.0");
        Assert.Empty(await customer.Versions(others.Id));
    }

    [Fact]
    public async Task What_maintenance_or_the_major_version_does_not_cover_is_not_listed()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product, "1.0.0", Vendor.Days(-30));
        await _vendor.NewOffer(product, "1.1.0", Vendor.Days(-10));
        await _vendor.NewOffer(product, "2.0.0", Vendor.Days(-30));
        var (customer, _) = await _vendor.NewCustomer(
            product,
            new { maxMajorVersion = 1 },
            new { maintenanceEndsAt = Vendor.Days(-20) }
        );
        await customer.Sees(product.Id, "1.0.0");
    }

    [Fact]
    public async Task A_suspended_license_takes_its_downloads_off_the_list_until_it_is_reinstated()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product);
        var (customer, license) = await _vendor.NewCustomer(product);
        await customer.Sees(product.Id, "1.0.0");
        await _vendor.Catalogue.Move(license, "suspend", new { reason = "unpaid" });
        await customer.Sees(product.Id);
        await _vendor.Catalogue.Move(license, "reinstate");
        await customer.Sees(product.Id, "1.0.0");
    }

    [Fact]
    public async Task Where_the_policy_wants_an_activation_first_downloads_come_and_go_with_it()
    {
        var product = await _vendor.Catalogue.NewProduct();
        await _vendor.NewOffer(product);
        var (customer, license) = await _vendor.NewCustomer(
            product,
            new { downloadBeforeActivation = false, activationLimit = 2 }
        );
        var program = new VendorProgram(app, license.Key);
        await Eventually.Is(async () => (await program.Validate()).Code != "NOT_FOUND", "Activation knows the license");
        Assert.Empty(await customer.Versions(product.Id));

        var activationId = await program.Activated("machine");
        await customer.Sees(product.Id, "1.0.0");
        using var answer = await program.Deactivate(activationId);
        await customer.Sees(product.Id);
    }
}
