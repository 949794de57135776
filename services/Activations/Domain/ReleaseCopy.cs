namespace Portal.Activations.Domain;

/// <summary>Copy of a release from the Download service.</summary>
internal sealed class ReleaseCopy
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>In its normal form: without <c>v</c> and build, in lower case.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset ReleasedAt { get; init; }

    public static string Normal(string version) => version.Trim().TrimStart('v', 'V').Split('+')[0].ToLowerInvariant();
}
