using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Infrastructure;

namespace Portal.Embedded.Hosting.Running;

/// <summary>Every address, password and parameter, settled before the first process starts.</summary>
internal sealed class Allocation
{
    private readonly Dictionary<(string Resource, string Endpoint), List<string>> _addresses = [];
    private readonly Dictionary<string, string> _parameters = [];
    private readonly Dictionary<string, InfrastructureServer> _servers = [];

    public Allocation(IReadOnlyList<IResource> resources, DataFolder data)
    {
        var (ports, secrets) = (new Ports(data), new Secrets(data));
        foreach (var resource in resources)
        {
            switch (resource)
            {
                case PostgresServerResource postgres: _servers[postgres.Name] = new PostgresServer(postgres, data, ports, secrets); break;
                case RedisResource redis: _servers[redis.Name] = new RedisServer(redis, data, ports, secrets); break;
                case RabbitMQServerResource rabbit: _servers[rabbit.Name] = new RabbitMqServer(rabbit, data, ports, secrets); break;
                case ParameterResource parameter: _parameters[parameter.Name] = Value(parameter, secrets); break;
                case ProjectResource project: Allocate(project, ports); break;
            }
        }

        ConnectionStrings = _servers.Values.SelectMany(server => server.ConnectionStrings).ToDictionary();
        PublicUrl = resources.OfType<ProjectResource>()
            .SelectMany(project => project.Endpoints.Where(endpoint => endpoint.IsExternal).Select(endpoint => Addresses(project.Name, endpoint.Name)[0]))
            .FirstOrDefault();
    }

    public string? PublicUrl { get; }
    public IReadOnlyDictionary<string, string> ConnectionStrings { get; }
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    public InfrastructureServer Server(string name) => _servers[name];

    /// <summary>One for each replica.</summary>
    public IReadOnlyList<string> Addresses(string resource, string endpoint) =>
        _addresses.TryGetValue((resource, endpoint), out var addresses) ? addresses : throw new KeyNotFoundException($"'{resource}' has no endpoint '{endpoint}'.");

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> AllAddresses => _addresses
        .GroupBy(entry => entry.Key.Resource)
        .ToDictionary(
            group => group.Key,
            group => (IReadOnlyDictionary<string, IReadOnlyList<string>>)group.ToDictionary(entry => entry.Key.Endpoint, entry => (IReadOnlyList<string>)entry.Value));

    private void Allocate(ProjectResource project, Ports ports)
    {
        foreach (var endpoint in project.Endpoints)
        {
            var addresses = _addresses[(project.Name, endpoint.Name)] = [];
            if (endpoint.Port is { } taken && !Ports.IsFree(taken))
                throw new StartFailedException($"Port {taken} is taken by another program. Choose another with --port.");
            if (endpoint.Port is not null && project.Replicas > 1)
                throw new StartFailedException($"'{project.Name}' has the fixed port {endpoint.Port}, so it cannot have replicas.");
            for (var replica = 0; replica < project.Replicas; replica++)
                addresses.Add($"http://{endpoint.Host}:{endpoint.Port ?? ports.GetOrChoose($"{project.ReplicaName(replica)}/{endpoint.Name}")}");
        }
    }

    private static string Value(ParameterResource parameter, Secrets secrets)
    {
        var (length, special) = (parameter.Default.MinLength, parameter.Default.Special);
        return parameter.Persist ? secrets.GetOrMake(parameter.Name, length, special) : Secrets.Random(length, special);
    }
}
