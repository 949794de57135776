using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static partial class SubscriberCommands
{
    private const string Prefix = "sub.";
    private const int PasswordLength = 40;

    // One service with some instances; what leaks connections stops itself and nobody else.
    private const string Limits = """{"max-connections": 32, "max-channels": 128}""";

    private static readonly Argument<string> Name = new("name")
    {
        Description = "What to know it by: small letters, digits and hyphens.",
        Validators =
        {
            result =>
            {
                if (!NamePattern().IsMatch(result.GetValueOrDefault<string>() ?? ""))
                    result.AddError("A subscriber's name has 1 to 40 small letters, digits and hyphens.");
            },
        },
    };

    public static Command Create() =>
        new(
            "subscriber",
            "The vendor's other services that listen to events: each has a user of its own at the broker."
        )
        {
            New(),
            List(),
            Revoke(),
        };

    private static Command New() =>
        new Command(
            "create",
            "Let a service listen. It may declare and read queues named sub.NAME.*, bind them to the portal's exchanges, and publish nothing."
        )
        {
            Name,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var (broker, name) = (session.Broker, session.Get(Name));
                var user = Prefix + name;
                if ((await Users(broker, cancellationToken)).Contains(user))
                    throw new RefusedException(
                        409,
                        $"There is a subscriber {name}. Revoke it, or choose another name.",
                        "broker.subscriber-exists"
                    );
                var password = RandomNumberGenerator.GetHexString(PasswordLength, lowercase: true);
                var own = $@"^sub\.{name}\.";
                await broker.Run(password, cancellationToken, "add_user", user);
                await broker.Run(null, cancellationToken, "set_permissions", user, own, own, $@"{own}|^portal\.");
                await broker.Run(null, cancellationToken, "set_user_limits", user, Limits);
                var made = new
                {
                    Name = name,
                    Queues = user + ".*",
                    ConnectionString = broker.ConnectionString(user, password),
                };
                session.Show(made, () => new Facts
                    {
                        ["Subscriber"] = made.Name,
                        ["Queues"] = made.Queues,
                        ["Connection string"] = made.ConnectionString,
                    }.Grid);
                Session.Note("Keep it now: it is not shown again.");
            }
        );

    private static Command List() =>
        new Command("list", "All subscribers, with their queues.").Runs(
            async (session, cancellationToken) =>
            {
                var broker = session.Broker;
                var queues = await Queues(broker, cancellationToken);
                var subscribers = (await Users(broker, cancellationToken))
                    .Select(user => new
                    {
                        Name = user[Prefix.Length..],
                        Queues = queues.Where(queue => queue.Name.StartsWith(user + ".", StringComparison.Ordinal)),
                    })
                    .ToList();
                session.Show(subscribers, () =>
                {
                    var table = Drawing.Table("Name", "Queue", "Messages", "Consumers");
                    foreach (var subscriber in subscribers)
                    {
                        if (!subscriber.Queues.Any())
                            table.Add(subscriber.Name, "", "", "");
                        foreach (var queue in subscriber.Queues)
                            table.Add(subscriber.Name, queue.Name, $"{queue.Messages}", $"{queue.Consumers}");
                    }
                    return table;
                });
            }
        );

    private static Command Revoke() =>
        new Command("revoke", "End a subscriber for good, at once: its connections are closed and its queues removed.")
        {
            Name,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var (broker, user) = (session.Broker, Prefix + session.Get(Name));
                if (!(await Users(broker, cancellationToken)).Contains(user))
                    throw new RefusedException(404, "There is no such subscriber.", "broker.subscriber-unknown");
                await broker.Run(null, cancellationToken, "delete_user", user);
                foreach (var queue in await Queues(broker, cancellationToken))
                {
                    if (queue.Name.StartsWith(user + ".", StringComparison.Ordinal))
                        await broker.Run(null, cancellationToken, "delete_queue", queue.Name);
                }
                session.Say($"{session.Get(Name)} is revoked.");
            }
        );

    private static async Task<List<string>> Users(Broker broker, CancellationToken cancellationToken) =>
        [
            .. (await broker.Ask(cancellationToken, "list_users"))
                .EnumerateArray()
                .Select(user => user.GetProperty("user").GetString()!)
                .Where(user => user.StartsWith(Prefix, StringComparison.Ordinal)),
        ];

    private static async Task<IReadOnlyList<Queue>> Queues(Broker broker, CancellationToken cancellationToken) =>
        (await broker.Ask(cancellationToken, "list_queues", "name", "messages", "consumers")).Deserialize<List<Queue>>(
            JsonSerializerOptions.Web
        )!;

    private sealed record Queue(string Name, long Messages, int Consumers);

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex NamePattern();
}
