using Portal.Downloads.Links;

namespace Portal.Downloads;

/// <summary>What the deployment decides.</summary>
/// <param name="StoragePath"><c>Storage:Path</c>: the folder of the files, shared by all replicas.</param>
/// <param name="LinkKey"><c>Links:Key</c>: signs links, the same for all replicas. While it is rotated, <c>Links:PreviousKey</c> still verifies.</param>
/// <param name="FilesUrl"><c>Files:PublicUrl</c>: where browsers reach the listener <c>files</c>.</param>
internal sealed record DownloadSettings(string StoragePath, LinkKey LinkKey, string FilesUrl)
{
    public const string FilesListener = "files";
    private const long TenGigabytes = 10L << 30;

    public static DownloadSettings From(IConfiguration configuration) =>
        new(
            Path.GetFullPath(Required(configuration, "Storage:Path")),
            new LinkKey(Required(configuration, "Links:Key"), configuration["Links:PreviousKey"]),
            (
                configuration["Files:PublicUrl"]
                ?? $"http://localhost:{Required(configuration, $"Listeners:{FilesListener}")}"
            ).TrimEnd('/')
        );

    /// <summary><c>Storage:MaxUploadBytes</c>.</summary>
    public static long MaxUploadBytes(IConfiguration configuration) =>
        configuration.GetValue("Storage:MaxUploadBytes", TenGigabytes);

    private static string Required(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{key} is not configured.");
}
