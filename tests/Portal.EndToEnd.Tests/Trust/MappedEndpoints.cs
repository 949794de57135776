using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Portal.Activations;
using Portal.Downloads;
using Portal.Gateway;
using Portal.Identity;
using Portal.Licenses;
using Portal.ServiceDefaults;

namespace Portal.EndToEnd.Tests.Trust;

/// <summary>Every endpoint of every service, read from the services themselves: a new one is in here by existing.</summary>
internal static class MappedEndpoints
{
    public const string Gateway = "gateway";

    public static IReadOnlyList<MappedEndpoint> All { get; } =
    [
        .. Of("license", typeof(LicensesModule), builder => builder.AddLicenses(), app => app.MapLicenses()),
        .. Of(
            "activation",
            typeof(ActivationsModule),
            builder => builder.AddActivations(),
            app => app.MapActivations()
        ),
        .. Of("download", typeof(DownloadsModule), builder => builder.AddDownloads(), app => app.MapDownloads()),
        .. Of("identity", typeof(IdentityModule), builder => builder.AddIdentity(), app => app.MapIdentity()),
        .. Of(Gateway, typeof(GatewayModule), builder => builder.AddGateway(), app => app.MapGateway()),
    ];

    public static IEnumerable<MappedEndpoint> OfServices => All.Where(endpoint => endpoint.Service != Gateway);

    private static List<MappedEndpoint> Of(
        string service,
        Type module,
        Action<WebApplicationBuilder> _add,
        Action<WebApplication> map
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = module.Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddInMemoryCollection([
            new("Portal:PublicUrl", "http://localhost"),
            new("ConnectionStrings:redis", "127.0.0.1:9"),
            .. new[] { "license", "activation", "download", "identity" }.Select(name => new KeyValuePair<
                string,
                string?
            >($"services:{name}:http:0", "http://127.0.0.1:9")),
        ]);
        builder.AddServiceDefaults();
        _add(builder);
        var app = builder.Build();
        if (service != Gateway)
            app.MapDefaultEndpoints();
        map(app);
        return
        [
            .. ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .SelectMany(endpoint => MappedEndpoint.From(service, endpoint)),
        ];
    }
}
