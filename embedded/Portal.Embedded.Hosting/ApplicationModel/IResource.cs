namespace Portal.Embedded.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }
}

/// <summary>A server or database that services reach by <c>ConnectionStrings__{name}</c>.</summary>
public interface IResourceWithConnectionString : IResource;

public interface IResourceBuilder<out T> where T : IResource
{
    T Resource { get; }
}
