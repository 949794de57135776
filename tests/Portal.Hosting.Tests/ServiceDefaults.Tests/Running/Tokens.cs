using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>Access tokens as Identity makes them.</summary>
internal static class Tokens
{
    public const string PublicUrl = "http://portal.test",
        Issuer = PublicUrl + "/identity/";
    public static readonly ECDsaSecurityKey Key = NewKey();

    public static string Customer(
        string? issuer = null,
        string audience = Policies.CustomerAudience,
        TimeSpan? age = null,
        ECDsaSecurityKey? key = null,
        params string[] without
    )
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Guid.CreateVersion7().ToString(),
            ["sid"] = "session",
            ["account"] = Guid.CreateVersion7().ToString(),
            ["role"] = "Member",
        };
        foreach (var claim in without)
            claims.Remove(claim);
        return Of(claims, issuer ?? Issuer, audience, age ?? TimeSpan.Zero, key ?? Key);
    }

    public static string Client(string scope, string audience = Policies.ManagementAudience) =>
        Of(new() { ["sub"] = "portal-client", ["scope"] = scope }, Issuer, audience, TimeSpan.Zero, Key);

    public static ECDsaSecurityKey NewKey() =>
        new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString() };

    private static string Of(
        Dictionary<string, object> claims,
        string issuer,
        string audience,
        TimeSpan age,
        ECDsaSecurityKey key
    )
    {
        var issued = TimeProvider.System.GetUtcNow().UtcDateTime - age;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Claims = claims,
                Issuer = issuer,
                Audience = audience,
                IssuedAt = issued,
                NotBefore = issued,
                Expires = issued.AddMinutes(5),
                TokenType = "at+jwt",
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
            }
        );
    }
}
