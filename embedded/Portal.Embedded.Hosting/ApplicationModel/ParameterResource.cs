namespace Portal.Embedded.Hosting.ApplicationModel;

/// <summary>A generated value; with <c>persist</c> it is the same after a restart.</summary>
public sealed class ParameterResource(string name, GenerateParameterDefault @default, bool persist) : IResource
{
    public string Name => name;
    internal GenerateParameterDefault Default => @default;
    internal bool Persist => persist;
}

/// <summary>How a parameter's value is made when nobody gave one.</summary>
public sealed class GenerateParameterDefault
{
    public required int MinLength { get; init; }
    public bool Special { get; init; } = true;
}
