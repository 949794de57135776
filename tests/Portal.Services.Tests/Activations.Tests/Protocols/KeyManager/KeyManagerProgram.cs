using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Activations.Tests.Protocols.KeyManager;

/// <summary>A program that was built for the KeyManager API, on a customer's device; it speaks through the gateway.</summary>
internal sealed class KeyManagerProgram(PortalApp app, string apiKey, string licenseKey)
{
    public string ApiKey => apiKey;

    /// <param name="Raw">Exactly what came.</param>
    public sealed record Answer(int Status, int Code, JsonObject Response, JsonObject Data, string Raw)
    {
        public bool Valid => Data["valid"]!.GetValue<bool>();
        public string? LicenseStatus => Data["license"]?["status"]?.GetValue<string>();
    }

    /// <summary>A program of the desk's product, with an API key of its own.</summary>
    public static async Task<KeyManagerProgram> Of(PortalApp app, Desk desk, object? more = null)
    {
        var made = await NewApiKey(desk.Catalogue, desk.License.Product, more);
        return new(app, made["key"]!.GetValue<string>(), desk.License.Key);
    }

    public static async Task<JsonObject> NewApiKey(Catalogue catalogue, Catalogue.Product product, object? more = null)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!;
        body["productId"] = product.Id;
        JsonObject? made = null;
        await Eventually.Is(
            async () =>
            {
                using var answer = await catalogue.Operator.Send("activation", "/api-keys", body);
                if ((int)answer.StatusCode == 404)
                    return false;
                answer.EnsureSuccessStatusCode();
                made = await answer.Content.ReadFromJsonAsync<JsonObject>();
                return true;
            },
            "Activation knows the product"
        );
        return made!;
    }

    public KeyManagerProgram WithLicense(string key) => new(app, apiKey, key);

    public Task<Answer> Verify(string? identifier, string prefix = "/v1") =>
        Ask($"{prefix}/verify", new() { ["identifier"] = identifier });

    public Task<Answer> Activate(string? identifier, string? idempotencyKey = null) =>
        Ask("/v1/activate", new() { ["identifier"] = identifier }, idempotencyKey);

    public Task<Answer> Deactivate(string? identifier, string? idempotencyKey = null) =>
        Ask("/v1/deactivate", new() { ["identifier"] = identifier }, idempotencyKey);

    /// <summary>Posts JSON, with the license key in it and the API key as a bearer.</summary>
    public Task<Answer> Ask(string path, JsonObject body, string? idempotencyKey = null)
    {
        body["license_key"] ??= licenseKey;
        return Send(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) },
            idempotencyKey
        );
    }

    public Task<Answer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public async Task<Answer> Send(HttpRequestMessage request, string? idempotencyKey = null, bool withBearer = true)
    {
        using (request)
        {
            if (withBearer)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            if (idempotencyKey is not null)
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            using var response = await app.Gateway.SendAsync(request);
            return await Read(response);
        }
    }

    public static async Task<Answer> Read(HttpResponseMessage response)
    {
        var raw = await response.Content.ReadAsStringAsync();
        var body = JsonNode.Parse(raw)!.AsObject();
        Assert.True(body.ContainsKey("response"), $"{(int)response.StatusCode} {raw}");
        var (answer, data) = (body["response"]!.AsObject(), body["data"]!.AsObject());
        Assert.Equal(
            ["response", "response_base64", "private_key_used", "data", "signature"],
            body.Select(member => member.Key)
        );
        Assert.Equal(answer["code"]!.GetValue<int>(), data["code"]!.GetValue<int>());
        return new((int)response.StatusCode, answer["code"]!.GetValue<int>(), answer, data, raw);
    }
}
