using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licenses.Tests;

/// <summary>What an operator does to products, policies and licenses beyond a move.</summary>
internal static class ManagementApi
{
    /// <summary>Puts and hands out whatever comes back.</summary>
    public static async Task<(int Status, JsonObject Body)> Put(this Operator client, string path, object body)
    {
        using var http = await client.Client("license");
        using var response = await http.PutAsJsonAsync("/management" + path, body, JsonSerializerOptions.Web);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>Posts and hands out whatever comes back.</summary>
    public static async Task<(int Status, JsonObject Body)> Ask(this Operator client, string path, object body)
    {
        using var response = await client.Send("license", path, body);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public static string? Code(this (int Status, JsonObject Body) answer) => answer.Body["code"]?.GetValue<string>();

    public static async Task<List<JsonObject>> Audit(this Operator client, Guid licenseId, string more = "") =>
        (await client.Get("license", $"/audit?licenseId={licenseId}{more}")).Items();

    public static string? Text(this JsonObject row, string name) => row[name]?.GetValue<string>();

    public static List<JsonObject> Items(this JsonObject page) =>
        [.. page["items"]!.AsArray().Select(row => row!.AsObject())];

    public static async Task<Guid> NewPolicy(
        this Catalogue catalogue,
        object? terms = null,
        Catalogue.Product? product = null
    )
    {
        product ??= await catalogue.NewProduct();
        var body = terms is null ? [] : (JsonObject)JsonSerializer.SerializeToNode(terms)!;
        (body["name"], body["productId"]) = (Catalogue.Unique("Policy"), product.Id);
        return Catalogue.Id(await catalogue.Operator.Post("license", "/policies", body));
    }
}
