using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Portal.ServiceDefaults;

/// <summary>
/// One line for each record on the console, with the id of its trace: what a problem or an error page names can be
/// looked for in the log. <c>info: Category[0] 0af7651916cd43dd8448eb211c80319c Message</c>
/// </summary>
internal sealed class TracedLines() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "traced-lines";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        textWriter.Write($"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] ");
        // The formatter runs on the thread that logs: the writing alone is done by another.
        if (Activity.Current is { } activity)
            textWriter.Write($"{activity.TraceId} ");
        textWriter.Write(OnOneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
            textWriter.Write($" {OnOneLine(exception.ToString())}");
        textWriter.Write(Environment.NewLine);
    }

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
