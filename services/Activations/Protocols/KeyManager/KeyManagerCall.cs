using System.Net;
using Portal.Activations.Domain;
using Portal.Activations.Slots;
using Portal.Activations.Validation;
using Portal.Activations.Validation.Cache;
using Portal.Contracts.Activations.V1;
using Portal.Contracts.Licensing.V1;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>A request to the KeyManager API: who calls, about which license, from which device.</summary>
internal sealed class KeyManagerCall
{
    private const string KeyInRoute = "key";
    private static readonly string[] LicenseKeyNames = ["license_key", "licenseKey", "key"],
        VersionNames = ["version", "app_version", "product_version"];
    private static readonly string[] NameNames = ["name", "device_name", "hostname"],
        PlatformNames = ["platform", "os"];

    /// <summary>Null: the body cannot be read.</summary>
    public required RequestFields? Fields { get; init; }

    /// <summary>Null: no such API key.</summary>
    public CachedApiKey? Caller { get; init; }

    /// <summary>As it was sent; empty if none was.</summary>
    public required string LicenseKey { get; init; }

    public required IPAddress? Address { get; init; }

    public TypedKey Key => TypedKey.Of(LicenseKey);

    /// <summary>Called by minimal APIs to bind the parameter.</summary>
    public static async ValueTask<KeyManagerCall> BindAsync(HttpContext http)
    {
        var fields = await RequestFields.Read(http.Request, http.RequestAborted);
        var apiKey = Bearer(http.Request) ?? fields?["api_key"];
        return new()
        {
            Fields = fields,
            Caller = await http.RequestServices.GetRequiredService<ApiKeys>().Find(apiKey, http.RequestAborted),
            LicenseKey = (http.GetRouteValue(KeyInRoute) as string ?? First(fields, LicenseKeyNames) ?? "").Trim(),
            Address = http.Connection.RemoteIpAddress,
        };
    }

    /// <summary>Null: the caller is authorized.</summary>
    public Reply? Refusal(string operation) =>
        Caller?.Key switch
        {
            null => Reply.Refused(KeyManagerCode.ApiKeyInvalid, "The API key is not known."),
            { RevokedAt: not null } => Reply.Refused(KeyManagerCode.ApiKeyInactive, "The API key is no longer active."),
            var key when !key.May(operation) => Reply.Refused(
                KeyManagerCode.NoPermission,
                "The API key is not for this."
            ),
            var key when !key.MayComeFrom(Address) => Reply.Refused(
                KeyManagerCode.IpNotAllowed,
                "The API key is not for this address."
            ),
            _ => null,
        };

    /// <summary>What to validate. <c>identifier</c> is a domain if the license is for domains, and where it is for both and this is a site.</summary>
    public async ValueTask<ValidationRequest> ValidationRequest(
        LicenseCache licenses,
        CancellationToken cancellationToken
    )
    {
        var license = await licenses.Find(Key, cancellationToken);
        var (text, kind) = Fields!.Identifier();
        kind ??= license?.License.Terms.Binding switch
        {
            Binding.Domain => ActivationKind.Domain,
            Binding.Hardware => ActivationKind.Hardware,
            _ => IsSite(text) ? ActivationKind.Domain : ActivationKind.Hardware,
        };
        return new()
        {
            Product = Caller!.Product.Slug,
            Environment = Caller.Key.Environment,
            Version = Short(VersionNames, 64),
            Identifier = Identifier.TryParse(text, kind.Value, out var identifier) ? identifier : null,
        };
    }

    /// <summary>An address, or the name of a host with a dot in it; hardware identifiers have none.</summary>
    private static bool IsSite(string? text) =>
        Identifier.TryParse(text, ActivationKind.Domain, out var host)
        && (text!.Contains("://", StringComparison.Ordinal) || host.Value.Contains('.', StringComparison.Ordinal));

    public ActivationRequest ToActivationRequest(ValidationRequest validation) =>
        new()
        {
            Identifier = validation.Identifier,
            Product = validation.Product,
            Version = validation.Version,
            Name = Short(NameNames, 255),
            Platform = Short(PlatformNames, 64),
            Ip = Address?.ToString(),
        };

    /// <summary>Prefixed with the operation, because programs reuse one key for activating and deactivating. Null: not idempotent.</summary>
    public static string? IdempotencyKey(string operation, string? sent) =>
        string.IsNullOrEmpty(sent) ? null : $"{operation}:{sent}";

    /// <summary>Compared when an Idempotency-Key is replayed.</summary>
    public object Question() => Fields!.ForComparison();

    /// <summary>Cut to this many UTF-16 units, but not through a surrogate pair.</summary>
    private string? Short(string[] names, int longest) =>
        First(Fields, names) switch
        {
            { } text when text.Length > longest => text[
                ..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)
            ],
            var text => text,
        };

    private static string? First(RequestFields? fields, string[] names) =>
        fields is null ? null : names.Select(name => fields[name]).FirstOrDefault(value => value is not null);

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;
}
