using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

internal sealed record ArrivedLicense(Guid Id, string ProductSlug, string State, int UsedSlots, int? ActivationLimit);

/// <summary>Waits until License has counted the activations: they reach it as events.</summary>
internal sealed class Arrival(ManagementClient client, Action<string> say, TimeProvider clock)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyDictionary<Guid, ArrivedLicense>> Await(
        IReadOnlySet<Guid> ids,
        IReadOnlyDictionary<Guid, int> activeByLicense,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var licenses = await client
                .Licenses(cancellationToken)
                .Select(license => license.As<ArrivedLicense>())
                .Where(license => ids.Contains(license.Id))
                .ToDictionaryAsync(license => license.Id, cancellationToken: cancellationToken);
            var late = activeByLicense.Where(active => licenses[active.Key].UsedSlots < active.Value).ToList();
            if (late.Count == 0)
                return licenses;
            if (clock.GetElapsedTime(started) > MaxWait)
            {
                say(
                    $"{late.Count, 4} licenses show fewer devices than were imported: some were deactivated since, or events are late"
                );
                return licenses;
            }
            await Task.Delay(Timeouts.PauseAfter(attempt), clock, cancellationToken);
        }
    }
}
