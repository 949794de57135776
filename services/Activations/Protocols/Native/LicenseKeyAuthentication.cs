using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Rules;

namespace Portal.Activations.Protocols.Native;

internal sealed class LicenseKeyOptions : AuthenticationSchemeOptions;

/// <summary>
/// <c>Authorization: License {key}</c>. Any key authenticates, since an unknown key is a verdict and not an error.
/// </summary>
internal sealed class LicenseKeyAuthentication(
    IOptionsMonitor<LicenseKeyOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<LicenseKeyOptions>(options, logger, encoder)
{
    public new const string Scheme = "License";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsOurs(Request.Headers.Authorization.ToString()))
            return Task.FromResult(AuthenticateResult.NoResult());
        var key = KeyOf(Request);
        if (key.Length == 0)
            return Task.FromResult(AuthenticateResult.Fail("not a key"));
        var program = new ClaimsPrincipal(new Program(TypedKey.Of(key)));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(program, Scheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme;
        return base.HandleChallengeAsync(properties);
    }

    /// <summary>The key as it was sent; empty if none was.</summary>
    public static string KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && IsOurs(header)
            ? header[(Scheme.Length + 1)..].Trim()
            : "";

    private static bool IsOurs(string header) => header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null: no key was sent.</summary>
    public static TypedKey KeyOf(ClaimsPrincipal program) => (program.Identity as Program)?.Key!;

    private sealed class Program(TypedKey key) : ClaimsIdentity(Scheme)
    {
        public TypedKey Key => key;
    }
}
