namespace Portal.Embedded.Hosting;

/// <summary>A project of the application; the classes are made by build/Portal.Embedded.Hosting.targets.</summary>
public interface IProjectMetadata
{
    string ProjectPath { get; }

    /// <summary>The assembly that the build made of it.</summary>
    string AssemblyPath { get; }
}
