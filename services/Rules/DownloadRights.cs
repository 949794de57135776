namespace Portal.Rules;

/// <summary>What one license lets its holder download.</summary>
/// <param name="License">The facts that the rules look at.</param>
/// <param name="BeforeActivation">Policy: files may be fetched before the first activation.</param>
/// <param name="AfterExpiry">Policy: releases that were covered may be fetched after expiry.</param>
public sealed record DownloadRights(LicenseFacts License, bool BeforeActivation, bool AfterExpiry)
{
    private static readonly Verdict ActivateFirst = new(
        VerdictCode.NotActivated,
        "Activate the license on a device first; then its files can be downloaded."
    );

    public bool Cover(string version, DateTimeOffset releasedAt, DateTimeOffset now) =>
        Decide(version, releasedAt, Terms(now), now).Valid;

    /// <summary>Why the license gives no file at all; null where it gives those that it covers.</summary>
    public Verdict? Refusal(DateTimeOffset now) =>
        Decide(null, null, Terms(now), now) is { Valid: false } refusal ? refusal : null;

    /// <summary>
    /// May the program that asks fetch files at all? A device that it names must be active. Its own version does not matter: an
    /// old program must find its update.
    /// </summary>
    public Verdict DecideFor(Question question)
    {
        question = question with { License = Terms(question.Now), Version = null, VersionReleasedAt = null };
        var verdict = question.Identifier is null ? Verdicts.DecideOnAnyDevice(question) : Verdicts.Decide(question);
        return verdict.Valid && MustActivateFirst ? ActivateFirst : verdict;
    }

    /// <summary>
    /// What keeps a release out of reach of a license that gives others; null where it covers it, or gives none at all.
    /// </summary>
    public MissingRight? Missing(string version, DateTimeOffset releasedAt, DateTimeOffset now)
    {
        var terms = Terms(now);
        if (Decide(version, releasedAt, terms, now).Code != VerdictCode.VersionNotCovered || Refusal(now) is not null)
            return null;
        var isOnlyTooNew = Decide(version, releasedAt, terms with { MaintenanceEndsAt = null }, now).Valid;
        return isOnlyTooNew ? new(terms.MaintenanceEndsAt, null) : new(null, terms.MaxMajorVersion);
    }

    private bool MustActivateFirst => License.UsedSlots == 0 && !BeforeActivation;

    private Verdict Decide(string? version, DateTimeOffset? releasedAt, LicenseFacts terms, DateTimeOffset now)
    {
        var verdict = Verdicts.DecideOnAnyDevice(
            new Question
            {
                License = terms,
                Now = now,
                Version = version,
                VersionReleasedAt = releasedAt,
            }
        );
        return verdict.Valid && MustActivateFirst ? ActivateFirst : verdict;
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

/// <summary>What a license would need to cover a release.</summary>
/// <param name="MaintenanceEndedAt">It was released later than this; a renewal helps. Null: it is not about time.</param>
/// <param name="MaxMajorVersion">The license is for versions up to this one. Null: it is not about the version.</param>
public sealed record MissingRight(DateTimeOffset? MaintenanceEndedAt, int? MaxMajorVersion);
