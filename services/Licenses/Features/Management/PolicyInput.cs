using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Portal.Licenses.Domain;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Management;

/// <summary>The template that licenses are issued from.</summary>
/// <param name="ActivationLimit">Null: no limit.</param>
/// <param name="DurationDays">From issue to expiry; null: never expires.</param>
/// <param name="GraceDays">Default: 0.</param>
/// <param name="MaintenanceDays">From issue to the end of maintenance; null: all releases are covered.</param>
/// <param name="KeyFormat">Default: groups.</param>
/// <param name="KeyPrefix">What every key begins with.</param>
public sealed record PolicyInput(
    Guid? Id,
    [property: Required, MaxLength(200)] string Name,
    Guid? ProductId,
    [property: Range(1, 1_000_000)] int? ActivationLimit,
    [property: Range(1, 36_500)] int? DurationDays,
    [property: Range(0, 3650)] int? GraceDays,
    [property: Range(1, 36_500)] int? MaintenanceDays,
    [property: Range(0, 10_000)] int? MaxMajorVersion,
    [property: MaxLength(64)] string? Environment,
    [property: MaxLength(64)] string? Edition,
    [property: MaxLength(200)] IReadOnlyList<EntitlementInput?>? Entitlements,
    bool? DownloadBeforeActivation,
    bool? DownloadAfterExpiry,
    [property: Url, MaxLength(500)] string? RenewalUrl,
    TermsInput? Terms,
    KeyFormat? KeyFormat,
    [property: RegularExpression("^[A-Z0-9]{1,8}$")] string? KeyPrefix
)
{
    /// <summary>Whether the policy already is like this.</summary>
    internal bool IsOf(Policy policy)
    {
        var wanted = new Policy
        {
            Id = policy.Id,
            ProductId = policy.ProductId,
            Name = Name,
        };
        ApplyTo(wanted);
        return JsonSerializer.Serialize(wanted, Wire.Options) == JsonSerializer.Serialize(policy, Wire.Options);
    }

    internal void ApplyTo(Policy policy)
    {
        policy.Name = Name;
        policy.Edition = Edition;
        policy.ActivationLimit = ActivationLimit;
        policy.DurationDays = DurationDays;
        policy.GraceDays = GraceDays ?? 0;
        policy.MaintenanceDays = MaintenanceDays;
        policy.MaxMajorVersion = MaxMajorVersion;
        policy.Environment = Environment;
        policy.Entitlements = Entitlements?.ToFeatures() ?? [];
        policy.DownloadBeforeActivation = DownloadBeforeActivation ?? true;
        policy.DownloadAfterExpiry = DownloadAfterExpiry ?? false;
        policy.RenewalUrl = RenewalUrl;
        policy.Terms = Terms?.ToTerms() ?? new();
        policy.KeyFormat = KeyFormat ?? Domain.KeyFormat.Groups;
        policy.KeyPrefix = string.IsNullOrEmpty(KeyPrefix) ? null : KeyPrefix;
    }
}
