using Microsoft.Extensions.DependencyInjection;

namespace Portal.Testing;

/// <summary>What Aspire does in its own way.</summary>
public sealed partial class PortalApp
{
    // The public address is part of every token, so the port must stay the one that was asked for.
    private static readonly string[] EngineArguments = ["--DcpPublisher:RandomizePorts", "false"];

    public async Task<string> Parameter(string name) =>
        await App.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ParameterResource>()
            .Single(parameter => parameter.Name == name).GetValueAsync(CancellationToken.None)
        ?? throw new InvalidOperationException($"The parameter '{name}' has no value.");

    public IReadOnlyList<int> ProcessIds(string resource) => throw OnlyEmbedded(resource);

    public Task Kill9(string resource, int replica = 0) => throw OnlyEmbedded(resource);

    private static NotSupportedException OnlyEmbedded(string resource) => new($"The processes of {resource} belong to Aspire: tests that kill run on the embedded engine.");

    // Containers belong to the process that started them: every test project has its own application.
    private static Task<bool> Join() => Task.FromResult(false);

    private static string? Joined(string kind, string name) => null;

    private static Uri? JoinedAddress(string resource, string endpoint) => null;
}

internal static class EngineExtensions
{
    /// <summary>Without its volumes a container starts empty and leaves nothing to the next application.</summary>
    public static void KeepApart(this IDistributedApplicationTestingBuilder builder)
    {
        foreach (var resource in builder.Resources)
        {
            foreach (var volume in resource.Annotations.OfType<ContainerMountAnnotation>().ToList())
                resource.Annotations.Remove(volume);
        }
    }
}
