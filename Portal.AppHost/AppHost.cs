// The deployment, as a picture. Runs on two engines: docs/decisions/0001-two-engines.md.
var builder = DistributedApplication.CreateBuilder(args);
var settings = Settings.From(builder.Configuration);

var postgres = builder.AddPostgres(Resources.Postgres).WithDataVolume();
var licenseDb = postgres.AddDatabase(Resources.LicenseDb);
var activationDb = postgres.AddDatabase(Resources.ActivationDb);
var downloadDb = postgres.AddDatabase(Resources.DownloadDb);
var identityDb = postgres.AddDatabase(Resources.IdentityDb);
var redis = builder.AddRedis(Resources.Redis).WithDataVolume();
var rabbit = builder.AddRabbitMQ(Resources.RabbitMQ).WithDataVolume();

var random = new GenerateParameterDefault { MinLength = 40, Special = false };
var gatewaySecret = builder.AddParameter(Resources.GatewaySecret, random, secret: true, persist: true);
var serviceSecret = builder.AddParameter(Resources.ServiceSecret, random, secret: true, persist: true);
var operatorSecret = builder.AddParameter(Resources.OperatorSecret, random, secret: true, persist: true);
var linkKey = builder.AddParameter(Resources.LinkKey, random, secret: true, persist: true);

// One migration after the other: they are all processor, and the broker starts beside them.
var identityMigration = builder.AddProject<Projects.Portal_Identity>(Resources.MigrationOf(Resources.Identity))
    .WithArgs("--migrate").WithReference(identityDb).WaitFor(identityDb).WithEnvironment(settings.Identity)
    .WithEnvironment("Clients__gateway", gatewaySecret).WithEnvironment("Clients__service", serviceSecret).WithEnvironment("Clients__operator", operatorSecret);
var licenseMigration = builder.AddProject<Projects.Portal_Licensing>(Resources.MigrationOf(Resources.License))
    .WithArgs("--migrate").WithReference(licenseDb).WaitFor(licenseDb).WaitForCompletion(identityMigration);
var activationMigration = builder.AddProject<Projects.Portal_Activations>(Resources.MigrationOf(Resources.Activation))
    .WithArgs("--migrate").WithReference(activationDb).WaitFor(activationDb).WaitForCompletion(licenseMigration).WithEnvironment(settings.Signing);
var downloadMigration = builder.AddProject<Projects.Portal_Downloads>(Resources.MigrationOf(Resources.Download))
    .WithArgs("--migrate").WithReference(downloadDb).WaitFor(downloadDb).WaitForCompletion(activationMigration);

var identity = builder.AddProject<Projects.Portal_Identity>(Resources.Identity)
    .WithReference(identityDb).WaitForCompletion(identityMigration).WithReference(rabbit).WaitFor(rabbit)
    .WithEnvironment(settings.Identity)
    .WithHttpEndpoint().WithHttpEndpoint(name: Resources.Management, env: Resources.ManagementPort)
    .WithHttpHealthCheck("/health").WithReplicas(settings.Replicas(Resources.Identity));

var license = builder.AddProject<Projects.Portal_Licensing>(Resources.License)
    .WithReference(licenseDb).WaitForCompletion(licenseMigration).WithReference(rabbit).WaitFor(rabbit)
    .WithReference(identity).WaitFor(identity).WithEnvironment(settings.Service)
    .WithHttpEndpoint().WithHttpEndpoint(name: Resources.Management, env: Resources.ManagementPort)
    .WithHttpHealthCheck("/health").WithReplicas(settings.Replicas(Resources.License));

var download = builder.AddProject<Projects.Portal_Downloads>(Resources.Download)
    .WithReference(downloadDb).WaitForCompletion(downloadMigration).WithReference(rabbit).WaitFor(rabbit)
    .WithReference(identity).WaitFor(identity).WithReference(license).WithEnvironment(settings.Service).WithEnvironment("Clients__service", serviceSecret)
    .WithEnvironment(settings.Files).WithEnvironment("Links__Key", linkKey)
    .WithHttpEndpoint().WithHttpEndpoint(name: Resources.Management, env: Resources.ManagementPort).WithHttpEndpoint(name: Resources.Files, env: Resources.FilesPort)
    .WithHttpHealthCheck("/health").WithReplicas(settings.Replicas(Resources.Download));

var activation = builder.AddProject<Projects.Portal_Activations>(Resources.Activation)
    .WithReference(activationDb).WaitForCompletion(activationMigration).WithReference(rabbit).WaitFor(rabbit)
    .WithReference(identity).WaitFor(identity).WithReference(license).WithReference(download).WithEnvironment(settings.Service).WithEnvironment("Clients__service", serviceSecret)
    .WithEnvironment(settings.Signing)
    .WithHttpEndpoint().WithHttpEndpoint(name: Resources.Management, env: Resources.ManagementPort)
    .WithHttpHealthCheck("/health").WithReplicas(settings.Replicas(Resources.Activation));

var gateway = builder.AddProject<Projects.Portal_Gateway>(Resources.Gateway)
    .WithReference(redis).WaitFor(redis).WithReference(identity).WaitFor(identity).WithReference(license).WaitFor(license)
    .WithReference(activation).WaitFor(activation).WithReference(download).WaitFor(download)
    .WithEnvironment(settings.Service).WithEnvironment("Clients__gateway", gatewaySecret)
    .WithHttpEndpoint(port: settings.Port).WithExternalHttpEndpoints().WithHttpHealthCheck("/health");

if (settings.Demo)
    builder.AddProject<Projects.portalctl>(Resources.Demo).WithArgs("import", settings.DemoCatalogue, "--demo-file", settings.DemoFile)
        .WithReference(identity).WithReference(license).WithReference(activation).WithReference(download).WaitFor(gateway)
        .WithEnvironment("Clients__operator", operatorSecret);

builder.Build().Run();
