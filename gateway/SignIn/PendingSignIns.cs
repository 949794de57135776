namespace Portal.Gateway.SignIn;

/// <summary>
/// The cookies of sign-ins that have begun, two each. Every visit without a session begins one: without a limit, a hundred
/// visits would fill the headers of the request that comes back, which is then refused (431) after a right password.
/// </summary>
internal static class PendingSignIns
{
    public const string Correlation = "gateway-correlation.",
        Nonce = "gateway-nonce.";

    /// <summary>All of the portal: the cookies have to be seen where the next sign-in begins.</summary>
    public const string Path = "/";

    /// <summary>Tabs in which somebody may be signing in at once; an older one begins again when it comes back.</summary>
    private const int Max = 3;

    /// <summary>Makes room for one more. Browsers send the oldest cookies first (RFC 6265, section 5.4).</summary>
    public static void ForgetOldest(HttpContext http)
    {
        foreach (var prefix in (string[])[Correlation, Nonce])
        foreach (
            var name in http
                .Request.Cookies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .SkipLast(Max - 1)
        )
            http.Response.Cookies.Delete(name, new CookieOptions { Path = Path, Secure = http.Request.IsHttps });
    }
}
