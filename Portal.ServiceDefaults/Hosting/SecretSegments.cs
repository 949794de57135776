using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace Portal.ServiceDefaults;

internal sealed record SecretSegment(string Before);

public static class SecretSegmentsExtensions
{
    /// <summary>What stands in a path after <paramref name="before"/>, up to the next slash, goes into no trace.</summary>
    public static IHostApplicationBuilder HideInTraces(this IHostApplicationBuilder builder, string before)
    {
        builder.Services.AddSingleton(new SecretSegment(before));
        return builder;
    }
}

/// <summary>Takes secrets out of paths before a span is exported. Queries are left out by the instrumentation itself.</summary>
internal sealed class SecretSegments(IEnumerable<SecretSegment> segments) : BaseProcessor<Activity>
{
    private static readonly string[] Tags = ["url.path", "url.full"];
    private readonly string[] _before = [.. segments.Select(segment => segment.Before)];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Tags)
        {
            if (
                data.GetTagItem(tag) is string text
                && _before.FirstOrDefault(before => text.Contains(before, StringComparison.OrdinalIgnoreCase))
                    is { } found
            )
                data.SetTag(tag, Hide(text, found));
        }
    }

    internal static string Hide(string text, string before)
    {
        var start = text.IndexOf(before, StringComparison.OrdinalIgnoreCase) + before.Length;
        var end = text.AsSpan(start).IndexOfAny('/', '?');
        return $"{text[..start]}*{(end < 0 ? "" : text[(start + end)..])}";
    }
}
