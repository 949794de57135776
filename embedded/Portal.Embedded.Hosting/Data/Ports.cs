using System.Net;
using System.Net.Sockets;

namespace Portal.Embedded.Hosting.Data;

/// <summary>
/// Free ports, chosen once so that addresses survive a restart. Below 32768: a probe of an ephemeral port can connect to itself.
/// </summary>
internal sealed class Ports(DataFolder data)
{
    private const int First = 10_000, AfterLast = 32_768;

    private readonly string _path = data.File("ports.json");
    private readonly SortedDictionary<string, int> _ports = JsonFile.Read<SortedDictionary<string, int>>(data.File("ports.json")) ?? [];
    private readonly HashSet<int> _given = [];

    public int GetOrChoose(string name)
    {
        if (_ports.TryGetValue(name, out var known) && _given.Add(known) && IsFree(known))
            return known;
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (_ports.ContainsValue(port) || !IsFree(port))
                continue;
            _given.Add(port);
            _ports[name] = port;
            JsonFile.Write(_path, _ports);
            return port;
        }

        throw new StartFailedException($"No free port between {First} and {AfterLast - 1}.");
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
}
