using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>The vendor's operator: talks to the management listeners with a token of the operator's client.</summary>
public sealed class Operator(PortalApp app)
{
    private Task<string>? _token;

    /// <summary>A client of one service's management listener, with the token on.</summary>
    public async Task<HttpClient> Client(string service)
    {
        var client = new HttpClient { BaseAddress = app.Address(service, "management") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Token());
        return client;
    }

    public Task<string> Token() => _token ??= RequestToken("portal-operator", "operator-secret", "portal.management");

    public async Task<string> RequestToken(string client, string secretName, string scope)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = client,
                ["client_secret"] = await app.Parameter(secretName),
                ["scope"] = scope,
            }
        );
        using var response = await http.PostAsync(new Uri(app.Address("identity"), "/identity/connect/token"), form);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }

    /// <summary>Posts and expects success; the answer's body.</summary>
    public async Task<JsonObject> Post(string service, string path, object body)
    {
        using var response = await Send(service, path, body);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadFromJsonAsync<JsonObject>() ?? []
            : throw new HttpRequestException(
                $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}"
            );
    }

    /// <summary>Posts and hands out whatever comes back.</summary>
    public async Task<HttpResponseMessage> Send(string service, string path, object body)
    {
        using var client = await Client(service);
        return await client.PostAsJsonAsync("/management" + path, body, JsonSerializerOptions.Web);
    }

    /// <summary>Deletes and hands out whatever comes back.</summary>
    public async Task<HttpResponseMessage> Delete(string service, string path)
    {
        using var client = await Client(service);
        return await client.DeleteAsync("/management" + path);
    }

    public async Task<JsonObject> Get(string service, string path)
    {
        using var client = await Client(service);
        return (await client.GetFromJsonAsync<JsonObject>("/management" + path))!;
    }

    /// <summary>A client as the other services are one: for <c>/replication</c> and nothing else.</summary>
    public async Task<HttpClient> ReplicationClient(string service)
    {
        var client = new HttpClient { BaseAddress = app.Address(service, "management") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await RequestToken("portal-service", "service-secret", "portal.replicate")
        );
        return client;
    }

    /// <summary>Gets what another service would get, and expects success.</summary>
    public async Task<JsonObject> Replicate(string service, string path)
    {
        using var client = await ReplicationClient(service);
        return (await client.GetFromJsonAsync<JsonObject>("/replication" + path))!;
    }
}
