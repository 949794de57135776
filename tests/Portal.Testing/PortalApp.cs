using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Portal.Testing;

/// <summary>
/// The whole application, without the demo catalogue, on a free port and in a data folder of its own.
/// One for a test assembly: <c>[assembly: AssemblyFixture(typeof(PortalApp))]</c>.
/// </summary>
public sealed class PortalApp : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(90);

    private string[] _more = [];
    private DistributedApplication? _app;
    private Processes? _processes;
    private HttpClient? _gateway;

    /// <summary>Where databases, logs and addresses of this application are.</summary>
    public string DataFolder { get; } = Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}");

    public HttpClient Gateway => _gateway ?? throw NotStarted();

    /// <summary>Follows no redirect and keeps no cookie: what the gateway itself answers.</summary>
    public HttpClient BareGateway() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address("gateway"),
        };

    /// <summary>With more on the AppHost's command line, for a test that needs an application of its own.</summary>
    public static async Task<PortalApp> StartAsync(params string[] more)
    {
        var app = new PortalApp { _more = more };
        await app.InitializeAsync();
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        // A hundred customers sign in from one address here. What the limit does is tested at a gateway that has its own.
        Environment.SetEnvironmentVariable("RateLimits__SignIn__Burst", "100000");
        Environment.SetEnvironmentVariable("RateLimits__Licensing__Burst", "100000");
        string[] arguments =
        [
            "--demo",
            "false",
            "--dashboard",
            "false",
            "--rsa-bits",
            "2048",
            "--port",
            FreePort().ToString(CultureInfo.InvariantCulture),
            "--data",
            DataFolder,
            // The public address is part of every token, so the port must stay the one that was asked for.
            "--DcpPublisher:RandomizePorts",
            "false",
            .. _more,
        ];
        // Not disposed of: it would take the application with it.
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Portal_AppHost>(arguments);
        // Everything is in DATA/logs; the console is the test runner's.
        builder.Services.AddLogging(logging =>
            logging.SetMinimumLevel(LogLevel.Error).AddFilter("Portal.AppHost.Resources", LogLevel.None)
        );
        // Keys in any script, as the bytes of UTF-8.
        builder.Services.ConfigureHttpClientDefaults(http =>
            http.ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }
            )
        );
        _app = await builder.BuildAsync();
        _processes = new Processes(_app);
        await _app.StartAsync();
        await Task.WhenAny(ServesAsync(), EndsAsync()).Unwrap().WaitAsync(StartTimeout);
        _gateway = _app.CreateHttpClient("gateway");
    }

    public Uri Address(string resource, string endpoint = "http") => App.GetEndpoint(resource, endpoint);

    public async Task<string> ConnectionString(string name) =>
        await App.GetConnectionStringAsync(name)
        ?? throw new ArgumentException($"No connection string is called '{name}'.");

    /// <summary>A service's database as nobody in the product is: its superuser, who may also make databases.</summary>
    public async Task<string> Superuser(string database) => $"{await ConnectionString("postgres")};Database={database}";

    public async Task<string> Parameter(string name) =>
        await Model
            .Resources.OfType<ParameterResource>()
            .Single(parameter => parameter.Name == name)
            .GetValueAsync(CancellationToken.None)
        ?? throw new InvalidOperationException($"The parameter '{name}' has no value.");

    /// <summary>All replicas of a service, or a server.</summary>
    public Task WaitUntilHealthy(string service) =>
        Task.WhenAll(
                Replicas(service).Select(replica => App.ResourceNotifications.WaitForResourceHealthyAsync(replica))
            )
            .WaitAsync(HealthTimeout);

    /// <summary>One for each replica that runs right now.</summary>
    public IReadOnlyList<int> ProcessIds(string service) => [.. Replicas(service).SelectMany(Running.Ids)];

    /// <summary>Kills one process of a service or server and ends when Aspire has noticed; <see cref="WaitUntilHealthy"/> sees it back.</summary>
    public Task Kill9(string service, int replica = 0) => Running.Kill9(ProcessIds(service)[replica]);

    /// <summary>Loads samples/demo, as an operator does from the dashboard; ends when all of it is there.</summary>
    public async Task ImportDemo()
    {
        var started = await App.ResourceCommands.ExecuteCommandAsync("gateway", "import-demo");
        if (!started.Success)
            throw new InvalidOperationException($"The demo cannot be imported: {started.Message}");
        var ended = await App
            .ResourceNotifications.WaitForResourceAsync("demo", demo => demo.Snapshot.ExitCode is not null)
            .WaitAsync(StartTimeout);
        if (ended.Snapshot.ExitCode != 0)
            throw new InvalidOperationException($"The import of the demo ended with {ended.Snapshot.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_app is null)
            return;
        await _app.DisposeAsync();
        if (Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
    }

    private DistributedApplication App => _app ?? throw NotStarted();

    private Processes Running => _processes ?? throw NotStarted();

    private DistributedApplicationModel Model => App.Services.GetRequiredService<DistributedApplicationModel>();

    private async Task ServesAsync()
    {
        foreach (var service in Model.GetProjectResources().Where(project => project.GetEndpoints().Any()))
            await App.ResourceNotifications.WaitForResourceHealthyAsync(service.Name);
    }

    private async Task EndsAsync()
    {
        await Task.Delay(
                Timeout.Infinite,
                App.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().ApplicationStopping
            )
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new InvalidOperationException("The application did not start; the console says why.");
    }

    /// <summary>Replicas are resources of their own: <c>license</c>, <c>license-2</c>.</summary>
    private List<string> Replicas(string service) =>
        [
            .. Model
                .Resources.Select(resource => resource.Name)
                .Where(name =>
                    name == service
                    || (
                        name.StartsWith(service + "-", StringComparison.Ordinal)
                        && int.TryParse(name.AsSpan(service.Length + 1), out _)
                    )
                )
                .Order(StringComparer.Ordinal),
        ];

    private static InvalidOperationException NotStarted() => new("The application has not been started.");

    private static int FreePort()
    {
        while (true)
        {
            // Not one of the ephemeral ports, which any connection may take meanwhile.
            var port = Random.Shared.Next(10_000, 32_768);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) { }
        }
    }
}
