namespace Portal.ServiceDefaults;

public static class SearchPattern
{
    /// <summary>A LIKE pattern that finds <paramref name="text"/> anywhere, its own wildcards taken literally.</summary>
    public static string Containing(string text) => $"%{Exactly(text)}%";

    /// <summary>
    /// A LIKE pattern that finds nothing but <paramref name="text"/>, in ILIKE in any case. Both as stored, in Unicode normalization
    /// form C.
    /// </summary>
    public static string Exactly(string text) =>
        text.Normalize()
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
