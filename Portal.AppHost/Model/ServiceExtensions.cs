namespace Portal.AppHost.Model;

/// <summary>What a service listens on, and where it keeps things.</summary>
internal static class ServiceExtensions
{
    /// <summary>For the gateway and for other services.</summary>
    public static IResourceBuilder<ProjectResource> WithListener(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    ) =>
        service
            .WithListener(portal, Resources.Http, variable: null)
            .WithUrlForEndpoint(Resources.Http, url => url.DisplayText = "Service")
            .WithUrlForEndpoint(Resources.Http, endpoint =>
                new() { Url = endpoint.Url + Resources.HealthPath, DisplayText = "Health" }
            );

    /// <summary>For operators (management API) and other services (replication); never routed by the gateway.</summary>
    public static IResourceBuilder<ProjectResource> WithManagementListener(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    ) =>
        service
            .WithListener(portal, Resources.Management, Resources.ManagementPort)
            .WithEnvironment(context =>
            {
                // On a platform each service has an address of its own, and others call it there.
                if (context.ExecutionContext.IsPublishMode)
                    context.EnvironmentVariables[Resources.ManagementAddress] = "0.0.0.0";
            })
            .WithUrlForEndpoint(Resources.Management, url => url.DisplayText = "Management");

    /// <summary>For big files, which do not pass through the gateway.</summary>
    public static IResourceBuilder<ProjectResource> WithFilesListener(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    ) =>
        service
            .WithListener(portal, Resources.Files, Resources.FilesPort)
            .WithUrlForEndpoint(Resources.Files, url => url.DisplayText = "Files");

    /// <summary>The portal's public address.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicListener(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    ) =>
        service
            .WithListener(portal, Resources.Http, variable: null, portal.Settings.Port)
            .WithExternalHttpEndpoints()
            .WithUrlForEndpoint(Resources.Http, url => url.DisplayText = "Portal")
            .WithUrlForEndpoint(Resources.Http, endpoint =>
                new() { Url = endpoint.Url + Resources.HealthPath, DisplayText = "Health" }
            );

    /// <summary>For a migration: signs in as the database's owner, and says what the service may do with the tables.</summary>
    public static IResourceBuilder<ProjectResource> WithOwnedDatabase(
        this IResourceBuilder<ProjectResource> job,
        PostgresDatabase database
    ) =>
        job.WithReference(database.Owner, database.Service.Resource.Name)
            .WithEnvironment("Database__ServiceRole", database.ServiceRole);

    /// <summary>Where Activation keeps the keys that it signs with.</summary>
    public static IResourceBuilder<ProjectResource> WithSigningKeys(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    )
    {
        service.WithEnvironment("Keys__Path", portal.Path("signing"));
        return portal.Settings.RsaBits is { } bits ? service.WithEnvironment("KeyManager__KeySize", bits) : service;
    }

    /// <summary>
    /// The vendor's name, logo and support address: the section <c>Branding</c> of the AppHost's own configuration. The made-up
    /// vendor of the demo has a support address, too, so that "Get help" leads somewhere.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithBranding(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    )
    {
        var branding = portal.Builder.Configuration.GetSection("Branding");
        foreach (var value in branding.GetChildren())
            service.WithEnvironment($"Branding__{value.Key}", value.Value);
        return portal.Settings.Demo && branding["SupportUrl"] is null
            ? service.WithEnvironment("Branding__SupportUrl", "mailto:support@fathomline.example.com")
            : service;
    }

    /// <summary>The vendor's time zone, <c>Vendor:TimeZone</c> of the AppHost's own configuration. Default: UTC.</summary>
    public static IResourceBuilder<ProjectResource> WithVendorTime(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal
    ) =>
        portal.Builder.Configuration["Vendor:TimeZone"] is { Length: > 0 } zone
            ? service.WithEnvironment("Vendor__TimeZone", zone)
            : service;

    /// <summary>A listener on a kept port, without a proxy in between.</summary>
    /// <param name="variable">Tells the service the port of a listener beside its ordinary one.</param>
    private static IResourceBuilder<ProjectResource> WithListener(
        this IResourceBuilder<ProjectResource> service,
        Deployment portal,
        string listener,
        string? variable,
        int? fixedPort = null
    )
    {
        var port = fixedPort ?? portal.Port($"{service.Resource.Name}/{listener}");
        return service.WithHttpEndpoint(port: port, targetPort: port, name: listener, env: variable, isProxied: false);
    }
}
