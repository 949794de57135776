namespace Portal.Testing.Sequences;

/// <summary>Steps that happen to a license of their own, at Activation and in the model.</summary>
public sealed class Sequence
{
    private readonly Guid _license = Guid.CreateVersion7();
    private readonly string _key;
    private readonly LicenseModel _model = new();
    private readonly LicenseNews _news;
    private readonly Devices _devices;
    private readonly TimeSpan _patience;
    private readonly bool _replicated;

    /// <param name="timeout">How long news may take.</param>
    /// <param name="replicated">Several processes answer, and some of them die: what only reads may be a moment behind, and what fails is tried again.</param>
    public Sequence(LicenseNews news, HttpClient activation, TimeSpan timeout, bool replicated = false)
    {
        _key = $"SEQUENCE-{_license:N}".ToUpperInvariant();
        (_news, _devices, _patience, _replicated) = (
            news,
            new Devices(activation, _key, replicated),
            timeout,
            replicated
        );
    }

    /// <summary>The first step that is answered differently, and how; null if there is none.</summary>
    public async Task<string?> Play(IReadOnlyList<Step> steps)
    {
        await Tell([0]);
        if (await Received(0) is var heard && heard != LicenseNews.Edition(0))
            return $"The first message: '{heard}'";
        foreach (var step in steps)
        {
            if (await Difference(step) is { } difference)
                return difference;
        }
        return null;
    }

    /// <summary>To be asked when every message has arrived: an old one that was slow must not have changed anything.</summary>
    public Task<string?> Settled() => Difference(new Step.Validate(0));

    private async Task<string?> Difference(Step step)
    {
        int[] versions = step is Step.Deliver deliver ? [.. _model.Versions(deliver)] : [];
        var expected = _model.Answer(step);
        await Tell(versions);
        var actual = await Actual(step, expected);
        for (
            var since = TimeProvider.System.GetTimestamp();
            MayBeBehind(step) && actual != expected && TimeProvider.System.GetElapsedTime(since) < _patience;

        )
            actual = await Actual(step, expected);
        return actual == expected ? null : $"{step}: expected '{expected}', was '{actual}'";
    }

    private bool MayBeBehind(Step step) => _replicated && step is (Step.Validate or Step.Heartbeat);

    private async Task<string> Actual(Step step, string expected) =>
        step switch
        {
            Step.Change => "",
            Step.Deliver => await Received(_model.Known),
            Step.Activate { Device: var device } => await _devices.Activate(device),
            Step.ActivateAgain { Request: var ago } => await _devices.ActivateAgain(ago),
            Step.Deactivate { Activation: var ago } => await _devices.Deactivate(ago),
            Step.Validate { Device: var device } => await _devices.Validate(device),
            Step.Heartbeat { Activation: var ago } => await _devices.Heartbeat(ago),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private async Task Tell(int[] versions)
    {
        foreach (var version in versions)
            await _news.Tell(_license, _key, version, _model.Said(version));
    }

    private async Task<string> Received(int version)
    {
        try
        {
            await Eventually.Is(
                async () => await _devices.Edition() == LicenseNews.Edition(version),
                $"Activation knows version {version}",
                _patience
            );
            return $"version {version}";
        }
        catch (TimeoutException)
        {
            return await _devices.Edition() ?? "nothing";
        }
    }
}
