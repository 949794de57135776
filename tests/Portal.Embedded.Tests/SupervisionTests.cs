using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Embedded.Hosting;
using Portal.Embedded.Hosting.Data;
using Portal.Embedded.Hosting.Processes;
using Portal.Embedded.Sample;
using Portal.Embedded.Testing;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Portal.Embedded.Tests;

public sealed class SupervisionTests
{
    [Fact]
    public async Task A_killed_service_comes_back_at_its_address_and_endpoints_json_knows_its_new_process()
    {
        await using var copy = await Copy.Started(builder => builder.AddWeb());
        var (pid, address) = (copy.App.GetProcessIds("web")[0], copy.App.GetEndpoint("web"));
        await copy.App.KillAsync("web", cancellationToken: TestContext.Current.CancellationToken);
        await copy.App.ResourceNotifications.WaitForResourceHealthyAsync("web", TestContext.Current.CancellationToken);
        await copy.Get("web", "/health");

        var now = copy.App.GetProcessIds("web")[0];
        Assert.NotEqual(pid, now);
        Assert.Equal(address, copy.App.GetEndpoint("web"));
        var content = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Data, "endpoints.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(now, (int?)content["pids"]!["web"]![0]);
    }

    [Fact]
    public async Task Killed_servers_come_back_and_a_stop_leaves_no_process_and_no_port()
    {
        await using var copy = await Copy.Started(builder =>
        {
            builder.AddPostgres("postgres").AddDatabase("sampledb");
            builder.AddRedis("redis");
            builder.AddRabbitMQ("rabbitmq");
            builder.AddWeb();
        });
        string[] servers = ["postgres", "redis", "rabbitmq"];
        await Task.WhenAll(servers.Select(async server =>
        {
            await copy.App.KillAsync(server, cancellationToken: TestContext.Current.CancellationToken);
            await copy.App.ResourceNotifications.WaitForResourceHealthyAsync(server, TestContext.Current.CancellationToken);
        }));

        var processes = servers.Append("web").SelectMany(copy.App.GetProcessIds).SelectMany(pid => Machine.Descendants(pid).Append(pid)).ToList();
        Assert.True(processes.Count > 8);
        var watch = Stopwatch.StartNew();
        await copy.App.StopAsync();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        Assert.DoesNotContain(processes, Machine.IsAlive);
        var ports = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Data, "ports.json"), TestContext.Current.CancellationToken))!.AsObject();
        Assert.All(ports, port => Assert.True(Ports.IsFree((int)port.Value!), port.Key));
    }

    [Fact]
    public async Task Kill_9_of_the_engine_takes_everything_with_it_and_the_next_run_finds_its_data()
    {
        var data = Copy.NewData();
        using (var engine = Host(data))
        {
            await Ready(engine);
            var processes = Machine.Descendants(engine.Id);
            Assert.True(processes.Count > 8);
            engine.Kill();
            await Machine.Until(() => !processes.Any(Machine.IsAlive), TimeSpan.FromSeconds(10));
        }

        using (var engine = Host(data))
        {
            await Ready(engine);
            var processes = Machine.Descendants(engine.Id);
            Signals.Send(engine.Id, Signals.Terminate);
            await engine.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
            Assert.Equal(0, engine.ExitCode);
            Assert.DoesNotContain(processes, Machine.IsAlive);
        }

        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    private static Process Host(string data) => Process.Start(new ProcessStartInfo("dotnet", [new SampleProject().AssemblyPath, "host", "--data", data])
    { RedirectStandardOutput = true })!;

    private static async Task Ready(Process engine)
    {
        while (await engine.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("portal: ready http://localhost:", StringComparison.Ordinal))
            {
                _ = engine.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The engine {engine.Id} ended without being ready."));
    }
}
