using System.Globalization;
using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Sample;
using Portal.Embedded.Testing;

namespace Portal.Embedded.Tests;

/// <summary>One running copy of a small application. Its folder is closed to others, as a home folder is.</summary>
internal sealed class Copy : IAsyncDisposable
{
    private readonly bool _ownsData;

    private Copy(DistributedApplicationBuilder builder, string data, bool ownsData)
    {
        (Data, _ownsData) = (data, ownsData);
        App = builder.CreateApplication(quiet: true);
    }

    public string Data { get; }
    public DistributedApplication App { get; }

    public static string NewData() => Path.Combine(Directory.CreateTempSubdirectory("portal-engine-").FullName, "data");

    /// <summary>Not started; on <paramref name="data"/> of another copy, or on its own.</summary>
    public static Copy Of(Action<DistributedApplicationBuilder> describe, string? data = null)
    {
        var folder = data ?? NewData();
        var builder = DistributedApplication.CreateBuilder(["--data", folder]);
        describe(builder);
        return new Copy(builder, folder, ownsData: data is null);
    }

    public static async Task<Copy> Started(Action<DistributedApplicationBuilder> describe, string? data = null)
    {
        var copy = Of(describe, data);
        await copy.App.StartAsync(TestContext.Current.CancellationToken);
        return copy;
    }

    public async Task<string> Get(string resource, string path)
    {
        using var client = App.CreateHttpClient(resource);
        return await client.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    public async Task<long> GetNumber(string resource, string path) => long.Parse(await Get(resource, path), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (_ownsData)
            Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
    }
}

internal static class Descriptions
{
    public static IResourceBuilder<ProjectResource> AddWeb(this DistributedApplicationBuilder builder, string name = "web") =>
        builder.AddProject<SampleProject>(name).WithArgs("web").WithHttpEndpoint().WithHttpHealthCheck("/health");

    public static IResourceBuilder<ProjectResource> AddJob(this DistributedApplicationBuilder builder, string name, int exitCode, string words = "done") =>
        builder.AddProject<SampleProject>(name).WithArgs("job", $"{exitCode}", words);
}
