using Portal.Embedded.Hosting.ApplicationModel;

namespace Portal.Embedded.Hosting;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>A parameter with a generated value. The engine never prints one, so <paramref name="secret"/> changes nothing here.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this DistributedApplicationBuilder builder, string name, GenerateParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, value, persist));
}
