using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.Tests.Running;

/// <summary>What a service wrote into its log, from warnings up.</summary>
internal sealed class Log : ILoggerProvider
{
    public sealed record Line(string Category, LogLevel Level, string Text);

    public ConcurrentQueue<Line> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, Lines);

    public void Dispose() { }

    private sealed class Writer(string category, ConcurrentQueue<Line> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                lines.Enqueue(new Line(category, logLevel, $"{formatter(state, exception)} {exception}"));
        }
    }
}
