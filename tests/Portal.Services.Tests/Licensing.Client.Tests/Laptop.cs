using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>A device with the vendor's program on it, whose network cable can be pulled.</summary>
internal sealed class Laptop : IDisposable
{
    private readonly Cable _cable = new();
    private readonly HttpClient _http;
    private readonly List<LicensingClient> _others = [];

    private Laptop(LicensingOptions options, string name)
    {
        (Options, _http) = (options, new HttpClient(_cable));
        Device = new Device(
            new Dictionary<string, string> { ["machine"] = $"machine of {name}", ["board"] = $"board of {name}" },
            name,
            "linux x64"
        );
        Client = new LicensingClient(options, Device, _http, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Also backwards.</summary>
    public void SetClock(DateTimeOffset now) => Clock.AdjustTime(now);

    public LicensingOptions Options { get; }
    public Device Device { get; }
    public LicensingClient Client { get; }

    /// <summary>Another program, or the same after a change, on this device, clock and network.</summary>
    public LicensingClient With(Func<LicensingOptions, LicensingOptions> change, Device? device = null)
    {
        var client = new LicensingClient(change(Options), device ?? Device, _http, Clock);
        _others.Add(client);
        return client;
    }

    /// <summary>Null: none, until it is asked for.</summary>
    public static async Task<Laptop> With(
        PortalApp app,
        Catalogue.License license,
        string name = "Laptop",
        string? cacheFile = null
    ) =>
        new(
            new LicensingOptions
            {
                Portal = app.Address("gateway"),
                LicenseKey = license.Key,
                Product = license.Product.Slug,
                Version = "1.0.0",
                TrustedKeys = await KeysOf(app),
                CacheFile = cacheFile ?? Path.Combine(Path.GetTempPath(), $"{Catalogue.Unique("license-cache")}.json"),
            },
            name
        );

    public void PullTheCable() => _cable.Pulled = true;

    public void PlugItIn() => _cable.Pulled = false;

    /// <summary>Somebody on the way changes what comes back.</summary>
    public void Forge(Func<HttpResponseMessage, Task<HttpResponseMessage>> forgery) => _cable.Forgery = forgery;

    /// <summary>Somebody on the way changes what is asked.</summary>
    public void Rewrite(Func<HttpRequestMessage, Task> change) => _cable.Change = change;

    public void Dispose()
    {
        Client.Dispose();
        _others.ForEach(other => other.Dispose());
        _http.Dispose();
        if (File.Exists(Options.CacheFile))
            File.Delete(Options.CacheFile);
    }

    private static async Task<IReadOnlyList<string>> KeysOf(PortalApp app)
    {
        var set = await app.Gateway.GetFromJsonAsync<JsonObject>("/licensing/v1/keys");
        return [.. set!["keys"]!.AsArray().Select(key => key!["x"]!.GetValue<string>())];
    }

    private sealed class Cable() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Pulled { get; set; }
        public Func<HttpResponseMessage, Task<HttpResponseMessage>>? Forgery { get; set; }
        public Func<HttpRequestMessage, Task>? Change { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (Pulled)
                throw new HttpRequestException("The cable is pulled.");
            if (Change is not null)
                await Change(request);
            var response = await base.SendAsync(request, cancellationToken);
            return Forgery is null ? response : await Forgery(response);
        }
    }
}
