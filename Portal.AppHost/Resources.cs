namespace Portal.AppHost;

/// <summary>Names of everything in the deployment. Services find each other by them.</summary>
internal static class Resources
{
    public const string Postgres = "postgres", Redis = "redis", RabbitMQ = "rabbitmq";
    public const string LicenseDb = "licensedb", ActivationDb = "activationdb", DownloadDb = "downloaddb", IdentityDb = "identitydb";
    public const string Identity = "identity", License = "license", Activation = "activation", Download = "download";
    public const string Gateway = "gateway", Demo = "demo";

    /// <summary>Listeners beside the ordinary one, and the variable that tells a service its port.</summary>
    public const string Management = "management", ManagementPort = "Listeners__management";
    public const string Files = "files", FilesPort = "Listeners__files";

    public const string GatewaySecret = "gateway-secret", ServiceSecret = "service-secret", OperatorSecret = "operator-secret", LinkKey = "link-key";

    public static string MigrationOf(string service) => $"{service}-migration";
}
