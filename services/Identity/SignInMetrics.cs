using System.Diagnostics.Metrics;
using Portal.ServiceDefaults;

namespace Portal.Identity;

/// <summary>Sign-ins by outcome, never by user: a wave of guessed passwords shows as a wave of refusals.</summary>
internal sealed class SignInMetrics(IMeterFactory meters)
{
    public const string Meter = "Portal.Identity";

    private readonly Counter<long> _attempts = meters
        .Create(Meter)
        .CreateCounter<long>("portal.sign_ins", "{attempt}", "Attempts to sign in, by outcome");

    /// <param name="refusal">Null: signed in.</param>
    public void Attempted(Rejection? refusal) =>
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", refusal?.Code ?? "signed-in"));
}
