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
    var (postgres, redis, rabbit, mail) = (servers.Postgres, servers.Redis, servers.RabbitMQ, servers.Mail);
    var licenseBroker = servers.AddBrokerUser(Resources.License, "licensing", "activations");
    var activationBroker = servers.AddBrokerUser(Resources.Activation, "activations", "licensing", "downloads");
    var downloadBroker = servers.AddBrokerUser(Resources.Download, "downloads", "licensing", "activations");
    var identityBroker = servers.AddBrokerUser(Resources.Identity, "identity", "licensing", "activations", "downloads");

    var gatewaySecret = portal.AddSecret(Resources.GatewaySecret);
    var serviceSecret = portal.AddSecret(Resources.ServiceSecret);
    var operatorSecret = portal.AddSecret(Resources.OperatorSecret);
    var linkKey = portal.AddSecret(Resources.LinkKey);

    // One migration after the other: they are all processor, and the broker starts beside them.
    var identityMigration = portal
        .AddJob<Projects.Portal_Identity>(Resources.MigrationOf(Resources.Identity), "--migrate")
        .WithOwnedDatabase(identityDb)
        .WaitFor(postgres)
        .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
        .WithEnvironment("Keys__Path", portal.Path("keys"))
        .WithEnvironment("Clients__gateway", gatewaySecret)
        .WithEnvironment("Clients__service", serviceSecret)
        .WithEnvironment("Clients__operator", operatorSecret);
    var licenseMigration = portal
        .AddJob<Projects.Portal_Licenses>(Resources.MigrationOf(Resources.License), "--migrate")
        .WithOwnedDatabase(licenseDb)
        .WaitFor(postgres)
        .WaitForCompletion(identityMigration);
    var activationMigration = portal
        .AddJob<Projects.Portal_Activations>(Resources.MigrationOf(Resources.Activation), "--migrate")
        .WithOwnedDatabase(activationDb)
        .WaitFor(postgres)
        .WithSigningKeys(portal)
        .WaitForCompletion(licenseMigration);
    var downloadMigration = portal
        .AddJob<Projects.Portal_Downloads>(Resources.MigrationOf(Resources.Download), "--migrate")
        .WithOwnedDatabase(downloadDb)
        .WaitFor(postgres)
        .WaitForCompletion(activationMigration);

    var identity = portal.AddService<Projects.Portal_Identity>(Resources.Identity, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithReference(identityDb.Service)
            .WaitForCompletion(identityMigration)
            .WithReference(identityBroker, Resources.RabbitMQ)
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
            .WithReference(licenseDb.Service)
            .WaitForCompletion(licenseMigration)
            .WithReference(licenseBroker, Resources.RabbitMQ)
            .WaitFor(rabbit)
            .WithReference(identity)
            .WaitFor(identity)
            .WithEnvironment("Portal__PublicUrl", settings.PublicUrl)
            .WithVendorTime(portal)
            .WithEnvironment("Clients__service", serviceSecret)
            .WithIconName("Certificate")
    );

    var download = portal.AddService<Projects.Portal_Downloads>(Resources.Download, service =>
        service
            .WithListener(portal)
            .WithManagementListener(portal)
            .WithFilesListener(portal)
            .WithReference(downloadDb.Service)
            .WaitForCompletion(downloadMigration)
            .WithReference(downloadBroker, Resources.RabbitMQ)
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
            .WithReference(activationDb.Service)
            .WaitForCompletion(activationMigration)
            .WithReference(activationBroker, Resources.RabbitMQ)
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

    // Both keep copies of the slots in use, which Activation owns.
    license.WithReference(activation);
    download.WithReference(activation);

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
