using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Ctl.Commands;

/// <summary>An option that stands for one member of what is sent. Not given, it leaves the member as it is; <c>none</c> clears it.</summary>
/// <param name="Member">Name of the member, with a dot for one inside another.</param>
internal sealed record Field(Option<string?> Option, string Member, Func<string, JsonNode> Read)
{
    public const string Nothing = "none";

    public static Field Text(string option, string member, string description, string name = "TEXT") =>
        new(Named(option, description, name), member, text => JsonValue.Create(text));

    public static Field Number(string option, string member, string description, string otherName = "N") =>
        new(Named(option, description, otherName), member, text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : throw new UsageException($"\"{text}\" is not a whole number ({option}).")
        );

    public static Field Flag(string option, string member, string description) =>
        new(OneOf(option, description, "true", "false"), member, text => JsonValue.Create(bool.Parse(text)));

    /// <param name="words">As an option has them; the member has them in camel case.</param>
    public static Field Word(string option, string member, string description, params string[] words) =>
        new(OneOf(option, description, [.. words, Nothing]), member, text => JsonValue.Create(CamelCase(text)));

    /// <summary>A body with what was given, on top of what is there.</summary>
    public static JsonObject Merge(IEnumerable<Field> fields, Session session, JsonObject body)
    {
        foreach (var field in fields)
        {
            if (session.Get(field.Option) is { } text)
                field.Write(body, text == Nothing ? null : field.Read(text));
        }
        return body;
    }

    public static JsonObject BodyOf(JsonElement answer) => JsonObject.Create(answer)!;

    private void Write(JsonObject body, JsonNode? value)
    {
        var path = Member.Split('.');
        foreach (var outer in path[..^1])
            body = (JsonObject)(body[outer] ??= new JsonObject());
        body[path[^1]] = value;
    }

    private static Option<string?> Named(string option, string description, string name) =>
        new(option) { Description = description, HelpName = name };

    private static Option<string?> OneOf(string option, string description, params string[] words)
    {
        var result = new Option<string?>(option) { Description = description, HelpName = string.Join('|', words) };
        result.AcceptOnlyFromAmong(words);
        return result;
    }

    private static string CamelCase(string word)
    {
        var parts = word.Split('-');
        return parts[0] + string.Concat(parts[1..].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}

internal static class FieldsOfCommands
{
    public static Command With(this Command command, IEnumerable<Field> fields)
    {
        foreach (var field in fields)
            command.Options.Add(field.Option);
        return command;
    }
}
