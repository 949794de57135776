using System.Globalization;

namespace Portal.Licenses.Features.Customer;

/// <summary>CSV (RFC 4180) that a spreadsheet opens without running anything.</summary>
internal static class Csv
{
    public static string Line(IEnumerable<object?> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IFormattable number and not Enum => number.ToString(null, CultureInfo.InvariantCulture),
            // A spreadsheet would run what begins like a formula (OWASP, CSV injection).
            _ => value.ToString() is { Length: > 0 } words && words[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
                ? "'" + value
                : value.ToString()!,
        };
        return text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
