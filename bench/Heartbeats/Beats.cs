using System.Net.Sockets;
using System.Text;

namespace Portal.Bench.Heartbeats;

/// <summary>A heartbeat of every device, in random order, over a few connections that send several before they read the answers: the client costs next to nothing.</summary>
internal static class Beats
{
    private const int Connections = 32,
        AtOnce = 16;

    /// <param name="hour">How long they take for it: as in life, they do not all come at once. Longer if the portal takes longer.</param>
    /// <exception cref="InvalidOperationException">A heartbeat was not answered with 204.</exception>
    public static Task OfAll(Uri address, int devices, TimeSpan hour, int seed, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, devices).ToArray();
        new Random(seed).Shuffle(order);
        return Task.WhenAll(
            order
                .Chunk((devices + Connections - 1) / Connections)
                .Select(some => Send(address, some, hour, cancellationToken))
        );
    }

    private static async Task Send(Uri address, int[] devices, TimeSpan hour, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(hour * AtOnce / devices.Length);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        var (stream, answers) = (client.GetStream(), new byte[64 * 1024]);
        foreach (var some in devices.Chunk(AtOnce))
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(string.Concat(some.Select(device => Request(address, device)))),
                cancellationToken
            );
            await Expect204(stream, answers, some.Length, cancellationToken);
            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static string Request(Uri address, int device) =>
        $"POST /licensing/v1/activations/{Fleet.IdOf(device)}/heartbeat HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: License {Fleet.KeyOf(device)}\r\n"
        + "Content-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"version\":\"1.2.3\"}";

    private static async Task Expect204(
        NetworkStream stream,
        byte[] answers,
        int count,
        CancellationToken cancellationToken
    )
    {
        var length = 0;
        while (answers.AsSpan(0, length).Count("\r\n\r\n"u8) < count)
        {
            var read = await stream.ReadAsync(answers.AsMemory(length), cancellationToken);
            length = read > 0 ? length + read : throw new InvalidOperationException("The connection was closed.");
        }
        if (answers.AsSpan(0, length).Count("HTTP/1.1 204 "u8) != count)
            throw new InvalidOperationException(
                $"Not every heartbeat was welcome:\n{Encoding.ASCII.GetString(answers, 0, length)}"
            );
    }
}
