using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>What one license lets its holder download.</summary>
/// <param name="License">The facts that the rule engine asks for.</param>
/// <param name="BeforeActivation">Policy: files may be fetched before the first activation.</param>
/// <param name="AfterExpiry">Policy: releases that were covered may be fetched after expiry.</param>
internal sealed record DownloadRights(LicenseFacts License, bool BeforeActivation, bool AfterExpiry)
{
    public bool Cover(Release release, DateTimeOffset now)
    {
        if (License.UsedSlots == 0 && !BeforeActivation)
            return false;
        var expired = License.IsExpired(now);
        if (expired && !AfterExpiry)
            return false;
        return Verdicts.DecideActivation(new Question
        {
            License = expired ? AsIfNotExpired() : License,
            Now = now,
            Version = release.Version.Text,
            VersionReleasedAt = release.ReleasedAt,
            Identifier = "any",
        }).Valid;
    }

    // Without an end of maintenance of its own, an expired license keeps what it had on its last day and gets nothing newer.
    private LicenseFacts AsIfNotExpired() => License with
    {
        ExpiresAt = null,
        MaintenanceEndsAt = License.MaintenanceEndsAt ?? LicenseFacts.EndsAt(License.ExpiresAt, License.GraceDays),
    };
}
