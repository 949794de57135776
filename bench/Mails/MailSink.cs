using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Bench.Mails;

/// <summary>
/// A mail server that can be killed: it answers "250" to a mail only when its recipient and Message-ID are on the disk. Speaks as
/// much of RFC 5321 as that takes, and refuses nobody.
/// </summary>
internal static class MailSink
{
    private static readonly Lock Writing = new();

    /// <param name="file">A line "recipient message-id" for each mail taken.</param>
    public static async Task Serve(int port, string file, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(cancellationToken);
            _ = Task.Run(() => Talk(client, file), cancellationToken);
        }
    }

    public static IReadOnlyList<(string Recipient, string MessageId)> Read(string file) =>
        [
            .. File.ReadLines(file)
                .Select(line => line.Split(' '))
                .Where(parts => parts.Length == 3)
                .Select(parts => (parts[0], parts[1])),
        ];

    private static async Task Talk(TcpClient client, string file)
    {
        try
        {
            using var _ = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
            {
                NewLine = "\r\n",
                AutoFlush = true,
            };
            await writer.WriteLineAsync("220 bench");
            var recipient = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "RCPT")
                    recipient = line[
                        (line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)
                    ];
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Keep(file, recipient, await MessageId(reader));
                }
                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
            }
        }
        catch (IOException)
        {
            // The other side was killed.
        }
    }

    private static async Task<string> MessageId(StreamReader reader)
    {
        var id = "";
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            if (id.Length == 0 && line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
                id = line.Split(':', 2)[1].Trim();
        }
        return id;
    }

    private static void Keep(string file, string recipient, string messageId)
    {
        lock (Writing)
        {
            using var kept = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            // The last word says that the line is whole.
            kept.Write(Encoding.UTF8.GetBytes($"{recipient} {messageId} taken\n"));
            kept.Flush(flushToDisk: true);
        }
    }
}
