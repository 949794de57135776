using System.Net;
using Microsoft.AspNetCore.Builder;
using Portal.ServiceDefaults.Tests.Running;

namespace Portal.ServiceDefaults.Tests.Trust;

/// <summary>Which token opens which group of endpoints.</summary>
public sealed class PoliciesTests
{
    [Fact]
    public async Task A_customer_reaches_the_customer_api_and_nothing_else() =>
        await Opens(Tokens.Customer(), "/api/things/all", "/other");

    [Fact]
    public async Task An_operator_reaches_management_and_no_customer_api() =>
        await Opens(Tokens.Client(Policies.ManagementScope), "/management/things", "/other");

    [Fact]
    public async Task A_service_reaches_replication_and_no_management() =>
        await Opens(Tokens.Client(Policies.ReplicationScope), "/replication/things", "/other");

    [Fact]
    public async Task One_of_several_scopes_is_enough() =>
        await Opens(Tokens.Client($"openid {Policies.ManagementScope}"), "/management/things", "/other");

    [Fact]
    public async Task A_scope_that_only_begins_alike_is_another() =>
        await Opens(Tokens.Client(Policies.ManagementScope + ".read"), "/other");

    [Fact]
    public async Task A_customer_with_the_scope_of_an_operator_is_still_a_customer() =>
        await Opens(Tokens.Client(Policies.ManagementScope, audience: Policies.CustomerAudience), "/other");

    [Theory]
    [InlineData("account")]
    [InlineData("role")]
    [InlineData("sid")]
    [InlineData("sub")]
    public async Task A_user_without_an_account_a_role_or_a_session_is_no_customer(string claim) =>
        await Opens(Tokens.Customer(without: claim), "/other");

    [Fact]
    public async Task Without_a_token_or_with_one_that_is_not_good_nothing_opens()
    {
        await Opens(null);
        await Opens("no token at all");
        await Opens(Tokens.Customer(issuer: "http://elsewhere/identity/"));
        await Opens(Tokens.Customer(audience: "somebody.else"));
        await Opens(Tokens.Customer(age: TimeSpan.FromMinutes(6)));
        await Opens(Tokens.Customer(age: TimeSpan.FromMinutes(-6)));
        await Opens(Tokens.Customer(key: Tokens.NewKey()));
    }

    private static async Task Opens(string? token, params string[] expected)
    {
        await using var site = await Site.Started(
            app =>
            {
                app.MapCustomerApi("/api/things").MapGet("/all", () => "things");
                app.MapManagementApi().MapGet("/things", () => "things");
                app.MapReplicationApi().MapGet("/things", () => "things");
                app.MapGet("/other", () => "An endpoint that says nothing about who may call it.");
            },
            authenticates: true
        );
        var opened = new List<string>();
        foreach (var path in (string[])["/api/things/all", "/management/things", "/replication/things", "/other"])
        {
            var listener =
                path.StartsWith("/management", StringComparison.Ordinal)
                || path.StartsWith("/replication", StringComparison.Ordinal)
                    ? site.Management
                    : site.Ordinary;
            var status = await Site.Status(listener, path, token);
            if (status == HttpStatusCode.OK)
                opened.Add(path);
            else
                Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden]);
        }
        Assert.Equal(expected, opened);
    }
}
