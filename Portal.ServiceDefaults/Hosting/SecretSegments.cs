using System.Diagnostics;
using System.Text.RegularExpressions;
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

/// <summary>Takes secrets out of paths before a span is exported, with doubled slashes too. Queries are left out by the instrumentation itself.</summary>
internal sealed class SecretSegments(IEnumerable<SecretSegment> segments) : BaseProcessor<Activity>
{
    private static readonly string[] Tags = ["url.path", "url.full"];
    private readonly Regex[] _secrets =
    [
        .. segments.Select(segment => new Regex(
            $"(?<={Regex.Escape(segment.Before).Replace("/", "/+", StringComparison.Ordinal)})[^/?]+",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        )),
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Tags)
        {
            if (
                data.GetTagItem(tag) is string text
                && Array.Find(_secrets, secret => secret.IsMatch(text)) is { } found
            )
                data.SetTag(tag, found.Replace(text, "*", 1));
        }
    }
}
