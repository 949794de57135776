using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>
/// The last good answer, and what it is worth while the portal cannot be reached. Time only goes forward here: the latest time ever seen
/// is kept, and a clock that is behind it decides nothing.
/// </summary>
internal sealed class KeptAnswers(LicensingOptions options, Device device, ProgramKey key, TrustedKeys keys)
{
    private const string NotWritten = "The cache file cannot be written; offline, the program will stop.";

    private readonly Cache _cache = new(options.CacheFile);

    private readonly string _owner = Encodings.Sha256Hex(key.Sent ?? "");

    /// <summary>Of this device with this key, as the portal told it last.</summary>
    public Guid? ActivationId =>
        Mine is { Components: { } components } mine && IsThisDevice(components, matching: "most")
            ? mine.ActivationId
            : null;

    private KeptState? Mine => _cache.Read() is { } state && state.Key == _owner ? state : null;

    /// <returns>A warning if it cannot be kept.</returns>
    public LicensingWarning? Keep(SignedAnswer answer, byte[] question, DateTimeOffset signedAt, Guid? activationId) =>
        Write(new(signedAt, answer, question, activationId, device.Components, _owner));

    /// <summary>After an activation. The last good answer stays.</summary>
    public void Remember(Guid activationId, DateTimeOffset signedAt) =>
        Write(
            (Mine ?? Empty(signedAt)) with
            {
                ActivationId = activationId,
                Components = device.Components,
                LatestTime = signedAt,
            }
        );

    /// <summary>The portal's time is the latest: it also corrects one that this machine's clock made up.</summary>
    public LicensingWarning? Saw(DateTimeOffset signedAt) =>
        Mine is { } mine ? Write(mine with { LatestTime = signedAt }) : null;

    /// <summary>Forgets what is kept for this device and key; what is kept for another stays.</summary>
    public LicensingWarning? Forget(DateTimeOffset? signedAt = null) =>
        Mine is { } mine ? Write(Empty(signedAt ?? mine.LatestTime)) : null;

    /// <summary>Decides without the portal.</summary>
    /// <param name="trouble">Why it could not be asked.</param>
    public LicenseVerdict Decide(LicensingWarning trouble, IReadOnlyList<string>? entitlements, DateTimeOffset now)
    {
        var nothing = LicenseVerdict.No(trouble.Code, $"The license could not be checked. {trouble.Detail}");
        if (Mine is not { Answer: { } answer, Question: { } question } || Proven(answer, question) is not { } proven)
            return nothing;
        var (verdict, asked, signedAt) = proven;
        if (ClockSetBack(now, signedAt) is { } wrong)
            return wrong.With(trouble);
        var saving = Notice(now);
        if (now > signedAt + options.OfflineGrace)
            return (
                nothing with
                {
                    Detail =
                        $"{nothing.Detail} It was checked last on {OfflineRules.Day(signedAt)}, and that is too long ago.",
                }
            ).With(saving);
        var license = verdict.License!;
        var refusal = OfflineRules.Refusal(Facts(license, asked), options, entitlements, now);
        return (refusal ?? verdict.ToVerdict()) with
        {
            FromCache = true,
            IssuedAt = verdict.IssuedAt,
            Entitlements = license.Entitlements,
            Warnings =
            [
                .. new[] { trouble, OfflineRules.Grace(license.ExpiresAt, now), saving }.OfType<LicensingWarning>(),
            ],
        };
    }

    /// <summary>Null: the clock is not behind what was seen.</summary>
    public LicenseVerdict? ClockSetBack(DateTimeOffset now, DateTimeOffset? signedAt = null)
    {
        var latest = _cache.Read()?.LatestTime ?? DateTimeOffset.MinValue;
        if (signedAt > latest)
            latest = signedAt.Value;
        return latest - now <= options.ClockTolerance
            ? null
            : LicenseVerdict.No(
                LicensingCode.ClockSetBack,
                $"This machine's clock shows {now.UtcDateTime:u}, and it was {latest.UtcDateTime:u} before. Correct the clock, or connect to the network."
            );
    }

    /// <summary>Keeps the time if it is later than all before.</summary>
    public LicensingWarning? Notice(DateTimeOffset now) =>
        (_cache.Read() ?? Empty(DateTimeOffset.MinValue)) is var state && now > state.LatestTime
            ? Write(state with { LatestTime = now })
            : null;

    /// <summary>Null: it was changed, or is the answer to another device, key or portal.</summary>
    private (ValidationAnswer Verdict, ValidationQuestion Asked, DateTimeOffset SignedAt)? Proven(
        SignedAnswer answer,
        byte[] question
    )
    {
        try
        {
            var signedAt = answer.Verify(keys);
            var address = PortalConnection.AddressOf(options, "validations");
            var asked = Wire.Read(question, Wire.Default.ValidationQuestion);
            return
                answer.QuestionDigest == Question.Digest(HttpMethod.Post, address, key.Sent!, question)
                && Wire.Read(answer.Content, Wire.Default.ValidationAnswer)
                    is { Valid: true, License: not null } verdict
                && IsThisDevice(asked.Fingerprint, verdict.Activation?.Matching ?? "all")
                ? (verdict, asked, signedAt)
                : null;
        }
        catch (Exception unusable) when (unusable is UntrustedAnswerException or JsonException)
        {
            return null;
        }
    }

    private bool IsThisDevice(IReadOnlyDictionary<string, string> asked, string matching) =>
        OfflineRules.Matches(
            asked.Count(component =>
                device.Components.TryGetValue(component.Key, out var own) && own == component.Value
            ),
            asked.Count,
            matching
        );

    private static OfflineFacts Facts(LicenseSummary license, ValidationQuestion asked) =>
        new(
            license.Product,
            license.Environment,
            license.ExpiresAt,
            license.ExpiresAt is { } expires && expires < DateTimeOffset.MaxValue.AddDays(-license.GraceDays)
                ? expires.AddDays(license.GraceDays)
                : null,
            license.MaintenanceEndsAt,
            license.MaxMajorVersion,
            asked.Version,
            license.Entitlements
        );

    private KeptState Empty(DateTimeOffset latest) => new(latest, null, null, null, null, _owner);

    private LicensingWarning? Write(KeptState state) =>
        _cache.Keep(state) ? null : new(LicensingCode.CacheNotWritten, NotWritten);
}
