using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Portal.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Portal.Gateway.Services;

/// <summary>Which addresses go to which service. What is not named here is not routed: above all no management endpoint.</summary>
internal static class ServiceRoutes
{
    public const string Licensing = "licensing",
        Identity = "identity",
        KeyManager = "v1",
        KeyManagerInApi = "api/v1";
    private const long ApiBody = 1024 * 1024,
        LicensingBody = 64 * 1024;
    private static readonly string[] Services = ["license", "activation", "download", "identity"];

    public static void AddServiceRoutes(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.Services.PostConfigure<KestrelServerOptions>(kestrel =>
            (kestrel.RequestHeaderEncodingSelector, kestrel.ResponseHeaderEncodingSelector) = (
                _ => Encoding.Latin1,
                _ => Encoding.Latin1
            )
        );
        builder.HideInTraces($"/{KeyManager}/licenses/");
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, SkipAfterFailure>();
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    .. Services.Select(Api),
                    Open(Licensing, "activation", LicensingBody) with
                    {
                        CorsPolicy = LicensingCors.Policy,
                    },
                    Open(KeyManager, "activation", LicensingBody),
                    Open(KeyManagerInApi, "activation", LicensingBody),
                    Open(Identity, "identity", ApiBody),
                    .. ApiDocs.Documents.Select(Document),
                ],
                [.. Services.Select(Cluster)]
            )
            .AddTransforms(RequestTransforms.Apply)
            // One destination for each replica that service discovery knows.
            .AddServiceDiscoveryDestinationResolver();
    }

    public static void MapServiceRoutes(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
            {
                proxy.Use(NoTunnels);
                proxy.UseSecondReplica();
                proxy.UseLoadBalancing();
                proxy.UsePassiveHealthChecks();
            })
            .ConfigureEndpoints(
                (endpoint, route) =>
                {
                    if (IsApi(route))
                        endpoint.WithMetadata(new RequiresCsrfHeader());
                }
            );
        foreach (
            var prefix in (string[])
                ["/identity", "/licensing", "/v1", "/api/v1", .. Services.Select(service => $"/api/{service}")]
        )
            app.Map($"{prefix}/{{listener:regex(^(management|replication)$)}}/{{**rest}}", () => Results.NotFound())
                .AllowAnonymous();
    }

    /// <summary>CONNECT asks for a tunnel (RFC 9110, section 9.3.6), which YARP would try to open at the service.</summary>
    private static Task NoTunnels(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsConnect(http.Request.Method))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    public static bool IsApi(RouteConfig route) => route.AuthorizationPolicy == "default";

    private static RouteConfig Api(string service) =>
        new()
        {
            RouteId = $"api-{service}",
            ClusterId = service,
            Match = new RouteMatch { Path = $"/api/{service}/{{**rest}}" },
            AuthorizationPolicy = "default",
            MaxRequestBodySize = ApiBody,
        };

    /// <summary>What a service says of its public API.</summary>
    private static RouteConfig Document(string service) =>
        new()
        {
            RouteId = $"docs-{service}",
            ClusterId = service,
            Match = new RouteMatch { Path = $"{ApiDocs.Path}/{service}.json", Methods = [HttpMethods.Get] },
            AuthorizationPolicy = "anonymous",
            Transforms = [new Dictionary<string, string> { ["PathSet"] = $"/openapi/{Descriptions.Public}.json" }],
        };

    private static RouteConfig Open(string name, string service, long body) =>
        new()
        {
            RouteId = name,
            ClusterId = service,
            Match = new RouteMatch { Path = $"/{name}/{{**rest}}" },
            AuthorizationPolicy = "anonymous",
            MaxRequestBodySize = body,
        };

    private static ClusterConfig Cluster(string service) =>
        new()
        {
            ClusterId = service,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                [service] = new() { Address = $"http://{service}" },
            },
            LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
            // Headers pass as the bytes they are: other applications' cookies, user agents and mistyped keys are in any encoding.
            HttpClient = new HttpClientConfig
            {
                RequestHeaderEncoding = Encoding.Latin1.WebName,
                ResponseHeaderEncoding = Encoding.Latin1.WebName,
            },
            HttpRequest = new ForwarderRequestConfig
            {
                ActivityTimeout = TimeSpan.FromSeconds(30),
                Version = new Version(1, 1),
            },
            HealthCheck = new HealthCheckConfig
            {
                // When all look ill, all are tried: a service that is back serves at once.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
                Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = nameof(SkipAfterFailure) },
                Active = new ActiveHealthCheckConfig
                {
                    Enabled = true,
                    Path = "/health",
                    Interval = TimeSpan.FromSeconds(5),
                    Timeout = TimeSpan.FromSeconds(3),
                },
            },
        };
}
