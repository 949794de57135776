using Microsoft.Extensions.DependencyInjection;

namespace Portal.AppHost.Model;

/// <summary>The demo catalogue: imported on every start, or when an operator asks for it.</summary>
internal static class Demo
{
    private const string ImportCommand = "import-demo";

    /// <summary>Importing twice changes nothing; with <c>--demo false</c> the job is there but waits to be started.</summary>
    public static void AddDemo(
        this Deployment portal,
        Service gateway,
        Action<IResourceBuilder<ProjectResource>> describe
    )
    {
        if (portal.Builder.ExecutionContext.IsPublishMode)
            return;
        var catalogue = Path.GetFullPath(Path.Combine(portal.Builder.AppHostDirectory, "..", "samples", "demo"));
        var demo = portal
            .AddJob<Projects.portalctl>(Resources.Demo, "import", catalogue, "--demo-file", portal.Path("demo.json"))
            .WaitFor(gateway)
            .WithIconName("BoxArrowUp");
        describe(demo);
        if (!portal.Settings.Demo)
            demo.WithExplicitStart();
        foreach (var replica in gateway.Replicas)
            replica.WithCommand(
                ImportCommand,
                "Import the demo catalogue",
                context =>
                    context
                        .Services.GetRequiredService<ResourceCommandService>()
                        .ExecuteCommandAsync(
                            demo.Resource,
                            KnownResourceCommands.StartCommand,
                            context.CancellationToken
                        ),
                new CommandOptions
                {
                    Description =
                        "Loads samples/demo: products, licenses, customers with sign-ins. Importing twice changes nothing.",
                    IconName = "BoxArrowUp",
                    ConfirmationMessage = "Import the demo catalogue into this portal?",
                    UpdateState = context =>
                        context.ResourceSnapshot.HealthStatus
                        is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
                            ? ResourceCommandState.Enabled
                            : ResourceCommandState.Disabled,
                }
            );
    }
}
