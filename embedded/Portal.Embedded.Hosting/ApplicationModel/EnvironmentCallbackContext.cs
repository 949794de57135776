namespace Portal.Embedded.Hosting.ApplicationModel;

/// <summary>The variables of one process, just before it starts. A value may be a parameter.</summary>
public sealed class EnvironmentCallbackContext
{
    public Dictionary<string, object> EnvironmentVariables { get; } = [];
}
