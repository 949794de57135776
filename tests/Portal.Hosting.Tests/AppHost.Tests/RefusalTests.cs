using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Portal.AppHost.Tests;

/// <summary>Wrong use ends with 2 and a sentence, before anything starts.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly string _data = AppHostProcess.NewData();

    [Theory]
    [InlineData("--port needs a number", "--port", "http")]
    [InlineData("--dashboard-port needs a number", "--dashboard-port", "70000")]
    [InlineData("--replicas needs NAME=N", "--replicas", "gateway=2")]
    [InlineData("--replicas needs NAME=N", "--replicas", "license=0")]
    [InlineData("--servers is one of native, containers", "--servers", "podman")]
    [InlineData("--demo needs true or false", "--demo", "perhaps")]
    public async Task A_value_that_is_none_is_refused(string sentence, string option, string value)
    {
        using var refused = AppHostProcess.Start(_data, option, value);
        Assert.Equal(2, await refused.Ended());
        Assert.Contains(sentence, refused.Console);
        Assert.False(Directory.Exists(_data));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--dashboard-port")]
    public async Task A_taken_port_is_refused(string option)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var refused = AppHostProcess.StartOnFreePort(_data, "--dashboard", "true", option, port);
        Assert.Equal(2, await refused.Ended());
        Assert.Contains($"Port {port} is taken by another program. Choose another with {option}.", refused.Console);
    }

    [Fact]
    public async Task A_folder_that_is_somebody_elses_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_data);
        await File.WriteAllTextAsync(Path.Combine(_data, "thesis.tex"), "");
        using var refused = AppHostProcess.StartOnFreePort(_data, "--fresh", "true");
        Assert.Equal(2, await refused.Ended());
        Assert.Contains("not a data folder of the portal", refused.Console);
        Assert.Single(new DirectoryInfo(_data).EnumerateFileSystemInfos());
    }

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}
