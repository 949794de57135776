namespace Portal.Ctl.Catalogue;

/// <summary>What a license took from its policy when it was issued. Null: as its policy says.</summary>
internal sealed record Snapshot
{
    public static readonly Snapshot OfThePolicy = new();

    public string? PolicyName { get; init; }
    public int? GraceDays { get; init; }
    public Own<int>? MaxMajorVersion { get; init; }
    public OwnText? Edition { get; init; }
    public OwnText? Environment { get; init; }
    public OwnText? RenewalUrl { get; init; }
    public bool? DownloadBeforeActivation { get; init; }
    public bool? DownloadAfterExpiry { get; init; }
    public Terms? Terms { get; init; }
    public Moment? Support { get; init; }
}

/// <summary>A text of a license's own instead of its policy's, or none: the word <c>none</c>, which a backslash takes literally, as it does itself.</summary>
internal sealed record OwnText(string? Value)
{
    private const char Literally = '\\';

    public static OwnText Read(string text) =>
        new(
            text == NamedList.Nothing ? null
            : text.StartsWith(Literally) ? text[1..]
            : text
        );

    public static string Write(string? value) =>
        value switch
        {
            null => NamedList.Nothing,
            "" or NamedList.Nothing or [Literally, ..] => Literally + value,
            _ => value,
        };
}
