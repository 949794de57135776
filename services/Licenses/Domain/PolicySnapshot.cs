using Portal.Contracts.Licensing.V1;

namespace Portal.Licenses.Domain;

/// <summary>What a license copies from its policy when it is issued; later changes of the policy do not touch it. Entitlements, limits and dates are
/// the license's own.</summary>
internal sealed record PolicySnapshot
{
    public required string PolicyName { get; init; }
    public required int GraceDays { get; init; }
    public required int? MaxMajorVersion { get; init; }
    public required string? Edition { get; init; }
    public required string? Environment { get; init; }
    public required string? RenewalUrl { get; init; }
    public required bool DownloadBeforeActivation { get; init; }
    public required bool DownloadAfterExpiry { get; init; }
    public required UsageTerms Terms { get; init; }

    /// <summary>Until when the vendor gives support, as agreed when the license was issued. Null: not limited by date.</summary>
    public DateTimeOffset? SupportEndsAt { get; init; }

    public static PolicySnapshot Of(Policy policy) =>
        new()
        {
            PolicyName = policy.Name,
            GraceDays = policy.GraceDays,
            MaxMajorVersion = policy.MaxMajorVersion,
            Edition = policy.Edition,
            Environment = policy.Environment,
            RenewalUrl = policy.RenewalUrl,
            DownloadBeforeActivation = policy.DownloadBeforeActivation,
            DownloadAfterExpiry = policy.DownloadAfterExpiry,
            Terms = policy.Terms,
        };
}
