using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Activations.Tests.Customer;

/// <summary>The files that are carried between the portal and a device without a network.</summary>
internal static class OfflineFiles
{
    public const string RemovedAt = "2026-03-01T12:00:00Z";

    /// <summary>A policy with one slot that allows it.</summary>
    public static readonly object Policy = new { activationLimit = 1, terms = new { offlineActivation = true } };

    public static string Request(Desk desk, string identifier, string? nonce = null) =>
        new JsonObject
        {
            ["key"] = desk.License.Key,
            ["identifier"] = identifier,
            ["name"] = "Lab",
            ["nonce"] = nonce,
        }.ToJsonString();

    /// <summary>One that proves nothing.</summary>
    public static string ForgedRemoval(Guid id) =>
        new JsonObject
        {
            ["activationId"] = id,
            ["removedAt"] = RemovedAt,
            ["proof"] = "AAAA",
        }.ToJsonString();

    /// <summary>As the program writes it after it has deleted its license file.</summary>
    public static string Removal(Guid id, JsonObject licenseFile)
    {
        var key = Convert.FromBase64String(
            licenseFile["removalKey"]!.GetValue<string>().Replace('-', '+').Replace('_', '/') + "="
        );
        var proof = Convert
            .ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{RemovedAt}")))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        return new JsonObject
        {
            ["activationId"] = id,
            ["removedAt"] = RemovedAt,
            ["proof"] = proof,
        }.ToJsonString();
    }

    public static async Task<(Guid Id, string File)> Activated(this Desk desk, string request)
    {
        using var answer = await desk.Send("offline-activations", request);
        var body = await Body(answer);
        return (body["activationId"]!.GetValue<Guid>(), body["licenseFile"]!.GetValue<string>());
    }

    public static Task<HttpResponseMessage> Send(this Desk desk, string path, string requestFile) =>
        desk.Customer.Api(HttpMethod.Post, $"/api/activation/{path}", new { requestFile });

    public static async Task<JsonObject> Body(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
