using System.Security.Cryptography;

namespace Portal.Downloads.Storage;

/// <summary>
/// Files on the local disk under the SHA-256 of their bytes: never under anything that a user said, and two uploads of the
/// same bytes are one file.
/// </summary>
internal sealed class FileStore(DownloadSettings settings)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Nobody but this service reads what others have paid for.</summary>
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _incoming = Path.Combine(settings.StoragePath, "incoming");

    /// <summary>Takes in the bytes as they come. They count for nothing until <see cref="Upload.Keep"/>.</summary>
    public async Task<Upload> Receive(Stream content, CancellationToken cancellationToken)
    {
        CreateFolder(settings.StoragePath);
        CreateFolder(_incoming);
        var path = Path.Combine(_incoming, $"{Guid.CreateVersion7():N}.part");
        // Nobody else may open it: that is how an upload in progress differs from one that a crash left behind.
        var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            }
        );
        try
        {
            var sha256 = await Copy(content, file, cancellationToken);
            return new Upload(this, file, sha256);
        }
        catch
        {
            await file.DisposeAsync();
            File.Delete(path);
            throw;
        }
    }

    public string PathOf(string sha256) => Path.Combine(settings.StoragePath, sha256[..2], sha256);

    /// <summary>Removes what uploads left behind that were cut off by a crash; those of other replicas go on.</summary>
    public int RemoveAbandoned()
    {
        CreateFolder(settings.StoragePath);
        CreateFolder(_incoming);
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_incoming, "*.part"))
        {
            try
            {
                using (new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None))
                    File.Delete(path);
                removed++;
            }
            catch (IOException) { }
        }
        return removed;
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFolder);
    }

    private static async Task<string> Copy(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        int read;
        while (
            (read = await content.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancellationToken))
            > 0
        )
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Bytes that were taken in; gone again unless kept.</summary>
    internal sealed class Upload(FileStore store, FileStream file, string sha256) : IAsyncDisposable
    {
        private bool _kept;

        public string Sha256 => sha256;
        public long Size { get; } = file.Length;

        /// <summary>Survives a power cut from here on.</summary>
        public void Keep()
        {
            file.Flush(flushToDisk: true);
            var path = store.PathOf(sha256);
            var folder = Path.GetDirectoryName(path)!;
            CreateFolder(folder);
            try
            {
                File.Move(file.Name, path);
                _kept = true;
            }
            catch (IOException) when (File.Exists(path))
            {
                // The same bytes are here already, and perhaps being read.
            }
            // The lock would keep readers out.
            file.Dispose();
            DurableFolder.Flush(folder);
            DurableFolder.Flush(Path.GetDirectoryName(folder)!);
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            if (!_kept)
                File.Delete(file.Name);
        }
    }
}
