using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.EndToEnd.Tests.Outages;

/// <summary>
/// Devices that activate, validate and deactivate, and an operator who suspends and reinstates, until told to stop. What cannot
/// be reached is tried again; what was answered is remembered.
/// </summary>
internal sealed class LightLoad : IAsyncDisposable
{
    private const int DevicesOfALicense = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly PortalApp _app;
    private readonly Operator _operator;
    private readonly Task _running;
    private int _answers;

    public LightLoad(PortalApp app, IReadOnlyList<Catalogue.License> licenses)
    {
        (_app, _operator) = (app, new Operator(app));
        _running = Task.WhenAll([
            .. licenses.Select(license => Repeat(() => UseDevice(license))),
            Repeat(() => SuspendAndReinstate(licenses[0])),
        ]);
    }

    public int Answers => _answers;

    /// <summary>Activations that a program was told of, and those among them that it was told are gone.</summary>
    public ConcurrentDictionary<Guid, bool> Promised { get; } = [];

    /// <summary>Refusals that nothing explains.</summary>
    public ConcurrentQueue<string> Surprises { get; } = [];

    public Task MoreAnswers(int count)
    {
        var wanted = Answers + count;
        return Eventually.Is(() => Task.FromResult(Answers >= wanted), $"{count} more requests are answered");
    }

    /// <summary>Ends when nothing is under way any more.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
    }

    private async Task UseDevice(Catalogue.License license)
    {
        var program = new VendorProgram(_app, license.Key);
        var device = $"device-{Random.Shared.Next(DevicesOfALicense)}";
        using var activated = await program.Activate(device);
        Expect(activated, HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Forbidden);
        Guid? id = activated.IsSuccessStatusCode
            ? (await activated.Content.ReadFromJsonAsync<JsonObject>())!["activation"]!["id"]!.GetValue<Guid>()
            : null;
        if (id is { } kept)
            Promised.TryAdd(kept, false);

        await program.Validate(device);
        Interlocked.Increment(ref _answers);
        if (id is not { } mine || Random.Shared.Next(2) == 0)
            return;
        using var deactivated = await program.Deactivate(mine);
        Expect(deactivated, HttpStatusCode.NoContent);
        if (deactivated.IsSuccessStatusCode)
            Promised[mine] = true;
    }

    private async Task SuspendAndReinstate(Catalogue.License license)
    {
        await _operator.Post("license", $"/licenses/{license.Id}/suspend", new { reason = "Checked" });
        await _operator.Post("license", $"/licenses/{license.Id}/reinstate", new { });
    }

    private void Expect(HttpResponseMessage answer, params HttpStatusCode[] expected)
    {
        if (!expected.Contains(answer.StatusCode) && (int)answer.StatusCode < 500)
            Surprises.Enqueue(
                $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath}: {(int)answer.StatusCode}"
            );
        Interlocked.Increment(ref _answers);
    }

    private async Task Repeat(Func<Task> step)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await step();
            }
            catch (Exception outage) when (outage is HttpRequestException or IOException or OperationCanceledException)
            {
                // Something was killed: that is the point.
            }
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
