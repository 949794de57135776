namespace Portal.Hosting.Native;

/// <summary>
/// A server from the distribution's packages, run as an executable: as its own user, in a folder of its own, on a port of its own.
/// </summary>
/// <param name="folder">Where the server keeps everything; made if it is not there.</param>
/// <param name="password">Of the one user that services sign in as.</param>
public abstract class NativeServerResource(string name, string folder, ParameterResource password)
    : ExecutableResource(name, ServerUser.Setpriv, folder),
        IResourceWithConnectionString
{
    internal const string EndpointName = "tcp";

    /// <summary>Where the server keeps everything.</summary>
    public string Folder => WorkingDirectory;

    /// <summary>The password that is part of the connection string.</summary>
    public ParameterResource PasswordParameter => password;

    /// <summary>The port that the server listens on; nothing stands in between.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, EndpointName);

    /// <inheritdoc />
    public abstract ReferenceExpression ConnectionStringExpression { get; }
}
