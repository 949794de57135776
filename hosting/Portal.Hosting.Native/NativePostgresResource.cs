namespace Portal.Hosting.Native;

/// <summary>PostgreSQL from the distribution's packages. Its connection string is Npgsql's, for the superuser.</summary>
public sealed class NativePostgresResource(string name, string folder, ParameterResource password)
    : NativeServerResource(name, folder, password)
{
    internal string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Where it listens, without a user.</summary>
    public ReferenceExpression AddressExpression =>
        ReferenceExpression.Create($"Host=127.0.0.1;Port={PrimaryEndpoint.Property(EndpointProperty.Port)}");

    /// <inheritdoc />
    public override ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{AddressExpression};Username=postgres;Password={PasswordParameter}");
}
