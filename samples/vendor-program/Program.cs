// A vendor's program, reduced to what it does about its license.
using System.Globalization;
using System.Text.Json;
using Portal.Licensing.Client;

if (args is ["device"])
{
    var machine = Device.ThisMachine();
    foreach (var component in machine.Components.OrderBy(component => component.Key, StringComparer.Ordinal))
        Console.WriteLine($"{component.Key} {component.Value}");
    return Say($"id {machine.Id}", true);
}
if (args is not [var portal, var key, var action, ..])
{
    Console.Error.WriteLine(
        """
        usage: vendor-program PORTAL KEY activate | validate | heartbeat | deactivate
               vendor-program PORTAL KEY update [FILE]             look for an update; fetch and check its first file
               vendor-program device                               what this machine is recognised by
               vendor-program PORTAL KEY file FILE                 fetch a license file for times without a network
               vendor-program PORTAL KEY offline-request           write a request for a device without a network
               vendor-program PORTAL KEY offline-use FILE          use a license file, without any network
               vendor-program PORTAL KEY offline-remove FILE       give the slot back: deletes FILE and writes the request
        """
    );
    return 2;
}

var folder = Path.Combine(
    Environment.GetEnvironmentVariable("VENDOR_PROGRAM_FOLDER")
        ?? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
    "vendor-program"
);
var options = new LicensingOptions
{
    Portal = new Uri(portal),
    LicenseKey = key,
    Version = "5.0.0",
    // A real program has the keys compiled in; this one asks for them once and keeps them, so that it runs against any portal.
    TrustedKeys = await Keys(new Uri(portal), Path.Combine(folder, "trusted-keys")),
    CacheFile = Path.Combine(folder, "licensing.json"),
};
var device = Environment.GetEnvironmentVariable("VENDOR_PROGRAM_DEVICE") is { Length: > 0 } id
    ? Device.Named(id)
    : Device.ThisMachine();
using var client = new LicensingClient(options, device);

switch (action)
{
    case "activate":
        var activated = await client.ActivateAsync();
        return Say($"{activated.Code}: {activated.Detail} {string.Join(", ", activated.Devices)}", activated.Succeeded);
    case "validate":
        return Verdict(await client.ValidateAsync());
    case "heartbeat":
        return Outcome(await client.HeartbeatAsync());
    case "deactivate":
        return Outcome(await client.DeactivateAsync());
    case "update":
        var found = await client.FindUpdateAsync();
        if (found.Update is not { Artifacts: [var file, ..] } || args is not [_, _, _, var target])
            return Outcome(found);
        return Outcome(await client.DownloadAsync(file, target));
    case "file" when args is [_, _, _, var path]:
        var fetched = await client.FetchLicenseFileAsync();
        if (fetched.Text is { } text)
            await File.WriteAllTextAsync(path, text);
        return Outcome(fetched);
    case "offline-request":
        return Say(OfflineRequest.Create(options, device).Text, true);
    case "offline-use" when args is [_, _, _, var path]:
        return Verdict(client.ValidateFile(await Read(path)));
    case "offline-remove" when args is [_, _, _, var path]:
        if ((await Read(path)).RemovalRequest(TimeProvider.System.GetUtcNow()) is not { } request)
            return Say("This license cannot be given back without a network.", false);
        File.Delete(path);
        return Say(request, true);
    default:
        return Say($"There is no action {action}.", false);
}

static int Verdict(LicenseVerdict verdict)
{
    var source = verdict switch
    {
        { FromCache: true } => string.Create(CultureInfo.InvariantCulture, $" (offline; as of {verdict.IssuedAt:u})"),
        { FromFile: true } => string.Create(CultureInfo.InvariantCulture, $" (file; as of {verdict.IssuedAt:u})"),
        _ => "",
    };
    foreach (var warning in verdict.Warnings)
        Console.WriteLine($"warning {warning.Code}: {warning.Detail}");
    return Say($"{verdict.Code}: {verdict.Detail}{source}", verdict.Valid);
}

static int Outcome(LicensingOutcome outcome) => Say($"{outcome.Code}: {outcome.Detail}", outcome.Succeeded);

static int Say(string text, bool succeeded)
{
    Console.WriteLine(text);
    return succeeded ? 0 : 1;
}

async Task<LicenseFile> Read(string path) => LicenseFile.Read(await File.ReadAllTextAsync(path), options.TrustedKeys);

static async Task<string[]> Keys(Uri portal, string file)
{
    if (!File.Exists(file))
    {
        using var http = new HttpClient();
        using var set = JsonDocument.Parse(await http.GetStringAsync(new Uri(portal, "/licensing/v1/keys")));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(
            file,
            set.RootElement.GetProperty("keys")
                .EnumerateArray()
                .Select(published => published.GetProperty("x").GetString()!)
        );
    }
    return await File.ReadAllLinesAsync(file);
}
