namespace Portal.Licensing.Client;

/// <summary>What a program knows about itself, its portal and its license.</summary>
public sealed record LicensingOptions
{
    /// <summary>The portal's public address, for example <c>https://licenses.vendor.example</c>.</summary>
    public required Uri Portal { get; init; }

    public required string LicenseKey { get; init; }

    /// <summary>Slug of the product. Null: any license of the vendor's does.</summary>
    public string? Product { get; init; }

    /// <summary>Version of the program, Semantic Versioning 2.0.0.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The portal's public keys, as <c>x</c> in <c>/licensing/v1/keys</c>: Ed25519, base64url. Compile them in: keys that a program
    /// fetches from the address it talks to prove nothing. With a rotation ahead, both the old and the new.
    /// </summary>
    public required IReadOnlyList<string> TrustedKeys { get; init; }

    /// <summary>Where the last good answer is kept for times without a network. Null: nowhere.</summary>
    public string? CacheFile { get; init; }

    /// <summary>How long the last good answer counts while the portal cannot be reached. Default: seven days.</summary>
    public TimeSpan OfflineGrace { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How old or how far ahead a signed answer may be by this machine's clock. Default: ten minutes.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);
}
