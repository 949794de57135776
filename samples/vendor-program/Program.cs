// A vendor's program, reduced to what it does about its license.
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Licensing.Client;

if (args is not [var portal, var key, var action, ..])
{
    Console.Error.WriteLine(
        """
        usage: vendor-program PORTAL KEY activate | validate | heartbeat | deactivate
               vendor-program PORTAL KEY offline-request           write a request for a device without a network
               vendor-program PORTAL KEY offline-use FILE          use the license file that came back, without any network
               vendor-program PORTAL KEY offline-remove FILE       give the slot back: deletes FILE and writes the request
        """
    );
    return 2;
}

var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "vendor-program");
var options = new LicensingOptions
{
    Portal = new Uri(portal),
    LicenseKey = key,
    Version = "5.0.0",
    // A real program has the keys compiled in; this one asks for them once and keeps them, so that it runs against any portal.
    TrustedKeys = await Keys(new Uri(portal), Path.Combine(folder, "trusted-keys")),
    CacheFile = Path.Combine(folder, "last-answer.json"),
};
var device = Device.ThisMachine();
using var client = new LicensingClient(options, device);

switch (action)
{
    case "activate":
        var outcome = await client.ActivateAsync();
        Console.WriteLine($"{outcome.Code}: {outcome.Detail} {string.Join(", ", outcome.Devices)}");
        return outcome.Activation is null ? 1 : 0;
    case "validate":
        var verdict = await client.ValidateAsync();
        Console.WriteLine(
            $"{verdict.Code}: {verdict.Detail}{(verdict.FromCache ? string.Create(CultureInfo.InvariantCulture, $" (offline; as of {verdict.IssuedAt:u})") : "")}"
        );
        return verdict.Valid ? 0 : 1;
    case "heartbeat" or "deactivate":
        if ((await client.ValidateAsync()).Activation is not { DeactivatedAt: null } activation)
            return Say("This device is not activated.", 1);
        if (action == "heartbeat")
            return await client.HeartbeatAsync(activation.Id)
                ? Say("Seen.", 0)
                : Say("No longer in order; validate to learn why.", 1);
        await client.DeactivateAsync(activation.Id);
        return Say("This device is deactivated.", 0);
    case "offline-request":
        return Say(OfflineRequest.Create(options, device).Text, 0);
    case "offline-use" or "offline-remove" when args is [_, _, _, var path]:
        var file = LicenseFile.Read(await File.ReadAllTextAsync(path), options.TrustedKeys);
        if (action == "offline-use")
            return file.IsGoodFor(device, key, TimeProvider.System.GetUtcNow())
                ? Say(string.Create(CultureInfo.InvariantCulture, $"VALID until {file.ExpiresAt:u}"), 0)
                : Say("The license file is not for this device and key, or has run out.", 1);
        var request = file.RemovalRequest(TimeProvider.System.GetUtcNow());
        if (request is null)
            return Say("This license cannot be given back without a network.", 1);
        File.Delete(path);
        return Say(request, 0);
    default:
        return Say($"There is no action {action}.", 2);
}

static int Say(string text, int exitCode)
{
    Console.WriteLine(text);
    return exitCode;
}

static async Task<string[]> Keys(Uri portal, string file)
{
    if (!File.Exists(file))
    {
        using var http = new HttpClient();
        var set = await http.GetFromJsonAsync<JsonObject>(new Uri(portal, "/licensing/v1/keys"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(
            file,
            set!["keys"]!.AsArray().Select(published => published!["x"]!.GetValue<string>())
        );
    }
    return await File.ReadAllLinesAsync(file);
}
