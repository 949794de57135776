using System.Runtime.InteropServices;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Processes;

namespace Portal.Embedded.Hosting.Running;

/// <summary>A project's process: its environment by Aspire's conventions, its health by HTTP.</summary>
internal static class ProjectProcess
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    public static ProcessSpec Spec(ProjectResource project, int replica, Allocation allocation)
    {
        if (!File.Exists(project.Metadata.AssemblyPath))
            throw new StartFailedException($"'{project.Name}' is not built: {project.Metadata.AssemblyPath} is missing.");
        return new ProcessSpec(project.ReplicaName(replica), Dotnet, [project.Metadata.AssemblyPath, .. project.Arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(project.Metadata.ProjectPath)!,
            Environment = Variables(project, replica, allocation),
            Probe = Probe(project, replica, allocation),
        };
    }

    private static Dictionary<string, string> Variables(ProjectResource project, int replica, Allocation allocation)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production";
        var variables = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = environment,
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["OTEL_SERVICE_NAME"] = project.Name,
            // Several processes share few cores: spinning threads take time from each other.
            ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
            ["DOTNET_gcServer"] = "0",
        };
        foreach (var source in project.References)
            AddReference(variables, source, allocation);
        foreach (var endpoint in project.Endpoints.Where(endpoint => endpoint.Env is not null))
            variables[endpoint.Env!] = $"{new Uri(allocation.Addresses(project.Name, endpoint.Name)[replica]).Port}";
        if (!project.IsJob)
            variables["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Where(endpoint => endpoint.Env is null).Select(endpoint => allocation.Addresses(project.Name, endpoint.Name)[replica]));
        var context = new EnvironmentCallbackContext();
        project.Environment.ForEach(callback => callback(context));
        foreach (var (name, value) in context.EnvironmentVariables)
            variables[name] = value is ParameterResource parameter ? allocation.Parameters[parameter.Name] : $"{value}";
        return variables;
    }

    private static void AddReference(Dictionary<string, string> variables, IResource source, Allocation allocation)
    {
        if (source is not ProjectResource service)
        {
            variables[$"ConnectionStrings__{source.Name}"] = allocation.ConnectionStrings[source.Name];
            return;
        }

        foreach (var endpoint in service.Endpoints)
        {
            foreach (var (index, address) in allocation.Addresses(service.Name, endpoint.Name).Index())
                variables[$"services__{service.Name}__{endpoint.Name}__{index}"] = address;
        }
    }

    private static Func<CancellationToken, Task> Probe(ProjectResource project, int replica, Allocation allocation)
    {
        if (project.Endpoints.Find(endpoint => endpoint.Env is null) is not { } endpoint)
            return _ => Task.CompletedTask;
        var address = new UriBuilder(allocation.Addresses(project.Name, endpoint.Name)[replica]) { Path = project.HealthPath, Host = "127.0.0.1" }.Uri;
        return async cancellationToken =>
        {
            using var answer = await Http.GetAsync(address, cancellationToken);
            if (project.HealthPath is not null)
                answer.EnsureSuccessStatusCode();
        };
    }
}
