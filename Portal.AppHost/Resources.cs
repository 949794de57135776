namespace Portal.AppHost;

/// <summary>Names of everything in the deployment. Services find each other by them.</summary>
internal static class Resources
{
    public const string Postgres = "postgres",
        Redis = "redis",
        RabbitMQ = "rabbitmq",
        Mail = "mail";
    public const string LicenseDb = "licensedb",
        ActivationDb = "activationdb",
        DownloadDb = "downloaddb",
        IdentityDb = "identitydb";
    public const string Identity = "identity",
        License = "license",
        Activation = "activation",
        Download = "download";
    public const string Gateway = "gateway",
        Demo = "demo";

    /// <summary>A service's ordinary listener.</summary>
    public const string Http = "http";

    /// <summary>Listeners beside the ordinary one, and the variable that tells a service its port.</summary>
    public const string Management = "management",
        ManagementPort = "Listeners__management",
        ManagementAddress = "ListenerAddresses__management";
    public const string Files = "files",
        FilesPort = "Listeners__files";

    /// <summary>Answers 200 when the service has everything that a request needs.</summary>
    public const string HealthPath = "/health";

    public const string GatewaySecret = "gateway-secret",
        ServiceSecret = "service-secret",
        OperatorSecret = "operator-secret";
    public const string LinkKey = "link-key";

    public static string MigrationOf(string service) => $"{service}-migration";

    /// <summary>The first replica has the service's own name.</summary>
    public static string ReplicaOf(string service, int number) => number == 1 ? service : $"{service}-{number}";

    /// <summary>The service that a replica belongs to.</summary>
    public static string ServiceOf(string replica) =>
        replica.LastIndexOf('-') is > 0 and var dash && int.TryParse(replica.AsSpan(dash + 1), out _)
            ? replica[..dash]
            : replica;
}
