using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Portal.ServiceDefaults.Tests.Hosting;

public sealed class TracedLinesTests
{
    [Fact]
    public void A_line_names_the_trace_it_was_written_in()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal($"warn: Category[7] {activity.TraceId} Something happened\n", Written("Something happened"));
    }

    [Fact]
    public void A_line_outside_of_any_trace_names_none() =>
        Assert.Equal("warn: Category[7] Something happened\n", Written("Something happened"));

    [Fact]
    public void A_record_is_one_line_whatever_is_in_it() =>
        Assert.Equal(
            "warn: Category[7] One two System.InvalidOperationException: three four\n",
            Written("One\r\ntwo", new InvalidOperationException("three\nfour"))
        );

    private static string Written(string text, Exception? exception = null)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Category", new EventId(7), text, exception, (it, _) => it);
        new TracedLines().Write(in entry, null, writer);
        return writer.ToString();
    }
}
