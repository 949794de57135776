using System.Security.Cryptography;

namespace Portal.Downloads.Storage;

/// <summary>
/// Files on the local disk, named by the SHA-256 of their bytes: no user input becomes part of a path, and two uploads of the
/// same bytes are one file.
/// </summary>
internal sealed class FileStore(DownloadSettings settings)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Only this service may read the files: others have paid for them.</summary>
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _incoming = Path.Combine(settings.StoragePath, "incoming");

    /// <summary>Streams the bytes to a temporary file, which is removed unless <see cref="Upload.Commit"/> is called.</summary>
    public async Task<Upload> Receive(Stream content, CancellationToken cancellationToken)
    {
        CreateFolder(settings.StoragePath);
        CreateFolder(_incoming);
        var path = Path.Combine(_incoming, $"{Guid.CreateVersion7():N}.part");
        // Locked: RemoveAbandoned tells an upload in progress from one that a crash left behind by this lock.
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

    /// <summary>Removes temporary files of uploads that a crash cut off; uploads in progress, also of other replicas, hold a lock.</summary>
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

    /// <summary>A temporary file; deleted when disposed unless committed.</summary>
    internal sealed class Upload(FileStore store, FileStream file, string sha256) : IAsyncDisposable
    {
        private bool _committed;

        public string Sha256 => sha256;
        public long Size { get; } = file.Length;

        /// <summary>Moves the file to its place; from here on it survives a power cut.</summary>
        public void Commit()
        {
            file.Flush(flushToDisk: true);
            var path = store.PathOf(sha256);
            var folder = Path.GetDirectoryName(path)!;
            CreateFolder(folder);
            try
            {
                File.Move(file.Name, path);
                _committed = true;
            }
            catch (IOException) when (File.Exists(path))
            {
                // The same bytes are stored already.
            }
            // Release the lock so that the file can be read.
            file.Dispose();
            DurableFolder.Flush(folder);
            DurableFolder.Flush(Path.GetDirectoryName(folder)!);
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            if (!_committed)
                File.Delete(file.Name);
        }
    }
}
