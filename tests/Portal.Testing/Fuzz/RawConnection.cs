using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing.Fuzz;

/// <summary>HTTP/1.1 as bytes, for requests that no client would send. Connects again when the server has had enough.</summary>
public sealed class RawConnection(Uri address) : IDisposable
{
    /// <summary>The status of a request after which the connection ended without a word, which is an answer to nonsense.</summary>
    public const int Closed = 0;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly byte[] _answer = new byte[512 * 1024];
    private TcpClient? _client;

    /// <summary>Status of the answer, or of the worst if the bytes were taken for several requests.</summary>
    public async Task<int> Ask(MalformedRequest request)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var stream = (_client ??= await Connect(timeout.Token)).GetStream();
            await stream.WriteAsync(request.Bytes, timeout.Token);
            if (!request.IsFramed)
                _client.Client.Shutdown(SocketShutdown.Send);
            return await Read(stream, request, timeout.Token);
        }
        catch (Exception ended) when (ended is IOException or SocketException)
        {
            Dispose();
            return Closed;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No answer to:\n{Encoding.Latin1.GetString(request.Bytes)}");
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    private async Task<TcpClient> Connect(CancellationToken cancellationToken)
    {
        // Reset at its end: a million of them would use up the ports of this machine.
        var client = new TcpClient { NoDelay = true, LingerState = new LingerOption(enable: true, seconds: 0) };
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        return client;
    }

    private async Task<int> Read(NetworkStream stream, MalformedRequest request, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var read =
                length < _answer.Length
                    ? await stream.ReadAsync(_answer.AsMemory(length), cancellationToken)
                    : throw new InvalidOperationException("An endless answer.");
            length += read;
            if (read > 0 && !(request.IsFramed && IsComplete(_answer.AsSpan(0, length), request.IsHead)))
                continue;
            var answer = Encoding.Latin1.GetString(_answer, 0, length);
            if (read == 0 || answer.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase))
                Dispose();
            return Worst(answer);
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer, bool isHead)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = Encoding.Latin1.GetString(answer[..end]);
        var body = answer[(end + 4)..];
        if (Status(head, 0) < 200)
            return IsComplete(body, isHead);
        if (isHead || Status(head, 0) is 204 or 304)
            return true;
        const string Length = "\r\nContent-Length: ";
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
            return body.Length >= int.Parse(head[(at + Length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
        return head.Contains("chunked", StringComparison.OrdinalIgnoreCase) && body.EndsWith("0\r\n\r\n"u8);
    }

    private static int Worst(string answers)
    {
        var worst = Closed;
        for (
            var at = answers.IndexOf("HTTP/1.1 ", StringComparison.Ordinal);
            at >= 0;
            at = answers.IndexOf("HTTP/1.1 ", at + 1, StringComparison.Ordinal)
        )
            worst = Math.Max(worst, Status(answers, at));
        return worst;
    }

    private static int Status(string answer, int at) =>
        answer.Length >= at + 12
        && int.TryParse(answer.AsSpan(at + 9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : Closed;
}
