using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Design;

/// <summary>The vendor's support address, a web page or <c>mailto:</c>, with what support has to know filled in.</summary>
public static class SupportLink
{
    /// <param name="license">The masked key.</param>
    /// <param name="code">The verdict.</param>
    /// <param name="reference">The number of the request.</param>
    /// <returns>Null if there is no address, or one that must not be linked to.</returns>
    public static string? Of(string? address, string? license = null, string? code = null, string? reference = null)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http" or "mailto"))
            return null;
        (string Name, string? Value)[] facts =
            uri.Scheme == "mailto"
                ?
                [
                    ("subject", Line(" ", license is null ? null : $"License {license}", code)),
                    ("body", reference is null ? null : $"Reference: {reference}"),
                ]
                : [("license", license), ("code", code), ("reference", reference)];
        return facts
            .Where(fact => !string.IsNullOrEmpty(fact.Value))
            .Aggregate(address!, (link, fact) => QueryHelpers.AddQueryString(link, fact.Name, fact.Value!));
    }

    private static string? Line(string between, params string?[] parts) =>
        string.Join(between, parts.Where(part => part is not null));
}
