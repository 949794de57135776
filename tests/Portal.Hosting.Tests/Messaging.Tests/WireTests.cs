using System.Diagnostics;
using System.Globalization;
using Portal.ServiceDefaults;
using Portal.ServiceDefaults.Tests.Contracts.Things.V1;
using Portal.ServiceDefaults.Tests.Running;
using Portal.Testing;

namespace Portal.Messaging.Tests;

/// <summary>What a subscriber in any language relies on.</summary>
[Collection(nameof(Servers))]
public sealed class WireTests(Servers servers)
{
    private const string Exchange = "portal.servicedefaults.tests.things.v1.thing-changed";

    [Fact]
    public async Task An_event_is_raw_json_with_cloudevents_and_trace_context_as_headers()
    {
        await using var service = await ThingsService.Started(servers, reacts: false, name: "things-service");
        await using var subscriber = await Subscriber.At(servers.Broker, Exchange);
        var fact = ThingChanged.New("Größe") with { Color = ThingColor.DarkBlue };
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var before = TimeProvider.System.GetUtcNow();
        await service.Commit(fact);
        await Eventually.Is(() => Task.FromResult(!subscriber.Messages.IsEmpty), "the event arrives");

        var message = Assert.Single(subscriber.Messages);
        Assert.Equal(
            $$"""{"thingId":"{{fact.ThingId}}","version":1,"name":"Größe","color":"darkBlue"}""",
            message.Body.ToJsonString(
                new(Wire.Options) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        );
        Assert.Equal("application/json", message.ContentType);
        Assert.Equal(7, Guid.Parse(message.MessageId!).Version);
        Assert.Equal("1.0", message.Headers["cloudEvents_specversion"]);
        Assert.Equal(message.MessageId, message.Headers["cloudEvents_id"]);
        Assert.Equal("/portal/things-service", message.Headers["cloudEvents_source"]);
        Assert.Equal(Exchange, message.Headers["cloudEvents_type"]);
        Assert.Equal($"{fact.ThingId}", message.Headers["cloudEvents_subject"]);
        var time = DateTimeOffset.Parse(message.Headers["cloudEvents_time"]!, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.InRange(time, before.AddMilliseconds(-1), TimeProvider.System.GetUtcNow());
        Assert.Equal(request.TraceId.ToString(), message.Headers["traceparent"]!.Split('-')[1]);
    }

    [Fact]
    public async Task An_exchange_is_a_durable_fanout_named_after_its_event()
    {
        await using var service = await ThingsService.Started(servers);
        await service.Commit(ThingChanged.New());
        await service.UntilPublished();
        await using var broker = await Broker.Of(servers);
        Assert.True(await broker.IsDurableFanout(Exchange));
    }

    [Theory]
    [InlineData("ThingChanged", "thing-changed")]
    [InlineData("Thing", "thing")]
    [InlineData("Sha256HashAdded", "sha256-hash-added")]
    public void Names_of_types_are_kebab_case(string type, string expected) =>
        Assert.Equal(expected, EventNames.Kebab(type));
}
