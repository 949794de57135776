using System.Diagnostics;

namespace Portal.Hosting.Native;

/// <summary>What the three servers share.</summary>
internal static class NativeServers
{
    /// <summary>The first of the places that has the program; otherwise an error that says how to get it.</summary>
    public static string Find(string program, string package, params IEnumerable<string> places) =>
        places.FirstOrDefault(File.Exists)
        ?? throw new DistributedApplicationException(
            $"{program} is missing. Install it with `./portal doctor --fix` or `apt-get install {package}`."
        );

    public static IResourceBuilder<T> AddNativeServer<T>(
        this IDistributedApplicationBuilder builder,
        T resource,
        string scheme,
        int? port,
        Func<T, CancellationToken, Task> probe
    )
        where T : NativeServerResource =>
        builder
            .AddResource(resource)
            .WithEndpoint(
                port: port,
                targetPort: port,
                scheme: scheme,
                name: NativeServerResource.EndpointName,
                isProxied: false
            )
            .WithReadinessProbe(probe)
            .ExcludeFromManifest();

    /// <summary>Adds one argument after the other; a name alone would be one overload of many.</summary>
    public static void AddRange(this IList<object> arguments, IEnumerable<object> more)
    {
        foreach (var argument in more)
            arguments.Add(argument);
    }

    /// <summary>Runs a program to its end; what it said becomes the error if it fails.</summary>
    public static async Task RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new DistributedApplicationException(
                $"{program} ended with {process.ExitCode}: {await output}{errors}"
            );
    }
}
