using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.EndToEnd.Tests.Slots;

/// <summary>What the vendor takes back is refused at once, and stays refused.</summary>
/// <param name="refusals">So many in a row show that every process has been told: the gateway asks the replicas in turn.</param>
public abstract class SuspensionTests(PortalApp app, int refusals)
{
    private const int Programs = 4,
        AnswersBefore = 100,
        AnswersAfter = 400;

    private readonly ConcurrentQueue<Answer> _answers = [];

    private sealed record Answer(long AskedAt, bool Valid, string Code);

    [Fact]
    public async Task A_suspended_license_is_refused_and_never_accepted_after_every_process_knows()
    {
        var catalogue = new Catalogue(app);
        var account = await catalogue.NewAccount();
        var license = await catalogue.NewLicenseInUse(new { activationLimit = 1 }, new { accountId = account.Id });
        var program = new VendorProgram(app, license.Key);
        await program.Activated("device");

        using var stop = new CancellationTokenSource();
        var loops = Task.WhenAll(Enumerable.Range(0, Programs).Select(_ => ValidateUntil(program, stop.Token)));
        await Answers(AnswersBefore);
        Assert.All(_answers, answer => Assert.Equal("VALID", answer.Code));

        await catalogue.Move(license, "suspend", new { reason = "Payment is overdue" });
        await Eventually.Is(
            () =>
                Task.FromResult(
                    InOrder().TakeLast(refusals) is var last
                        && last.Count() == refusals
                        && !last.Any(answer => answer.Valid)
                ),
            "every process refuses"
        );
        var everybodyKnows = Stopwatch.GetTimestamp();
        await Answers(_answers.Count + AnswersAfter);
        await stop.CancelAsync();
        await loops;

        Assert.Equal(["VALID", "SUSPENDED"], InOrder().Select(answer => answer.Code).Distinct());
        Assert.All(_answers.Where(answer => answer.AskedAt > everybodyKnows), answer =>
            Assert.Equal("SUSPENDED", answer.Code)
        );
    }

    private IEnumerable<Answer> InOrder() => _answers.OrderBy(answer => answer.AskedAt);

    private Task Answers(int count) =>
        Eventually.Is(() => Task.FromResult(_answers.Count >= count), $"there are {count} answers");

    private async Task ValidateUntil(VendorProgram program, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            var verdict = await program.Validate("device");
            _answers.Enqueue(new(asked, verdict.Valid, verdict.Code));
        }
    }
}

public sealed class SuspensionInOneProcessTests(PortalApp app) : SuspensionTests(app, refusals: 1);

[Collection(Replicated.Name)]
public sealed class SuspensionInTwoReplicasTests(ReplicatedPortal portal) : SuspensionTests(portal.App, refusals: 24);
