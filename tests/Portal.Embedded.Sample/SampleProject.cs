using Portal.Embedded.Hosting;

namespace Portal.Embedded.Sample;

/// <summary>This program, as a resource of itself.</summary>
public sealed class SampleProject : IProjectMetadata
{
    public string ProjectPath => AssemblyPath;
    public string AssemblyPath => typeof(SampleProject).Assembly.Location;
}
