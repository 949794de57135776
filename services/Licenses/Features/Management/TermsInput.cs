using System.ComponentModel.DataAnnotations;
using Portal.Contracts.Licensing.V1;

namespace Portal.Licenses.Features.Management;

/// <summary>A policy's switches about devices and domains; see <see cref="UsageTerms"/> for what each means and what null stands for.</summary>
public sealed record TermsInput(
    Binding? Binding,
    FingerprintMatching? FingerprintMatching,
    [property: Range(0, 10_000)] int? DeactivationQuota,
    [property: Range(1, 3650)] int? DeactivationPeriodDays,
    [property: Range(1, 525_600)] int? HeartbeatMinutes,
    [property: Range(1, 3650)] int? StaleAfterDays,
    bool? OfflineActivation,
    [property: Range(1, 3650)] int? LicenseFileDays,
    bool? LocalDomainsUncounted,
    bool? WwwIsSameSite,
    [property: MaxLength(2000)] string? UncountedDomains = null
)
{
    public UsageTerms ToTerms() =>
        new()
        {
            Binding = Binding,
            FingerprintMatching = FingerprintMatching,
            DeactivationQuota = DeactivationQuota,
            DeactivationPeriodDays = DeactivationPeriodDays,
            HeartbeatMinutes = HeartbeatMinutes,
            StaleAfterDays = StaleAfterDays,
            OfflineActivation = OfflineActivation ?? false,
            LicenseFileDays = LicenseFileDays,
            LocalDomainsUncounted = LocalDomainsUncounted ?? false,
            WwwIsSameSite = WwwIsSameSite ?? false,
            UncountedDomains = string.IsNullOrWhiteSpace(UncountedDomains)
                ? null
                : string.Join(
                    ' ',
                    UncountedDomains
                        .ToLowerInvariant()
                        .Split((char[])[' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
                        .Select(domain => domain.TrimStart('*', '.'))
                ),
        };
}
