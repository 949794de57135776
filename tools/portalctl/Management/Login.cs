using System.Text.Json;

namespace Portal.Ctl.Management;

/// <summary>A portal elsewhere and the credentials for it, stored in the user's configuration folder.</summary>
internal sealed record Login(
    string ClientId,
    string ClientSecret,
    Uri TokenUrl,
    Uri LicenseUrl,
    Uri ActivationUrl,
    Uri DownloadUrl,
    Uri IdentityUrl
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string File =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder
                ? folder
                : Environment.GetFolderPath(
                    Environment.SpecialFolder.ApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
            "portalctl",
            "login.json"
        );

    public static Login? ReadIfAny()
    {
        try
        {
            return System.IO.File.Exists(File)
                ? JsonSerializer.Deserialize<Login>(System.IO.File.ReadAllBytes(File), Json)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UnreachableException(
                $"{File} cannot be read: {unreadable.Message} Remove it with portalctl logout.",
                unreadable
            );
        }
    }

    public void Keep() => OwnFile.Replace(File, stream => JsonSerializer.Serialize(stream, this, Json));

    /// <returns>False: there was none.</returns>
    public static bool Remove()
    {
        var existed = System.IO.File.Exists(File);
        if (existed)
            System.IO.File.Delete(File);
        return existed;
    }

    public Connection ToConnection() =>
        new(
            TokenUrl,
            new Dictionary<Service, Uri>
            {
                [Service.License] = LicenseUrl,
                [Service.Activation] = ActivationUrl,
                [Service.Download] = DownloadUrl,
                [Service.Identity] = IdentityUrl,
            },
            ClientSecret,
            ClientId
        );
}
