using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Ctl.Management;

internal static class ManagementJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static T As<T>(this JsonElement answer) => answer.Deserialize<T>(Options)!;

    /// <summary>A problem+json body, or the bare status when something else answered.</summary>
    public static async Task<RefusedException> Refusal(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var status = (int)response.StatusCode;
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<Problem>(Options, cancellationToken);
            var fields = problem?.Errors?.Select(error => $" {error.Key}: {string.Join(" ", error.Value)}") ?? [];
            return new RefusedException(
                status,
                (problem?.Detail ?? $"The request was refused with {status}.") + string.Concat(fields),
                problem?.Code ?? $"http-{status}"
            )
            {
                Row = problem?.Row ?? RowOf(problem?.Errors?.Keys.FirstOrDefault()),
            };
        }
        catch (Exception foreign) when (foreign is JsonException or NotSupportedException)
        {
            return new RefusedException(status, $"The request was refused with {status}.", $"http-{status}");
        }
    }

    /// <summary>Of a field such as <c>Activations[3].Identifier</c>.</summary>
    private static int? RowOf(string? field) =>
        field?.Split('[', ']') is [_, var row, _, ..] && int.TryParse(row, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private sealed record Problem(string? Detail, string? Code, int? Row, Dictionary<string, string[]>? Errors);
}
