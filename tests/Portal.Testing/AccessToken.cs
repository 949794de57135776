using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Portal.Testing;

/// <summary>A customer's access token, which in life never leaves the gateway.</summary>
public static class AccessToken
{
    public static Task<string> Of(PortalApp app, Catalogue.Member member) => Of(app, member.Email, member.Password);

    public static async Task<string> Of(PortalApp app, string email, string password)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var back = new Uri(app.Address("gateway"), "/signin-oidc").ToString();
        var request = new Dictionary<string, string>
        {
            ["client_id"] = "portal-gateway",
            ["response_type"] = "code",
            ["redirect_uri"] = back,
            ["scope"] = "openid profile email offline_access portal",
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        };
        using var customer = await SignedIn.As(app, email, password);
        using var question = new HttpRequestMessage(
            HttpMethod.Get,
            "/identity/connect/authorize?"
                + string.Join('&', request.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))
        );
        using var granted = await customer.Send(question);
        var code = HttpUtility.ParseQueryString(granted.Headers.Location!.Query)["code"];

        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = "portal-gateway",
                ["client_secret"] = await app.Parameter("gateway-secret"),
                ["code"] = code!,
                ["redirect_uri"] = back,
                ["code_verifier"] = verifier,
            }
        );
        using var answer = await http.PostAsync(new Uri(app.Address("identity"), "/identity/connect/token"), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }
}
