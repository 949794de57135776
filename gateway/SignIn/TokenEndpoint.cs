using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Gateway.SignIn;

/// <summary>Identity's token endpoint, for renewing the tokens of a session (RFC 6749, section 6).</summary>
internal sealed class TokenEndpoint(IHttpClientFactory http, IConfiguration configuration)
{
    /// <summary>Null: the refresh token is not good any more, and will not be.</summary>
    public async Task<Answer?> Refresh(string refreshToken, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(IdentityProvider.Scheme);
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = IdentityProvider.ClientId,
                ["client_secret"] = IdentityProvider.ClientSecret(configuration),
                ["refresh_token"] = refreshToken,
            }
        );
        using var response = await client.PostAsync(
            new Uri(IdentityProvider.Internal("token")),
            form,
            cancellationToken
        );
        if (response.StatusCode == HttpStatusCode.BadRequest)
            return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
    }

    public sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("id_token")] string? IdToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn
    )
    {
        /// <summary>The session's tokens with these in place of the old ones.</summary>
        public IEnumerable<AuthenticationToken> Over(IEnumerable<AuthenticationToken> old, DateTimeOffset now) =>
            old.Select(token => new AuthenticationToken
            {
                Name = token.Name,
                Value = token.Name switch
                {
                    "access_token" => AccessToken,
                    "refresh_token" => RefreshToken ?? token.Value,
                    "id_token" => IdToken ?? token.Value,
                    "expires_at" => now.AddSeconds(ExpiresIn).ToString("O", CultureInfo.InvariantCulture),
                    _ => token.Value,
                },
            });
    }
}
