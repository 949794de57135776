using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults.Tests.Trust;

public sealed class CallerTests
{
    private static readonly Guid User = Guid.CreateVersion7(),
        Account = Guid.CreateVersion7();

    [Theory]
    [InlineData("Owner", true)]
    [InlineData("Admin", true)]
    [InlineData("Member", false)]
    public async Task A_token_says_who_calls(string role, bool seesWholeAccount)
    {
        var caller = await Bind(
            new()
            {
                ["sub"] = $"{User}",
                ["account"] = $"{Account}",
                ["role"] = role,
                ["sid"] = "session",
            }
        );
        Assert.Equal(new Caller(User, Account, Enum.Parse<CallerRole>(role), "session"), caller);
        Assert.Equal(seesWholeAccount, caller!.SeesWholeAccount);
    }

    [Theory]
    [InlineData("sub", null)]
    [InlineData("sub", "portal-operator")]
    [InlineData("account", null)]
    [InlineData("account", "mine")]
    [InlineData("role", null)]
    [InlineData("role", "Emperor")]
    [InlineData("role", "2")]
    [InlineData("role", "Member, Owner")]
    [InlineData("sid", null)]
    public async Task A_token_without_all_of_it_is_nobody(string claim, string? value)
    {
        var claims = new Dictionary<string, string?>
        {
            ["sub"] = $"{User}",
            ["account"] = $"{Account}",
            ["role"] = "Owner",
            ["sid"] = "session",
        };
        claims[claim] = value;
        Assert.Null(await Bind(claims));
    }

    private static ValueTask<Caller?> Bind(Dictionary<string, string?> claims) =>
        Caller.BindAsync(
            new DefaultHttpContext
            {
                User = new ClaimsPrincipal(
                    new ClaimsIdentity(
                        claims
                            .Where(claim => claim.Value is not null)
                            .Select(claim => new Claim(claim.Key, claim.Value!)),
                        "test"
                    )
                ),
            }
        );
}
