using System.Security.Cryptography;
using System.Text.Json;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Commands;
using Portal.Ctl.Management;

namespace Portal.Ctl.Export;

/// <summary>The files of releases, each once, under the SHA-256 of its bytes.</summary>
internal sealed class ExportedFiles(ManagementClient client, string folder)
{
    private const int AtOnce = 4;
    private readonly Dictionary<string, JsonElement> _artifacts = [];

    public void Add(JsonElement artifact) => _artifacts.TryAdd(artifact.Text("sha256")!, artifact);

    public async Task Fetch(Action<string> say, Bars bars, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, VendorCatalogue.FilesFolder);
        OwnFile.CreateFolder(target);
        var advance = bars.Start("files", _artifacts.Count);
        await Parallel.ForEachAsync(
            _artifacts,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (file, stop) =>
            {
                await client.Download(
                    Service.Download,
                    $"/management/artifacts/{file.Value.Text("id")}/content",
                    (content, late) => Write(content, Path.Combine(target, file.Key), file.Key, late),
                    stop
                );
                advance(1);
            }
        );
        say($"{_artifacts.Count, 4} files");
    }

    private static async Task Write(Stream content, string file, string sha256, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var target = OwnFile.Create(file))
        {
            var buffer = new byte[128 * 1024];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
            throw new IOException($"{file} arrived with other content than was announced");
    }
}
