using System.Net.Sockets;

namespace Portal.Hosting.Native;

/// <summary>
/// A mail server for development: takes every mail, delivers none, and shows them on a web page. Its connection string is
/// <c>smtp://host:port</c>.
/// </summary>
public sealed class Smtp4devResource(string name, string folder)
    : ExecutableResource(name, ServerUser.Setpriv, folder),
        IResourceWithConnectionString
{
    internal const string Smtp = "smtp";

    /// <summary>Endpoint of the web page with the mails, and of its REST API below <c>/api/messages</c>.</summary>
    public const string Page = "http";

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"smtp://127.0.0.1:{this.GetEndpoint(Smtp).Property(EndpointProperty.Port)}");
}

/// <summary>Adds smtp4dev to an application.</summary>
public static class Smtp4devBuilderExtensions
{
    private const string Package = "rnwood.smtp4dev.linux-";
    private static readonly ServerUser User = new("daemon");

    /// <summary>smtp4dev on loopback, from the .NET tool of the tool manifest. The newest thousand mails stay in memory.</summary>
    /// <param name="smtpPort">The port for mail; a free one if there is none.</param>
    /// <param name="pagePort">The port of the web page; a free one if there is none.</param>
    public static IResourceBuilder<Smtp4devResource> AddSmtp4dev(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder,
        int? smtpPort = null,
        int? pagePort = null
    )
    {
        var resource = new Smtp4devResource(name, folder);
        return builder
            .AddResource(resource)
            .WithEndpoint(
                port: smtpPort,
                targetPort: smtpPort,
                scheme: "smtp",
                name: Smtp4devResource.Smtp,
                isProxied: false
            )
            .WithHttpEndpoint(port: pagePort, targetPort: pagePort, name: Smtp4devResource.Page, isProxied: false)
            .WithUrlForEndpoint(Smtp4devResource.Page, url => url.DisplayText = "Mails")
            .WithIconName("Mail")
            .WithArgs(context =>
            {
                var program = Program();
                context.Args.AddRange(
                    User.Launch(
                        "TERM",
                        Path.GetDirectoryName(program)!,
                        program,
                        "--nousersettings",
                        $"--urls=http://localhost:{resource.GetEndpoint(Smtp4devResource.Page).TargetPort}",
                        $"--smtpport={resource.GetEndpoint(Smtp4devResource.Smtp).TargetPort}",
                        "--imapport=",
                        "--pop3port=",
                        "--allowremoteconnections-",
                        "--messagestokeep=1000",
                        "--db="
                    )
                );
            })
            .WithEnvironment("HOME", folder)
            .OnBeforeResourceStarted(
                (_, _, _) =>
                {
                    User.Own(folder);
                    return Task.CompletedTask;
                }
            )
            .WithReadinessProbe(ProbeAsync)
            .ExcludeFromManifest();
    }

    /// <summary>In the packages that <c>dotnet tool restore</c> fetched.</summary>
    private static string Program()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var found = Directory.Exists(packages)
            ? Directory
                .EnumerateDirectories(packages, Package + "*")
                .SelectMany(package =>
                    Directory.EnumerateFiles(package, "Rnwood.Smtp4dev", SearchOption.AllDirectories)
                )
            : [];
        return found.Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new DistributedApplicationException(
                "The mail server for development is missing. Fetch it with `dotnet tool restore`."
            );
    }

    private static async Task ProbeAsync(Smtp4devResource server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.GetEndpoint(Smtp4devResource.Smtp).Port, cancellationToken);
        var greeting = new byte[3];
        await client.GetStream().ReadExactlyAsync(greeting, cancellationToken);
        if (!greeting.AsSpan().SequenceEqual("220"u8))
            throw new IOException("The mail server does not greet.");
    }
}
