// The deployment, as a picture.
return await PortalApplication.RunAsync(args, Describe);

static void Describe(Deployment portal)
{
    var (builder, settings) = (portal.Builder, portal.Settings);
    var servers = new Servers(portal);
    var licenseDb = servers.AddDatabase(Resources.LicenseDb);
    var activationDb = servers.AddDatabase(Resources.ActivationDb);
    var downloadDb = servers.AddDatabase(Resources.DownloadDb);
    var identityDb = servers.AddDatabase(Resources.IdentityDb);
    var (redis, rabbit, mail) = (servers.Redis, servers.RabbitMQ, servers.Mail);

    var gatewaySecret = portal.AddSecret(Resources.GatewaySecret);
    var serviceSecret = portal.AddSecret(Resources.ServiceSecret);
    var operatorSecret = portal.AddSecret(Resources.OperatorSecret);
    var linkKey = portal.AddSecret(Resources.LinkKey);

    // One migration after the other: they are all processor, and the broker starts beside them.
    var identityMigration = portal
        .AddJob<Projects.Portal_Identity>(Resources.MigrationOf(Resources.Identity), "--migrate")
        .WithReference(identityDb)
        .WaitFor(identityDb)
        .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
        .WithEnvironment("Keys__Path", portal.Path("keys"))
        .WithEnvironment("Clients__gateway", gatewaySecret)
        .WithEnvironment("Clients__service", serviceSecret)
        .WithEnvironment("Clients__operator", operatorSecret);
    var licenseMigration = portal
        .AddJob<Projects.Portal_Licenses>(Resources.MigrationOf(Resources.License), "--migrate")
        .WithReference(licenseDb)
        .WaitFor(licenseDb)
        .WaitForCompletion(identityMigration);
    var activationMigration = portal
        .AddJob<Projects.Portal_Activations>(Resources.MigrationOf(Resources.Activation), "--migrate")
        .WithReference(activationDb)
        .WaitFor(activationDb)
        .WithSigningKeys(portal)
        .WaitForCompletion(licenseMigration);
    var downloadMigration = portal
        .AddJob<Projects.Portal_Downloads>(Resources.MigrationOf(Resources.Download), "--migrate")
        .WithReference(downloadDb)
        .WaitFor(downloadDb)
        .WaitForCompletion(activationMigration);

    var identity = portal.AddService<Projects.Portal_Identity>(Resources.Identity, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithReference(identityDb)
            .WaitForCompletion(identityMigration)
            .WithReference(rabbit)
            .WaitFor(rabbit)
            .WithReference(redis)
            .WaitFor(redis)
            .WithReference(mail)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithEnvironment("Keys__Path", portal.Path("keys"))
            .WithBranding(portal)
            .WithIconName("Person")
    );

    var license = portal.AddService<Projects.Portal_Licenses>(Resources.License, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithReference(licenseDb)
            .WaitForCompletion(licenseMigration)
            .WithReference(rabbit)
            .WaitFor(rabbit)
            .WithReference(identity)
            .WaitFor(identity)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithVendorTime(portal)
            .WithIconName("Certificate")
    );

    var download = portal.AddService<Projects.Portal_Downloads>(Resources.Download, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithFilesListener(portal)
            .WithReference(downloadDb)
            .WaitForCompletion(downloadMigration)
            .WithReference(rabbit)
            .WaitFor(rabbit)
            .WithReference(identity)
            .WaitFor(identity)
            .WithReference(license)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithEnvironment("Clients__service", serviceSecret)
            .WithEnvironment("Storage__Path", portal.Path("files"))
            .WithEnvironment("Links__Key", linkKey)
            .WithIconName("ArrowDownload")
    );

    var activation = portal.AddService<Projects.Portal_Activations>(Resources.Activation, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithReference(activationDb)
            .WaitForCompletion(activationMigration)
            .WithReference(rabbit)
            .WaitFor(rabbit)
            .WithReference(identity)
            .WaitFor(identity)
            .WithReference(license)
            .WithReference(download)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithEnvironment("Clients__service", serviceSecret)
            .WithSigningKeys(portal)
            .WithIconName("Key")
    );

    var gateway = portal.AddService<Projects.Portal_Gateway>(Resources.Gateway, service =>
        service
            .WithPublicListener(portal)
            .WithReference(redis)
            .WaitFor(redis)
            .WithReference(identity)
            .WaitFor(identity)
            .WithReference(license)
            .WaitFor(license)
            .WithReference(activation)
            .WaitFor(activation)
            .WithReference(download)
            .WaitFor(download)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithEnvironment("Clients__gateway", gatewaySecret)
            .WithBranding(portal)
            .WithIconName("Globe")
    );

    portal.AddDemo(gateway, demo =>
        demo.WithReference(identity)
            .WithReference(license)
            .WithReference(activation)
            .WithReference(download)
            .WithEnvironment("Clients__operator", operatorSecret)
    );
}
