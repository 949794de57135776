using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Ctl.Commands;
using Portal.Ctl.Issue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Tests;

/// <summary>An answer that breaks off between two batches, by a server that does so when it is told to.</summary>
public sealed class BulkIssueTests : IDisposable
{
    private static readonly string[] Lines =
    [
        """{"done":1,"of":2,"items":[{"id":"1","key":"A"}]}""",
        """{"done":2,"of":2,"items":[{"id":"2","key":"B"}]}""",
    ];
    private readonly HttpListener _server = new();
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort()}/");
    private readonly List<string?> _keys = [];

    public void Dispose() => _server.Close();

    [Fact]
    public async Task A_batch_that_came_before_the_break_is_taken_once()
    {
        var serving = Serve(breaks: 3);
        var taken = new List<string>();
        await Issue(licenses => taken.AddRange(licenses.Select(license => license.GetProperty("key").GetString()!)));
        await serving;
        Assert.Equal(["A", "B"], taken);
        Assert.Equal(Enumerable.Repeat("the-same-work", 4), _keys);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_no_outage()
    {
        var serving = Serve(breaks: 0);
        await Assert.ThrowsAsync<UsageException>(() => Issue(_ => throw new IOException("No space left on device")));
        await serving;
        Assert.Single(_keys);
    }

    private async Task Issue(Action<IEnumerable<JsonElement>> write)
    {
        var management = Enum.GetValues<Service>().ToDictionary(service => service, _ => _address);
        using var client = new ManagementClient(
            new Connection(new Uri(_address, "/token"), management, "secret"),
            Timeouts.Bulk,
            TimeProvider.System
        );
        await new BulkIssue(new JsonObject { ["policyId"] = Guid.NewGuid() }, 2, "the-same-work").Run(
            client,
            write,
            _ => { },
            TestContext.Current.CancellationToken
        );
    }

    /// <summary>Tokens, and so many answers that end after their first line before one that is whole.</summary>
    private async Task Serve(int breaks)
    {
        _server.Prefixes.Add(_address.AbsoluteUri);
        _server.Start();
        while (_keys.Count <= breaks)
        {
            var context = await _server.GetContextAsync();
            if (context.Request.Url!.AbsolutePath == "/token")
            {
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync("""{"access_token":"t","expires_in":300}"""u8.ToArray());
                context.Response.Close();
                continue;
            }
            _keys.Add(context.Request.Headers["Idempotency-Key"]);
            context.Response.SendChunked = true;
            var whole = _keys.Count > breaks;
            await context.Response.OutputStream.WriteAsync(
                Encoding.UTF8.GetBytes(string.Concat(Lines.Take(whole ? 2 : 1).Select(line => line + "\n")))
            );
            await context.Response.OutputStream.FlushAsync();
            if (whole)
                context.Response.Close();
            else
                context.Response.Abort();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
