using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests;

/// <summary>A license of a signed-in owner that a vendor program can use.</summary>
internal sealed class Desk : IDisposable
{
    public required Catalogue Catalogue { get; init; }
    public required Catalogue.License License { get; init; }
    public required Catalogue.Account Account { get; init; }
    public required SignedIn Customer { get; init; }
    public required VendorProgram Program { get; init; }

    public static async Task<Desk> WithLicense(PortalApp app, object? policy = null, DateTimeOffset? expiresAt = null)
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var owner = await catalogue.NewMember(account);
        var license = await catalogue.NewLicenseInUse(policy, new { accountId = account.Id, expiresAt });
        return new()
        {
            Catalogue = catalogue,
            License = license,
            Account = account,
            Customer = await catalogue.SignIn(owner),
            Program = new VendorProgram(app, license.Key),
        };
    }

    public async Task<List<JsonObject>> Activations(string query = "") =>
        [
            .. (await Customer.Get($"/api/activation/activations{query}"))["items"]!
                .AsArray()
                .Select(row => row!.AsObject()),
        ];

    public async Task<JsonObject> DeactivateRemotely(Guid activationId)
    {
        using var response = await Customer.Api(
            HttpMethod.Post,
            $"/api/activation/activations/{activationId}/deactivate"
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public Task<HttpResponseMessage> DeactivateMany(params Guid[] ids) =>
        Customer.Api(HttpMethod.Post, "/api/activation/activations/deactivate", new { ids });

    public Task<HttpResponseMessage> DeactivateLicense() =>
        Customer.Api(HttpMethod.Post, $"/api/activation/licenses/{License.Id}/deactivate");

    public Task<JsonObject> Block(object what) => Catalogue.Operator.Post("activation", "/blocked-identifiers", what);

    public Task<HttpResponseMessage> Unblock(JsonObject blocked) =>
        Catalogue.Operator.Delete("activation", $"/blocked-identifiers/{blocked["id"]!.GetValue<Guid>()}");

    /// <summary>Status of what this customer gets of somebody else's.</summary>
    public async Task<int> StatusOf(HttpMethod method, string path)
    {
        using var answer = await Customer.Api(method, $"/api/activation/{path}");
        return (int)answer.StatusCode;
    }

    public async Task<JsonObject> Diagnose(string? identifier, string? version = null)
    {
        using var response = await Customer.Api(
            HttpMethod.Post,
            "/api/activation/diagnostics",
            new
            {
                licenseId = License.Id,
                identifier,
                version,
            }
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public void Dispose() => Customer.Dispose();
}

internal static class Answers
{
    public static async Task<(int Status, string? Code)> Problem(this HttpResponseMessage response) =>
        (
            (int)response.StatusCode,
            (await response.Content.ReadFromJsonAsync<JsonObject>())?["code"]?.GetValue<string>()
        );
}
