using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Portal.AppHost.Model;
using Portal.AppHost.Running;
using Portal.Testing;

namespace Portal.AppHost.Tests;

/// <summary>A program that writes a line into its folder on every start.</summary>
public sealed class SupervisionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
    private readonly ConcurrentQueue<string> _states = [];
    private DistributedApplication? _app;
    private Processes? _processes;

    [Fact]
    public async Task What_is_killed_comes_back()
    {
        await Start("exec sleep 600");
        await Runs();
        var pid = _processes!.Ids("program").Single();
        await _processes.Kill9(pid);
        await Runs();
        Assert.NotEqual(pid, _processes.Ids("program").Single());
    }

    [Fact]
    public async Task What_ends_at_once_is_started_again_and_again()
    {
        await Start("exit 3");
        await Eventually.Is(() => Task.FromResult(Starts >= 3), "it was started three times");
    }

    [Fact]
    public async Task What_an_operator_stopped_stays_stopped_and_can_be_started()
    {
        await Start("exec sleep 600");
        await Runs();
        Assert.True((await Command(KnownResourceCommands.StopCommand)).Success);
        await Eventually.Is(
            () => Task.FromResult(_states.Any(state => KnownResourceStates.TerminalStates.Contains(state))),
            "it has ended"
        );
        // A second program that crashes afterwards is back: whatever was to be restarted has been.
        await _processes!.Kill9(_processes.Ids("other").Single());
        await Eventually.Is(() => Task.FromResult(_processes.Ids("other").Count == 1), "the other one is back");
        Assert.Empty(_processes.Ids("program"));
        Assert.Equal(1, Starts);

        Assert.True((await Command(KnownResourceCommands.StartCommand)).Success);
        await Runs();
        await _processes.Kill9(_processes.Ids("program").Single());
        await Runs();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private int Starts => File.Exists(StartsFile) ? File.ReadAllLines(StartsFile).Length : 0;

    private string StartsFile => Path.Combine(_folder, "starts");

    private async Task Start(string script)
    {
        var builder = BareAppHost.CreateBuilder();
        builder.AddWatcher<Supervisor>();
        builder.AddExecutable("program", "/bin/sh", _folder, "-c", $"echo started >> starts; {script}").Restarts();
        builder.AddExecutable("other", "/bin/sleep", _folder, "600").Restarts();
        _app = builder.Build();
        _processes = new Processes(_app);
        _ = FollowAsync(_app);
        await _app.StartAsync();
    }

    private Task Runs() =>
        Eventually.Is(() => Task.FromResult(_processes!.Ids("program").Count == 1), "the program runs");

    private Task<ExecuteCommandResult> Command(string name) =>
        _app!.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("program", name);

    private async Task FollowAsync(DistributedApplication app)
    {
        await foreach (var change in app.ResourceNotifications.WatchAsync())
        {
            if (change.Resource.Name == "program" && change.Snapshot.State?.Text is { } state)
                _states.Enqueue(state);
        }
    }
}
