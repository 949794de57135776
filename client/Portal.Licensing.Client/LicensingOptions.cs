namespace Portal.Licensing.Client;

/// <summary>What a program knows about itself, its portal and its license.</summary>
public sealed record LicensingOptions
{
    /// <summary>The portal's public address, for example <c>https://licenses.vendor.example</c>.</summary>
    public required Uri Portal { get; init; }

    /// <summary>As the customer typed or pasted it: blanks, line ends and dashes of any kind do no harm.</summary>
    public required string LicenseKey { get; init; }

    /// <summary>Slug of the product. Null: any license of the vendor's does.</summary>
    public string? Product { get; init; }

    /// <summary>Version of the program, Semantic Versioning 2.0.0.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// When this version was released, for example from the build. Lets the library tell without a network whether maintenance covers it;
    /// the portal knows it anyway.
    /// </summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Environment that the license has to be for, for example <c>production</c>. Null: any.</summary>
    public string? Environment { get; init; }

    /// <summary>
    /// The portal's public keys, as <c>x</c> in <c>/licensing/v1/keys</c>: Ed25519, base64url. Compile them in: keys that a program
    /// fetches from the address it talks to prove nothing. With a rotation ahead, both the old and the new.
    /// </summary>
    public required IReadOnlyList<string> TrustedKeys { get; init; }

    /// <summary>
    /// File for what is kept between runs: the last good answer, the activation, the latest time ever seen. One for each user and product.
    /// Null: kept for the life of the process. A file that cannot be read or written costs what it is for and nothing else.
    /// </summary>
    public string? CacheFile { get; init; }

    /// <summary>How long the last good answer counts while the portal cannot be reached. Default: seven days.</summary>
    public TimeSpan OfflineGrace { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far this machine's clock may be off before it is reported, and before it counts as set back. Default: ten minutes.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What to do about an answer with a wrong signature. Default: throw.</summary>
    public UntrustedAnswers UntrustedAnswers { get; init; } = UntrustedAnswers.Throw;
}

/// <summary>What to do about an answer that claims to be the portal's and is not. An answer that claims nothing, such as a hotel's sign-in page, is no answer.</summary>
public enum UntrustedAnswers
{
    /// <summary>Throw <see cref="UntrustedAnswerException"/>.</summary>
    Throw,

    /// <summary>Treat it as no answer, so that the offline grace applies, and say so with <see cref="LicensingCode.UntrustedAnswer"/>.</summary>
    UseGrace,
}
