using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Testing;

/// <summary>The vendor's software on a customer's device: speaks the native protocol through the gateway.</summary>
public sealed class VendorProgram(PortalApp app, string key)
{
    public sealed record Verdict(bool Valid, string Code, JsonObject Body);

    public async Task<Verdict> Validate(string? identifier = null, object? more = null)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!;
        body["identifier"] = identifier;
        using var response = await Send(HttpMethod.Post, "/licensing/v1/validations", body);
        response.EnsureSuccessStatusCode();
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        return new(answer["valid"]!.GetValue<bool>(), answer["code"]!.GetValue<string>(), answer);
    }

    public Task<HttpResponseMessage> Activate(string identifier, object? more = null)
    {
        var body = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!;
        body["identifier"] = identifier;
        return Send(HttpMethod.Post, "/licensing/v1/activations", body);
    }

    /// <summary>Activates, expects success, and hands out the activation's id.</summary>
    public async Task<Guid> Activated(string identifier, object? more = null)
    {
        using var response = await Activate(identifier, more);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["activation"]!["id"]!.GetValue<Guid>();
    }

    public Task<HttpResponseMessage> Deactivate(Guid activationId) =>
        Send(HttpMethod.Delete, $"/licensing/v1/activations/{activationId}", null);

    public Task<HttpResponseMessage> Heartbeat(Guid activationId) =>
        Send(HttpMethod.Post, $"/licensing/v1/activations/{activationId}/heartbeat", []);

    /// <summary>Posts to the protocol and hands out whatever comes back.</summary>
    public Task<HttpResponseMessage> Post(string path, object body, string? idempotencyKey = null) =>
        Send(
            HttpMethod.Post,
            "/licensing/v1" + path,
            (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(body)!,
            idempotencyKey
        );

    /// <summary>Gets from the protocol and hands out whatever comes back.</summary>
    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, "/licensing/v1" + path, null);

    private async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        JsonObject? body,
        string? idempotencyKey = null
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Authorization = new AuthenticationHeaderValue("License", key);
        return await app.Gateway.SendAsync(request);
    }
}
