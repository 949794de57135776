using System.Text.Json.Nodes;
using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Testing;
using StackExchange.Redis;

namespace Portal.Embedded.Tests;

public sealed class DataFolderTests
{
    private static readonly GenerateParameterDefault Forty = new() { MinLength = 40 };

    [Fact]
    public async Task Data_addresses_and_secrets_survive_a_restart()
    {
        static void Describe(DistributedApplicationBuilder builder)
        {
            builder.AddParameter("key", Forty, secret: true, persist: true);
            WebOnRedis(builder);
        }

        await using var first = await Copy.Started(Describe);
        var before = (await Redis(first), first.App.GetParameter("key"), first.App.GetEndpoint("web"));
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(before.Item1!))
            await redis.GetDatabase().StringSetAsync("kept", "yes");
        await first.App.StopAsync();

        await using var second = await Copy.Started(Describe, first.Data);
        Assert.Equal(before, (await Redis(second), second.App.GetParameter("key"), second.App.GetEndpoint("web")));
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(before.Item1!))
            Assert.Equal("yes", await redis.GetDatabase().StringGetAsync("kept"));
    }

    [Fact]
    public async Task Two_copies_run_side_by_side_with_nothing_in_common()
    {
        await using var one = await Copy.Started(WebOnRedis);
        await using var other = await Copy.Started(WebOnRedis);
        Assert.NotEqual(await Redis(one), await Redis(other));
        Assert.NotEqual(one.App.GetEndpoint("web"), other.App.GetEndpoint("web"));
    }

    [Fact]
    public async Task A_second_engine_on_the_same_data_is_refused_and_told_who_has_it()
    {
        await using var first = await Copy.Started(builder => builder.AddWeb());
        await using var second = Copy.Of(builder => builder.AddWeb(), first.Data);
        var refusal = await Assert.ThrowsAsync<StartFailedException>(() => second.App.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, refusal.ExitCode);
        Assert.Contains($"process {Environment.ProcessId}.", refusal.Message);
    }

    [Fact]
    public async Task A_folder_that_is_somebody_elses_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("portal-engine-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "thesis.tex"), "", TestContext.Current.CancellationToken);
        await using var copy = Copy.Of(builder => builder.AddWeb(), folder.FullName);
        await Assert.ThrowsAsync<StartFailedException>(() => copy.App.StartAsync(TestContext.Current.CancellationToken));
        Assert.Single(folder.EnumerateFileSystemInfos());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Endpoints_json_is_for_its_owner_and_lives_as_long_as_the_application()
    {
        await using var copy = await Copy.Started(builder =>
        {
            builder.AddParameter("key", Forty, secret: true, persist: true);
            builder.AddWeb().WithExternalHttpEndpoints();
            builder.AddRedis("redis");
        });
        var path = Path.Combine(copy.Data, "endpoints.json");
        foreach (var secret in new[] { path, Path.Combine(copy.Data, "secrets.json") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
        var content = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        Assert.Equal($"http://localhost:{copy.App.GetEndpoint("web").Port}", (string?)content["publicUrl"]);
        Assert.Equal((string?)content["publicUrl"], (string?)content["resources"]!["web"]!["http"]![0]);
        Assert.Equal(await Redis(copy), (string?)content["connectionStrings"]!["redis"]);
        Assert.Equal(copy.App.GetParameter("key"), (string?)content["parameters"]!["key"]);
        Assert.Equal(copy.App.GetProcessIds("web")[0], (int?)content["pids"]!["web"]![0]);

        await copy.App.StopAsync();
        Assert.False(File.Exists(path));
    }

    private static void WebOnRedis(DistributedApplicationBuilder builder)
    {
        var redis = builder.AddRedis("redis");
        builder.AddWeb().WaitFor(redis);
    }

    private static async Task<string?> Redis(Copy copy) => await copy.App.GetConnectionStringAsync("redis");
}
