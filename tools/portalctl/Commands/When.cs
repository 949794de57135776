using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Commands;

internal static class When
{
    public static DateTimeOffset? Parse(string? text) =>
        text is null ? null
        : Moment.TryParse(text, out var moment) ? moment.From(TimeProvider.System.GetUtcNow())
        : throw new UsageException($"\"{text}\" is not {Moment.Forms}.");

    /// <summary>The same on every day.</summary>
    public static DateTimeOffset? ParseFixed(string? text) =>
        text is not null && Moment.TryParse(text, out var moment) && moment.Distance is not null
            ? throw new UsageException($"\"{text}\" would be another day when this is run again; give a date.")
            : Parse(text);
}
