namespace Portal.Testing.Fuzz;

/// <summary>What an application has written down for its operators.</summary>
public static class Logs
{
    /// <summary>Names of the log files that one of the secrets stands in.</summary>
    public static IReadOnlyList<string> With(PortalApp app, params string[] secrets) =>
        [
            .. Files(app)
                .Where(file =>
                    File.ReadLines(file)
                        .Any(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)))
                )
                .Select(file => Path.GetFileName(file)!),
        ];

    public static long Size(PortalApp app) => Files(app).Sum(file => new FileInfo(file).Length);

    /// <summary>The first exceptions that nobody expected, so that an error can be understood when the application is gone.</summary>
    public static IEnumerable<string> Unexpected(PortalApp app) =>
        Files(app)
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("ExceptionHandlerMiddleware", StringComparison.Ordinal))
            .Take(5);

    private static string[] Files(PortalApp app) => Directory.GetFiles(Path.Combine(app.DataFolder, "logs"));
}
