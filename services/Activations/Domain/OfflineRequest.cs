using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Activations.Domain;

/// <summary>
/// What a program on a device without a network wrote into a file for the customer to carry: JSON, or base64 of it, in an armour or
/// without. What transport adds or takes away does not matter: line ends, a byte order mark, quotation marks of
/// mails, text around it, padding.
/// </summary>
internal sealed partial record OfflineRequest(
    string? Key,
    string? Identifier,
    string? Kind,
    Dictionary<string, string>? Fingerprint,
    string? Name,
    string? Platform,
    string? Version,
    string? Nonce,
    Guid? ActivationId,
    string? RemovedAt,
    string? Proof
)
{
    private const int MaxLength = 255;

    public static bool TryParse(string? text, out OfflineRequest request)
    {
        request = null!;
        try
        {
            request = JsonSerializer.Deserialize<OfflineRequest>(Json(text ?? ""), JsonSerializerOptions.Web)!;
            return request is not null
                && request.Texts.All(value =>
                    value is null || (value.Length <= MaxLength && !value.Any(char.IsControl))
                );
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return false;
        }
    }

    /// <exception cref="FormatException">There is no request in the text.</exception>
    private static string Json(string text)
    {
        if (
            text.IndexOf('{', StringComparison.Ordinal) is var open and >= 0
            && text.LastIndexOf('}') is var close
            && close > open
        )
            return string.Concat(text[open..(close + 1)].Split('\n', '\r').Select(line => line.TrimStart('>', ' ')));
        var letters = string.Concat(text.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/'));
        var base64 = Armour().Match(letters) is { Success: true } armour ? armour.Groups["content"].Value : letters;
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
    }

    /// <summary>Without dashes, blanks and line ends.</summary>
    [GeneratedRegex(@"BEGIN(?<kind>[A-Z]+?REQUEST)(?<content>.*)END\k<kind>")]
    private static partial Regex Armour();

    private string?[] Texts => [Key, Identifier, Kind, Nonce, RemovedAt, Proof];
}
