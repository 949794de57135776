using System.Text.Json.Nodes;

namespace Portal.Ctl.Commands;

/// <summary>Lists of <c>NAME</c> or <c>NAME=VALUE</c>, as entitlements and metadata are given.</summary>
internal static class NamedValues
{
    public static JsonArray Read(IEnumerable<string> texts, bool valueRequired = false)
    {
        var (list, names) = (new JsonArray(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var text in texts)
        {
            var (name, value) = text.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                ? (text[..at], text[(at + 1)..])
                : (text, null);
            if (valueRequired && value is null)
                throw new UsageException($"\"{text}\" is not NAME=VALUE.");
            if (!names.Add(name))
                throw new UsageException($"\"{name}\" is given twice.");
            list.Add(new JsonObject { ["name"] = name, ["value"] = value });
        }
        return list;
    }
}
