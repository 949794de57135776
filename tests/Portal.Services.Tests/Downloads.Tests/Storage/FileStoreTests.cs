using System.Security.Cryptography;
using Portal.Downloads.Links;
using Portal.Downloads.Storage;

namespace Portal.Downloads.Tests.Storage;

public sealed class FileStoreTests : IDisposable
{
    private static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(300_001);
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-files-").FullName;
    private readonly FileStore _files;

    public FileStoreTests() =>
        _files = new FileStore(
            new DownloadSettings(_folder, new LinkKey(new string('k', LinkKey.MinLength)), "http://localhost")
        );

    [Fact]
    public async Task What_is_kept_lies_under_the_hash_of_its_bytes_and_nothing_else_is_left()
    {
        await using (var upload = await Receive(Bytes))
        {
            Assert.Equal(
                (Convert.ToHexStringLower(SHA256.HashData(Bytes)), Bytes.LongLength),
                (upload.Sha256, upload.Size)
            );
            upload.Commit();
        }
        var path = Assert.Single(Stored());
        Assert.Equal(_files.PathOf(Convert.ToHexStringLower(SHA256.HashData(Bytes))), path);
        Assert.Equal(Bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_file_that_can_be_read_all_the_time()
    {
        await using (var first = await Receive(Bytes))
        await using (var second = await Receive(Bytes))
        {
            first.Commit();
            Assert.Equal(Bytes, File.ReadAllBytes(_files.PathOf(first.Sha256)));
            using var reader = File.OpenRead(_files.PathOf(first.Sha256));
            second.Commit();
            Assert.Equal(Bytes, File.ReadAllBytes(_files.PathOf(second.Sha256)));
        }
        Assert.Single(Stored());
    }

    [Fact]
    public async Task What_is_not_kept_is_gone()
    {
        await using (await Receive(Bytes)) { }
        await Assert.ThrowsAsync<IOException>(() =>
            _files.Receive(new BrokenStream(), TestContext.Current.CancellationToken)
        );
        Assert.Empty(Stored());
    }

    [Fact]
    public async Task Leftovers_of_a_crash_are_removed_and_uploads_in_progress_go_on()
    {
        await using var upload = await Receive(Bytes);
        var leftover = Path.Combine(_folder, "incoming", "leftover.part");
        await File.WriteAllTextAsync(leftover, "half a file", TestContext.Current.CancellationToken);

        Assert.Equal(1, _files.RemoveAbandoned());
        Assert.False(File.Exists(leftover));
        upload.Commit();
        Assert.Equal(Bytes, File.ReadAllBytes(Assert.Single(Stored())));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<FileStore.Upload> Receive(byte[] bytes) =>
        _files.Receive(new MemoryStream(bytes), TestContext.Current.CancellationToken);

    private string[] Stored() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The line is cut.");
    }
}
