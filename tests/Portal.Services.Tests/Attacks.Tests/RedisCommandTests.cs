using System.Net.Sockets;
using Portal.Testing;

namespace Portal.Attacks.Tests;

/// <summary>What somebody can do with the gateway's and Identity's connection string of Redis.</summary>
public sealed class RedisCommandTests(PortalApp app)
{
    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHDB")]
    [InlineData("KEYS *")]
    [InlineData("CONFIG GET dir")]
    [InlineData("CONFIG SET dir /tmp")]
    [InlineData("SAVE")]
    [InlineData("SHUTDOWN NOSAVE")]
    [InlineData("ACL LIST")]
    [InlineData("MONITOR")]
    [InlineData("CLIENT LIST")]
    [InlineData("REPLICAOF 127.0.0.1 1")]
    [InlineData("MODULE LIST")]
    [InlineData("EVAL \"return 1\" 0")]
    public async Task Dangerous_commands_are_refused(string command) =>
        Assert.StartsWith("-NOPERM", await Ask(command), StringComparison.Ordinal);

    [Fact]
    public async Task Values_can_be_written_and_read()
    {
        Assert.Equal("+OK", await Ask("SET attack:mine 1 EX 60"));
        Assert.Equal(":1", await Ask("DEL attack:mine"));
    }

    /// <returns>The first line of the answer.</returns>
    private async Task<string> Ask(string command)
    {
        // host:port,password=…
        var parts = (await app.ConnectionString("redis")).Split(',');
        var address = new Uri("tcp://" + parts[0]);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        using var reader = new StreamReader(client.GetStream());
        await writer.WriteLineAsync("AUTH " + parts[1]["password=".Length..]);
        Assert.Equal("+OK", await reader.ReadLineAsync());
        await writer.WriteLineAsync(command);
        return await reader.ReadLineAsync() ?? "";
    }
}
