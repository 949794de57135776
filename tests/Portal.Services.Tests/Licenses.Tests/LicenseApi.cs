using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

/// <summary>An account with a signed-in owner, and what the owner sees.</summary>
internal sealed class LicenseApi : IDisposable
{
    public required Catalogue Catalogue { get; init; }
    public required Catalogue.Account Account { get; init; }
    public required Catalogue.Member Owner { get; init; }
    public required SignedIn Customer { get; init; }

    public static async Task<LicenseApi> WithOwner(PortalApp app)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var owner = await catalogue.NewMember(account);
        return new()
        {
            Catalogue = catalogue,
            Account = account,
            Owner = owner,
            Customer = await catalogue.SignIn(owner),
        };
    }

    public Task<Catalogue.License> OwnLicense(object? policy = null, object? license = null) =>
        Catalogue.NewLicense(policy, With(license, ("accountId", Account.Id)));

    public async Task<List<JsonObject>> List(string query = "") =>
        [.. (await Customer.Get($"/api/license/licenses{query}"))["items"]!.AsArray().Select(row => row!.AsObject())];

    public Task<JsonObject> Show(Catalogue.License license) => Customer.Get($"/api/license/licenses/{license.Id}");

    public async Task<string> State(Catalogue.License license) =>
        (await Show(license))["license"]!["state"]!.GetValue<string>();

    /// <summary>What happened to a license, newest first.</summary>
    public async Task<List<string>> Timeline(Catalogue.License license) =>
        [
            .. (await Customer.Get($"/api/license/licenses/{license.Id}/timeline"))["items"]!
                .AsArray()
                .Select(entry => entry!["action"]!.GetValue<string>()),
        ];

    /// <summary>The refusal's status and code of a move.</summary>
    public async Task<(int Status, string? Code)> Refusal(Catalogue.License license, string move, object body)
    {
        using var response = await Catalogue.Operator.Send("license", $"/licenses/{license.Id}/{move}", body);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        return ((int)response.StatusCode, problem?["code"]?.GetValue<string>());
    }

    public void Dispose() => Customer.Dispose();

    private static JsonObject With(object? members, (string Name, Guid Value) one)
    {
        var merged = members is null ? [] : (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(members)!;
        merged[one.Name] = one.Value;
        return merged;
    }
}
