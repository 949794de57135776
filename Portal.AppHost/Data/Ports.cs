using System.Net;
using System.Net.Sockets;

namespace Portal.AppHost.Data;

/// <summary>
/// Free ports, chosen once, so that addresses in bookmarks and configurations survive a restart. Below 32768: a probe that
/// connects to an ephemeral port again and again can connect to itself.
/// </summary>
internal sealed class Ports(string path)
{
    private const int First = 10_000;
    private const int AfterLast = 32_768;

    private readonly KeptFile<int> _kept = new(path);
    private readonly HashSet<int> _given = [];

    public IReadOnlyCollection<int> Kept => [.. _kept.All().Values];

    public int GetOrChoose(string name)
    {
        var port = _kept.GetOrAdd(name, Choose, known => !_given.Contains(known) && IsFree(known));
        _given.Add(port);
        return port;
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private int Choose()
    {
        var kept = Kept.ToHashSet();
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (!kept.Contains(port) && !_given.Contains(port) && IsFree(port))
                return port;
        }
        throw new StartFailedException($"No free port between {First} and {AfterLast - 1}.");
    }
}
