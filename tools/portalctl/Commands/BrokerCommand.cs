using System.CommandLine;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

internal static class BrokerCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "What rabbitmqctl is told, after --, for example: -- list_queues name messages.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("broker", "Run rabbitmqctl against the portal's broker, as its administrator.")
        {
            arguments,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Broker
                    .Find(parsed.GetValue(CommandLine.Data))
                    .Attach(parsed.GetRequiredValue(arguments), cancellationToken)
        );
        return command;
    }
}
