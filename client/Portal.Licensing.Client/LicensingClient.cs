using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>
/// A program's talk with the portal: activate once, validate at start and now and then, heartbeat if the license asks for it, deactivate
/// before it moves. Trusts only answers that a trusted key signed for the question that was asked. Trouble on the way is a code and never
/// an exception; a wrong signature is one unless <see cref="LicensingOptions.UntrustedAnswers"/> says otherwise. One for a process; safe to share.
/// </summary>
public sealed partial class LicensingClient : IDisposable
{
    private const int MaxAnswer = 4 * 1024 * 1024;

    /// <summary>Verdicts after which the last good answer counts no more. The others are about this question, and not about the license.</summary>
    private static readonly HashSet<string> Ends =
    [
        "NOT_FOUND",
        "PRODUCT_INACTIVE",
        "NOT_ASSIGNED",
        "REVOKED",
        "SUSPENDED",
        "EXPIRED",
        "IDENTIFIER_BLOCKED",
        "NOT_ACTIVATED",
        "HEARTBEAT_MISSED",
        "LIMIT_EXCEEDED",
    ];

    private readonly LicensingOptions _options;
    private readonly Device _device;
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly TimeProvider _clock;
    private readonly TrustedKeys _keys;
    private readonly ProgramKey _key;
    private readonly PortalConnection _portal;
    private readonly KeptAnswers _kept;

