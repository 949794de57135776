using System.Security.Cryptography;

namespace Portal.Identity.SignIns;

/// <summary>
/// Makes answers that must not tell apart take the same time: longer than all their work, and by a random part longer still, so
/// that neither what differs in the work nor what it costs the machine meanwhile (a mail that leaves) can be measured.
/// </summary>
internal sealed class AnswerTime(TimeProvider clock)
{
    private const int LeastMilliseconds = 400,
        RandomMilliseconds = 100;

    private readonly long _started = clock.GetTimestamp();
    private readonly TimeSpan _whole = TimeSpan.FromMilliseconds(
        LeastMilliseconds + RandomNumberGenerator.GetInt32(RandomMilliseconds)
    );

    /// <summary>Waits for what is left of it.</summary>
    public Task Rest(CancellationToken cancellationToken)
    {
        var rest = _whole - clock.GetElapsedTime(_started);
        return Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock, cancellationToken);
    }
}
