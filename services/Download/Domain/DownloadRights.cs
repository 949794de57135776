using Portal.Rules;

namespace Portal.Downloads.Domain;

/// <summary>What one license lets its holder download.</summary>
/// <param name="License">The facts that the rule engine asks for.</param>
/// <param name="BeforeActivation">Policy: files may be fetched before the first activation.</param>
/// <param name="AfterExpiry">Policy: releases that were covered may be fetched after expiry.</param>
internal sealed record DownloadRights(LicenseFacts License, bool BeforeActivation, bool AfterExpiry)
{
    private static readonly Verdict ActivateFirst = new(
        VerdictCode.NotActivated,
        "Files are available after the first activation."
    );

    public bool Cover(Release release, DateTimeOffset now) => Decide(release, Terms(now), now).Valid;

    /// <summary>Why the license gives no file at all; null where it gives those that it covers.</summary>
    public Verdict? Refusal(DateTimeOffset now) =>
        Decide(null, Terms(now), now) is { Valid: false } refusal ? refusal : null;

    /// <summary>What keeps the release out of reach of a license that gives others; null where it covers it, or gives none.</summary>
    public NotCovered? Missing(Release release, DateTimeOffset now)
    {
        var terms = Terms(now);
        if (Decide(release, terms, now).Code != VerdictCode.VersionNotCovered || Refusal(now) is not null)
            return null;
        var isOnlyTooNew = Decide(release, terms with { MaintenanceEndsAt = null }, now).Valid;
        return isOnlyTooNew
            ? new NotCovered(release, terms.MaintenanceEndsAt, null)
            : new NotCovered(release, null, terms.MaxMajorVersion);
    }

    private Verdict Decide(Release? release, LicenseFacts terms, DateTimeOffset now)
    {
        var verdict = Verdicts.DecideActivation(
            new Question
            {
                License = terms,
                Now = now,
                Version = release?.Version.Text,
                VersionReleasedAt = release?.ReleasedAt,
                Identifier = "any",
            }
        );
        return verdict.Valid && License.UsedSlots == 0 && !BeforeActivation ? ActivateFirst : verdict;
    }

    // Without an end of maintenance of its own, an expired license keeps what it had on its last day and gets nothing newer.
    private LicenseFacts Terms(DateTimeOffset now) =>
        !AfterExpiry || !License.IsExpired(now)
            ? License
            : License with
            {
                ExpiresAt = null,
                MaintenanceEndsAt = License.MaintenanceEndsAt
                    ?? LicenseFacts.EndsAt(License.ExpiresAt, License.GraceDays),
            };
}

/// <summary>A release that a license does not cover, and what it would need.</summary>
/// <param name="UpdatesEndedAt">It was released later than this; a renewal helps. Null: it is not about time.</param>
/// <param name="MaxMajorVersion">The license is for versions up to this one. Null: it is not about the version.</param>
internal sealed record NotCovered(Release Release, DateTimeOffset? UpdatesEndedAt, int? MaxMajorVersion);