    /// <param name="device">Default: this machine.</param>
    /// <param name="http">For a proxy, a handler or a timeout of the program's own; it stays the caller's.</param>
    /// <exception cref="ArgumentException">A trusted key is none.</exception>
    public LicensingClient(
        LicensingOptions options,
        Device? device = null,
        HttpClient? http = null,
        TimeProvider? clock = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _device, _clock) = (options, device ?? Device.ThisMachine(), clock ?? TimeProvider.System);
        (_http, _ownsHttp) = (http ?? NewHttp(), http is null);
        (_keys, _key) = (new(options.TrustedKeys), new(options.LicenseKey));
        _portal = new(options, _key, _keys, _http);
        _kept = new(options, _device, _key, _keys);
    }

    /// <summary>Is the license valid on this device, now? While the portal cannot be reached, its last good answer counts for the offline grace.</summary>
    /// <param name="entitlements">Features that must be included.</param>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public async Task<LicenseVerdict> ValidateAsync(
        IReadOnlyList<string>? entitlements = null,
        CancellationToken cancellationToken = default
    )
    {
        var device = _device.IsUncertain
            ? new LicensingWarning(
                LicensingCode.DeviceUncertain,
                "Only its host name tells this machine from others. In a container, pass a device of your own."
            )
            : null;
        return (await Decide(entitlements, cancellationToken).ConfigureAwait(false)).With(device);
    }

    /// <summary>The same by a license file, without any network. Also sees a clock that was set back, if there is a cache file.</summary>
    public LicenseVerdict ValidateFile(LicenseFile file, IReadOnlyList<string>? entitlements = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var now = _clock.GetUtcNow();
        return _kept.ClockSetBack(now) ?? file.Check(_options, _device, now, entitlements).With(_kept.Notice(now));
    }

    /// <summary>Takes a slot for this device; the same device gets the one it has. Safe to repeat.</summary>
    /// <param name="name">What the customer will recognise the device by. Default: its host name.</param>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public async Task<ActivationOutcome> ActivateAsync(
        string? name = null,
        CancellationToken cancellationToken = default
    )
    {
        if (_key.Sent is null)
            return new(null, UnknownKey.Code, UnknownKey.Detail, []);
        var question = new ActivationQuestion(
            _device.Components,
            name ?? _device.Name,
            _device.Platform,
            _options.Version,
            _options.Product,
            Encodings.Nonce()
        );
        var (answer, signedAt, trouble) = await _portal
            .Ask(HttpMethod.Post, "activations", Json(question, Wire.Default.ActivationQuestion), cancellationToken)
            .ConfigureAwait(false);
        if (answer is null)
            return new(null, trouble!.Code, trouble.Detail, []);
        if (answer.Status is not (200 or 201))
        {
            var problem = ProblemOf(answer);
            return new(null, problem.Code, problem.Detail, problem.Devices);
        }
        var activation = Wire.Read(answer.Content, Wire.Default.ActivationAnswer).Activation;
        _kept.Remember(activation.Id, signedAt);
        return new(activation, LicensingCode.Activated, "This device is activated.", []);
    }

    /// <summary>"I am still here." If it fails with another code than <see cref="LicensingCode.Unreachable"/>, the device is no longer in order.</summary>
    /// <param name="activationId">Default: the activation of this device, as it was told last.</param>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public Task<LicensingOutcome> HeartbeatAsync(
        Guid? activationId = null,
        CancellationToken cancellationToken = default
    ) =>
        OfActivation(
            activationId,
            (id, nonce) =>
                _portal.Ask(
                    HttpMethod.Post,
                    $"activations/{id}/heartbeat",
                    Json(new(_options.Version, nonce), Wire.Default.HeartbeatQuestion),
                    cancellationToken
                ),
            status => status == 204,
            "The portal has seen this device."
        );

    /// <summary>Frees this device's slot, for example before the program is uninstalled. Safe to repeat.</summary>
    /// <param name="activationId">Default: the activation of this device, as it was told last.</param>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public async Task<LicensingOutcome> DeactivateAsync(
        Guid? activationId = null,
        CancellationToken cancellationToken = default
    )
    {
        var outcome = await OfActivation(
                activationId,
                (id, nonce) =>
                    _portal.Ask(HttpMethod.Delete, $"activations/{id}?nonce={nonce}", null, cancellationToken),
                status => status is 204 or 404,
                "This device is no longer activated."
            )
            .ConfigureAwait(false);
        if (outcome.Succeeded)
            _kept.Forget();
        return outcome;
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    private static LicenseVerdict UnknownKey =>
        LicenseVerdict.No("NOT_FOUND", "This key is not known. Check for typing errors.");

    private async Task<LicenseVerdict> Decide(IReadOnlyList<string>? entitlements, CancellationToken cancellationToken)
    {
        if (_key.Sent is null)
            return UnknownKey;
        var question = Json(
            new(
                _options.Product,
                _options.Version,
                _options.Environment,
                _device.Components,
                entitlements ?? [],
                Encodings.Nonce()
            ),
            Wire.Default.ValidationQuestion
        );
        var (answer, signedAt, trouble) = await _portal
            .Ask(HttpMethod.Post, "validations", question, cancellationToken)
            .ConfigureAwait(false);
        if (answer is null)
            return _kept.Decide(trouble!, entitlements, _clock.GetUtcNow());
        var clock = ClockWarning(signedAt);
        if (answer.Status != 200)
        {
            var problem = ProblemOf(answer);
            return LicenseVerdict.No(problem.Code, problem.Detail).With(clock);
        }
        var verdict = Wire.Read(answer.Content, Wire.Default.ValidationAnswer);
        var kept =
            verdict.Valid ? _kept.Keep(answer, question, signedAt, verdict.Activation?.Id)
            : Ends.Contains(verdict.Code) ? _kept.Forget(signedAt)
            : _kept.Saw(signedAt);
        var grace = verdict.Valid ? OfflineRules.Grace(verdict.License?.ExpiresAt, signedAt) : null;
        return verdict.ToVerdict().With(clock, grace, kept);
    }

    private async Task<LicensingOutcome> OfActivation(
        Guid? activationId,
        Func<Guid, string, Task<PortalReply>> ask,
        Func<int, bool> isDone,
        string done
    )
    {
        if (_key.Sent is null)
            return new(false, UnknownKey.Code, UnknownKey.Detail);
        if ((activationId ?? _kept.ActivationId) is not { } id)
            return new(false, "NOT_ACTIVATED", "This device is not activated.");
        var (answer, _, trouble) = await ask(id, Encodings.Nonce()).ConfigureAwait(false);
        if (answer is null)
            return new(false, trouble!.Code, trouble.Detail);
        return isDone(answer.Status)
            ? new(true, LicensingCode.Done, done)
            : new(false, ProblemOf(answer).Code, ProblemOf(answer).Detail);
    }

    /// <summary>The answer is fresh, since it has the nonce of the question. So it is this machine's clock that is wrong.</summary>
    private LicensingWarning? ClockWarning(DateTimeOffset signedAt)
    {
        var off = _clock.GetUtcNow() - signedAt;
        return off.Duration() <= _options.ClockTolerance
            ? null
            : new(
                LicensingCode.ClockWrong,
                FormattableString.Invariant(
                    $"This machine's clock is {off.Duration():d\\.hh\\:mm} (days.hours:minutes) {(off > TimeSpan.Zero ? "fast" : "slow")}. Offline, the program may stop."
                )
            );
    }

    private static HttpClient NewHttp() =>
        new(new HttpClientHandler { AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = MaxAnswer,
        };

    private static byte[] Json<T>(T question, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form) =>
        JsonSerializer.SerializeToUtf8Bytes(question, form);

    private static (string Code, string Detail, IReadOnlyList<string> Devices) ProblemOf(SignedAnswer answer)
    {
        try
        {
            var problem = Wire.Read(answer.Content, Wire.Default.Problem);
            return (
                problem.Code ?? "REFUSED",
                problem.Detail ?? problem.Title ?? "The license portal refused.",
                [.. (problem.Devices ?? []).Select(device => device.Name ?? "")]
            );
        }
        catch (JsonException)
        {
            return ("REFUSED", $"The license portal refused (HTTP {answer.Status}).", []);
        }
    }
}
