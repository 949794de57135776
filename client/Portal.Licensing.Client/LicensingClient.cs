using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Licensing.Client;

/// <summary>
/// A program's talk with the portal: activate once, validate at start and now and then, heartbeat if the license asks for it, deactivate
/// before it moves. Believes only answers that a trusted key signed, lately, for the question that was asked. One for a process; safe to share.
/// </summary>
public sealed class LicensingClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly LicenseVerdict Nobody = new(
        false,
        LicenseVerdict.Unreachable,
        "The license could not be checked: the license portal cannot be reached.",
        null,
        null,
        null
    );

    private readonly LicensingOptions _options;
    private readonly Device _device;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly TrustedKeys _keys;
    private readonly AnswerCache _cache;

    /// <param name="device">Default: this machine.</param>
    /// <param name="http">For a proxy, a handler or a timeout of the program's own; it stays the caller's.</param>
    public LicensingClient(
        LicensingOptions options,
        Device? device = null,
        HttpClient? http = null,
        TimeProvider? clock = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _device, _clock) = (options, device ?? Device.ThisMachine(), clock ?? TimeProvider.System);
        (_http, OwnsHttp) = (http ?? new HttpClient { Timeout = TimeSpan.FromSeconds(15) }, http is null);
        (_keys, _cache) = (new(options.TrustedKeys), new(options.CacheFile));
    }

    private bool OwnsHttp { get; }

    /// <summary>Is the license valid on this device, now? While the portal cannot be reached, its last answer counts for the offline grace.</summary>
    /// <param name="entitlements">Features that must be included.</param>
    /// <exception cref="UntrustedAnswerException">Somebody answered who is not the portal.</exception>
    public async Task<LicenseVerdict> ValidateAsync(
        IReadOnlyList<string>? entitlements = null,
        CancellationToken cancellationToken = default
    )
    {
        var nonce = Question.Nonce(_device.Id, _options.LicenseKey);
        var question = new
        {
            _options.Product,
            _options.Version,
            Fingerprint = _device.Components,
            Entitlements = entitlements ?? [],
            Nonce = nonce,
        };
        if (
            await Ask(HttpMethod.Post, "validations", question, cancellationToken) is not { } answer
            || answer.Status >= 500
            || answer.Status == 429
        )
            return await FromCache(cancellationToken);

        Believe(answer);
        if (answer.Status != 200)
            return Nobody with { Code = Problem(answer, "code"), Detail = Problem(answer, "detail") };
        var verdict = Read(answer);
        if (verdict.Nonce != nonce)
            throw new UntrustedAnswerException("The answer belongs to another question.");
        if (verdict.Valid)
            await _cache.Keep(answer, cancellationToken);
        else
            _cache.Forget();
        return verdict.ToVerdict();
    }

    /// <summary>Takes a slot for this device; the same device gets the one it has. Safe to repeat.</summary>
    /// <param name="name">What the customer will recognise the device by. Default: its host name.</param>
    /// <exception cref="HttpRequestException">The portal cannot be reached.</exception>
    public async Task<ActivationOutcome> ActivateAsync(
        string? name = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new
        {
            Fingerprint = _device.Components,
            Name = name ?? _device.Name,
            _device.Platform,
            _options.Version,
            _options.Product,
        };
        var answer = await Asked(HttpMethod.Post, "activations", request, cancellationToken);
        return answer.Status is 200 or 201
            ? new(
                JsonSerializer.Deserialize<Activated>(answer.Content, Json)!.Activation,
                ActivationOutcome.Activated,
                "This device is activated.",
                []
            )
            : new(null, Problem(answer, "code"), Problem(answer, "detail"), Devices(answer));
    }

    /// <summary>"I am still here." False: the device is no longer in order; validate to learn why.</summary>
    /// <exception cref="HttpRequestException">The portal cannot be reached.</exception>
    public async Task<bool> HeartbeatAsync(Guid activationId, CancellationToken cancellationToken = default) =>
        (
            await Asked(
                HttpMethod.Post,
                $"activations/{activationId}/heartbeat",
                new { _options.Version },
                cancellationToken
            )
        ).Status == 204;

    /// <summary>Frees this device's slot, for example before the program is uninstalled. Safe to repeat.</summary>
    /// <exception cref="HttpRequestException">The portal cannot be reached.</exception>
    public async Task DeactivateAsync(Guid activationId, CancellationToken cancellationToken = default)
    {
        var answer = await Asked(HttpMethod.Delete, $"activations/{activationId}", null, cancellationToken);
        if (answer.Status is not (204 or 404))
            throw new HttpRequestException(
                $"The portal refused: {Problem(answer, "detail")}",
                null,
                (HttpStatusCode)answer.Status
            );
        _cache.Forget();
    }

    public void Dispose()
    {
        if (OwnsHttp)
            _http.Dispose();
    }

    private async Task<LicenseVerdict> FromCache(CancellationToken cancellationToken)
    {
        if (await _cache.Read(cancellationToken) is not { } kept)
            return Nobody;
        try
        {
            var (signedAt, now) = (kept.Verify(_keys), _clock.GetUtcNow());
            var verdict = Read(kept);
            var counts =
                verdict.Valid
                && Question.WasAsked(verdict.Nonce, _device.Id, _options.LicenseKey)
                && signedAt <= now + _options.ClockTolerance
                && now <= signedAt + _options.OfflineGrace
                && !(verdict.License?.ExpiresAt <= now.AddDays(-verdict.License!.GraceDays));
            return counts ? verdict.ToVerdict() with { FromCache = true } : Nobody;
        }
        catch (Exception unusable) when (unusable is UntrustedAnswerException or JsonException)
        {
            return Nobody;
        }
    }

    /// <summary>A believable answer of the portal; what cannot be reached or is overloaded throws.</summary>
    private async Task<SignedAnswer> Asked(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        var answer = await Ask(method, path, body, cancellationToken)
            ?? throw new HttpRequestException("The license portal cannot be reached.");
        if (answer.Status is >= 500 or 429)
            throw new HttpRequestException(
                "The license portal cannot answer now.",
                null,
                (HttpStatusCode)answer.Status
            );
        Believe(answer);
        return answer;
    }

    private async Task<SignedAnswer?> Ask(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        var address = new Uri(_options.Portal, $"/licensing/v1/{path}");
        var content = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, Json);
        using var request = new HttpRequestMessage(method, address)
        {
            Content = body is null
                ? null
                : new ByteArrayContent(content) { Headers = { ContentType = new("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("License", _options.LicenseKey);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var answer = await SignedAnswer.From(response, cancellationToken);
            // Of what was sent, not of what was meant.
            var key = request.Headers.Authorization.Parameter!.Trim();
            return answer with { Asked = Question.Digest(method, address, key, content) };
        }
        catch (Exception away)
            when (away is HttpRequestException or IOException
                || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }

    private void Believe(SignedAnswer answer)
    {
        if ((answer.Verify(_keys) - _clock.GetUtcNow()).Duration() > _options.ClockTolerance)
            throw new UntrustedAnswerException("The answer is not fresh, or this machine's clock is wrong.");
        if (answer.QuestionDigest != answer.Asked)
            throw new UntrustedAnswerException("The answer belongs to another question.");
    }

    private static Validated Read(SignedAnswer answer) =>
        JsonSerializer.Deserialize<Validated>(answer.Content, Json) ?? throw new JsonException("The answer is empty.");

    private static string Problem(SignedAnswer answer, string member) =>
        (JsonNode.Parse(answer.Content) as JsonObject)?[member]?.ToString() ?? "";

    private static IReadOnlyList<string> Devices(SignedAnswer answer) =>
        (JsonNode.Parse(answer.Content) as JsonObject)?["devices"] is JsonArray devices
            ? [.. devices.Select(device => device?["name"]?.ToString() ?? "")]
            : [];

    private sealed record Activated(ActivationSummary Activation);

    private sealed record Validated(
        bool Valid,
        string Code,
        string Detail,
        LicenseSummary? License,
        ActivationSummary? Activation,
        DateTimeOffset IssuedAt,
        string? Nonce
    )
    {
        public LicenseVerdict ToVerdict() => new(Valid, Code, Detail, License, Activation, IssuedAt);
    }
}
