using System.Collections.Concurrent;
using System.Diagnostics;

namespace Portal.EndToEnd.Tests.Slots;

/// <summary>What the vendor takes back is refused at once, and stays refused.</summary>
/// <param name="lag">Each process remembers and is told of the change: how much later than the first the last one may know.</param>
public abstract class SuspensionTests(PortalApp app, TimeSpan lag)
{
    private const int Programs = 4, AnswersBefore = 100, AnswersAfter = 400;

    private readonly ConcurrentQueue<Answer> _answers = [];

    private sealed record Answer(long AskedAt, long AnsweredAt, bool Valid, string Code);

    [Fact]
    public async Task A_suspended_license_is_refused_within_a_second_and_never_accepted_after_that()
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
        var suspended = Stopwatch.GetTimestamp();
        await Eventually.Is(() => Task.FromResult(_answers.Any(answer => !answer.Valid)), "a validation is refused");
        await Answers(_answers.Count + AnswersAfter);
        await stop.CancelAsync();
        await loops;

        var firstRefusal = _answers.Where(answer => !answer.Valid).MinBy(answer => answer.AnsweredAt)!;
        Assert.Equal("SUSPENDED", firstRefusal.Code);
        Assert.True(Stopwatch.GetElapsedTime(suspended, firstRefusal.AnsweredAt) < TimeSpan.FromSeconds(1), "The first refusal took more than a second.");
        Assert.All(_answers.Where(answer => Stopwatch.GetElapsedTime(firstRefusal.AnsweredAt, answer.AskedAt) > lag), answer => Assert.Equal("SUSPENDED", answer.Code));
    }

    private Task Answers(int count) => Eventually.Is(() => Task.FromResult(_answers.Count >= count), $"there are {count} answers");

    private async Task ValidateUntil(VendorProgram program, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            var verdict = await program.Validate("device");
            _answers.Enqueue(new(asked, Stopwatch.GetTimestamp(), verdict.Valid, verdict.Code));
        }
    }
}

public sealed class SuspensionInOneProcessTests(PortalApp app) : SuspensionTests(app, TimeSpan.Zero);

[Collection(Replicated.Name)]
public sealed class SuspensionInTwoReplicasTests(ReplicatedPortal portal) : SuspensionTests(portal.App, TimeSpan.FromMilliseconds(250));
