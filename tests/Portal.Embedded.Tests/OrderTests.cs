using Portal.Embedded.Hosting;
using Portal.Embedded.Testing;

namespace Portal.Embedded.Tests;

public sealed class OrderTests
{
    [Fact]
    public async Task A_service_starts_after_the_service_it_waits_for_is_healthy()
    {
        await using var copy = await Copy.Started(builder =>
        {
            var first = builder.AddWeb("first").WithEnvironment("Sample__Refusals", "5");
            builder.AddWeb("second").WaitFor(first);
        });
        Assert.True(await copy.GetNumber("first", "/healthy") < await copy.GetNumber("second", "/started"));
    }

    [Fact]
    public async Task A_job_that_fails_fails_the_start_with_the_end_of_its_log_and_nothing_runs_on()
    {
        await using var copy = Copy.Of(builder =>
        {
            builder.AddWeb("bystander");
            var migration = builder.AddJob("migration", 3, "out of paper");
            builder.AddWeb().WaitForCompletion(migration);
        });
        var failure = await Assert.ThrowsAsync<StartFailedException>(() => copy.App.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("migration ended with 3", failure.Message);
        Assert.Contains("out of paper", failure.Message);
        Assert.Empty(copy.App.GetProcessIds("web"));

        var bystanders = copy.App.GetProcessIds("bystander");
        await copy.App.StopAsync();
        Assert.DoesNotContain(bystanders, Machine.IsAlive);
    }

    [Fact]
    public async Task A_job_that_completes_lets_its_service_start()
    {
        await using var copy = await Copy.Started(builder =>
        {
            var migration = builder.AddJob("migration", 0);
            builder.AddWeb().WaitForCompletion(migration);
        });
        await copy.App.ResourceNotifications.WaitForResourceHealthyAsync("web", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_service_that_never_comes_up_fails_the_start()
    {
        await using var copy = Copy.Of(builder => builder.AddJob("web", 7, "no configuration").WithHttpEndpoint().WithHttpHealthCheck("/health"));
        var failure = await Assert.ThrowsAsync<StartFailedException>(() => copy.App.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("web ended with 7", failure.Message);
        Assert.Contains("no configuration", failure.Message);
    }

    [Fact]
    public async Task A_taken_port_is_said_before_anything_starts()
    {
        await using var holder = await Copy.Started(builder => builder.AddWeb());
        var port = holder.App.GetEndpoint("web").Port;
        await using var copy = Copy.Of(builder => builder.AddWeb("other").WithHttpEndpoint(port, name: "fixed"));
        var failure = await Assert.ThrowsAsync<StartFailedException>(() => copy.App.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"Port {port} is taken", failure.Message);
    }
}
