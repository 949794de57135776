using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Gateway.Tests;

internal static class Answers
{
    public static Task<JsonElement> Json(this HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>();

    public static async Task<string?> ProblemCode(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Json()).GetProperty("code").GetString();
    }

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}
