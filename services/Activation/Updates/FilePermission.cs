using Portal.Activations.Data;
using Portal.Rules;

namespace Portal.Activations.Updates;

internal static class FilePermission
{
    /// <summary>Null: the license has no such activation.</summary>
    /// <param name="activationId">The device that asks; null: only the license is looked at.</param>
    public static async ValueTask<Finding?> LookForFiles(
        this Judge judge,
        string keyHash,
        Guid? activationId,
        string? product,
        CancellationToken cancellationToken
    )
    {
        var asked = new Asked { Product = product };
        return activationId is { } id
            ? await judge.Look(keyHash, id, asked, cancellationToken)
            : await judge.Look(keyHash, asked, cancellationToken);
    }

    /// <summary>
    /// Whether a program may fetch files at all; which ones, Download decides. The version that it has does not matter: an old one
    /// must find its update.
    /// </summary>
    public static Verdict ForFiles(this Finding finding)
    {
        var question = finding.Question with { Version = null, VersionReleasedAt = null };
        var license = finding.License?.License;
        if (license?.Snapshot.DownloadAfterExpiry is true)
            question = question with { License = question.License! with { ExpiresAt = null } };
        var verdict = question.Identifier is null
            ? Verdicts.DecideActivation(question with { Identifier = "any" })
            : Verdicts.Decide(question);
        return verdict.Valid && license is { UsedSlots: 0, Snapshot.DownloadBeforeActivation: false }
            ? new(VerdictCode.NotActivated, "Activate the license on a device first; then its files can be downloaded.")
            : verdict;
    }
}
