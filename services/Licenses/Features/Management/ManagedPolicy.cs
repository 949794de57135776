using Portal.Contracts.Licensing.V1;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>A policy as operators see it: what was sent when it was created or replaced.</summary>
internal sealed record ManagedPolicy(
    Guid Id,
    string Name,
    Guid ProductId,
    int? ActivationLimit,
    int? DurationDays,
    int GraceDays,
    int? MaintenanceDays,
    int? MaxMajorVersion,
    string? Environment,
    string? Edition,
    IReadOnlyList<Feature> Entitlements,
    bool DownloadBeforeActivation,
    bool DownloadAfterExpiry,
    string? RenewalUrl,
    UsageTerms Terms,
    KeyFormat KeyFormat,
    string? KeyPrefix
)
{
    public static ManagedPolicy Of(Policy policy) =>
        new(
            policy.Id,
            policy.Name,
            policy.ProductId,
            policy.ActivationLimit,
            policy.DurationDays,
            policy.GraceDays,
            policy.MaintenanceDays,
            policy.MaxMajorVersion,
            policy.Environment,
            policy.Edition,
            policy.Entitlements,
            policy.DownloadBeforeActivation,
            policy.DownloadAfterExpiry,
            policy.RenewalUrl,
            policy.Terms,
            policy.KeyFormat,
            policy.KeyPrefix
        );
}
