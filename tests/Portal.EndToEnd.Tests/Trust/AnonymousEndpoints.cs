namespace Portal.EndToEnd.Tests.Trust;

/// <summary>
/// All that can be reached without a token or a session, on purpose. Whoever adds an endpoint here decides that the whole world
/// may call it.
/// </summary>
internal static class AnonymousEndpoints
{
    private static readonly string[] Services = ["activation", "download", "identity", "license"];
    private static readonly string[] KeyManager = ["/v1", "/api/v1"];

    /// <summary>Those of Identity ask for the password, a code or the session themselves.</summary>
    private static readonly string[] SignInPages =
    [
        "sign-in",
        "sign-in/password",
        "signed-out",
        "refused",
        "code",
        "second-factor",
        "forgot",
        "reset",
        "password",
        "passkeys",
        "authenticator",
    ];

    public static IEnumerable<string> Named =>
        [
            .. Services
                .Append("gateway")
                .SelectMany(service => new[] { $"{service} GET /alive", $"{service} GET /health" }),
            // Identity's on its management listener, for the gateway leads all of /identity to the other.
            .. Services.Select(service => $"{service} GET /openapi/{{documentName}}.json"),
            // The public ones of them, and the page that shows them.
            .. Services.Except(["identity"]).Select(service => $"gateway GET /docs/{service}.json"),
            "gateway GET /docs/{documentName?}",
            "gateway GET /docs/favicon.svg",
            "gateway GET /docs/scalar.js",
            "gateway GET /docs/scalar.aspnetcore.js",
            // Public keys.
            "activation GET /licensing/v1/keys",
            // The signature in the address is the permission.
            "download GET /files/{artifactId:guid}/{fileName}",
            "download HEAD /files/{artifactId:guid}/{fileName}",
            // Sign-in: pages, and OpenID Connect's own endpoints, which authenticate the client or the cookie themselves.
            .. SignInPages.SelectMany(page => new[] { $"identity GET /{page}", $"identity POST /{page}" }),
            "identity GET /connect/authorize",
            "identity POST /connect/authorize",
            "identity POST /connect/token",
            "identity GET /connect/logout",
            "identity POST /connect/logout",
            // Blazor's own: leads on to an address that it has encrypted itself.
            "identity GET /_framework/opaque-redirect",
            // Leads a password manager on to Identity's page.
            "gateway GET /.well-known/change-password",
            "gateway GET /signin",
            "gateway POST /signout",
            "gateway POST /theme",
            "gateway GET /signed-out",
            "gateway POST /signed-out",
            "gateway GET /error",
            "gateway POST /error",
            "gateway GET /forbidden",
            "gateway POST /forbidden",
            // Where the vendor publishes it; else the page asks to sign in.
            "gateway GET /changelog/{Product}",
            "gateway POST /changelog/{Product}",
            "download GET /api/download/changelogs/{slug}",
            // Identity's pages and the vendor's programs bring their own proof; the services behind check it.
            "gateway GET /identity/{**rest}",
            "gateway GET /licensing/{**rest}",
            .. KeyManager.Select(prefix => $"gateway GET {prefix}/{{**rest}}"),
            // The API key may lie in the body, so the operation checks it; without one it is 401.
            .. KeyManager.SelectMany(prefix =>
                new[]
                {
                    $"activation POST {prefix}/verify",
                    $"activation POST {prefix}/activate",
                    $"activation POST {prefix}/deactivate",
                    $"activation POST {prefix}/get-license-key-details",
                    $"activation POST {prefix}/get-license-file",
                    $"activation POST {prefix}/send-telemetry",
                    $"activation POST {prefix}/send-telemetry-data",
                    $"activation GET {prefix}/licenses/{{key}}/features/{{name}}",
                    $"activation GET {prefix}/get-product-public-key",
                    $"activation POST {prefix}/access-downloadables",
                }
            ),
            // Where the vendor publishes it: the changelog of a product.
            .. KeyManager.Select(prefix => $"activation GET {prefix}/products/{{slug}}/changelog"),
            // Nothing is there, and it says so.
            .. Services
                .Select(service => $"/api/{service}")
                .Concat(["/identity", "/licensing", .. KeyManager])
                .Select(prefix => $"gateway GET {prefix}/{{listener:regex(^(management|replication)$)}}/{{**rest}}"),
        ];
}
