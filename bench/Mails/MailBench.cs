using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Portal.Bench.Mails;

/// <summary>
/// Ten thousand mails, while Identity's two replicas and the mail server are killed at random: how many are missing, and how many
/// came twice.
/// </summary>
internal static class MailBench
{
    private const int PerRecipient = 10;
    private const int Browsers = 48;
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<Row>> Run(bool quick, CancellationToken cancellationToken)
    {
        var (port, file) = (FreePort(), Path.GetTempFileName());
        Environment.SetEnvironmentVariable("ConnectionStrings__mail", $"smtp://127.0.0.1:{port}");
        var server = StartServer(port, file);
        await using var app = await PortalApp.StartAsync("--replicas", "identity=2");
        var recipients = await Recipients(new Catalogue(app), quick ? 100 : 1000, cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var kills = new Kills();
        var killing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(BetweenKills, CancellationToken.None);
                    if (kills.Next() is var victim && victim < 2)
                    {
                        await KillIfThere(app, victim);
                    }
                    else
                    {
                        server.Kill();
                        await server.WaitForExitAsync(CancellationToken.None);
                        server.Dispose();
                        server = StartServer(port, file);
                    }
                }
            },
            CancellationToken.None
        );
        var accepted = await Ask(app, recipients, cancellationToken);
        await using var database = NpgsqlDataSource.Create(await app.ConnectionString("identitydb"));
        await Eventually.Is(
            async () => await Count(database, "due_at IS NOT NULL") == 0,
            "every mail was sent",
            TimeSpan.FromMinutes(10)
        );
        await stop.CancelAsync();
        await killing;

        var taken = MailSink.Read(file);
        var written = await Ids(database, cancellationToken);
        var ids = taken.Select(mail => mail.MessageId).ToLookup(id => id.TrimStart('<').Split('@')[0]);
        var unknown = ids.Count(id => !written.Contains(id.Key));
        server.Kill();
        return
        [
            new Row("mails", "asked for and promised", accepted, ""),
            new Row("mails", "written", written.Count, "", Bar: "≥ promised", Holds: written.Count >= accepted),
            new Row("mails", "kills of Identity", kills.OfIdentity, ""),
            new Row("mails", "kills of the mail server", kills.OfServer, ""),
            None("missing at the mail server", written.Count(id => !ids.Contains(id))),
            None("unknown to Identity", unknown),
            None("given up", await Count(database, "failed_at IS NOT NULL")),
            new Row(
                "mails",
                "sent again under the same Message-ID",
                ids.Sum(id => id.Count() - 1),
                "",
                Bar: "≤ kills",
                Holds: ids.Sum(id => id.Count() - 1) <= kills.OfIdentity + kills.OfServer
            ),
        ];
    }

    private static Row None(string name, double count) => new("mails", name, count, "", Bar: "0", Holds: count == 0);

    /// <summary>Whose turn it is: a replica of Identity (0, 1) or the mail server (2).</summary>
    private sealed class Kills
    {
        public int OfIdentity { get; private set; }
        public int OfServer { get; private set; }

        public int Next()
        {
            var victim = Random.Shared.Next(3);
            if (victim < 2)
                OfIdentity++;
            else
                OfServer++;
            return victim;
        }
    }

    private static async Task KillIfThere(PortalApp app, int replica)
    {
        // It may still be starting after the last time.
        if (app.ProcessIds("identity").Count > replica)
            await app.Kill9("identity", replica);
    }

    private static async Task<IReadOnlyList<string>> Recipients(
        Catalogue catalogue,
        int count,
        CancellationToken cancellationToken
    )
    {
        var account = await catalogue.NewAccount();
        var emails = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), cancellationToken, async (_, _) =>
            emails.Add((await catalogue.NewMember(account, hasPassword: false)).Email)
        );
        return [.. emails];
    }

    /// <returns>How many requests for a code were answered.</returns>
    private static async Task<int> Ask(
        PortalApp app,
        IReadOnlyList<string> recipients,
        CancellationToken cancellationToken
    )
    {
        var questions = new ConcurrentQueue<string>(
            Enumerable.Repeat(recipients, PerRecipient).SelectMany(all => all).OrderBy(_ => Random.Shared.Next())
        );
        var answered = 0;
        Uri[] replicas = [app.Address("identity"), app.Address("identity-2")];
        await Task.WhenAll(
            Enumerable
                .Range(0, Browsers)
                .Select(async number =>
                {
                    while (questions.TryDequeue(out var email))
                    {
                        switch (await Ask(replicas[number % 2], email, cancellationToken))
                        {
                            case HttpStatusCode.Found:
                                Interlocked.Increment(ref answered);
                                break;
                            // Cut off: whether a mail was written or not, it is asked for once more.
                            case null:
                                questions.Enqueue(email);
                                break;
                        }
                    }
                })
        );
        return answered;
    }

    /// <returns>Null: no answer, for a replica was killed.</returns>
    private static async Task<HttpStatusCode?> Ask(Uri replica, string email, CancellationToken cancellationToken)
    {
        try
        {
            using var visitor = new Visitor(replica);
            var (status, _) = await visitor.Submit(
                "/identity/sign-in",
                "sign-in",
                [("Form.Email", email), ("Form.With", "code")],
                cancellationToken
            );
            return status;
        }
        catch (HttpRequestException)
        {
            // Killed, or not there again.
            await Task.Delay(200, cancellationToken);
            return null;
        }
    }

    private static async Task<int> Count(NpgsqlDataSource database, string where)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM mails WHERE {where}");
        return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<HashSet<string>> Ids(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT replace(id::text, '-', '') FROM mails");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetString(0));
        return ids;
    }

    private static Process StartServer(int port, string file) =>
        Process.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Portal.Bench.dll"),
                "take-mails",
                port.ToString(CultureInfo.InvariantCulture),
                file,
            ]
        );

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
