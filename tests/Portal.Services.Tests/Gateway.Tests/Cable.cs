using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portal.Gateway.Tests;

/// <summary>The line to a server, which a test can pull out and put in again.</summary>
internal sealed class Cable : IDisposable
{
    private readonly string host;
    private readonly int port;
    private readonly ConcurrentBag<TcpClient> ends = [];
    private readonly IPEndPoint end;
    private TcpListener listener;

    /// <param name="server">Host and port.</param>
    public Cable(string server)
    {
        (host, port) = (
            server.Split(':')[0],
            int.Parse(server.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)
        );
        listener = new TcpListener(IPAddress.Loopback, 0);
        _ = Serve();
        end = (IPEndPoint)listener.LocalEndpoint;
    }

    public string Address => end.ToString();

    public void Pull()
    {
        listener.Dispose();
        while (ends.TryTake(out var open))
            open.Dispose();
    }

    public void PutIn()
    {
        listener = new TcpListener(end);
        _ = Serve();
    }

    public void Dispose() => Pull();

    private Task Serve()
    {
        listener.Start();
        return Accept();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                ends.Add(near);
                _ = Connect(near);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException) { }
    }

    private async Task Connect(TcpClient near)
    {
        using var far = new TcpClient();
        ends.Add(far);
        try
        {
            await far.ConnectAsync(host, port);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream()),
                far.GetStream().CopyToAsync(near.GetStream())
            );
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        { }
        near.Dispose();
    }
}
