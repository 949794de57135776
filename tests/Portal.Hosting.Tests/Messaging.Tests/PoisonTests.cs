using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class PoisonTests(Servers servers)
{
    private const string ErrorQueue = WhenThingChanged.Queue + "_error";

    [Fact]
    public async Task What_always_fails_is_put_aside_and_counted_and_the_queue_goes_on()
    {
        await using var service = await ThingsService.Started(servers);
        using var counted = new Counted(service);
        await using var broker = await Broker.Of(servers);
        var (poison, id, fact) = (ThingChanged.New("poison"), Guid.CreateVersion7(), ThingChanged.New());
        await broker.Send(WhenThingChanged.Queue, JsonSerializer.Serialize(poison, Wire.Options), id);
        await service.Commit(fact);
        await service.UntilKept(fact.ThingId);
        Assert.Equal([WhenThingChanged.Queue], await counted.Queues(1));

        Assert.Equal(JsonSerializer.Serialize(poison, Wire.Options), await PutAside(broker, id));
        Assert.Equal(6, service.Deliveries.All.Count(delivered => delivered == id));
        Assert.Contains(service.Log.Lines, line => line.Text.Contains(id.ToString(), StringComparison.Ordinal));
        Assert.Null(await service.Find(poison.ThingId));
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("")]
    [InlineData("[1, 2, 3]")]
    [InlineData("""{"thingId":"no id","version":1,"name":"thing"}""")]
    [InlineData("""{"version":1}""")]
    public async Task What_cannot_be_read_is_put_aside_as_it_came_and_counted(string body)
    {
        await using var service = await ThingsService.Started(servers);
        using var counted = new Counted(service);
        await using var broker = await Broker.Of(servers);
        var (id, fact) = (Guid.CreateVersion7(), ThingChanged.New());
        await broker.Send(WhenThingChanged.Queue, body, id);
        await service.Commit(fact);
        await service.UntilKept(fact.ThingId);
        Assert.Equal([WhenThingChanged.Queue], await counted.Queues(1));
        Assert.Equal(body, await PutAside(broker, id));
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_too_late_changes_nothing()
    {
        await using var service = await ThingsService.Started(servers);
        await using var broker = await Broker.Of(servers);
        var newest = ThingChanged.New("new name", version: 2);
        var (id, body) = (Guid.CreateVersion7(), JsonSerializer.Serialize(newest, Wire.Options));
        await broker.Send(WhenThingChanged.Queue, body, id);
        await broker.Send(WhenThingChanged.Queue, body, id);
        await broker.Send(
            WhenThingChanged.Queue,
            JsonSerializer.Serialize(newest with { Version = 1, Name = "old name" }, Wire.Options),
            Guid.CreateVersion7()
        );
        await Eventually.Is(() => Task.FromResult(service.Deliveries.All.Count >= 3), "all three are delivered");
        await service.UntilKept(newest.ThingId);

        Assert.Equal(2, service.Deliveries.All.Count(delivered => delivered == id));
        Assert.Equal("new name", (await service.Find(newest.ThingId))!.Name);
    }

    [Fact]
    public async Task Every_queue_and_its_error_queue_survive_the_loss_of_a_node()
    {
        await using var service = await ThingsService.Started(servers);
        await using var broker = await Broker.Of(servers);
        var id = Guid.CreateVersion7();
        await broker.Send(WhenThingChanged.Queue, "not JSON", id);
        await PutAside(broker, id);

        Assert.True(await broker.IsQuorumQueue(WhenThingChanged.Queue));
        Assert.True(await broker.IsQuorumQueue(ErrorQueue));
    }

    private static async Task<string> PutAside(Broker broker, Guid id)
    {
        await Eventually.Is(() => broker.Exists(ErrorQueue), "the error queue is there");
        return await Eventually.Get(
            async () => (await broker.Drain(ErrorQueue)).GetValueOrDefault(id.ToString()),
            "the message is in the error queue"
        );
    }

    /// <summary>The dead letters of one service.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<string> _queues = [];

        public Counted(ThingsService service)
        {
            var meters = service.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "portal.dead_letters" && instrument.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>(
                (_, _, tags, _) =>
                {
                    lock (_queues)
                        _queues.Add((string)tags[0].Value!);
                }
            );
            _listener.Start();
        }

        public async Task<IReadOnlyList<string>> Queues(int atLeast)
        {
            await Eventually.Is(() => Task.FromResult(_queues.Count >= atLeast), "a dead letter is counted");
            return _queues;
        }

        public void Dispose() => _listener.Dispose();
    }
}
