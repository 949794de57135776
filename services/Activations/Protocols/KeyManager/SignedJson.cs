using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>
/// JSON byte for byte as clients of the KeyManager API serialize it again before they check its signature: compact, members in
/// insertion order, raw UTF-8, escaping only quotes, backslashes and control characters below U+0020. No encoder of
/// System.Text.Json writes this form.
/// </summary>
internal static class SignedJson
{
    /// <exception cref="InvalidOperationException">An empty object or a number that is not an integer: clients serialize them differently.</exception>
    public static string Write(JsonObject content)
    {
        var json = new StringBuilder();
        Write(json, content);
        return json.ToString();
    }

    private static void Write(StringBuilder json, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject content:
                Members(json, content);
                break;
            case JsonArray items:
                List(json, '[', items, ']', Write);
                break;
            case JsonValue value:
                Scalar(json, value);
                break;
            default:
                json.Append("null");
                break;
        }
    }

    private static void Members(StringBuilder json, JsonObject content)
    {
        if (content.Count == 0)
            throw new InvalidOperationException("An empty object is an empty list to some clients.");
        List(json, '{', content, '}', (target, member) =>
        {
            Text(target, member.Key);
            target.Append(':');
            Write(target, member.Value);
        });
    }

    private static void List<T>(
        StringBuilder json,
        char opening,
        IEnumerable<T> items,
        char closing,
        Action<StringBuilder, T> write
    )
    {
        json.Append(opening);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                json.Append(',');
            first = false;
            write(json, item);
        }
        json.Append(closing);
    }

    private static void Scalar(StringBuilder json, JsonValue value)
    {
        if (value.TryGetValue<string>(out var text))
            Text(json, text);
        else if (value.TryGetValue<bool>(out var flag))
            json.Append(flag ? "true" : "false");
        else if (value.TryGetValue<long>(out var number))
            json.Append(number);
        else if (value.TryGetValue<int>(out var small))
            json.Append(small);
        else
            throw new InvalidOperationException(
                "Numbers that are not integers are written differently by different clients."
            );
    }

    private static void Text(StringBuilder json, string text)
    {
        json.Append('"');
        for (var index = 0; index < text.Length; index++)
            Character(json, text, ref index);
        json.Append('"');
    }

    private static void Character(StringBuilder json, string text, ref int index)
    {
        var character = text[index];
        _ = character switch
        {
            '"' => json.Append("\\\""),
            '\\' => json.Append("\\\\"),
            '\b' => json.Append("\\b"),
            '\f' => json.Append("\\f"),
            '\n' => json.Append("\\n"),
            '\r' => json.Append("\\r"),
            '\t' => json.Append("\\t"),
            < ' ' => json.Append("\\u00")
                .Append(((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
            // Line and paragraph separators: half of the clients escape them. A lone surrogate has no UTF-8.
            '\u2028' or '\u2029' => json.Append(' '),
            _ when char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) =>
                json.Append(character).Append(text[++index]),
            _ when char.IsSurrogate(character) => json.Append('\uFFFD'),
            _ => json.Append(character),
        };
    }
}
