using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Commands;

internal static class When
{
    public static DateTimeOffset? Parse(string? text) => Read(text)?.From(TimeProvider.System.GetUtcNow());

    /// <summary>When something ends, see <see cref="Moment.End"/>.</summary>
    public static string? ParseEnd(string? text) => Read(text)?.End(TimeProvider.System.GetUtcNow());

    /// <summary>The same on every day.</summary>
    public static string? ParseFixedEnd(string? text) =>
        text is not null && Moment.TryParse(text, out var moment) && moment.Distance is not null
            ? throw new UsageException($"\"{text}\" would be another day when this is run again; give a date.")
            : ParseEnd(text);

    private static Moment? Read(string? text) =>
        text is null ? null
        : Moment.TryParse(text, out var moment) ? moment
        : throw new UsageException($"\"{text}\" is not {Moment.Forms}.");
}
