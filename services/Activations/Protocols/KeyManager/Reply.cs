using System.Text.Json.Nodes;
using Portal.Activations.Domain;
using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>What an operation found, before it is written and signed.</summary>
internal sealed record Reply(int Code, string Message)
{
    public bool Success { get; init; } = true;
    public bool Valid { get; init; }

    /// <summary>Whose key signs; null: that of the caller's product.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>Null only for answers that are not about a license.</summary>
    public JsonObject? License { get; init; }

    public JsonObject? Activation { get; init; }

    /// <summary>Content of a license file.</summary>
    public string? File { get; init; }

    /// <summary>What the operation adds to <c>response</c> and to <c>data</c>, which is all that clients hand on.</summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>A verdict on a license; null hides a license of another product.</summary>
    public static Reply Of(Verdict verdict, KeyManagerCall call, LicenseCopy? license, Activation? activation) =>
        new(KeyManagerCode.Of(verdict), verdict.Detail)
        {
            Success = verdict.Valid,
            Valid = verdict.Valid,
            License = LicenseJson.Of(call, KeyManagerCode.StatusOf(verdict), license, activation, verdict.Valid),
            Activation = verdict.Valid && activation is { DeactivatedAt: null } ? LicenseJson.Of(activation) : null,
        };

    /// <summary>A refusal of the caller itself. It carries an inactive license, because clients treat a missing one as active.</summary>
    public static Reply Refused(int code, string message) =>
        new(code, message) { Success = false, License = LicenseJson.Withheld() };

    public string Body(string keyUsed, DateTimeOffset now)
    {
        var response = new JsonObject
        {
            ["code"] = Code,
            ["message"] = Message,
            ["timestamp"] = now.ToUnixTimeSeconds(),
        };
        if (License is not null)
            (response["valid"], response["license_key"], response["status"], response["expires_at"]) = (
                Valid,
                Copy(License["license_key"]),
                Copy(License["status"]),
                Copy(License["expires_at"])
            );
        foreach (var (name, value) in Fields)
            response[name] = Copy(value);
        var data = new JsonObject
        {
            ["code"] = Code,
            ["success"] = Success,
            ["message"] = Message,
            ["valid"] = Valid,
        };
        AddFacts(data);
        if (File is not null)
            data["licFileContent"] = File;
        data["timestamp"] = now.ToUnixTimeSeconds();
        foreach (var (name, value) in Fields.Where(field => !data.ContainsKey(field.Key)))
            data[name] = Copy(value);
        var again = new JsonObject { ["valid"] = Valid };
        AddFacts(again);
        data["data"] = again;
        return Envelope.Write(response, keyUsed, data);
    }

    private void AddFacts(JsonObject target)
    {
        if (License is not null)
            target["license"] = Copy(License);
        if (Activation is not null)
            target["activation"] = Copy(Activation);
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
