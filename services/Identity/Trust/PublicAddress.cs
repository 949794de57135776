using Microsoft.AspNetCore.HttpOverrides;
using Portal.ServiceDefaults;

namespace Portal.Identity.Trust;

/// <summary>Where browsers find the portal (<c>Portal:PublicUrl</c>), and Identity below it.</summary>
internal sealed record PublicAddress(string Portal)
{
    public const string BasePath = "/identity";
    public const string SignInPath = BasePath + "/sign-in",
        PasswordStepPath = SignInPath + "/password",
        SignedOutPath = BasePath + "/signed-out",
        RefusedPath = BasePath + "/refused",
        CodePath = BasePath + "/code",
        ForgotPath = BasePath + "/forgot",
        ResetPath = BasePath + "/reset",
        PasswordPath = BasePath + "/password",
        PasskeysPath = BasePath + "/passkeys",
        SecondFactorPath = BasePath + "/second-factor",
        AuthenticatorPath = BasePath + "/authenticator";

    /// <returns>The page, which still knows where the browser was going.</returns>
    public static string WithReturn(string page, string? returnUrl) =>
        returnUrl is null ? page : page + QueryString.Create("returnUrl", returnUrl);

    public string Home => Portal + "/";

    /// <summary>Where the portal begins a sign-in. It remembers where the browser was going.</summary>
    public string Start => Portal + "/signin";
    public string Issuer => Portal + BasePath + "/";
    public bool IsHttps => Portal.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Cookies are marked Secure whenever customers use https, even if the last hop to this process does not.</summary>
    public CookieSecurePolicy CookieSecurity => IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
}

internal static class PublicAddressSetup
{
    private static readonly string[] PrivateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    public static void AddPublicAddress(this WebApplicationBuilder builder)
    {
        // Not before it is needed: tools that only read the model have no configuration.
        builder.Services.AddSingleton(_ => new PublicAddress(PublicUrl.Origin(builder.Configuration)));
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in PrivateNetworks)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    /// <summary>Makes scheme, host and path of a request what the browser sees. First in the pipeline: routing depends on it.</summary>
    public static void UsePublicAddress(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UsePathBase(PublicAddress.BasePath);
    }
}
