using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Web;

/// <summary>Where to go back to: only to an address of this portal, in the characters that a header takes (RFC 9110, section 5.5).</summary>
public static class LocalUrl
{
    public static string Or(string? url, string otherwise) =>
        RedirectHttpResult.IsLocalUrl(url) && !url!.StartsWith('~') && url.All(c => c is > ' ' and < '\u007f')
            ? url
            : otherwise;
}
