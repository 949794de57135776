using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web;

/// <summary>A path with its query; what was not asked for is left out.</summary>
public static class Address
{
    public static string Of(string path, params (string Name, object? Value)[] parameters) =>
        QueryHelpers.AddQueryString(
            path,
            parameters
                .Select(p =>
                    KeyValuePair.Create(p.Name, p.Value is { } value ? FormattableString.Invariant($"{value}") : null)
                )
                .Where(p => !string.IsNullOrEmpty(p.Value))
        );
}
