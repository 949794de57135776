using System.ComponentModel.DataAnnotations;
using Portal.Licenses.Domain;

namespace Portal.Licenses.Features.Management;

/// <summary>What a license took from its policy when it was issued. All of it: what is null is nothing.</summary>
/// <param name="PolicyName">What the policy was called.</param>
/// <param name="MaxMajorVersion">Null: no limit.</param>
public sealed record SnapshotInput(
    [property: Required, MaxLength(200)] string PolicyName,
    [property: Range(0, 3650)] int GraceDays,
    [property: Range(0, 10_000)] int? MaxMajorVersion,
    [property: MaxLength(64)] string? Edition,
    [property: MaxLength(64)] string? Environment,
    [property: Url, MaxLength(500)] string? RenewalUrl,
    bool DownloadBeforeActivation,
    bool DownloadAfterExpiry,
    TermsInput? Terms
)
{
    internal PolicySnapshot ToSnapshot() =>
        new()
        {
            PolicyName = PolicyName,
            GraceDays = GraceDays,
            MaxMajorVersion = MaxMajorVersion,
            Edition = Edition,
            Environment = Environment,
            RenewalUrl = RenewalUrl,
            DownloadBeforeActivation = DownloadBeforeActivation,
            DownloadAfterExpiry = DownloadAfterExpiry,
            Terms = Terms?.ToTerms() ?? new(),
        };
}
