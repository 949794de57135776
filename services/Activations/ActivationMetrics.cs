using System.Diagnostics.Metrics;
using Portal.Activations.Slots;
using Portal.Contracts.Activations.V1;
using Portal.Rules;
using Portal.ServiceDefaults;

namespace Portal.Activations;

/// <summary>
/// Validations, activations and deactivations by outcome, for all protocols. Tags have low cardinality: never a license, a device
/// or a customer.
/// </summary>
internal sealed class ActivationMetrics
{
    public const string Meter = "Portal.Activations";

    private const string Created = "CREATED",
        Repeated = "REPEATED";

    private readonly Counter<long> _validations,
        _activations,
        _deactivations;

    public ActivationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _validations = meter.CreateCounter<long>("portal.validations", "{validation}", "Answered ones, by verdict");
        _activations = meter.CreateCounter<long>("portal.activations", "{activation}", "Decided ones, by outcome");
        _deactivations = meter.CreateCounter<long>("portal.deactivations", "{deactivation}", "Slots freed, by whom");
    }

    public void Validated(Verdict verdict) => _validations.Add(1, Tag("verdict", verdict.Code));

    public void Decided(Result<Admitted> decision) =>
        Count(
            decision.Is(out var admitted, out var rejection) ? (admitted.IsNew ? Created : Repeated) : rejection.Code
        );

    /// <summary>No license has this key, or none that the caller may see.</summary>
    public void KeyUnknown() => Count(VerdictCode.NotFound);

    public void Deactivated(DeactivatedBy by) => _deactivations.Add(1, Tag("by", by.ToString()));

    private void Count(string outcome) => _activations.Add(1, Tag("outcome", outcome));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
