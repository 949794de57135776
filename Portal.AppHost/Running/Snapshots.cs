using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.AppHost.Running;

/// <summary>What Aspire's snapshot of a resource says.</summary>
internal static class Snapshots
{
    private const string PidProperty = "executable.pid",
        ContainerIdProperty = "container.id";

    public static bool IsIn(this CustomResourceSnapshot snapshot, string state) => snapshot.State?.Text == state;

    public static bool HasEnded(this CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    public static bool IsReady(this CustomResourceSnapshot snapshot) =>
        snapshot.IsIn(KnownResourceStates.Running) && snapshot.HealthStatus is HealthStatus.Healthy;

    public static string? ContainerId(this CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == ContainerIdProperty)?.Value as string;

    /// <summary>The process id of an executable that runs.</summary>
    public static int? Pid(this CustomResourceSnapshot snapshot) =>
        snapshot.IsIn(KnownResourceStates.Running)
        && snapshot.Properties.FirstOrDefault(property => property.Name == PidProperty)?.Value is { } pid
            ? Convert.ToInt32(pid, CultureInfo.InvariantCulture)
            : null;
}
