using System.Diagnostics;

namespace Portal.Embedded.Sample;

/// <summary>Healthy after as many refusals as it is told; answers when it started and became healthy by the machine's monotonic clock.</summary>
internal static class SampleService
{
    public static void Run(string[] args)
    {
        var started = Stopwatch.GetTimestamp();
        long healthySince = 0;
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        var refusals = app.Configuration.GetValue("Sample:Refusals", 0);
        app.MapGet("/health", () =>
        {
            if (Interlocked.Decrement(ref refusals) >= 0)
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            Interlocked.CompareExchange(ref healthySince, Stopwatch.GetTimestamp(), 0);
            return Results.Ok();
        });
        app.MapGet("/started", () => started);
        app.MapGet("/healthy", () => healthySince);
        app.MapGet("/variables/{name}", (string name) => Environment.GetEnvironmentVariable(name));
        app.Run();
    }
}
