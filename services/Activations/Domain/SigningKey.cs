namespace Portal.Activations.Domain;

/// <summary>A key that signs licensing answers and license files. Published before it signs, and after.</summary>
internal sealed class SigningKey
{
    /// <summary>How long a new key is published before it signs: longer than clients cache the key set.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>RFC 7638 thumbprint of the public key.</summary>
    public required string Id { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>Encrypted by the sealing key.</summary>
    public required byte[] PrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: published, but not rotated in yet.</summary>
    public DateTimeOffset? SignsFrom { get; private set; }

    /// <summary>Signs as soon as it has been published for long enough; the first key of all at once.</summary>
    public void MakeCurrent(DateTimeOffset now, bool isFirst = false)
    {
        var earliest = CreatedAt + Overlap;
        SignsFrom ??= isFirst || earliest < now ? now : earliest;
    }

    /// <summary>The key that signs at <paramref name="now"/>: the latest that has started to sign.</summary>
    public static SigningKey? Current(IEnumerable<SigningKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.SignsFrom <= now).MaxBy(key => (key.SignsFrom, key.CreatedAt));
}
