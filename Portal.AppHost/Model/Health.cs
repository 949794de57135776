namespace Portal.AppHost.Model;

internal static class Health
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Ready: a service has everything that a request needs.</summary>
    public static async Task ProbeAsync(ProjectResource service, CancellationToken cancellationToken)
    {
        var address = new Uri(new Uri(service.GetEndpoint(Resources.Http).Url), Resources.HealthPath);
        using var answer = await Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
