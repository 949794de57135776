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

    private Laptop(LicensingOptions options, string name)
    {
        (Options, _http) = (options, new HttpClient(_cable));
        Client = new LicensingClient(
            options,
            new Device(
                new Dictionary<string, string> { ["machine"] = $"machine of {name}", ["board"] = $"board of {name}" },
                name,
                "linux x64"
            ),
            _http,
            Clock
        );
    }

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    public LicensingOptions Options { get; }
    public LicensingClient Client { get; }

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
        _http.Dispose();
        File.Delete(Options.CacheFile!);
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
