namespace Portal.Testing.Sequences;

/// <summary>The rules of activations without a database, a queue or a second process: what every step must be answered.</summary>
public sealed class LicenseModel
{
    private readonly List<Terms> _said = [new()];

    /// <summary>Device of each activation that there ever was, in order; and the activation that is active on a device.</summary>
    private readonly List<int> _activations = [];
    private readonly Dictionary<int, int> _active = [];

    /// <summary>Of each request to activate: its device, and what it was answered last.</summary>
    private readonly List<(int Device, string Answer)> _requests = [];

    /// <summary>Which of License's words is the newest that has arrived, whatever arrived after it.</summary>
    public int Known { get; private set; }

    public Terms Said(int version) => _said[version];

    private Terms Terms => _said[Known];

    private string? Refusal =>
        Terms.Revoked ? "REVOKED"
        : Terms.Suspended ? "SUSPENDED"
        : Terms.Expired ? "EXPIRED"
        : null;

    public string Answer(Step step) =>
        step switch
        {
            Step.Change change => Change(change.Terms),
            Step.Deliver deliver => Deliver([.. Versions(deliver)]),
            Step.Activate activate => Remember(activate.Device),
            Step.ActivateAgain { Request: var ago } => _requests.Count == 0 ? "" : Again(Last(ago, _requests.Count)),
            Step.Deactivate { Activation: var ago } => _activations.Count == 0
                ? ""
                : Deactivate(Last(ago, _activations.Count)),
            Step.Validate { Device: var device } =>
                $"{Verdict(_active.ContainsKey(device))}, {_active.Count} of {Terms.Limit}",
            Step.Heartbeat { Activation: var ago } => _activations.Count == 0
                ? ""
                : Heartbeat(Last(ago, _activations.Count)),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    public IEnumerable<int> Versions(Step.Deliver deliver) => deliver.Ages.Select(age => Last(age, _said.Count));

    public static int Last(int ago, int count) => count - 1 - (ago % count);

    private string Change(Terms terms)
    {
        _said.Add(terms);
        return "";
    }

    private string Deliver(int[] versions)
    {
        Known = versions.Append(Known).Max();
        return $"version {Known}";
    }

    private string Activate(int device)
    {
        if (Refusal is { } refusal)
            return $"403 {refusal}";
        if (_active.TryGetValue(device, out var same))
            return $"200 activation {same}";
        if (_active.Count >= Terms.Limit)
            return "409 ACTIVATION_LIMIT_REACHED";
        _activations.Add(device);
        return $"201 activation {_active[device] = _activations.Count - 1}";
    }

    private string Remember(int device)
    {
        _requests.Add((device, Activate(device)));
        return _requests[^1].Answer;
    }

    /// <summary>The same answer while its activation is active; a refusal is decided anew, and so is what has ended.</summary>
    private string Again(int request)
    {
        var (device, first) = _requests[request];
        var isStillTrue = first.Split(" activation ") is [_, var activation] && IsActive(int.Parse(activation, null));
        if (!isStillTrue)
            _requests[request] = (device, Activate(device));
        return _requests[request].Answer;
    }

    private string Deactivate(int activation)
    {
        if (IsActive(activation))
            _active.Remove(_activations[activation]);
        return "204";
    }

    private string Heartbeat(int activation) =>
        Verdict(IsActive(activation)) is var verdict && verdict == "VALID" ? "204" : $"409 {verdict}";

    private bool IsActive(int activation) =>
        _active.TryGetValue(_activations[activation], out var current) && current == activation;

    private string Verdict(bool isActive) =>
        Refusal
        ?? (
            !isActive ? "NOT_ACTIVATED"
            : _active.Count > Terms.Limit ? "LIMIT_EXCEEDED"
            : "VALID"
        );
}
