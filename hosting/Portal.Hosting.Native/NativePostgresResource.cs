namespace Portal.Hosting.Native;

/// <summary>PostgreSQL from the distribution's packages. Its connection string is Npgsql's.</summary>
public sealed class NativePostgresResource(string name, string folder, ParameterResource password)
    : NativeServerResource(name, folder, password)
{
    internal List<NativePostgresDatabaseResource> Databases { get; } = [];

    internal string DataFolder => Path.Combine(Folder, "data");

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create(
            $"Host=127.0.0.1;Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username=postgres;Password={PasswordParameter}"
        );
}

/// <summary>One database of the server; it is created when the server is ready.</summary>
public sealed class NativePostgresDatabaseResource(string name, NativePostgresResource parent)
    : Resource(name),
        IResourceWithParent<NativePostgresResource>,
        IResourceWithConnectionString
{
    /// <summary>The server.</summary>
    public NativePostgresResource Parent => parent;

    /// <inheritdoc />
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{parent.ConnectionStringExpression};Database={Name}");
}
