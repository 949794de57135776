using Npgsql;

namespace Portal.Messaging;

/// <summary>What a statement is called in a trace: its verb. The text, without values, is a tag of the span.</summary>
internal static class StatementNames
{
    private static readonly string[] Verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];

    public static void NameSpans(this NpgsqlDataSourceBuilder source) =>
        source.ConfigureTracing(tracing =>
            tracing.ConfigureCommandSpanNameProvider(command => Of(command.CommandText))
        );

    /// <summary>Null: Npgsql's own choice.</summary>
    internal static string? Of(string text) =>
        Array.Find(Verbs, verb => text.AsSpan().TrimStart().StartsWith(verb, StringComparison.OrdinalIgnoreCase));
}
