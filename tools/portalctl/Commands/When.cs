using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Commands;

internal static class When
{
    public static DateTimeOffset? Parse(string? text) => text is null ? null
        : Moment.TryParse(text, out var moment) ? moment.From(TimeProvider.System.GetUtcNow())
        : throw new UsageException($"\"{text}\" is not {Moment.Forms}.");
}
