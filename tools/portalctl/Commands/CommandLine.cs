using System.CommandLine;
using System.CommandLine.Invocation;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Commands;

/// <summary>The table of contents, what all commands share, and what their exit codes mean.</summary>
internal static class CommandLine
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Answer as JSON on standard output, and nothing else there: for programs.",
        Recursive = true,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description =
            "Data folder of the running copy. Default: the services that the environment names, else the stored login, else .portal.",
        HelpName = "DIR",
        Recursive = true,
    };

    public static RootCommand Build() =>
        new($"Operators' command line of the license portal. {ExitCodes.Meaning}")
        {
            Json,
            Data,
            LoginCommand.Create(),
            LoginCommand.Logout(),
            ProductCommands.Create(),
            PolicyCommands.Create(),
            LicenseCommands.Create(),
            CustomerCommands.Create(),
            ApiKeyCommands.Create(),
            AuditCommands.Create(),
            EventCommands.Create(),
            SubscriberCommands.Create(),
            BrokerCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            CompletionCommand.Create(),
        };

    public static async Task<int> Run(string[] args)
    {
        // What begins with @ is a text like any other, not the name of a file with more arguments.
        var parsed = Build().Parse(args, new() { ResponseFileTokenReplacer = null });
        try
        {
            var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
            return parsed.Action is ParseErrorAction ? ExitCodes.Usage : code;
        }
        catch (Exception failure) when (ExitCodes.Of(failure) is { } code)
        {
            await Console.Error.WriteLineAsync($"portalctl: {failure.Message}");
            return code;
        }
    }

    public static Command Runs(this Command command, Func<Session, CancellationToken, Task> work)
    {
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                using var session = new Session(arguments);
                await work(session, cancellationToken);
                return ExitCodes.Done;
            }
        );
        return command;
    }
}

internal static class ExitCodes
{
    public const int Done = 0,
        Refused = 1,
        Usage = 2,
        Unreachable = 3,
        Interrupted = 130;

    public const string Meaning =
        "Exit codes: 0 done, 1 refused by the portal, 2 wrong use or wrong files, 3 portal not reachable, 130 interrupted.";

    /// <summary>Null: a bug, to be seen with its stack.</summary>
    public static int? Of(Exception failure) =>
        failure switch
        {
            RefusedException => Refused,
            CatalogueException or UsageException or IOException or UnauthorizedAccessException => Usage,
            UnreachableException => Unreachable,
            OperationCanceledException => Interrupted,
            _ => null,
        };
}

/// <summary>What the person asked for cannot be asked for.</summary>
internal sealed class UsageException(string message) : Exception(message);
