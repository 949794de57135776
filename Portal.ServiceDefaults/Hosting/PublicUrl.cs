using Microsoft.Extensions.Configuration;

namespace Portal.ServiceDefaults;

/// <summary>The address under which customers know the portal: <c>Portal:PublicUrl</c>, read the same way by every process.</summary>
public static class PublicUrl
{
    /// <returns>Scheme, host and port, without a slash at the end, however it was written.</returns>
    /// <exception cref="InvalidOperationException">It is not configured, or no http(s) address.</exception>
    public static Uri Of(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Portal:PublicUrl"]?.Trim(), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidOperationException("Portal:PublicUrl is not configured, or is no http(s) address.");

    /// <summary>As the beginning of other addresses.</summary>
    public static string Origin(IConfiguration configuration) => Of(configuration).GetLeftPart(UriPartial.Authority);
}
