using Portal.Licenses.Domain;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Licenses.Features.Customer;

/// <summary>The reasons of <see cref="Attention"/> as SQL; a test compares the two.</summary>
/// <param name="Withdrawn">Products that are no longer offered.</param>
internal sealed record AttentionQueries(DateTimeOffset Now, Guid[] Withdrawn)
{
    private readonly DateTimeOffset _soon = Now + Attention.Soon,
        _recently = Now - Attention.Recently;

    public static AttentionQueries At(DateTimeOffset now, IEnumerable<Product> products) =>
        new(now, [.. products.Where(product => !product.Active).Select(product => product.Id)]);

    /// <summary>Licenses with a reason, or those of <see cref="Attention.Any"/> or <see cref="Attention.Past"/>.</summary>
    public IQueryable<License> Filter(IQueryable<License> licenses, string attention) =>
        attention switch
        {
            Attention.Any => NeedingAny(licenses),
            Attention.Past => OfThePast(licenses),
            Attention.Revoked => licenses.Where(row => row.RevokedAt != null),
            Attention.Suspended => licenses.Where(row => row.RevokedAt == null && row.SuspendedAt != null),
            Attention.Expired => NotStopped(licenses).Where(row => row.EndsAt <= Now),
            Attention.ProductWithdrawn => Working(licenses).Where(row => Withdrawn.Contains(row.ProductId)),
            Attention.LimitExceeded => Working(licenses).Where(row => row.UsedSlots > row.ActivationLimit),
            Attention.InGrace => Working(licenses).Where(row => row.ExpiresAt <= Now),
            Attention.Expiring => Working(licenses).Where(row => row.ExpiresAt > Now && row.ExpiresAt <= _soon),
            Attention.LimitReached => Working(licenses).Where(row => row.UsedSlots == row.ActivationLimit),
            Attention.MaintenanceEnding => Working(licenses)
                .Where(row => row.MaintenanceEndsAt > Now && row.MaintenanceEndsAt <= _soon),
            Attention.MaintenanceEnded => Working(licenses).Where(row => row.MaintenanceEndsAt <= Now),
            _ => throw new ArgumentOutOfRangeException(nameof(attention)),
        };

    /// <summary>
    /// What can still be prevented, the earliest date first, then what has stopped, the latest first: two queries to be read one
    /// after the other, both from behind <paramref name="cursor"/>, which ended in <paramref name="group"/>.
    /// </summary>
    public IEnumerable<IQueryable<License>> ByUrgency(
        IQueryable<License> licenses,
        Cursor? cursor = null,
        int group = 0
    )
    {
        var ranked = Rank(licenses);
        if (group < Attention.Stopped)
        {
            var open = ranked.Where(row => row.Group < Attention.Stopped);
            if (cursor is var (at, id))
                open = open.Where(row =>
                    row.Group > group || (row.Group == group && (row.At > at || (row.At == at && row.License.Id > id)))
                );
            yield return open.OrderBy(row => row.Group)
                .ThenBy(row => row.At)
                .ThenBy(row => row.License.Id)
                .Select(row => row.License);
        }
        var stopped = ranked.Where(row => row.Group >= Attention.Stopped);
        if (cursor is var (before, last) && group >= Attention.Stopped)
            stopped = stopped.Where(row =>
                row.Group > group
                || (row.Group == group && (row.At < before || (row.At == before && row.License.Id < last)))
            );
        yield return stopped
            .OrderBy(row => row.Group)
            .ThenByDescending(row => row.At)
            .ThenByDescending(row => row.License.Id)
            .Select(row => row.License);
    }

    /// <summary>Where the page after <paramref name="last"/> begins.</summary>
    public Cursor After(License last) => new(Rank(new[] { last }.AsQueryable()).Single().At!.Value, last.Id);

    /// <summary>The group of a license that is in memory; the same expression as in SQL.</summary>
    public int GroupOf(License license) => Rank(new[] { license }.AsQueryable()).Single().Group;

    private sealed class Ranked
    {
        public required License License { get; init; }
        public required int Group { get; init; }
        public required DateTimeOffset? At { get; init; }
    }

    private IQueryable<Ranked> Rank(IQueryable<License> licenses) =>
        licenses.Select(row => new Ranked
        {
            License = row,
            Group =
                row.RevokedAt != null || row.SuspendedAt != null || row.EndsAt <= Now ? Attention.Ended
                : Withdrawn.Contains(row.ProductId) || row.UsedSlots > row.ActivationLimit ? Attention.Stopped
                : row.ExpiresAt <= _soon ? Attention.Ending
                : row.UsedSlots == row.ActivationLimit ? Attention.Full
                : row.MaintenanceEndsAt > Now && row.MaintenanceEndsAt <= _soon ? Attention.UpdatesEnding
                : Attention.Ended,
            At =
                row.RevokedAt != null ? row.RevokedAt
                : row.SuspendedAt != null ? row.SuspendedAt
                : row.EndsAt <= Now ? row.EndsAt
                : Withdrawn.Contains(row.ProductId) || row.UsedSlots > row.ActivationLimit ? row.AssignedAt
                : row.ExpiresAt <= Now ? row.EndsAt
                : row.ExpiresAt <= _soon ? row.ExpiresAt
                : row.UsedSlots == row.ActivationLimit ? row.AssignedAt
                : row.MaintenanceEndsAt != null ? row.MaintenanceEndsAt
                : row.AssignedAt,
        });

    private IQueryable<License> NeedingAny(IQueryable<License> licenses) =>
        licenses.Where(row =>
            row.RevokedAt == null
            && (
                row.SuspendedAt != null
                || (
                    row.EndsAt <= Now
                        ? row.EndsAt > _recently
                        : Withdrawn.Contains(row.ProductId)
                            || row.UsedSlots >= row.ActivationLimit
                            || row.ExpiresAt <= _soon
                            || (row.MaintenanceEndsAt > _recently && row.MaintenanceEndsAt <= _soon)
                )
            )
        );

    private IQueryable<License> OfThePast(IQueryable<License> licenses) =>
        licenses.Where(row =>
            row.RevokedAt != null
            || (
                row.SuspendedAt == null
                && (
                    row.EndsAt <= Now
                        ? row.EndsAt <= _recently
                        : row.MaintenanceEndsAt <= _recently
                            && !Withdrawn.Contains(row.ProductId)
                            && (row.ActivationLimit == null || row.UsedSlots < row.ActivationLimit)
                            && (row.ExpiresAt == null || row.ExpiresAt > _soon)
                )
            )
        );

    private static IQueryable<License> NotStopped(IQueryable<License> licenses) =>
        licenses.Where(row => row.RevokedAt == null && row.SuspendedAt == null);

    private IQueryable<License> Working(IQueryable<License> licenses) =>
        NotStopped(licenses).Where(row => row.EndsAt == null || row.EndsAt > Now);
}
