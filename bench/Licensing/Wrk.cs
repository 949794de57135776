using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Bench.Licensing;

/// <summary>Load by wrk, which costs the least of what is measured.</summary>
internal static partial class Wrk
{
    private const int Connections = 32;

    public sealed record Result(double PerSecond, double P99Milliseconds);

    /// <param name="script">Lua that makes the requests; null: GET.</param>
    /// <exception cref="InvalidOperationException">An answer was no success: what was measured is not what was meant.</exception>
    public static async Task<Result> Run(
        Uri address,
        TimeSpan duration,
        string? script,
        CancellationToken cancellationToken
    )
    {
        List<string> arguments =
        [
            "-t2",
            $"-c{Connections}",
            string.Create(CultureInfo.InvariantCulture, $"-d{duration.TotalSeconds:0}s"),
            "--latency",
        ];
        if (script is not null)
            arguments.AddRange(["-s", script]);
        using var process = Process.Start(
            new ProcessStartInfo("wrk", [.. arguments, address.ToString()]) { RedirectStandardOutput = true }
        ) ?? throw new InvalidOperationException("wrk did not start.");
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (
            process.ExitCode != 0
            || said.Contains("Non-2xx", StringComparison.Ordinal)
            || said.Contains("Socket errors", StringComparison.Ordinal)
        )
            throw new InvalidOperationException($"Not everything was answered with success at {address}:\n{said}");
        var p99 = Percentile().Match(said);
        return new(
            Number(Rate().Match(said).Groups[1].Value),
            Number(p99.Groups[1].Value)
                * p99.Groups[2].Value switch
                {
                    "us" => 0.001,
                    "ms" => 1,
                    _ => 1000,
                }
        );
    }

    /// <summary>The same requests, no more than so many a second, each at a time of its own: equal pauses would send them 32 at once.</summary>
    public static async Task<Result> Paced(
        Uri address,
        TimeSpan duration,
        string script,
        double perSecond,
        CancellationToken cancellationToken
    )
    {
        var paced = script + ".paced";
        var pause = Math.Max(1, Math.Round(Connections * 1000 / perSecond));
        File.Copy(script, paced, overwrite: true);
        await File.AppendAllTextAsync(
            paced,
            string.Create(CultureInfo.InvariantCulture, $"\nfunction delay() return math.random(0, {2 * pause}) end\n"),
            cancellationToken
        );
        return await Run(address, duration, paced, cancellationToken);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([0-9.]+)(us|ms|s)")]
    private static partial Regex Percentile();
}
