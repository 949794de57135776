using Portal.AppHost.Data;

namespace Portal.AppHost.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _root = AppHostProcess.NewData();

    [Fact]
    public async Task Ports_and_secrets_are_made_once_and_only_their_owner_can_read_them()
    {
        var make = KeptSecret.Random.GetDefaultValue;
        (int, int, string) first;
        using (var data = await DataFolder.OpenAsync(_root, fresh: false))
            first = (
                data.Ports.GetOrChoose("one"),
                data.Ports.GetOrChoose("other"),
                data.Secrets.GetOrAdd("key", make)
            );
        using (var data = await DataFolder.OpenAsync(_root, fresh: false))
            Assert.Equal(
                first,
                (data.Ports.GetOrChoose("one"), data.Ports.GetOrChoose("other"), data.Secrets.GetOrAdd("key", make))
            );

        Assert.NotEqual(first.Item1, first.Item2);
        Assert.Matches("^[0-9A-Za-z]{40}$", first.Item3);
        foreach (var file in (string[])["ports.json", "secrets.json"])
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(_root, file))
            );
    }

    [Fact]
    public async Task Fresh_removes_everything_but_the_marker()
    {
        using (var data = await DataFolder.OpenAsync(_root, fresh: false))
        {
            data.Secrets.GetOrAdd("key", () => "old");
            Directory.CreateDirectory(data.Path("postgres"));
        }
        using (var data = await DataFolder.OpenAsync(_root, fresh: true))
        {
            Assert.Equal("new", data.Secrets.GetOrAdd("key", () => "new"));
            Assert.False(Directory.Exists(data.Path("postgres")));
        }
    }

    [Fact]
    public async Task One_at_a_time_has_it()
    {
        using (await DataFolder.OpenAsync(_root, fresh: false))
        {
            var refusal = await Assert.ThrowsAsync<StartFailedException>(() =>
                DataFolder.OpenAsync(_root, fresh: true)
            );
            Assert.Equal(2, refusal.ExitCode);
            Assert.Contains($"process {Environment.ProcessId}.", refusal.Message);
        }
        using var again = await DataFolder.OpenAsync(_root, fresh: false);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
