namespace Portal.Identity.Domain;

/// <summary>Ids in a query, separated by commas: 100 at most.</summary>
internal readonly record struct MemberIds(IReadOnlyList<Guid> Values)
{
    private const int Max = 100;

    public static bool TryParse(string? text, IFormatProvider? provider, out MemberIds ids)
    {
        var values = new List<Guid>();
        ids = new(values);
        var parts = text?.Split(',') ?? [];
        if (parts.Length is 0 or > Max)
            return false;
        foreach (var part in parts)
        {
            if (!Guid.TryParseExact(part, "D", out var id))
                return false;
            values.Add(id);
        }
        return true;
    }
}
