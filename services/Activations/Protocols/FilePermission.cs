using Portal.Activations.Validation;
using Portal.Rules;

namespace Portal.Activations.Protocols;

internal static class FilePermission
{
    /// <summary>Null: the license has no such activation.</summary>
    /// <param name="activationId">The device that asks; null: only the license is checked.</param>
    public static async ValueTask<ValidationResult?> PreviewForFiles(
        this LicenseValidator validator,
        TypedKey key,
        Guid? activationId,
        string? product,
        CancellationToken cancellationToken
    )
    {
        var validation = new ValidationRequest { Product = product };
        return activationId is { } id
            ? await validator.Preview(key, id, validation, cancellationToken)
            : await validator.Preview(key, validation, cancellationToken);
    }

    /// <summary>
    /// Whether a program may fetch files at all; Download decides which. The installed version is not checked: an old one must find
    /// its update.
    /// </summary>
    public static Verdict ForFiles(this ValidationResult result)
    {
        if (result.License is not { } license)
            return Verdicts.Decide(result.Question);
        var snapshot = license.License.Snapshot;
        return new DownloadRights(
            license.Facts,
            snapshot.DownloadBeforeActivation,
            snapshot.DownloadAfterExpiry
        ).DecideFor(result.Question);
    }
}
