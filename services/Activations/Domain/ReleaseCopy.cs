using Portal.Rules;

namespace Portal.Activations.Domain;

/// <summary>Copy of a release from the Download service.</summary>
internal sealed class ReleaseCopy
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary><see cref="ProductVersion.Normal"/>.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset ReleasedAt { get; init; }

    /// <summary>What cannot be read is no release.</summary>
    public static string Normal(string version) =>
        ProductVersion.TryParse(version, out var parsed) ? parsed.Normal : "";
}
