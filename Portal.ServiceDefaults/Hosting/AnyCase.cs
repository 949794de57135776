namespace Portal.ServiceDefaults;

/// <summary>A name out of <typeparamref name="T"/> in a query string, in any case, as bodies take it; no numbers.</summary>
public readonly record struct AnyCase<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? provider, out AnyCase<T> name)
    {
        var ok =
            Enum.TryParse<T>(text, ignoreCase: true, out var value)
            && string.Equals(Enum.GetName(value), text, StringComparison.OrdinalIgnoreCase);
        name = new(value);
        return ok;
    }
}
