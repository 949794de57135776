using System.CommandLine;
using System.Text.Json;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class EventCommands
{
    private static readonly Service[] Publishers = [Service.License, Service.Activation, Service.Download];

    public static Command Create() =>
        new("events", "Events that a service cannot publish, and set aside.") { Parked(), Replay() };

    private static Command Parked() =>
        new Command("parked", "What is parked in all services, and why.").Runs(
            async (session, cancellationToken) =>
            {
                var all = new List<(Service Service, JsonElement Event)>();
                foreach (var service in Publishers)
                {
                    var answer = await session.Client.Get(service, "/management/events/parked", cancellationToken);
                    all.AddRange(answer.GetProperty("items").EnumerateArray().Select(parked => (service, parked)));
                }
                session.Show(all.Select(row => new { Service = $"{row.Service}", row.Event }), () =>
                {
                    var table = Drawing.Table("Service", "Id", "Type", "Subject", "Parked", "Tries", "Why");
                    foreach (var (service, parked) in all)
                        table.Add(
                            $"{service}",
                            parked.Text("id"),
                            parked.Text("type"),
                            parked.Text("subject"),
                            parked.Time("parkedAt"),
                            parked.Text("attempts"),
                            parked.Text("error")
                        );
                    return table;
                });
            }
        );

    private static Command Replay()
    {
        var ids = new Argument<Guid[]>("ids")
        {
            Description = "Ids of parked events. Default: all of them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return new Command("replay", "Try parked events again: after a new version was installed, for example.")
        {
            ids,
        }.Runs(
            async (session, cancellationToken) =>
            {
                var replayed = 0;
                foreach (var service in Publishers)
                {
                    var answer = await session.Client.Post(
                        service,
                        "/management/events/replay",
                        new { EventIds = session.Get(ids) },
                        cancellationToken
                    );
                    replayed += answer.GetProperty("replayed").GetInt32();
                }
                session.Show(new { Replayed = replayed }, () =>
                    new Spectre.Console.Text($"{replayed} are tried again.")
                );
            }
        );
    }
}
