using System.Net;
using Portal.Testing;

namespace Portal.Identity.Tests.Management;

public sealed class AddMemberTests(PortalApp app)
{
    [Fact]
    public async Task Adding_a_member_again_with_its_id_is_the_same_member()
    {
        var vendor = await Vendor.Of(app);
        var account = await vendor.Account();
        var member = new
        {
            id = Guid.CreateVersion7(),
            email = NewEmail(),
            displayName = "Kim",
            role = "member",
            password = Vendor.Password,
        };
        using var created = await vendor.AddMember(account, member);
        using var repeated = await vendor.AddMember(account, member);
        using var promoted = await vendor.AddMember(
            account,
            new
            {
                member.id,
                member.email,
                member.displayName,
                role = "admin",
            }
        );

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict),
            (created.StatusCode, repeated.StatusCode, promoted.StatusCode)
        );
        Assert.Equal("identity.member-differs", await promoted.ProblemCode());
    }

    [Fact]
    public async Task The_same_import_twice_at_the_same_time_adds_one_member()
    {
        var vendor = await Vendor.Of(app);
        var account = await vendor.Account();
        var member = new
        {
            id = Guid.CreateVersion7(),
            email = NewEmail(),
            displayName = "Kim",
            role = "member",
            password = Vendor.Password,
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => vendor.AddMember(account, member)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Without_an_id_nobody_is_added_twice()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var refused = await vendor.AddMember(
            person.AccountId,
            new
            {
                email = person.Email,
                displayName = "Kim",
                role = "owner",
            }
        );
        Assert.Equal("identity.already-member", await refused.ProblemCode());
    }

    [Fact]
    public async Task Somebody_who_has_a_user_already_is_linked_and_keeps_the_password()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var linked = await vendor.AddMember(
            await vendor.Account(),
            new
            {
                email = person.Email.ToUpperInvariant(),
                displayName = "Kim",
                role = "member",
                password = "another long password",
            }
        );
        Assert.Equal(HttpStatusCode.Created, linked.StatusCode);
        Assert.Equal(person.Id.ToString(), (await linked.Json()).Text("id"));
        using var browser = new Browser(app);
        using var signedIn = await browser.SignIn(person.Email, Vendor.Password);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    [Fact]
    public async Task An_id_and_an_address_of_two_people_are_refused()
    {
        var vendor = await Vendor.Of(app);
        var person = await vendor.Person();
        using var otherId = await vendor.AddMember(
            person.AccountId,
            new
            {
                id = Guid.CreateVersion7(),
                email = person.Email,
                displayName = "Kim",
                role = "owner",
            }
        );
        using var otherEmail = await vendor.AddMember(
            person.AccountId,
            new
            {
                id = person.Id,
                email = NewEmail(),
                displayName = "Kim",
                role = "owner",
            }
        );
        Assert.Equal(
            ("identity.email-in-use", "identity.user-differs"),
            (await otherId.ProblemCode(), await otherEmail.ProblemCode())
        );
    }

    [Theory]
    [InlineData("no-address", "Kim", "long enough", "identity.invalid-email")]
    [InlineData("kim@example.com", "Kim\u0007", "long enough", "identity.invalid-name")]
    [InlineData("kim@example.com", "Kim", "7 chars", "identity.invalid-password")]
    public async Task What_cannot_be_is_refused_by_name(string email, string displayName, string password, string code)
    {
        var vendor = await Vendor.Of(app);
        using var refused = await vendor.AddMember(
            await vendor.Account(),
            new
            {
                email,
                displayName,
                role = "member",
                password,
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code, await refused.ProblemCode());
    }

    [Fact]
    public async Task There_are_no_members_of_an_account_that_is_not_there()
    {
        var vendor = await Vendor.Of(app);
        using var refused = await vendor.AddMember(
            Guid.CreateVersion7(),
            new
            {
                email = NewEmail(),
                displayName = "Kim",
                role = "member",
            }
        );
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static string NewEmail() => $"{Guid.NewGuid():N}@example.com";
}
