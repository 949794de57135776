using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.ApplicationModel;
using Portal.Embedded.Sample;
using Portal.Embedded.Testing;

namespace Portal.Embedded.Tests;

/// <summary>What a service sees of the deployment: Aspire's variables.</summary>
public sealed class ConventionTests
{
    [Fact]
    public async Task A_reference_names_every_endpoint_of_every_replica()
    {
        await using var copy = await Copy.Started(builder =>
        {
            var backend = builder.AddWeb("backend").WithHttpEndpoint(name: "management", env: "Listeners__management").WithReplicas(2);
            builder.AddWeb().WithReference(backend);
        });
        Assert.Equal(copy.App.GetEndpoint("backend").ToString(), new Uri(await copy.Get("web", "/variables/services__backend__http__0")).ToString());
        Assert.NotEmpty(await copy.Get("web", "/variables/services__backend__http__1"));
        Assert.NotEmpty(await copy.Get("web", "/variables/services__backend__management__1"));
        Assert.Equal(2, copy.App.GetProcessIds("backend").Count);
    }

    [Fact]
    public async Task An_endpoint_with_a_variable_is_told_by_it_alone()
    {
        await using var copy = await Copy.Started(builder => builder.AddWeb().WithHttpEndpoint(name: "management", env: "Listeners__management"));
        var port = copy.App.GetEndpoint("web", "management").Port;
        Assert.Equal($"{port}", await copy.Get("web", "/variables/Listeners__management"));
        Assert.DoesNotContain($"{port}", await copy.Get("web", "/variables/ASPNETCORE_URLS"));
    }

    [Fact]
    public async Task Values_parameters_and_callbacks_arrive()
    {
        await using var copy = await Copy.Started(builder =>
        {
            var key = builder.AddParameter("key", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true);
            builder.AddWeb().WithEnvironment("A", "plain").WithEnvironment("B", key).WithEnvironment(context => context.EnvironmentVariables["C"] = 3);
        });
        Assert.Equal("plain", await copy.Get("web", "/variables/A"));
        Assert.Equal(copy.App.GetParameter("key"), await copy.Get("web", "/variables/B"));
        Assert.Matches("^[0-9A-Za-z]{40}$", copy.App.GetParameter("key"));
        Assert.Equal("3", await copy.Get("web", "/variables/C"));
        Assert.Equal("web", await copy.Get("web", "/variables/OTEL_SERVICE_NAME"));
    }

    [Fact]
    public async Task A_test_gets_the_application_of_an_entry_point()
    {
        var data = Copy.NewData();
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<SampleProject>(["host", "--servers", "false", "--data", data], TestContext.Current.CancellationToken);
        await using (var app = await builder.BuildAsync(TestContext.Current.CancellationToken))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var client = app.CreateHttpClient("web");
            using var answer = await client.GetAsync("/health", TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }

        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }
}
