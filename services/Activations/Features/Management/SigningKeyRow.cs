using Portal.Activations.Domain;

namespace Portal.Activations.Features.Management;

/// <summary>A signing key without its private part.</summary>
/// <param name="SignsFrom">Null: published, and waits for a rotation.</param>
/// <param name="Current">The one that signs now.</param>
internal sealed record SigningKeyRow(string Id, DateTimeOffset CreatedAt, DateTimeOffset? SignsFrom, bool Current)
{
    public static SigningKeyRow Of(SigningKey key, IEnumerable<SigningKey> all, DateTimeOffset now) =>
        new(key.Id, key.CreatedAt, key.SignsFrom, SigningKey.Current(all, now)?.Id == key.Id);
}
