using System.Diagnostics;

namespace Portal.AppHost.Tests;

/// <summary>What ends with what, and what the next start finds.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly string _data = AppHostProcess.NewData();

    [Fact]
    public async Task Kill_9_of_the_AppHost_takes_everything_with_it_and_the_next_start_has_the_same_addresses_and_secrets()
    {
        string before;
        using (var first = AppHostProcess.StartOnFreePort(_data))
        {
            await first.Ready();
            before = Addresses();
            var processes = Machine.StartedBy(first.Id);
            Assert.True(processes.Count > 12, $"{processes.Count} processes");
            first.Kill9();
            await AppHostProcess.Gone(processes);
        }

        using var second = AppHostProcess.StartOnFreePort(_data);
        await second.Ready();
        Assert.Equal(before, Addresses());
        var left = Machine.StartedBy(second.Id);
        await second.Terminate();
        Assert.Equal(0, await second.Ended());
        await AppHostProcess.Gone(left);
        Assert.False(File.Exists(Path.Combine(_data, "endpoints.json")));
        Assert.Equal(
            [],
            (await File.ReadAllTextAsync(Path.Combine(_data, "logs", "license.log"))).Where(character =>
                character == '\x1B'
            )
        );
    }

    [Fact]
    public async Task Kill_9_of_the_orchestrator_ends_the_AppHost_and_everything()
    {
        using var running = AppHostProcess.StartOnFreePort(_data);
        await running.Ready();
        await A_second_one_on_the_same_data_is_refused(running);
        await A_restarted_service_is_in_endpoints_json_with_its_new_process();

        var processes = Machine.StartedBy(running.Id);
        foreach (var pid in Machine.Orchestrator(running.Id))
            Process.GetProcessById(pid).Kill();
        Assert.Equal(1, await running.Ended());
        await AppHostProcess.Gone(processes);
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_leaves_nothing()
    {
        using var failing = AppHostProcess.StartOnFreePort(_data, "--rsa-bits", "5");
        Assert.Equal(1, await failing.Ended());
        Assert.Contains("ended with", failing.Console);
        Assert.Contains("KeyManager:KeySize is not between", failing.Console);
        await AppHostProcess.Gone(Machine.StartedBy(failing.Id));
    }

    public void Dispose()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    private async Task A_second_one_on_the_same_data_is_refused(AppHostProcess running)
    {
        using var second = AppHostProcess.StartOnFreePort(_data);
        Assert.Equal(2, await second.Ended());
        Assert.Contains($"{_data} is in use by process {running.Id}.", second.Console);
    }

    private async Task A_restarted_service_is_in_endpoints_json_with_its_new_process()
    {
        var pid = Pid("download");
        Process.GetProcessById(pid).Kill();
        await Portal.Testing.Eventually.Is(
            () => Task.FromResult(Pid("download") is > 0 and var now && now != pid),
            "download has a new process"
        );
    }

    private int Pid(string service) =>
        AppHostProcess.Endpoints(_data)["pids"]![service] is { } pids ? pids[0]!.GetValue<int>() : 0;

    /// <summary>All but the public one, which each start chose anew.</summary>
    private string Addresses()
    {
        var endpoints = AppHostProcess.Endpoints(_data);
        var resources = endpoints["resources"]!.AsObject();
        Assert.True(resources.Remove("gateway"));
        return resources.ToJsonString()
            + endpoints["connectionStrings"]!.ToJsonString()
            + endpoints["parameters"]!.ToJsonString();
    }
}
