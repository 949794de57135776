namespace Portal.Ctl.Catalogue;

/// <summary>One value with its place: a text (null for none), a list, or named fields. CSV and JSON both come down to this.</summary>
internal sealed record Cell(Position At)
{
    /// <summary>Where its name stands: in the line of columns, or before it in an object.</summary>
    public Position NameAt { get; init; }

    /// <summary>In Unicode normalization form C: what looks the same is the same.</summary>
    public string? Text
    {
        get;
        init => field = value?.Normalize();
    }

    public IReadOnlyList<Cell>? Items { get; init; }
    public IReadOnlyDictionary<string, Cell>? Fields { get; init; }
}
