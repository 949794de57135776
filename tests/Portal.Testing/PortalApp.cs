using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Portal.Testing;

/// <summary>
/// The whole application, without the demo catalogue, on a free port and in a data folder of its own.
/// One for a test assembly: <c>[assembly: AssemblyFixture(typeof(PortalApp))]</c>. <c>./portal test</c> starts one for all of them.
/// </summary>
public sealed partial class PortalApp : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _data = Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}");
    private string[]? _more;
    private DistributedApplication? _app;
    private HttpClient? _gateway;

    /// <summary>Where databases, logs and addresses of this application are.</summary>
    public string DataFolder => _data;

    public HttpClient Gateway => _gateway ?? throw NotStarted();

    /// <summary>Follows no redirect and keeps no cookie: what the gateway itself answers.</summary>
    public HttpClient BareGateway() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address("gateway") };

    /// <summary>With more on the AppHost's command line, for a test that needs an application of its own.</summary>
    public static async Task<PortalApp> StartAsync(params string[] more)
    {
        var app = new PortalApp { _more = more };
        await app.InitializeAsync();
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        // The AppHost's relative paths are meant from the repository's root.
        Directory.SetCurrentDirectory(RepositoryRoot());
        if (_more is null && await Join())
        {
            _gateway = new HttpClient { BaseAddress = Address("gateway") };
            return;
        }
        // A hundred customers sign in from one address here. What the limit does is tested at a gateway that has its own.
        Environment.SetEnvironmentVariable("RateLimits__SignIn__Burst", "100000");
        string[] arguments = ["--demo", "false", "--port", FreePort().ToString(CultureInfo.InvariantCulture), "--data", _data, "--rsa-bits", "2048", .. EngineArguments, .. _more ?? []];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Portal_AppHost>(arguments);
        builder.KeepApart();
        _app = await builder.BuildAsync();
        await _app.StartAsync();
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("gateway");
        _gateway = _app.CreateHttpClient("gateway");
    }

    public Uri Address(string resource, string endpoint = "http") => JoinedAddress(resource, endpoint) ?? App.GetEndpoint(resource, endpoint);

    public async Task<string> ConnectionString(string name) =>
        Joined("connectionStrings", name) ?? await App.GetConnectionStringAsync(name) ?? throw new ArgumentException($"No connection string is called '{name}'.");

    public Task WaitUntilHealthy(string resource) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource).WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_app is null)
            return;
        await _app.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    private DistributedApplication App => _app ?? throw NotStarted();

    private static InvalidOperationException NotStarted() => new("The application has not been started.");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests are not inside the repository.");
    }

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
            catch (SocketException)
            {
            }
        }
    }
}
