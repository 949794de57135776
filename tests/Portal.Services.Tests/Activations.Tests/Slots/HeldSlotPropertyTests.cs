using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Activations.Data;
using Portal.Activations.Domain;
using Portal.Activations.Jobs;
using Portal.Activations.Reactions;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Messaging;
using Portal.ServiceDefaults;
using Portal.Testing;

namespace Portal.Activations.Tests.Slots;

/// <summary>
/// Whatever programs and customers do in any order: devices that can run by a license file are never more than the limit and the remote
/// deactivations within the quota.
/// </summary>
public sealed class HeldSlotPropertyTests(PortalApp app)
{
    private const int Limit = 2,
        Quota = 2,
        QuotaDays = 365,
        Devices = 6;

    private enum Act
    {
        Activate,
        TakeFile,
        TakeShortFile,
        Deactivate,
        ProveRemoval,
        DeactivateRemotely,
        PassHours,
        PassDays,
        RunJob,
    }

    private static readonly Gen<(Act Act, int Device)[]> Sequences = Gen.Select(
        Gen.Enum<Act>(),
        Gen.Int[0, Devices - 1]
    ).Array[5, 60];

    [Fact]
    public async Task Devices_with_a_file_never_exceed_the_limit_and_the_remote_deactivations()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var activation = await OwnActivation.Start(app, clock);
        await Sequences.SampleAsync(
            async sequence => Assert.Null(await Play(sequence, activation.Services, clock)),
            iter: 60,
            threads: 1
        );
    }

    /// <summary>What is wrong after a step; null if nothing ever is.</summary>
    private static async Task<string?> Play(
        (Act Act, int Device)[] sequence,
        IServiceProvider services,
        FakeTimeProvider clock
    )
    {
        var caller = new Caller(Guid.CreateVersion7(), Guid.CreateVersion7(), CallerRole.Owner, "session");
        var license = await NewLicense(services, caller.AccountId, clock.GetUtcNow());
        var files = new List<(string Device, DateTimeOffset EndsAt)>();
        var freed = new List<DateTimeOffset>();
        foreach (var (act, device) in sequence)
        {
            await using var scope = services.CreateAsyncScope();
            var step = new Steps(scope.ServiceProvider, license, $"device-{device}", caller);
            if (act is Act.TakeFile or Act.TakeShortFile && await step.TakeFile(act == Act.TakeShortFile) is { } endsAt)
                files.Add(($"device-{device}", endsAt));
            else if (act == Act.DeactivateRemotely && await step.DeactivateRemotely())
                freed.Add(clock.GetUtcNow());
            else if (act is Act.PassHours or Act.PassDays)
                clock.Advance(act == Act.PassHours ? TimeSpan.FromHours(device + 1) : TimeSpan.FromDays(device + 1));
            else
                await step.Do(act == Act.Activate, act == Act.Deactivate, act == Act.ProveRemoval, act == Act.RunJob);

            var now = clock.GetUtcNow();
            var running = files.Where(file => file.EndsAt > now).Select(file => file.Device).Distinct().Count();
            var remote = freed.Count(at => at.AddDays(QuotaDays) > now);
            if (remote > Quota || running > Limit + remote)
                return $"After {act} of {device}: {running} run, {remote} were deactivated remotely.";
        }
        return null;
    }

    private static async Task<Guid> NewLicense(IServiceProvider services, Guid account, DateTimeOffset now)
    {
        await using var scope = services.CreateAsyncScope();
        var id = Guid.CreateVersion7();
        await scope
            .ServiceProvider.GetRequiredService<ActivationDb>()
            .Upsert(
                [
                    new LicenseChanged
                    {
                        LicenseId = id,
                        Version = 1,
                        ChangedAt = now,
                        KeyHash = $"{id:N}{id:N}",
                        KeyHint = "0000",
                        ProductId = Guid.CreateVersion7(),
                        IssuedAt = now,
                        AccountId = account,
                        AssigneeIds = [],
                        ActivationLimit = Limit,
                        GraceDays = 7,
                        Entitlements = [],
                        DownloadBeforeActivation = true,
                        DownloadAfterExpiry = false,
                        Terms = new() { DeactivationQuota = Quota, DeactivationPeriodDays = QuotaDays },
                    },
                ],
                Source.Event,
                CancellationToken.None
            );
        return id;
    }

    private sealed class Steps(IServiceProvider services, Guid license, string device, Caller caller)
    {
        private readonly ActivationDb _db = services.GetRequiredService<ActivationDb>();

        public async Task<DateTimeOffset?> TakeFile(bool isShort) =>
            await Active() is { } id
            && (
                await services
                    .GetRequiredService<FileHandout>()
                    .Give(license, id, "program", new(isShort ? TimeSpan.FromHours(1) : null), CancellationToken.None)
            ).Is(out var file, out _)
                ? file.EndsAt
                : null;

        public async Task<bool> DeactivateRemotely() =>
            await Active() is { } id
            && await services
                .GetRequiredService<RemoteDeactivation>()
                .Deactivate([license], [id], caller, CancellationToken.None)
                is null;

        public async Task Do(bool activates, bool deactivates, bool proves, bool runsJob)
        {
            if (activates)
                await Activate();
            else if (runsJob)
                await services.GetRequiredService<EndedFiles>().FreeSlots(CancellationToken.None);
            else if (deactivates && await Active() is { } ended)
                await services
                    .GetRequiredService<SlotTransaction>()
                    .Deactivate(license, ended, DeactivatedBy.Software, null, null, CancellationToken.None);
            else if (proves && await Active() is { } removed)
                await services
                    .GetRequiredService<RemoteDeactivation>()
                    .DeactivateByProof(license, removed, caller, CancellationToken.None);
        }

        private Task<Result<Admitted>> Activate()
        {
            Identifier.TryParse(device, ActivationKind.Hardware, out var identifier);
            var decision = services.GetRequiredService<ActivationDecision>();
            return services
                .GetRequiredService<SlotTransaction>()
                .WithLicenses(
                    [license],
                    licenses =>
                        decision.Admit(licenses.Single(), new() { Identifier = identifier }, CancellationToken.None),
                    CancellationToken.None
                );
        }

        private async Task<Guid?> Active() =>
            (
                await _db
                    .Activations.AsNoTracking()
                    .SingleOrDefaultAsync(row =>
                        row.LicenseId == license && row.Identifier == device && row.DeactivatedAt == null
                    )
            )?.Id;
    }
}
