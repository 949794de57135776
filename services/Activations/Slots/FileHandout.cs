using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Signing;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations.Slots;

/// <summary>
/// Gives out license files. A file cannot be taken back, so a device that got one uses its slot until the file ends: both are one
/// transaction. Writes an audit record too, at most one an hour for each device and actor.
/// </summary>
internal sealed class FileHandout(
    ActivationDb db,
    SlotTransaction slots,
    LicenseFiles files,
    ThrottledEvents events,
    TimeProvider clock
)
{
    private static readonly Verdict Ended = new(VerdictCode.NotActivated, "Not activated on this device.");

    /// <param name="activationId">The device; null for a file that only describes the license and lets no device run.</param>
    public async Task<Result<LicenseFiles.Written>> Give(
        Guid licenseId,
        Guid? activationId,
        string actor,
        LicenseFiles.Wishes wishes,
        CancellationToken cancellationToken
    ) =>
        await slots.WithLicenses<Result<LicenseFiles.Written>>(
            [licenseId],
            async licenses =>
            {
                if (licenses is not [var license])
                    return Rejection.NotFound;
                var activation = activationId is null
                    ? null
                    : await db.Activations.SingleOrDefaultAsync(
                        row => row.Id == activationId && row.LicenseId == licenseId && row.DeactivatedAt == null,
                        cancellationToken
                    );
                if (activation is null && activationId is not null)
                    return Rejections.Refused(Ended);
                var product = await db.Products.SingleOrDefaultAsync(
                    row => row.Id == license.ProductId,
                    cancellationToken
                );
                return await Give(license, product, activation, actor, wishes, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>The same with the license locked already.</summary>
    public async Task<LicenseFiles.Written> Give(
        LicenseCopy license,
        ProductCopy? product,
        Activation? activation,
        string actor,
        LicenseFiles.Wishes wishes,
        CancellationToken cancellationToken
    )
    {
        var file = await files.Write(license, product, activation, wishes, cancellationToken);
        activation?.GiveFile(file.EndsAt);
        var now = clock.GetUtcNow();
        if (await events.IsDue(license.Id, $"file {activation?.Id} {actor}", now, cancellationToken))
        {
            var detail = file.ExpiresAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
            var subject = activation?.Id.ToString();
            db.Audit.Add(AuditRecord.Of(AuditRecord.FileIssued, actor, now, license.Id, subject, detail));
        }
        return file;
    }
}
