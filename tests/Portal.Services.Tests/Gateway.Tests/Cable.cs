using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portal.Gateway.Tests;

/// <summary>The line to a server, which a test can pull out and put in again.</summary>
internal sealed class Cable : IDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly IPEndPoint _end;
    private TcpListener _listener;

    /// <param name="server">Host and port.</param>
    public Cable(string server)
    {
        (_host, _port) = (
            server.Split(':')[0],
            int.Parse(server.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)
        );
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _ = Serve();
        _end = (IPEndPoint)_listener.LocalEndpoint;
    }

    public string Address => _end.ToString();

    public void Pull()
    {
        _listener.Dispose();
        while (_ends.TryTake(out var open))
            open.Dispose();
    }

    public void PutIn()
    {
        _listener = new TcpListener(_end);
        _ = Serve();
    }

    public void Dispose() => Pull();

    private Task Serve()
    {
        _listener.Start();
        return Accept();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                _ends.Add(near);
                _ = Connect(near);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException) { }
    }

    private async Task Connect(TcpClient near)
    {
        using var far = new TcpClient();
        _ends.Add(far);
        try
        {
            await far.ConnectAsync(_host, _port);
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
