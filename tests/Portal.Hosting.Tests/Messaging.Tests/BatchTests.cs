using System.Text.Json;
using Portal.ServiceDefaults;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

[Collection(nameof(Servers))]
public sealed class BatchTests(Servers servers)
{
    private const string ErrorQueue = WhenThingsChanged.Queue + "_error";

    [Fact]
    public async Task Events_that_come_together_are_given_together_and_one_that_comes_alone_arrives_too()
    {
        await using var service = await ThingsService.Started(servers, batched: true);
        var (many, alone) = (Enumerable.Range(0, 500).Select(_ => ThingChanged.New()).ToList(), ThingChanged.New());
        await service.Commit(many);
        await service.UntilKept(many.Select(fact => fact.ThingId));
        Assert.InRange(service.Deliveries.Batches, 5, 250);
        await service.Commit(alone);
        await service.UntilKept(alone.ThingId);
    }

    [Fact]
    public async Task What_always_fails_is_put_aside_and_takes_nothing_with_it()
    {
        await using var service = await ThingsService.Started(servers, batched: true);
        await using var broker = await Broker.Of(servers);
        var (poison, id, others) = (
            ThingChanged.New("poison"),
            Guid.CreateVersion7(),
            Enumerable.Range(0, 60).Select(_ => ThingChanged.New()).ToList()
        );
        await service.Commit(others.Take(30));
        await broker.Send(WhenThingsChanged.Queue, JsonSerializer.Serialize(poison, Wire.Options), id);
        await Eventually.Is(() => broker.Exists(ErrorQueue), "the error queue is there");
        var body = await Eventually.Get(
            async () => (await broker.Drain(ErrorQueue)).GetValueOrDefault(id.ToString()),
            "the message is in the error queue"
        );
        await service.UntilKept(others.Take(30).Select(fact => fact.ThingId));
        await service.Commit(others.Skip(30));
        await service.UntilKept(others.Select(fact => fact.ThingId));

        Assert.Equal(JsonSerializer.Serialize(poison, Wire.Options), body);
        Assert.Equal(6, service.Deliveries.All.Count(delivered => delivered == id));
        Assert.Contains(service.Log.Lines, line => line.Text.Contains(id.ToString(), StringComparison.Ordinal));
    }
}
